/// A vnic profile of a network.
struct VnicProfile: Codable, Sendable, Equatable {
  /// The id, in lower case.
  var id: String
  /// The name, unique for its network.
  var name: String
  /// The id of the network.
  var network: String
  /// The description.
  var description: String?
  /// Whether the traffic of others is seen.
  var portMirroring = false
}

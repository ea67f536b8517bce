/// A request as it came, without meaning yet.
struct RawRequest: Sendable {
  /// The method.
  var method: String
  /// The request target: path, matrix parameters and query.
  var target: String
  /// The header fields in their order.
  var headers: [(name: String, value: String)]
  /// The body.
  var body: [UInt8]

  /// The value of the first field of that name.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

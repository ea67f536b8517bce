/// A logical network on a nic or bond of a host, with its address as configured: one of each family, since the engine
/// stores the first assignment and no other (engine 4.x, `NetworkAttachmentDaoImpl`).
struct NetworkAttachment: Codable, Sendable, Equatable {
  /// What the host reports where it differs from what is configured.
  struct Reported: Codable, Sendable, Equatable {
    /// The tag on the host.
    var vlan: Int?
    /// The address on the host; nil for the configured one.
    var ipv4: IPv4Configuration?
    /// The MTU on the host; nil for the network's.
    var mtu: Int?
    /// Whether a bridge stands on it; nil for what the network says.
    var bridged: Bool?

    private enum CodingKeys: String, CodingKey { case vlan, ipv4, mtu, bridged }

    /// Writes the state form, in which `vlan` is null for an untagged network.
    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(vlan, forKey: .vlan)
      try values.encodeIfPresent(ipv4, forKey: .ipv4)
      try values.encodeIfPresent(mtu, forKey: .mtu)
      try values.encodeIfPresent(bridged, forKey: .bridged)
    }
  }

  /// Host network QoS that overrides the network's.
  struct QoS: Codable, Sendable, Equatable {
    /// The weighted share.
    var linkShare: Int?
    /// The upper limit in Mbit/s.
    var upperLimit: Int?
    /// The committed rate in Mbit/s.
    var realTime: Int?

    private enum CodingKeys: String, CodingKey {
      case linkShare = "outbound_average_linkshare"
      case upperLimit = "outbound_average_upperlimit"
      case realTime = "outbound_average_realtime"
    }
  }

  /// The id, in lower case.
  var id: String
  /// The id of the network.
  var network: String
  /// The id of the base nic or bond, never of a vlan device.
  var nic: String
  /// The configured IPv4 address.
  var ipv4: IPv4Configuration
  /// The configured IPv6 address.
  var ipv6: IPv6Configuration
  /// The custom properties.
  var properties: [String: String]
  /// Whether the host has what is configured here.
  var inSync: Bool
  /// What the host reports where it differs; nil where it doesn't.
  var reported: Reported?
  /// The name servers; nil for none (engine 4.2 and later).
  var nameServers: [String]?
  /// The QoS that overrides the network's; nil for none.
  var qos: QoS?

  private enum CodingKeys: String, CodingKey {
    case id, network, nic, ipv4, ipv6, properties, reported, qos
    case inSync = "in_sync"
    case nameServers = "name_servers"
  }
}

extension NetworkAttachment {
  /// Whether nothing of what is configured differs; how the host reports it doesn't count.
  func isConfigured(like other: NetworkAttachment) -> Bool {
    var mine = self
    mine.inSync = other.inSync
    mine.reported = other.reported
    return mine == other
  }
}

/// A device of a host: a physical nic, a bond, or a vlan device.
struct HostNic: Codable, Sendable, Equatable {
  /// What it is.
  enum Kind: String, Codable, Sendable {
    /// A card's port.
    case physical
    /// A bond over physical nics.
    case bond
    /// A vlan device over a nic or bond.
    case vlan
  }

  /// The id, in lower case.
  var id: String
  /// The device name.
  var name: String
  /// What it is.
  var kind: Kind
  /// The name of the network that the host reports on it; nil for none.
  var network: String?
  /// The address as the host reports it.
  var ipv4: IPv4Configuration
  /// The labels, on nics and bonds.
  var labels: [String]
  /// Bonds: the names of the slaves.
  var slaves: [String]?
  /// Bonds: the options.
  var options: BondOptions?
  /// Vlan devices: the name of the nic or bond below.
  var base: String?
  /// Vlan devices: the tag.
  var vlan: Int?
  /// The IPv6 address as the host reports it; nil for none.
  var ipv6: IPv6Configuration?
  /// The hardware address.
  var mac: String?
  /// The speed in Mbit/s.
  var speed: Int?
  /// The MTU in bytes; nil means 1500.
  var mtu: Int?
  /// `up` or `down`; nil means up.
  var status: String?

  /// Physical functions: what is known of their virtual functions (SR-IOV).
  var virtualFunctions: VirtualFunctions?

  /// What is known of the virtual functions of a nic.
  struct VirtualFunctions: Codable, Sendable, Equatable {
    /// How many there can be.
    var maximum: Int
    /// How many there are.
    var number: Int
    /// Whether every network may use them.
    var allNetworksAllowed: Bool

    private enum CodingKeys: String, CodingKey {
      case maximum, number
      case allNetworksAllowed = "all_networks_allowed"
    }
  }

  /// A device without network.
  init(id: String, name: String, kind: Kind) {
    self.id = id
    self.name = name
    self.kind = kind
    ipv4 = .none
    labels = []
  }

  private enum CodingKeys: String, CodingKey {
    case id, name, network, ipv4, labels, slaves, options, base, vlan, ipv6, mac, speed, mtu, status
    case kind = "type"
    case virtualFunctions = "virtual_functions"
  }

  /// Writes the state form, in which `network` is null when absent.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(name, forKey: .name)
    try values.encode(kind, forKey: .kind)
    try values.encode(network, forKey: .network)
    try values.encode(ipv4, forKey: .ipv4)
    try values.encode(labels, forKey: .labels)
    try values.encodeIfPresent(slaves, forKey: .slaves)
    try values.encodeIfPresent(options, forKey: .options)
    try values.encodeIfPresent(base, forKey: .base)
    try values.encodeIfPresent(vlan, forKey: .vlan)
    try values.encodeIfPresent(ipv6, forKey: .ipv6)
    try values.encodeIfPresent(mac, forKey: .mac)
    try values.encodeIfPresent(speed, forKey: .speed)
    try values.encodeIfPresent(mtu, forKey: .mtu)
    try values.encodeIfPresent(status, forKey: .status)
    try values.encodeIfPresent(virtualFunctions, forKey: .virtualFunctions)
  }
}

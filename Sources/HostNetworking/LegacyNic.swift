/// A device as a 3.5 client sees it: the picture from which GET answers are written and entries are resolved.
///
/// Vlan devices that the engine hides are part of it, made from their attachments.
public struct LegacyNic: Sendable, Equatable {
  /// The bonding part of a bond.
  public struct Bonding: Sendable, Equatable {
    /// The options in the engine's order.
    public var options: [BondOption]
    /// The ids of the slaves.
    public var slaveIDs: [String]

    /// The bonding part.
    public init(options: [BondOption], slaveIDs: [String]) {
      self.options = options
      self.slaveIDs = slaveIDs
    }
  }

  /// The id; that of the attachment for a vlan device that the engine hides.
  public var id: String
  /// The name.
  public var name: String
  /// The id of the bond that it is a slave of; nil if it is none.
  public var masterID: String?
  /// The network that it shows.
  public var network: HostNic.ShownNetwork?
  /// The hardware address.
  public var mac: String?
  /// The IPv4 setup as reported; the netmask is dotted.
  public var ipv4: IPv4Configuration
  /// The name of the base device; vlan devices only.
  public var baseInterface: String?
  /// The tag; vlan devices only.
  public var vlan: Int?
  /// Bonds only.
  public var bonding: Bonding?
  /// Bits a second.
  public var speed: Int?
  /// `up` or `down`.
  public var status: String?
  /// The MTU in bytes.
  public var mtu: Int?
  /// Whether there is a bridge on it.
  public var isBridged: Bool?
  /// True if its network isn't in sync, or unmanaged.
  public var hasCustomConfiguration: Bool?
  /// The properties of its attachment.
  public var properties: [CustomProperty]
  /// Whether the engine hides it, so that it has no statistics and labels of its own.
  public var isSynthetic: Bool
  /// Its statistics, none for a device that the engine hides; nil where they weren't asked for.
  public var statistics: [NicStatistic]?

  /// A device.
  public init(
    id: String, name: String, masterID: String? = nil, network: HostNic.ShownNetwork? = nil, mac: String? = nil,
    ipv4: IPv4Configuration = .none, baseInterface: String? = nil, vlan: Int? = nil, bonding: Bonding? = nil,
    speed: Int? = nil, status: String? = nil, mtu: Int? = nil, isBridged: Bool? = nil,
    hasCustomConfiguration: Bool? = nil, properties: [CustomProperty] = [], isSynthetic: Bool = false,
    statistics: [NicStatistic]? = nil
  ) {
    self.id = id
    self.name = name
    self.masterID = masterID
    self.network = network
    self.mac = mac
    self.ipv4 = ipv4
    self.baseInterface = baseInterface
    self.vlan = vlan
    self.bonding = bonding
    self.speed = speed
    self.status = status
    self.mtu = mtu
    self.isBridged = isBridged
    self.hasCustomConfiguration = hasCustomConfiguration
    self.properties = properties
    self.isSynthetic = isSynthetic
    self.statistics = statistics
  }
}

/// What the engine says about the networks of one host now: everything that a rule may look at.
public struct HostState: Sendable, Equatable {
  /// The host itself.
  public var host: Host
  /// The networks of its cluster, and, as far as they were asked for, others of the system (`inCluster` false).
  public var networks: [Network]
  /// The devices that the engine lists, in its order.
  public var nics: [HostNic]
  /// The network attachments that the engine lists, in its order.
  public var attachments: [NetworkAttachment]

  /// A state.
  public init(host: Host, networks: [Network], nics: [HostNic], attachments: [NetworkAttachment]) {
    self.host = host
    self.networks = networks
    self.nics = nics
    self.attachments = attachments
  }
}

/// A host, as far as its networks are concerned.
public struct Host: Sendable, Equatable, Codable {
  /// The id.
  public var id: String
  /// The name; empty where it isn't known.
  public var name: String
  /// The name or address by which the engine reaches it.
  public var address: String
  /// The status word, for instance `up`.
  public var status: String
  /// The id of its cluster; nil where it isn't known.
  public var clusterID: String?

  /// A host.
  public init(id: String, name: String = "", address: String, status: String, clusterID: String? = nil) {
    self.id = id
    self.name = name
    self.address = address
    self.status = status
    self.clusterID = clusterID
  }
}

/// A logical network.
public struct Network: Sendable, Equatable {
  /// The id.
  public var id: String
  /// The name.
  public var name: String
  /// The tag; nil for an untagged network.
  public var vlan: Int?
  /// Whether virtual machines use it, so that hosts put a bridge on it.
  public var isVM: Bool
  /// Whether it belongs to the cluster of the host.
  public var isInCluster: Bool
  /// Whether it is the management network.
  public var isManagement: Bool
  /// Whether it carries the default route; true for the management network of engines that don't tell.
  public var isDefaultRoute: Bool
  /// The label; nil if it has none or none was asked for.
  public var label: String?
  /// The MTU; 0 means the engine's default, 1500.
  public var mtu: Int

  /// A network.
  public init(
    id: String, name: String, vlan: Int? = nil, isVM: Bool = true, isInCluster: Bool = true,
    isManagement: Bool = false, isDefaultRoute: Bool = false, label: String? = nil, mtu: Int = 0
  ) {
    self.id = id
    self.name = name
    self.vlan = vlan
    self.isVM = isVM
    self.isInCluster = isInCluster
    self.isManagement = isManagement
    self.isDefaultRoute = isDefaultRoute
    self.label = label
    self.mtu = mtu
  }
}

/// A device of a host as the engine lists it (`host_nic`).
public struct HostNic: Sendable, Equatable {
  /// What a device is.
  public enum Kind: Sendable, Equatable {
    /// A nic; a virtual function counts as one.
    case physical
    /// A bond with its slaves (names) and options, in the engine's order.
    case bond(slaves: [String], options: [BondOption])
    /// A vlan device on a base device (its name).
    case vlan(base: String, tag: Int)
  }

  /// The network that a device shows.
  public enum ShownNetwork: Sendable, Hashable {
    /// One of the cluster, by its id.
    case managed(id: String)
    /// One that exists on the host only, by its name.
    case unmanaged(name: String)
  }

  /// The id.
  public var id: String
  /// The name.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// The network on it; nil if it carries none.
  public var network: ShownNetwork?
  /// The IPv4 setup that the host reports.
  public var ipv4: IPv4Configuration
  /// The hardware address; nil where the engine gives none.
  public var mac: String?
  /// Bits a second; nil where the engine gives none.
  public var speed: Int?
  /// The MTU in bytes; nil where the engine gives none.
  public var mtu: Int?
  /// Whether there is a bridge on it; nil where the engine doesn't tell.
  public var isBridged: Bool?
  /// `up` or `down`; nil where the engine gives none.
  public var status: String?
  /// True if its network isn't in sync, or unmanaged; nil where the engine doesn't tell.
  public var hasCustomConfiguration: Bool?
  /// The labels; empty where they weren't asked for.
  public var labels: [String]
  /// The statistics; nil where they weren't asked for.
  public var statistics: [NicStatistic]?

  /// A device.
  public init(
    id: String, name: String, kind: Kind = .physical, network: ShownNetwork? = nil, ipv4: IPv4Configuration = .none,
    mac: String? = nil, speed: Int? = nil, mtu: Int? = nil, isBridged: Bool? = nil, status: String? = nil,
    hasCustomConfiguration: Bool? = nil, labels: [String] = [], statistics: [NicStatistic]? = nil
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.network = network
    self.ipv4 = ipv4
    self.mac = mac
    self.speed = speed
    self.mtu = mtu
    self.isBridged = isBridged
    self.status = status
    self.hasCustomConfiguration = hasCustomConfiguration
    self.labels = labels
    self.statistics = statistics
  }
}

/// One option of a bond.
public struct BondOption: Sendable, Hashable, Codable {
  /// The name, for instance `mode`.
  public var name: String
  /// The value.
  public var value: String

  /// An option.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One custom property of a network attachment.
public struct CustomProperty: Sendable, Hashable, Codable {
  /// The name, for instance `bridge_opts`.
  public var name: String
  /// The value.
  public var value: String

  /// A property.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A logical network on a base nic or bond, with its IP setup (`network_attachment`).
public struct NetworkAttachment: Sendable, Equatable {
  /// What the host reports where it differs from the definition, or where no device is listed for the network.
  public struct Reported: Sendable, Equatable {
    /// The reported tag; nil if the host reports none.
    public var vlan: Int?
    /// Whether a reported configuration for `vlan` was there at all.
    public var hasVlan: Bool
    /// The reported IPv4 setup; nil if it isn't reported.
    public var ipv4: IPv4Configuration?
    /// The reported MTU; nil if it isn't reported.
    public var mtu: Int?
    /// Whether a bridge is reported; nil if it isn't reported.
    public var isBridged: Bool?

    /// Reported values.
    public init(
      vlan: Int? = nil, hasVlan: Bool = false, ipv4: IPv4Configuration? = nil, mtu: Int? = nil, isBridged: Bool? = nil
    ) {
      self.vlan = vlan
      self.hasVlan = hasVlan
      self.ipv4 = ipv4
      self.mtu = mtu
      self.isBridged = isBridged
    }
  }

  /// The id.
  public var id: String
  /// The id of the network.
  public var networkID: String
  /// The id of the base nic or bond; never a vlan device.
  public var nicID: String
  /// The configured IPv4 assignments; the engine uses the first one.
  public var ipv4: [IPv4Configuration]
  /// The configured IPv6 assignments; the engine uses the first one.
  public var ipv6: [IPv6Configuration]
  /// The custom properties.
  public var properties: [CustomProperty]
  /// Whether the host has it as configured; true where the engine doesn't tell.
  public var isInSync: Bool
  /// What the host reports; nil if the engine gives nothing.
  public var reported: Reported?

  /// An attachment.
  public init(
    id: String, networkID: String, nicID: String, ipv4: [IPv4Configuration] = [], ipv6: [IPv6Configuration] = [],
    properties: [CustomProperty] = [], isInSync: Bool = true, reported: Reported? = nil
  ) {
    self.id = id
    self.networkID = networkID
    self.nicID = nicID
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.properties = properties
    self.isInSync = isInSync
    self.reported = reported
  }
}

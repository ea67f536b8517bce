/// A reference to a network in a legacy body: by id, by name, by both, or by neither, which means "no network".
public struct LegacyNetworkReference: Sendable, Equatable {
  /// The id attribute; nil if it isn't there or empty.
  public var id: String?
  /// The name element; nil if it isn't there or empty.
  public var name: String?

  /// A reference.
  public init(id: String? = nil, name: String? = nil) {
    self.id = id
    self.name = name
  }

  /// Whether it names no network.
  public var isEmpty: Bool { id == nil && name == nil }
}

/// The `ip` element of a legacy body. An attribute that isn't there (nil) and an empty one ("") mean different things.
public struct LegacyIP: Sendable, Equatable {
  /// The attribute `address`.
  public var address: String?
  /// The attribute `netmask`.
  public var netmask: String?
  /// The attribute `gateway`.
  public var gateway: String?

  /// An `ip` element.
  public init(address: String? = nil, netmask: String? = nil, gateway: String? = nil) {
    self.address = address
    self.netmask = netmask
    self.gateway = gateway
  }
}

/// One `option` of a legacy `bonding` element; `type` is never read.
public struct LegacyBondOption: Sendable, Equatable {
  /// The attribute `name`.
  public var name: String?
  /// The attribute `value`.
  public var value: String?

  /// An option.
  public init(name: String?, value: String?) {
    self.name = name
    self.value = value
  }
}

/// The `bonding` element of a legacy body.
public struct LegacyBonding: Sendable, Equatable {
  /// The options; nil if the element isn't there. An empty element counts as not there when rules read it.
  public var options: [LegacyBondOption]?
  /// The slaves; nil if the element isn't there.
  public var slaves: [LegacyHostNic]?

  /// A `bonding` element.
  public init(options: [LegacyBondOption]? = nil, slaves: [LegacyHostNic]? = nil) {
    self.options = options
    self.slaves = slaves
  }
}

/// A `host_nic` element in a legacy body: an entry of setupnetworks, a slave, or the body of POST and PUT.
///
/// Only what a rule reads is kept: mac, speed, mtu, bridged, status, labels and links in a body change nothing in 3.5
/// (engine 3.5, `HostNicMapper`).
public struct LegacyHostNic: Sendable, Equatable {
  /// The id attribute; nil if it isn't there or empty.
  public var id: String?
  /// The name; nil if it isn't there or empty.
  public var name: String?
  /// The network; nil if the element isn't there.
  public var network: LegacyNetworkReference?
  /// The `ip` element; nil if it isn't there.
  public var ip: LegacyIP?
  /// The name of the base device; nil if it isn't there or empty.
  public var baseInterface: String?
  /// The `vlan` id, which no rule reads; kept for logs.
  public var vlan: String?
  /// The `bonding` element; nil if it isn't there.
  public var bonding: LegacyBonding?
  /// The text of `boot_protocol`, unchecked; nil if it isn't there or empty.
  public var bootProtocol: String?
  /// `check_connectivity`, which PUT reads.
  public var checkConnectivity: Bool?
  /// `override_configuration`; nil if it isn't there.
  public var overrideConfiguration: Bool?
  /// The properties; nil if the element isn't there, empty if it is and has none.
  public var properties: [CustomProperty]?

  /// An entry.
  public init(
    id: String? = nil, name: String? = nil, network: LegacyNetworkReference? = nil, ip: LegacyIP? = nil,
    baseInterface: String? = nil, vlan: String? = nil, bonding: LegacyBonding? = nil, bootProtocol: String? = nil,
    checkConnectivity: Bool? = nil, overrideConfiguration: Bool? = nil, properties: [CustomProperty]? = nil
  ) {
    self.id = id
    self.name = name
    self.network = network
    self.ip = ip
    self.baseInterface = baseInterface
    self.vlan = vlan
    self.bonding = bonding
    self.bootProtocol = bootProtocol
    self.checkConnectivity = checkConnectivity
    self.overrideConfiguration = overrideConfiguration
    self.properties = properties
  }
}

/// What a legacy setupnetworks body asks for: the full desired state of a host.
public struct LegacyDesiredState: Sendable, Equatable {
  /// The entries; nil if `host_nics` is missing, empty if it is there and has none.
  public var hostNics: [LegacyHostNic]?
  /// `check_connectivity`; nil if it isn't there.
  public var checkConnectivity: Bool?
  /// `connectivity_timeout` in seconds; nil if it isn't there.
  public var connectivityTimeoutSeconds: Int?

  /// A desired state.
  public init(
    hostNics: [LegacyHostNic]?, checkConnectivity: Bool? = nil, connectivityTimeoutSeconds: Int? = nil
  ) {
    self.hostNics = hostNics
    self.checkConnectivity = checkConnectivity
    self.connectivityTimeoutSeconds = connectivityTimeoutSeconds
  }
}

/// A legacy call that changes the networks of a host, with what its body says.
public enum LegacyMutation: Sendable, Equatable {
  /// `POST nics/{n}/attach`; the network is nil if the body names none.
  case attach(nicID: String, network: LegacyNetworkReference?)
  /// `POST nics/{n}/detach`; the network is nil if the body names none.
  case detach(nicID: String, network: LegacyNetworkReference?)
  /// `POST nics/setupnetworks`.
  case setupNetworks(LegacyDesiredState)
  /// `POST nics`: a new bond with a network.
  case addBond(LegacyHostNic)
  /// `PUT nics/{n}`: the network of a nic, or the options of a bond.
  case updateNic(nicID: String, LegacyHostNic)
  /// `DELETE nics/{n}`: a bond and its network.
  case removeNic(nicID: String)
  /// `POST nics/{n}/labels`; the label is nil if the body has no id.
  case addLabel(nicID: String, label: String?)
  /// `DELETE nics/{n}/labels/{l}`.
  case removeLabel(nicID: String, label: String)
  /// `POST hosts/{h}/commitnetconfig`: what the host has is kept for its next boot.
  case commitNetConfig
}

import HostNetworking

/// A device in the picture of a host: one that the engine lists, or a vlan device that it hides.
struct Device: Sendable, Equatable {
  /// The id that legacy clients use; that of the attachment for a hidden vlan device.
  var id: String
  /// The name.
  var name: String
  /// What it is.
  var kind: HostNic.Kind
  /// The network on it.
  var network: HostNic.ShownNetwork?
  /// The reported IPv4 setup, as the engine wrote it.
  var ipv4: IPv4Configuration
  /// The attachment whose place it is; nil if it carries no network, or an unmanaged one.
  var attachment: NetworkAttachment? {
    get { sharedAttachment?.value }
    set { sharedAttachment = newValue.map(Shared.init) }
  }
  /// The device as listed; nil for a hidden vlan device.
  var listed: HostNic? { sharedListed?.value }

  // Devices are copied often, and these are large.
  private var sharedAttachment: Shared<NetworkAttachment>?
  private let sharedListed: Shared<HostNic>?

  /// A device.
  init(
    id: String, name: String, kind: HostNic.Kind, network: HostNic.ShownNetwork?, ipv4: IPv4Configuration,
    attachment: NetworkAttachment?, listed: HostNic?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.network = network
    self.ipv4 = ipv4
    sharedAttachment = attachment.map(Shared.init)
    sharedListed = listed.map(Shared.init)
  }

  /// The name of the base; nil for all but vlan devices.
  var baseName: String? {
    if case .vlan(let base, _) = kind { return base }
    return nil
  }

  /// The slaves; nil for all but bonds.
  var slaves: [String]? {
    if case .bond(let slaves, _) = kind { return slaves }
    return nil
  }

  /// The options; nil for all but bonds.
  var options: [BondOption]? {
    if case .bond(_, let options) = kind { return options }
    return nil
  }

  /// Whether it is a bond.
  var isBond: Bool { slaves != nil }

  /// Whether it is a vlan device.
  var isVlan: Bool { baseName != nil }

  /// The name of the unmanaged network on it; nil if it carries none.
  var unmanagedNetwork: String? {
    if case .unmanaged(let name) = network { return name }
    return nil
  }
}

/// An attachment with its place: the device that shows its network.
struct AttachedNetwork: Sendable, Equatable {
  /// The attachment.
  var attachment: NetworkAttachment
  /// The base nic or bond.
  var base: Device
  /// The device that shows the network: the base, or the vlan device on it.
  var place: Device

  /// The IPv4 setup that the host reports for the network.
  var reportedIPv4: IPv4Configuration { place.ipv4 }
  /// The configured IPv4 setup; the engine uses the first assignment only.
  var configuredIPv4: IPv4Configuration { attachment.ipv4.first ?? .none }
}

/// A value in one place of memory, which copies of what holds it share.
private final class Shared<Value: Sendable & Equatable>: Sendable, Equatable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  static func == (left: Shared, right: Shared) -> Bool {
    left === right || left.value == right.value
  }
}

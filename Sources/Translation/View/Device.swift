import HostNetworking

/// A device in the picture of a host: one that the engine lists, or a vlan device that it hides.
///
/// A class, since devices are handed about a lot and have many texts.
final class Device: Sendable {
  /// The id that legacy clients use; that of the attachment for a hidden vlan device.
  let id: String
  /// The name.
  let name: String
  /// What it is.
  let kind: HostNic.Kind
  /// The network on it.
  let network: HostNic.ShownNetwork?
  /// The reported IPv4 setup, as the engine wrote it.
  let ipv4: IPv4Configuration
  /// Where ``attachment`` is.
  let attachmentPlace: ListPlace<NetworkAttachment>?
  /// Where ``listed`` is.
  let listedPlace: ListPlace<HostNic>?

  /// A device.
  init(
    id: String, name: String, kind: HostNic.Kind, network: HostNic.ShownNetwork?, ipv4: IPv4Configuration,
    attachmentPlace: ListPlace<NetworkAttachment>?, listedPlace: ListPlace<HostNic>?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.network = network
    self.ipv4 = ipv4
    self.attachmentPlace = attachmentPlace
    self.listedPlace = listedPlace
  }

  /// The attachment whose place it is; nil if it carries no network, or an unmanaged one.
  var attachment: NetworkAttachment? { attachmentPlace?.item }
  /// The device as listed; nil for a hidden vlan device.
  var listed: HostNic? { listedPlace?.item }

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

extension Device: Equatable {
  /// Whether the devices are the same in everything.
  static func == (one: Device, other: Device) -> Bool {
    one.id == other.id && one.name == other.name && one.kind == other.kind && one.network == other.network
      && one.ipv4 == other.ipv4 && one.attachmentPlace == other.attachmentPlace && one.listedPlace == other.listedPlace
  }
}

/// An item of a list of the state, which isn't copied: what is listed is large.
struct ListPlace<Item: Sendable & Equatable>: Sendable, Equatable {
  private let list: [Item]
  private let index: Int

  /// The item at a place of a list.
  init(_ list: [Item], _ index: Int) {
    self.list = list
    self.index = index
  }

  /// The item.
  var item: Item { list[index] }

  /// Whether the items are the same, wherever they are.
  static func == (one: ListPlace, other: ListPlace) -> Bool { one.item == other.item }
}

/// An attachment with its place: the device that shows its network.
struct AttachedNetwork: Sendable, Equatable {
  /// Where ``attachment`` is.
  var attachmentPlace: ListPlace<NetworkAttachment>
  /// The base nic or bond.
  var base: Device
  /// The device that shows the network: the base, or the vlan device on it.
  var place: Device

  /// The attachment.
  var attachment: NetworkAttachment { attachmentPlace.item }
  /// The IPv4 setup that the host reports for the network.
  var reportedIPv4: IPv4Configuration { place.ipv4 }
  /// The configured IPv4 setup; the engine uses the first assignment only.
  var configuredIPv4: IPv4Configuration { attachment.ipv4.first ?? .none }
}

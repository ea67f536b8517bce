/// A host and its networks.
struct Host: Sendable, Equatable {
  /// What a reboot brings back: the nics and attachments.
  struct Networking: Codable, Sendable, Equatable {
    /// The devices, in the order of the nics list.
    var nics: [HostNic]
    /// The attachments.
    var attachments: [NetworkAttachment]
  }

  /// The id, in lower case.
  var id: String
  /// The name.
  var name: String
  /// How the engine reaches it.
  var address: String
  /// `up`, `maintenance`, `non_operational`, `down` and so on.
  var status: String
  /// The running networks.
  var running: Networking
  /// What was committed last; nil when that is what runs, so that the dirty flag is `committed != nil`.
  var committed: Networking?

  /// Whether the running configuration would be lost by a reboot.
  var isDirty: Bool { committed != nil }

  /// The nic or bond of that id.
  func nic(id: String) -> HostNic? { running.nics.first { $0.id == id } }

  /// The device of that name.
  func nic(name: String) -> HostNic? { running.nics.first { $0.name == name } }

  /// The bond that the device is a slave of.
  func bond(ofSlave name: String) -> HostNic? { running.nics.first { $0.slaves?.contains(name) == true } }

  /// The attachment of that id.
  func attachment(id: String) -> NetworkAttachment? { running.attachments.first { $0.id == id } }

  /// The attachment of that network.
  func attachment(network: String) -> NetworkAttachment? { running.attachments.first { $0.network == network } }

  /// The device that shows the attachment's network: the base nic, or the vlan device over it; nil if it isn't there.
  func place(of attachment: NetworkAttachment, _ network: Network) -> HostNic? {
    guard let base = nic(id: attachment.nic) else { return nil }
    if base.network == network.name { return base }
    return running.nics.first { $0.kind == .vlan && $0.base == base.name && $0.network == network.name }
  }
}

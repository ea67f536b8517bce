import GatewayErrors
import HostNetworking

/// An edit of the network that a device has: its address and properties, with the rules of setupnetworks for what differs,
/// for what is out of sync, and for addresses that must not be lost.
enum EditNetwork {
  /// What becomes of the attachment.
  ///
  /// - Throws: what the rules that it runs throw.
  static func changes(
    _ body: LegacyHostNic, of present: EditedNetwork.Present, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> AttachmentChanges {
    let attached = present.attached
    let placement = Placement(
      network: present.network, attached: attached, baseName: attached.base.name, base: attached.base,
      device: StatedDevice(name: attached.place.name, existing: attached.place, entry: body))
    let wish = Wish(
      placement: placement, ipv4: try EditAddress.resolve(placement, switches),
      properties: try DesiredProperties.resolve(placement, unstated: .keep),
      overridesConfiguration: body.overrideConfiguration ?? false)
    try KeepHostAddress.check(wish, on: picture)
    let item = try CompareAttachments.item(wish, of: attached)
    let changes = AttachmentChanges(
      modified: item?.change.map { [$0] } ?? [], removed: [],
      synchronized: item?.isSynchronized == true ? [attached.attachment.id] : [])
    try KeepManagementAddress.check(changes, on: picture)
    return changes
  }
}

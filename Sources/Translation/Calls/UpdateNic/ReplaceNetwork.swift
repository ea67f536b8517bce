import GatewayErrors
import HostNetworking

/// Another network on a device: the present attachment goes and a new one is made on the same base, in one call, since an
/// attachment can't change its network (`NetworkAttachmentValidator`) and two calls could leave the host with neither.
///
/// The new network has the address and properties that are stated, and no others. The management network, and the one
/// whose address the engine uses, aren't replaced.
enum ReplaceNetwork {
  /// What becomes of the attachments.
  ///
  /// - Parameter nic: the device that is edited; the present network may be on a vlan device above it.
  /// - Throws: `NETWORK_DEFAULT_UPDATE_NAME_INVALID`, `NETWORK_ALREADY_ATTACHED_TO_INTERFACE`, `VLAN_DEVICE_AS_BASE`,
  ///   `NETWORK_ADDRESS_CANNOT_BE_CHANGED`, `UNMANAGED_NETWORK_ON_NIC`, and what ``EditAddress`` and
  ///   ``DesiredProperties`` throw.
  static func changes(
    _ body: LegacyHostNic, _ network: Network, inPlaceOf present: EditedNetwork.Present, of nic: Device,
    on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> AttachmentChanges {
    let (old, place, base) = (present.network, present.attached.place, present.attached.base)
    if old.isManagement {
      throw refusal(
        .networkDefaultUpdateNameInvalid,
        "\(old.name) on \(place.name) is the management network; \(network.name) can't take its place.",
        instead: "Move \(old.name) with setupnetworks first.")
    }
    if let other = picture.nameOfDevice(carrying: network) {
      throw refusal(
        .networkAlreadyAttachedToInterface,
        "The network \(network.name) is attached to \(other) already, so it can't replace \(old.name) on \(place.name).",
        instead: "Detach it from \(other) first, or move it with setupnetworks.")
    }
    if network.vlan == nil, nic.isVlan {
      throw refusal(
        .vlanDeviceAsBase, "The network \(network.name) is untagged, but \(place.name) is a vlan device.",
        instead: "Detach \(old.name), and attach \(network.name) to \(base.name) or another nic or bond.")
    }
    if KeepHostAddress.isAddress(of: picture.host, present.attached.reportedIPv4.address) {
      throw refusal(
        .networkAddressCannotBeChanged,
        "\(old.name) on \(place.name) has the address \(picture.host.address), by which the engine reaches the host; "
          + "\(network.name) can't take its place.",
        instead: "Change the address of the host in the engine first.")
    }
    if let device = picture.unmanagedDeviceNames[base.name]?.first {
      throw refusal(
        .unmanagedNetworkOnNic,
        "The unmanaged network \(picture.device(named: device)?.unmanagedNetwork ?? "") on \(device) is in the way of "
          + "\(network.name) on \(place.name).",
        instead: "Remove the unmanaged network first, through the engine's own API.")
    }
    let placement = Placement(
      network: network, attached: nil, baseName: base.name, base: base,
      device: StatedDevice(name: place.name, existing: place, entry: body))
    let wish = Wish(
      placement: placement, ipv4: try EditAddress.resolve(placement, switches),
      properties: try DesiredProperties.resolve(placement, unstated: .keep), overridesConfiguration: false)
    return AttachmentChanges(
      modified: [CompareAttachments.newAttachment(wish)], removed: [present.attached.attachment.id], synchronized: [])
  }
}

import GatewayErrors
import HostNetworking

/// `POST nics/{n}/detach` becomes `DELETE nics/{base}/networkattachments/{a}`: the attachment is that of the network
/// which the device shows, and for a vlan device it belongs to the nic or bond below.
///
/// A network that is named must be known, and the one on the device. 3.5 ignored the name and detached whatever was there
/// (engine 3.5, `DetachNetworkFromVdsInterfaceCommand`), which only the faithful policy does. The management network, and
/// the one whose address the engine uses, stay under both: the engine refuses the first and lost the protection of the
/// second.
enum DetachNetwork {
  /// The plan of a detach.
  ///
  /// - Throws: see `docs/translation.md`, detach.
  static func plan(
    nicID: String, network reference: LegacyNetworkReference?, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    guard let nic = picture.device(id: nicID) else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic with the id \(nicID).")
    }
    var named: FoundNetwork?
    if let reference, !reference.isEmpty {
      named = try FindNetwork.find(reference, on: picture, unmanagedNames: picture.unmanagedNames)
    }
    if let unmanaged = nic.unmanagedNetwork {
      throw refusal(
        .unmanagedNetworkOnNic, "\(nic.name) carries the unmanaged network \(unmanaged), which detach can't remove.",
        instead: "Remove it through the engine's own API, DELETE hosts/{h}/unmanagednetworks.")
    }
    guard let attachment = nic.attachment, let attached = picture.attached[attachment.networkID] else {
      guard !nic.isBond else {
        throw refusal(.networkBondNotAttachToNetwork, "The bond \(nic.name) carries no network of its own.")
      }
      throw refusal(
        .networkInterfaceNotAttachToNetwork, "\(nic.name) carries no network of its own.",
        instead: "Detach a tagged network on its vlan device.")
    }
    let name = picture.networks.name(ofID: attachment.networkID)
    if switches.detachOfAnotherNetwork == .refuse, let named, !named.isShown(by: nic) {
      throw refusal(
        .networkInterfaceNotAttachToNetwork, "\(nic.name) carries \(name), not \(named.name).",
        instead: "Name \(name) or no network, or detach \(named.name) on its own device.")
    }
    if picture.networks.byID[attachment.networkID]?.isManagement == true {
      throw refusal(
        .cannotRemoveManagementNetwork, "\(name) on \(nic.name) is the management network, which can't be detached.",
        instead: "Move it with setupnetworks.")
    }
    if KeepHostAddress.isAddress(of: picture.host, attached.reportedIPv4.address) {
      throw refusal(
        .networkAddressCannotBeChanged,
        "\(name) on \(nic.name) has the address \(picture.host.address), by which the engine reaches the host.",
        instead: "Change the address of the host in the engine first.")
    }
    return .call(.deleteAttachment(nicID: attached.base.id, attachmentID: attachment.id))
  }
}

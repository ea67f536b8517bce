import GatewayErrors
import HostNetworking

/// `PUT nics/{n}`: edits the network of a device, replaces it by another, or edits the options of a bond.
///
/// 3.5 knew only the edit of the network that a nic has (engine 3.5, `UpdateNetworkToVdsInterfaceCommand`), and newer
/// engines have no such call. An edit of exactly one stored attachment becomes a PUT of it; everything else, an edit
/// without roll back too, becomes one setupnetworks. That the host must be in maintenance, and that only the management
/// network has a gateway, isn't asked any more: the engine decides.
enum UpdateNic {
  /// The plan of an edit.
  ///
  /// - Throws: see `docs/translation.md`, edit of a nic.
  static func plan(
    nicID: String, _ body: LegacyHostNic, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    if let word = body.bootProtocol, BootProtocol(word: word) == nil {
      throw refusal(
        .bootProtocolInvalid, "The boot_protocol \(word) of the nic \(body.name ?? nicID) is unknown.",
        instead: "State none, dhcp or static.")
    }
    guard let nic = picture.device(id: nicID) else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic with the id \(nicID).")
    }
    if let name = body.name, name != nic.name {
      throw refusal(
        .networkInterfaceNotExists, "The nic with the id \(nicID) is \(nic.name), not \(name); it can't be renamed.",
        instead: "State the name \(nic.name), or none.")
    }
    try TrustState.check(picture)
    let checkConnectivity = body.checkConnectivity ?? switches.unstatedConnectivityCheck
    guard let present = try EditedNetwork.present(on: nic, picture, switches) else {
      try EditVlanBase.check(body, of: nic)
      let bond = try EditBond.change(body.bonding, of: nic, on: picture, switches)
      return plan(Change(modifiedBonds: bond.map { [$0] } ?? [], checkConnectivity: checkConnectivity))
    }
    let network = try EditedNetwork.wanted(body.network, on: nic, picture) ?? present.network
    let isReplaced = network.id != present.network.id
    let changes =
      isReplaced
      ? try ReplaceNetwork.changes(body, network, inPlaceOf: present, of: nic, on: picture, switches)
      : try EditNetwork.changes(body, of: present, on: picture, switches)
    let bond = try EditBond.change(body.bonding, of: nic, on: picture, switches)
    if body.checkConnectivity == true, !network.isManagement {
      throw refusal(
        .networkCheckConnectivity,
        "check_connectivity is asked for \(network.name) on \(nic.name), which isn't the management network.",
        instead: "Leave it out.")
    }
    if bond != nil || isReplaced, !present.attached.attachment.isInSync, body.overrideConfiguration != true {
      throw refusal(
        .networksNotInSync,
        "The network \(present.network.name) on \(nic.name) isn't in sync, so "
          + (isReplaced ? "\(network.name) can't take its place." : "the options of its bond can't be changed."),
        instead: "State override_configuration true, or bring it in sync first.")
    }
    return plan(
      Change(
        modifiedBonds: bond.map { [$0] } ?? [], modifiedAttachments: changes.modified,
        removedAttachments: changes.removed, synchronizedAttachments: changes.synchronized,
        checkConnectivity: checkConnectivity), base: present.attached.base)
  }

  /// The call of a change: the PUT of an attachment where it says it all.
  private static func plan(_ change: Change, base: Device? = nil) -> EnginePlan {
    guard !change.isEmpty else { return .nothing }
    if let base, let item = change.modifiedAttachments.first, let id = item.id,
      change == Change(modifiedAttachments: [item])
    {
      return .call(.updateAttachment(nicID: base.id, attachmentID: id, item))
    }
    return .call(.setupNetworks(change))
  }
}

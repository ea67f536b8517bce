import GatewayErrors
import HostNetworking

/// `POST nics/{n}/labels`: the label is put on the nic and saved for the next boot, as 3.5 did (engine 3.5,
/// `LabelNicCommand`, `PersistentSetupNetworksCommand`); the newer label call alone doesn't save.
///
/// A label pulls every network of the cluster that bears it onto its nic. 3.5 refused that for a network that another nic
/// carries; the newer engine would move it (master, `NicLabelsCompleter`), so it is refused here.
enum AddLabel {
  /// The plan of a new label.
  ///
  /// - Parameter picture: with the labels of the nics, and of the networks that other nics carry.
  /// - Throws: see `docs/translation.md`, labels.
  static func plan(nicID: String, label: String?, on picture: HostPicture) throws(GatewayError) -> EnginePlan {
    guard let label, !label.isEmpty else {
      throw refusal(.incompleteParameters, "Label [id] required for add")
    }
    guard let nic = picture.device(id: nicID) else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic with the id \(nicID).")
    }
    guard label.utf8.allSatisfy(isLabelCharacter) else {
      throw refusal(
        .networkLabelFormatInvalid, "The label '\(label)' for \(nic.name) has other characters than a label may have.",
        instead: "Use Latin letters, digits, hyphens and underscores only.")
    }
    try TrustState.check(picture)
    if let base = nic.baseName {
      throw refusal(
        .improperInterfaceIsLabeled, "\(nic.name) is a vlan device, so it can't have the label \(label).",
        instead: "Put the label on \(base).")
    }
    if let bond = picture.masterNames[nic.name] {
      throw refusal(
        .improperInterfaceIsLabeled, "\(nic.name) is a slave of \(bond), so it can't have the label \(label).",
        instead: "Put the label on \(bond).")
    }
    for holder in picture.devices where holder.listed?.labels.contains(label) == true {
      guard holder.id != nic.id else {
        throw refusal(.interfaceAlreadyLabeled, "\(nic.name) has the label \(label) already.")
      }
      throw refusal(
        .otherInterfaceAlreadyLabeled, "\(holder.name) has the label \(label), so \(nic.name) can't have it too.",
        instead: "Take it off \(holder.name) first.")
    }
    let elsewhere = picture.attached.values.filter {
      $0.base.id != nic.id && picture.networks.byID[$0.attachment.networkID]?.label == label
    }
    guard elsewhere.isEmpty else {
      let networks = list(elsewhere.map { picture.networks.name(ofID: $0.attachment.networkID) })
      let devices = list(Set(elsewhere.map(\.place.name)))
      throw refusal(
        .labeledNetworkAttachedToWrongInterface,
        "The label \(label) on \(nic.name) would take \(networks) away from \(devices).",
        instead: "Detach \(networks) first, or put the label on the nic that carries it.")
    }
    return .call(.addLabel(LabelChange(label: label, nicID: nic.id)))
  }

  private static func isLabelCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

import GatewayErrors
import HostNetworking

/// `DELETE nics/{n}/labels/{l}`: the label goes, its networks are detached from the nic, and that is saved for the next boot,
/// as 3.5 did (engine 3.5, `UnlabelNicCommand`, `PersistentSetupNetworksCommand`).
///
/// The management network stays, and so does the one whose address the engine uses: with the label they would be detached.
enum RemoveLabel {
  /// The plan of a removal.
  ///
  /// - Parameter picture: with the labels of the nic, and of its networks that must stay.
  /// - Throws: see `docs/translation.md`, labels.
  static func plan(nicID: String, label: String, on picture: HostPicture) throws(GatewayError) -> EnginePlan {
    guard let nic = picture.device(id: nicID), nic.listed?.labels.contains(label) == true else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic \(nicID) with the label \(label).")
    }
    try TrustState.check(picture)
    for attached in picture.attached.values.sorted(by: { $0.place.name < $1.place.name })
    where attached.base.id == nic.id {
      guard let network = picture.networks.byID[attached.attachment.networkID], network.label == label else { continue }
      if network.isManagement {
        throw refusal(
          .cannotRemoveManagementNetwork,
          "\(network.name) on \(attached.place.name) is the management network, and goes with the label \(label).",
          instead: "Take the label off the network, or move the network with setupnetworks.")
      }
      if KeepHostAddress.isAddress(of: picture.host, attached.reportedIPv4.address) {
        throw refusal(
          .networkAddressCannotBeChanged,
          "\(network.name) on \(attached.place.name) has the address \(picture.host.address), by which the engine reaches "
            + "the host, and goes with the label \(label).",
          instead: "Change the address of the host in the engine first.")
      }
    }
    return .call(.removeLabel(LabelChange(label: label, nicID: nic.id)))
  }
}

import GatewayErrors
import HostNetworking

/// `DELETE nics/{n}`: a bond with exactly one untagged network goes, and the network with it, in one setupnetworks.
///
/// As in 3.5 a bond without untagged network isn't removed; one with vlans beside it isn't either, which 3.5 would have
/// tried (engine 3.5, `RemoveBondCommand`). An ordinary nic is told to be no bond; 3.5 would have taken its network. The
/// management network, and the one whose address the engine uses, stay.
enum RemoveBond {
  /// The plan of the removal.
  ///
  /// - Throws: see `docs/translation.md`, removal of a bond.
  static func plan(
    nicID: String, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    guard let bond = picture.device(id: nicID) else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic with the id \(nicID).")
    }
    guard bond.isBond else {
      throw refusal(
        .networkBondNotExists, "\(bond.name) is a \(bond.isVlan ? "vlan device" : "nic"), not a bond.",
        instead: "Detach its network if it has one; a nic can't be removed.")
    }
    try TrustState.check(picture)
    if let unmanaged = bond.unmanagedNetwork {
      throw refusal(
        .unmanagedNetworkOnNic,
        "\(bond.name) carries the unmanaged network \(unmanaged), which doesn't go with the bond.",
        instead: "Remove it first through the engine's own API, DELETE hosts/{h}/unmanagednetworks.")
    }
    let vlans = picture.vlanDevices(on: bond)
    guard let attached = picture.attachedNetwork(of: bond), vlans.isEmpty else {
      throw refusal(
        .networkBondHaveAttachedVlans,
        vlans.isEmpty
          ? "The bond \(bond.name) carries no network of its own."
          : "The bond \(bond.name) carries the vlan devices \(list(vlans.map(\.name))).",
        instead: vlans.isEmpty
          ? "Remove it with setupnetworks, by not stating it." : "Detach their networks first, or use setupnetworks.")
    }
    let name = picture.networks.name(ofID: attached.attachment.networkID)
    if picture.networks.byID[attached.attachment.networkID]?.isManagement == true {
      throw refusal(
        .cannotRemoveManagementNetwork, "\(name) on \(bond.name) is the management network, which can't be removed.",
        instead: "Move it with setupnetworks.")
    }
    if KeepHostAddress.isAddress(of: picture.host, attached.reportedIPv4.address) {
      throw refusal(
        .networkAddressCannotBeChanged,
        "\(name) on \(bond.name) has the address \(picture.host.address), by which the engine reaches the host.",
        instead: "Change the address of the host in the engine first.")
    }
    return .call(
      .setupNetworks(
        Change(
          removedBonds: [bond.id], removedAttachments: [attached.attachment.id],
          checkConnectivity: switches.unstatedConnectivityCheck)))
  }
}

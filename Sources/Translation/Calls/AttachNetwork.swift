import GatewayErrors
import HostNetworking

/// `POST nics/{n}/attach` becomes `POST nics/{n}/networkattachments`.
///
/// Not a setupnetworks: if somebody attaches the network elsewhere between read and write, this call is refused by the
/// engine, while setupnetworks would move the network (engine 4.3, `BackendHostResource.mapNetworkAttachment`).
///
/// An untagged network on a nic that carries none takes over what the nic reports: dhcp, or static with address,
/// netmask and gateway. 3.5 copied address and netmask (engine 3.5, `BackendHostNicResource.doAttachAction`); without
/// the gateway the host could lose its route, so a switch decides. A tagged network starts without address.
enum AttachNetwork {
  /// The plan of an attach.
  ///
  /// - Throws: see `docs/translation.md`, attach.
  static func plan(
    nicID: String, network reference: LegacyNetworkReference?, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    guard let reference, !reference.isEmpty else {
      throw refusal(.incompleteParameters, "Action [network.id|name] required for attach")
    }
    guard let nic = picture.device(id: nicID) else {
      throw refusal(.notFound, "The host \(picture.host.id) has no nic with the id \(nicID).")
    }
    let found = try FindNetwork.find(reference, on: picture, unmanagedNames: picture.unmanagedNames)
    if let base = nic.baseName {
      throw refusal(
        .vlanDeviceAsBase, "\(nic.name) is a vlan device, so \(found.name) can't be attached to it.",
        instead: "Attach it to \(base).")
    }
    if let bond = picture.masterNames[nic.name] {
      throw refusal(
        .networkInterfaceAlreadyInBond,
        "\(nic.name) is a slave of \(bond), so \(found.name) can't be attached to it.", instead: "Attach it to \(bond)."
      )
    }
    guard case .known(let network) = found, network.isInCluster else {
      throw refusal(
        .networkNotExistsInCluster,
        "The network \(found.name) isn't in the cluster of the host, so it can't be attached to \(nic.name).",
        instead: "Assign it to the cluster first.")
    }
    if let device = picture.unmanagedDeviceNames[nic.name]?.first {
      throw refusal(
        .networkInterfaceAlreadyHaveNetwork,
        "\(device) carries the unmanaged network \(picture.device(named: device)?.unmanagedNetwork ?? ""), so "
          + "\(network.name) can't be attached to \(nic.name).",
        instead: "Remove the unmanaged network through the engine's own API first.")
    }
    if let place = picture.nameOfDevice(carrying: network) {
      throw refusal(
        .networkAlreadyAttachedToInterface,
        "The network \(network.name) is attached to \(place) already, so it can't be attached to \(nic.name).",
        instead: "Detach it from \(place) first, or move it with setupnetworks.")
    }
    let address = try addressTakenOver(from: nic, for: network, switches)
    return .call(
      .createAttachment(
        nicID: nic.id, AttachmentChange(id: nil, networkID: network.id, ipv4: address.map { [$0] })))
  }

  private static func addressTakenOver(
    from nic: Device, for network: Network, _ switches: PolicySwitches
  ) throws(GatewayError) -> IPv4Configuration? {
    guard network.vlan == nil, nic.network == nil else { return nil }
    switch nic.ipv4.method {
    case .none: return nil
    case .dhcp: return IPv4Configuration(method: .dhcp)
    case .static:
      guard let address = nic.ipv4.address, !address.isEmpty else {
        throw refusal(
          .networkAddressMandatory,
          "\(nic.name) is static but reports no address, so \(network.name) can't take it over.",
          instead: "Attach \(network.name) with setupnetworks and state its address.")
      }
      guard let netmask = nic.ipv4.netmask, !netmask.isEmpty else {
        throw refusal(
          .netmaskMandatory, "\(nic.name) is static but reports no netmask, so \(network.name) can't take it over.",
          instead: "Attach \(network.name) with setupnetworks and state its address and netmask.")
      }
      return IPv4Configuration(
        method: .static, address: address, netmask: netmask,
        gateway: switches.gatewayOfBareNic == .keep ? IPv4Equality.gateway(nic.ipv4.gateway) : nil)
    }
  }
}

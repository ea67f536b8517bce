import GatewayErrors
import HostNetworking

/// The address by which the engine reaches the host stays. A network that reports it may move or go to dhcp, which the
/// connectivity check judges; it may not be removed, lose its address, or get another static one. Nor may a bare nic that
/// reports it get an untagged network that would take the address away.
///
/// Source: engine 3.5, `SetupNetworksHelper` (NETWORK_ADDRESS_CANNOT_BE_CHANGED); newer engines lost this protection
/// (`NetworkAttachmentValidator`).
enum KeepHostAddress {
  /// Checks all wishes, and what they leave out.
  ///
  /// - Throws: `NETWORK_ADDRESS_CANNOT_BE_CHANGED`.
  static func check(_ wishes: [Wish], on picture: HostPicture) throws(GatewayError) {
    let stated = Set(wishes.map(\.placement.network.id))
    for device in picture.devices where isAddress(of: picture.host, device.ipv4.address) {
      guard let id = device.attachment?.networkID, !stated.contains(id) else { continue }
      throw refused(picture.networks.name(ofID: id), device.name, "isn't stated, which would remove it", picture)
    }
    for wish in wishes { try check(wish, on: picture) }
  }

  /// Checks one wish.
  ///
  /// - Throws: `NETWORK_ADDRESS_CANNOT_BE_CHANGED`.
  static func check(_ wish: Wish, on picture: HostPicture) throws(GatewayError) {
    let placement = wish.placement
    if let attached = placement.attached {
      guard isAddress(of: picture.host, attached.reportedIPv4.address), let ipv4 = wish.ipv4 else { return }
      guard losesAddress(ipv4, picture) else { return }
      throw refused(placement.network.name, placement.device.name, "would lose it", picture)
    }
    guard placement.network.vlan == nil, let base = placement.base, base.network == nil,
      isAddress(of: picture.host, base.ipv4.address), losesAddress(wish.ipv4 ?? .none, picture)
    else { return }
    throw refused(placement.network.name, placement.device.name, "would take it from the nic", picture)
  }

  /// Whether an address is the one by which the engine reaches the host.
  static func isAddress(of host: Host, _ address: String?) -> Bool {
    guard let address, !address.isEmpty else { return false }
    return address == host.address
  }

  private static func losesAddress(_ ipv4: IPv4Configuration, _ picture: HostPicture) -> Bool {
    ipv4.method == .none || ipv4.method == .static && !isAddress(of: picture.host, ipv4.address)
  }

  private static func refused(
    _ network: String, _ device: String, _ what: String, _ picture: HostPicture
  ) -> GatewayError {
    refusal(
      .networkAddressCannotBeChanged,
      "The engine reaches the host by \(picture.host.address); the network \(network) on \(device) \(what).",
      instead: "State boot_protocol static with the address \(picture.host.address), or dhcp if it gives that address.")
  }
}

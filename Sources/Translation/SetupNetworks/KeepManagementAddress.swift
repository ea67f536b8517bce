import GatewayErrors
import HostNetworking

/// The management network doesn't lose its last address: its IPv4 becomes none only where IPv6 is configured. Newer
/// engines refuse it only for networks with a role (`NetworkAttachmentValidator`).
enum KeepManagementAddress {
  /// Checks what would be sent.
  ///
  /// - Throws: `MANAGEMENT_NETWORK_WITHOUT_ADDRESS`.
  static func check(_ changes: AttachmentChanges, on picture: HostPicture) throws(GatewayError) {
    for item in changes.modified {
      guard item.id != nil, item.ipv4?.first?.method == BootProtocol.none,
        let network = picture.networks.byID[item.networkID], network.isManagement,
        let attached = picture.attached[network.id],
        attached.attachment.ipv6.allSatisfy({ ["", "none"].contains($0.method.lowercased()) })
      else { continue }
      throw refusal(
        .managementNetworkWithoutAddress,
        "The management network \(network.name) on \(attached.place.name) would have no address at all.",
        instead: "State dhcp, or static with an address.")
    }
  }
}

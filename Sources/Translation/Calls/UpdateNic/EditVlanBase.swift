import GatewayErrors
import HostNetworking

/// A device that only carries vlan devices takes an edit of its bond and nothing else, since it isn't said which of the
/// networks above it would be meant. What it reports itself may be echoed.
///
/// 3.5 edited the first vlan device that it found, in no certain order (engine 3.5,
/// `UpdateNetworkToVdsInterfaceCommand`); the faithful policy does so where there is only one, see ``EditedNetwork``.
enum EditVlanBase {
  /// Checks that nothing but the bond is edited.
  ///
  /// - Throws: `NOT_FOUND`, `AMBIGUOUS_VLAN_TARGET`, `NETWORK_CHECK_CONNECTIVITY`, and what ``DesiredAddresses`` throws.
  static func check(_ body: LegacyHostNic, of nic: Device) throws(GatewayError) {
    try DesiredAddresses.checkForm(of: body.ip, what: nic.name)
    if let network = body.network {
      guard let name = network.name ?? network.id else {
        throw refusal(.notFound, "The network on \(nic.name) is stated, but empty.")
      }
      throw ambiguous(nic, "a network, \(name)")
    }
    if !EditAddress.isRestated(body, as: nic.ipv4) { throw ambiguous(nic, "an address") }
    if body.properties?.isEmpty == false { throw ambiguous(nic, "properties") }
    if body.checkConnectivity == true {
      throw refusal(
        .networkCheckConnectivity, "check_connectivity is asked for \(nic.name), which carries no network of its own.",
        instead: "Leave it out.")
    }
  }

  private static func ambiguous(_ nic: Device, _ what: String) -> GatewayError {
    refusal(
      .ambiguousVlanTarget,
      "\(nic.name) carries only vlan devices, and \(what) is stated: it isn't said for which of them.",
      instead: "Edit the vlan device by its own id, or use setupnetworks.")
  }
}

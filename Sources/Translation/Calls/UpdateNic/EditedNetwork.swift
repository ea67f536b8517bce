import GatewayErrors
import HostNetworking

/// The network that a PUT is about: the one that the device shows, and the one that its body names.
///
/// An empty `network`, or one that the cluster doesn't have, is unknown, without a body as in 3.5 (engine 3.5,
/// `BackendHostNicResource.update`), which looked only in the cluster. 3.5 edited the network of an arbitrary vlan device
/// of a base nic without network (`BackendHostNicResource.getOldNetwork`); here only the network of the device itself is
/// meant, and under the faithful policy that of its vlan device if it has only one.
enum EditedNetwork {
  /// A network on a device.
  struct Present: Sendable, Equatable {
    /// The network.
    var network: Network
    /// Its attachment and place.
    var attached: AttachedNetwork
  }

  /// The network that a device shows; nil for one that only carries vlan devices.
  ///
  /// - Throws: `UNMANAGED_NETWORK_ON_NIC`, `NETWORK_OLD_NETWORK_NOT_SPECIFIED`, `ENGINE_ANSWER_UNREADABLE`.
  static func present(
    on nic: Device, _ picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> Present? {
    if let unmanaged = nic.unmanagedNetwork {
      throw refusal(
        .unmanagedNetworkOnNic, "\(nic.name) carries the unmanaged network \(unmanaged), which can't be edited.",
        instead: "Remove it through the engine's own API, DELETE hosts/{h}/unmanagednetworks.")
    }
    guard let attached = picture.attachedNetwork(of: nic) else {
      let vlans = picture.vlanDevices(on: nic)
      if switches.onlyVlanOfNic == .readAs35, vlans.count == 1 { return try present(on: vlans[0], picture, switches) }
      guard vlans.isEmpty else { return nil }
      throw refusal(
        .networkOldNetworkNotSpecified, "\(nic.name) carries no network that could be edited.",
        instead: "Attach a network to it, or use setupnetworks.")
    }
    guard let network = picture.networks.byID[attached.attachment.networkID] else {
      throw refusal(
        .engineAnswerUnreadable,
        "\(nic.name) carries the network \(attached.attachment.networkID), which the engine doesn't list.",
        instead: "Send the request again; the user may lack the right to see the network.")
    }
    return Present(network: network, attached: attached)
  }

  /// The network that the body names; nil if it has no `network`.
  ///
  /// - Throws: `NOT_FOUND`, `NETWORK_ID_NAME_CONFLICT`.
  static func wanted(
    _ reference: LegacyNetworkReference?, on nic: Device, _ picture: HostPicture
  ) throws(GatewayError) -> Network? {
    guard let reference else { return nil }
    let found = reference.id.map { picture.networks.byID[$0] } ?? reference.name.flatMap { picture.networks.byName[$0] }
    guard let network = found, network.isInCluster else {
      let what = reference.id ?? reference.name
      throw refusal(
        .notFound,
        "The network \(what.map { "\($0) " } ?? "")stated on \(nic.name) isn't one of the cluster of the host.")
    }
    if let name = reference.name, name != network.name {
      throw refusal(
        .networkIDNameConflict,
        "The network id \(network.id) on \(nic.name) is that of \(network.name), but the name says \(name).",
        instead: "State the id or the name alone, or both of one network.")
    }
    return network
  }
}

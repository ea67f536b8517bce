import GatewayErrors
import HostNetworking

/// The management network is never removed by being left out. 3.5 would have cut the host off (engine 3.5,
/// `SetupNetworksHelper`); the newer engine refuses too, but only after other checks.
enum KeepManagementNetwork {
  /// Checks that an attached management network is stated.
  ///
  /// - Throws: `NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK`.
  static func check(_ wishes: [Wish], on picture: HostPicture) throws(GatewayError) {
    let stated = Set(wishes.map(\.placement.network.id))
    for device in picture.devices {
      guard let id = device.attachment?.networkID, !stated.contains(id), let network = picture.networks.byID[id],
        network.isManagement
      else { continue }
      throw refusal(
        .cannotRemoveManagementNetwork,
        "The management network \(network.name) on \(device.name) isn't stated, which would remove it.",
        instead: "State it too, on \(device.name) or where it shall go.")
    }
  }
}

import GatewayErrors
import HostNetworking

/// An unmanaged network, which exists on the host and not in its cluster, stays where it is: it must be restated on its
/// own device, and nothing is done to a base below it.
///
/// 3.5 removed one that was left out. The setupnetworks of newer engines can't, and a separate DELETE before it would
/// break the one call into two; from 4.0 on a nic with an unmanaged network takes no attachments and can't become a
/// slave (`UnmanagedNetworkValidator`).
enum KeepUnmanagedNetworks {
  /// Checks all wishes and bonds.
  ///
  /// - Parameter restated: the names of the devices whose unmanaged network is restated on them.
  /// - Throws: `UNMANAGED_NETWORK_NOT_RESTATED`, `UNMANAGED_NETWORK_ON_NIC`.
  static func check(
    _ wishes: [Wish], bonds: StatedBonds, restated: Set<String>, on picture: HostPicture
  ) throws(GatewayError) {
    for device in picture.devices {
      guard let name = device.unmanagedNetwork else { continue }
      guard restated.contains(device.name) else {
        throw refusal(
          .unmanagedNetworkNotRestated,
          "The unmanaged network \(name) on \(device.name) isn't stated, and setupnetworks of the engine can't remove it.",
          instead: "State \(device.name) with the network \(name), or remove it first through the engine's own API.")
      }
    }
    for base in picture.unmanagedDeviceNames.keys.sorted() {
      if picture.device(named: base)?.isBond == true, bonds.byName[base] == nil {
        throw inTheWay(of: "the bond \(base) would be dissolved", base, picture)
      }
      if let bond = bonds.masterNames[base], picture.masterNames[base] != bond {
        throw inTheWay(of: "\(base) would become a slave of \(bond)", base, picture)
      }
    }
    for wish in wishes where wish.placement.attached == nil || wish.placement.isMoved {
      let base = wish.placement.baseName
      guard picture.unmanagedDeviceNames[base] != nil else { continue }
      throw inTheWay(of: "\(wish.placement.network.name) would be put on \(base)", base, picture)
    }
  }

  private static func inTheWay(of what: String, _ base: String, _ picture: HostPicture) -> GatewayError {
    let device = picture.unmanagedDeviceNames[base]?.first ?? base
    let name = picture.device(named: device)?.unmanagedNetwork ?? ""
    return refusal(
      .unmanagedNetworkOnNic, "The unmanaged network \(name) on \(device) is in the way: \(what).",
      instead: "Remove the unmanaged network first, through the engine's own API.")
  }
}

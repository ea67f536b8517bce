import GatewayErrors
import HostNetworking

/// A base is a bond of this request or a nic that exists and is no slave in it. An existing bond that the request doesn't
/// state would be dissolved under the network, as 3.5 did; that is refused.
enum RequireBase {
  /// The base as it is now; nil for a bond that the request makes.
  ///
  /// - Throws: `NETWORK_INTERFACES_DONT_EXIST`, `BOND_NOT_RESTATED`, `SLAVE_INTERFACE_IS_MISCONFIGURED`.
  static func check(
    _ name: String, of stated: StatedNetwork, bonds: StatedBonds, on picture: HostPicture
  ) throws(GatewayError) -> Device? {
    if let bond = bonds.byName[name] { return bond.existing }
    let network = stated.network.name
    guard let base = picture.device(named: name), !base.isVlan else {
      throw refusal(
        .networkInterfacesDontExist,
        "The network \(network) on \(stated.device.name) needs the nic or bond \(name), which the host doesn't have.",
        instead: "Name the device after a nic or bond, or state base_interface.")
    }
    guard !base.isBond else {
      throw refusal(
        .bondNotRestated,
        "The network \(network) on \(stated.device.name) needs the bond \(name), which the request would dissolve.",
        instead: "State \(name) too, with its slaves.")
    }
    if let bond = bonds.masterNames[name] {
      throw refusal(
        .slaveInterfaceIsMisconfigured,
        "The network \(network) on \(stated.device.name) needs \(name), which is a slave of \(bond) in this request.",
        instead: "Put the network on \(bond).")
    }
    return base
  }
}

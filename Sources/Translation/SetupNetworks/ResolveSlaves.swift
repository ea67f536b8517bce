import GatewayErrors
import HostNetworking

/// The slaves of a bond: at least two nics, each once. A nic that carries an untagged network now becomes a slave only if
/// the slave element clears it with an empty `network`.
///
/// In 3.5 a slave element started from the stored device, so it still carried that network, and a slave with a network
/// was refused (engine 3.5, `BackendHostNicsResource.nicsToInterfaces`, `SetupNetworksHelper`). A tagged network needs no
/// clearing: it is removed, or restated elsewhere.
enum ResolveSlaves {
  /// The names of the slaves, sorted.
  ///
  /// - Throws: `NETWORK_INTERFACES_DONT_EXIST`, `SLAVE_INTERFACE_IS_MISCONFIGURED`,
  ///   `NETWORK_INTERFACES_ALREADY_SPECIFIED`, `NETWORK_BONDS_INVALID_SLAVE_COUNT`, and what ``ResolveDevices`` throws.
  static func resolve(
    _ entries: [LegacyHostNic], of bond: String, on picture: HostPicture
  ) throws(GatewayError) -> [String] {
    var names: Set<String> = []
    for entry in entries {
      let slave = try ResolveDevices.resolve(entry, as: "slave of \(bond)", on: picture)
      guard let device = slave.existing else {
        throw refusal(
          .networkInterfacesDontExist, "The bond \(bond) names a slave \(slave.name), which the host doesn't have.",
          instead: "List the nics to see which there are.")
      }
      guard !device.isBond, !device.isVlan else {
        throw refusal(
          .slaveInterfaceIsMisconfigured,
          "\(device.name) is a \(device.isBond ? "bond" : "vlan device"), so it can't be a slave of \(bond).",
          instead: "Name nics only.")
      }
      if let network = entry.network, !network.isEmpty {
        throw refusal(
          .slaveInterfaceIsMisconfigured,
          "The slave \(device.name) of \(bond) names the network \(network.name ?? network.id ?? "").",
          instead: "Put the network on \(bond).")
      }
      if let shown = device.network, entry.network == nil {
        throw refusal(
          .slaveInterfaceIsMisconfigured,
          "\(device.name) carries \(picture.name(of: shown)), so it can't become a slave of \(bond) as it is.",
          instead: "Put an empty <network/> into the slave element, and state the network elsewhere to keep it.")
      }
      guard names.insert(device.name).inserted else {
        throw refusal(
          .networkInterfacesAlreadySpecified, "\(device.name) is stated twice as a slave of \(bond).",
          instead: "State each slave once.")
      }
    }
    guard names.count >= 2 else {
      throw refusal(
        .networkBondsInvalidSlaveCount,
        "The bond \(bond) has \(names.isEmpty ? "no slave" : "only the slave \(list(names))"); it needs two.",
        instead: "List its slaves inside bonding; leave the whole entry out to dissolve the bond.")
    }
    return names.sorted()
  }
}

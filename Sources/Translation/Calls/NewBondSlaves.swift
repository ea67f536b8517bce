import GatewayErrors
import HostNetworking

/// The slaves of a new bond: at least two nics, each once, that are in no bond and carry nothing.
///
/// 3.5 skipped slaves with an unknown id (engine 3.5, `BackendHostNicsResource.lookupSlaves`), as the faithful policy does; a
/// bond of fewer nics than were asked for would be a guess. What else stands in a slave element is not read, as in 3.5.
enum NewBondSlaves {
  /// The names of the slaves, sorted.
  ///
  /// - Throws: `NETWORK_INTERFACES_DONT_EXIST`, `SLAVE_INTERFACE_IS_MISCONFIGURED`, `NETWORK_BOND_PARAMETERS_INVALID`,
  ///   `NETWORK_INTERFACE_NAME_ALREADY_IN_USE`, `NETWORK_INTERFACE_IN_USE_BY_VLAN`, and what ``ResolveDevices`` throws.
  static func resolve(
    _ entries: [LegacyHostNic], of bond: String, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> [String] {
    var slaves: [Device] = []
    var names: Set<String> = []
    for entry in entries {
      if switches.unknownSlaveOfNewBond == .readAs35, entry.name == nil, let id = entry.id,
        picture.device(id: id) == nil
      {
        continue
      }
      let slave = try ResolveDevices.resolve(entry, as: "slave of \(bond)", on: picture)
      guard let device = slave.existing else {
        throw refusal(
          .networkInterfacesDontExist, "The new bond \(bond) names a slave \(slave.name), which the host doesn't have.",
          instead: "List the nics to see which there are.")
      }
      guard names.insert(device.name).inserted else {
        throw refusal(
          .networkBondParametersInvalid, "\(device.name) is stated twice as a slave of the new bond \(bond).",
          instead: "State each slave once.")
      }
      slaves.append(device)
    }
    guard names.count >= 2 else {
      throw refusal(
        .networkBondParametersInvalid,
        "The new bond \(bond) has \(names.isEmpty ? "no slave" : "only the slave \(list(names))"); it needs two.",
        instead: "State two nics or more.")
    }
    for device in slaves.sorted(by: { $0.name < $1.name }) { try check(device, of: bond, on: picture) }
    return names.sorted()
  }

  private static func check(_ device: Device, of bond: String, on picture: HostPicture) throws(GatewayError) {
    guard !device.isBond, !device.isVlan else {
      throw refusal(
        .slaveInterfaceIsMisconfigured,
        "\(device.name) is a \(device.isBond ? "bond" : "vlan device"), so it can't be a slave of \(bond).",
        instead: "Name nics only.")
    }
    if let other = picture.masterNames[device.name] {
      throw refusal(
        .networkInterfaceNameAlreadyInUse, "\(device.name) is a slave of \(other), so it can't be one of \(bond).",
        instead: "Take it out of \(other) with setupnetworks first.")
    }
    if let shown = device.network {
      throw refusal(
        .networkInterfaceNameAlreadyInUse,
        "\(device.name) carries \(picture.name(of: shown)), so it can't become a slave of \(bond).",
        instead: "Detach the network first.")
    }
    if let vlan = picture.vlanDevices(on: device).first {
      throw refusal(
        .networkInterfaceInUseByVlan,
        "\(device.name) carries the vlan device \(vlan.name)"
          + "\(vlan.network.map { " with \(picture.name(of: $0))" } ?? ""), so it can't become a slave of \(bond).",
        instead: "Detach the network on \(vlan.name) first.")
    }
  }
}

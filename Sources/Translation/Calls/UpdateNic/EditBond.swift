import GatewayErrors
import HostNetworking

/// The bonding element of a PUT: options that differ are sent, complete, with the present slaves. Other slaves are
/// refused; 3.5 ignored them (engine 3.5, `BackendHostNicResource.update`), as the faithful policy does. On a vlan device the
/// bond below is meant. Options that aren't stated stay; in 3.5 and under the faithful policy a bond returns to the default
/// then, but not one below a vlan device.
enum EditBond {
  /// What becomes of the bond; nil if nothing does.
  ///
  /// - Throws: `NIC_IS_NOT_BOND`, `BOND_SLAVES_NOT_CHANGEABLE_HERE`, and what ``ResolveDevices`` and
  ///   ``ResolveBondOptions`` throw.
  static func change(
    _ bonding: LegacyBonding?, of nic: Device, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> BondChange? {
    guard let bonding else { return unstated(nic, switches) }
    let device = nic.baseName.flatMap { picture.device(named: $0) } ?? nic
    guard let slaves = device.slaves, let present = device.options else {
      throw refusal(
        .nicIsNotBond,
        "\(nic.name) has a bonding element, but it is no bond\(nic.isVlan ? ", nor is \(device.name) below it" : "").",
        instead: "Leave bonding out; a bond is made by POST on the list of nics.")
    }
    if switches.slavesOfNic == .refuse, let entries = bonding.slaves {
      var stated: Set<String> = []
      for entry in entries {
        stated.insert(try ResolveDevices.resolve(entry, as: "slave of \(device.name)", on: picture).name)
      }
      guard stated == Set(slaves) else {
        throw refusal(
          .bondSlavesNotChangeableHere,
          "The bond \(device.name) has the slaves \(list(slaves)); \(stated.isEmpty ? "none" : list(stated)) are stated.",
          instead: "State the present slaves or none, and change them with setupnetworks.")
      }
    }
    guard let options = try ResolveBondOptions.resolve(bonding.options ?? [], of: device.name) else {
      return unstated(nic, switches)
    }
    guard !BondOptions.same(options, present) else { return nil }
    return BondChange(id: device.id, name: device.name, slaves: slaves, options: options)
  }

  /// What becomes of a bond whose options aren't stated.
  private static func unstated(_ nic: Device, _ switches: PolicySwitches) -> BondChange? {
    guard switches.unstatedBondOptions == .remove, let slaves = nic.slaves, nic.options?.isEmpty == false else {
      return nil
    }
    return BondChange(id: nic.id, name: nic.name, slaves: slaves, options: [])
  }
}

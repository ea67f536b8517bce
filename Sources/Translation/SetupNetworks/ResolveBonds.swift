import GatewayErrors
import HostNetworking

/// A bond of the request.
struct StatedBond: Sendable, Equatable {
  /// The name.
  var name: String
  /// The bond as it is now; nil for a new one.
  var existing: Device?
  /// The names of the slaves, sorted.
  var slaves: [String]
  /// The options, sorted; nil if they stay, empty if they return to the engine's default.
  var options: [BondOption]?
}

/// The bonds of a request.
struct StatedBonds: Sendable, Equatable {
  /// The bonds, by name.
  var byName: [String: StatedBond]
  /// The bond that a slave belongs to in this request, by the name of the slave.
  var masterNames: [String: String]
  /// The entries without those of slaves that say nothing.
  var otherEntries: [StatedDevice]
}

/// An entry with `bonding` is a bond, and a bond must be stated with it.
///
/// 3.5 dissolved an existing bond that was stated without `bonding` and configured its name as a nic (engine 3.5,
/// `SetupNetworksHelper`), contradicting itself; that is refused under both policies. An entry of its own for a slave says
/// nothing if it has neither network nor bonding, as in the list of nics posted back: it is ignored, where 3.5 refused it as
/// stated twice. Options that aren't given stay, where 3.5 had the bond rewritten with the default of the host agent, which
/// can mismatch the switch; the faithful policy has the engine put its default, by an empty `options`.
enum ResolveBonds {
  /// The bonds of all entries.
  ///
  /// - Throws: `NIC_IS_NOT_BOND`, `BOND_ENTRY_WITHOUT_BONDING`, `SLAVE_INTERFACE_IS_MISCONFIGURED`,
  ///   `NETWORK_INTERFACES_ALREADY_SPECIFIED`, and what ``ResolveSlaves`` and ``ResolveBondOptions`` throw.
  static func resolve(
    _ devices: [StatedDevice], on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> StatedBonds {
    var bonds = StatedBonds(byName: [:], masterNames: [:], otherEntries: [])
    for device in devices {
      guard let bonding = device.entry.bonding else {
        if device.existing?.isBond == true {
          throw refusal(
            .bondEntryWithoutBonding, "The bond \(device.name) is stated without its bonding element.",
            instead: "State its slaves; leave the whole entry out to dissolve the bond.")
        }
        continue
      }
      if let existing = device.existing, !existing.isBond {
        throw refusal(
          .nicIsNotBond,
          "\(device.name) has a bonding element, but it is a \(existing.isVlan ? "vlan device" : "nic").",
          instead: "Give the bond a name of its own, and list \(device.name) among its slaves if that is meant.")
      }
      let slaves = try ResolveSlaves.resolve(bonding.slaves ?? [], of: device.name, on: picture)
      for slave in slaves where bonds.masterNames.updateValue(device.name, forKey: slave) != nil {
        throw refusal(
          .networkInterfacesAlreadySpecified, "\(slave) is stated as a slave of two bonds.",
          instead: "State it in one bond.")
      }
      bonds.byName[device.name] = StatedBond(
        name: device.name, existing: device.existing, slaves: slaves,
        options: try ResolveBondOptions.resolve(bonding.options ?? [], of: device.name)
          ?? optionsIfUnstated(of: device.existing, switches))
    }
    for device in devices {
      guard let bond = bonds.masterNames[device.name] else {
        bonds.otherEntries.append(device)
        continue
      }
      if let network = device.entry.network, !network.isEmpty {
        throw refusal(
          .slaveInterfaceIsMisconfigured,
          "\(device.name) is a slave of \(bond), but an entry of its own puts \(network.name ?? network.id ?? "") on it.",
          instead: "Put the network on \(bond), or take \(device.name) out of it.")
      }
      if switches.slaveEntry == .refuse {
        throw refusal(
          .networkInterfacesAlreadySpecified,
          "\(device.name) is stated twice: as a slave of \(bond), and by an entry of its own.",
          instead: "Leave the entry out.")
      }
    }
    FreedSlaves.settle(&bonds, entries: devices, switches)
    return bonds
  }

  /// The options of a bond that is stated without: nil leaves them as they are, none at all means the engine's default.
  private static func optionsIfUnstated(of existing: Device?, _ switches: PolicySwitches) -> [BondOption]? {
    guard switches.unstatedBondOptions == .remove, let existing else { return nil }
    return (existing.options ?? []).isEmpty ? nil : []
  }
}

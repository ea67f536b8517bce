import HostNetworking

/// A slave that is left out of its bond leaves it. Under the faithful policy it leaves only where 3.5 noticed:
///
/// | the slave that is left out | in 3.5 |
/// |---|---|
/// | has an entry of its own, or is a slave of another bond | it leaves, and the bond keeps its old options whatever is stated |
/// | is not mentioned, and the bond gets a slave or other options | it leaves |
/// | is not mentioned, and nothing else about the bond changes | it stays in the bond |
///
/// 3.5 compared the stored devices with the entries of the request, and a bond with its options (engine 3.5,
/// `SetupNetworksHelper`).
enum FreedSlaves {
  /// Settles which slaves the stated bonds have, and which of them keep their options.
  ///
  /// - Parameter entries: all entries of the request.
  static func settle(_ bonds: inout StatedBonds, entries: [StatedDevice], _ switches: PolicySwitches) {
    guard switches.leftOutSlave == .leavesIfNoticed else { return }
    let mentioned = Set(entries.map(\.name)).union(bonds.masterNames.keys)
    for (name, bond) in bonds.byName {
      guard let existing = bond.existing else { continue }
      let stored = Set(existing.slaves ?? [])
      let leftOut = stored.subtracting(bond.slaves)
      if !leftOut.isDisjoint(with: mentioned) {
        bonds.byName[name]?.options = nil
        continue
      }
      let isRewritten =
        !stored.isSuperset(of: bond.slaves)
        || bond.options.map { !BondOptions.same($0, existing.options ?? []) } ?? false
      guard !isRewritten else { continue }
      bonds.byName[name]?.slaves = (bond.slaves + leftOut).sorted()
      for slave in leftOut { bonds.masterNames[slave] = name }
    }
  }
}

import HostNetworking

/// What becomes of the bonds.
struct BondChanges: Sendable, Equatable {
  /// Bonds to create or to reshape, by name.
  var modified: [BondChange]
  /// The ids of bonds to dissolve, in the order of their names.
  var removed: [String]
}

/// A new bond is sent with its options if they are given; an existing one only if its slaves differ or options are given
/// that differ, with all its slaves, and with the options only in the second case. A bond that isn't stated is dissolved.
///
/// Empty options ask for the engine's default (engine 4.x, `HostSetupNetworksCommand`); whether the bond has it already
/// isn't known here, since it differs from version to version, and the engine drops an item that changes nothing.
enum CompareBonds {
  /// The changes of bonds.
  static func compare(_ bonds: StatedBonds, on picture: HostPicture) -> BondChanges {
    var changes = BondChanges(modified: [], removed: [])
    for bond in bonds.byName.values.sorted(by: { $0.name < $1.name }) {
      guard let existing = bond.existing else {
        changes.modified.append(BondChange(id: nil, name: bond.name, slaves: bond.slaves, options: bond.options))
        continue
      }
      let newOptions = bond.options.flatMap { BondOptions.same($0, existing.options ?? []) ? nil : $0 }
      if newOptions != nil || Set(bond.slaves) != Set(existing.slaves ?? []) {
        changes.modified.append(
          BondChange(id: existing.id, name: bond.name, slaves: bond.slaves, options: newOptions))
      }
    }
    changes.removed = picture.devices
      .filter { $0.isBond && bonds.byName[$0.name] == nil }
      .sorted { $0.name < $1.name }.map(\.id)
    return changes
  }
}

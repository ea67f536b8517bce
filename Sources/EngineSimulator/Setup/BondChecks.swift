// Steps D to F of the validation: bonds that are made, changed or removed.
extension HostSetup {
  /// Throws for the first bond that can't be made or changed.
  func checkBonds() throws(Refusal) {
    if persona.refusesBondInBothLists {
      for bond in bonds where removedBonds.contains(where: { $0.bond?.id == bond.result.id }) {
        throw .setup(
          "BONDS_UPDATED_AND_REMOVED_SIMULTANEOUSLY", 400, "Bond \(bond.result.name) is both modified and removed.")
      }
    }
    for bond in bonds {
      let name = bond.result.name
      if bond.isIncoherent {
        throw .setup("BOND_REFERENCES_NICS_INCOHERENTLY", 400, "Bond \(name) is named by an id of another nic.")
      }
      guard hasBondName(name) else {
        throw .plain("NETWORK_BOND_NAME_BAD_FORMAT", 400, "\(name) is no name for a bond.")
      }
      guard bond.result.kind == .bond else {
        throw .setup("NETWORK_INTERFACE_IS_NOT_BOND", 409, "Nic \(name) is no bond.")
      }
      let slaves = bond.result.slaves ?? []
      guard slaves.count >= 2 else {
        throw .setup("NETWORK_BONDS_INVALID_SLAVE_COUNT", 400, "Bond \(name) needs at least two slaves.")
      }
      for slave in slaves { try check(slave: slave, of: bond.result) }
    }
  }

  private func hasBondName(_ name: String) -> Bool {
    guard name.hasPrefix("bond"), name.count > 4 else { return false }
    return name.dropFirst(4).unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "0"..."9": true
      case "a"..."z", "A"..."Z", "_": persona.allowsBondLetters
      default: false
      }
    }
  }

  private func check(slave name: String, of bond: HostNic) throws(Refusal) {
    guard let nic = host.nic(name: name) else {
      throw .setup(
        persona.isV4 ? "HOST_NETWORK_INTERFACE_HAVING_NAME_DOES_NOT_EXIST" : "HOST_NETWORK_INTERFACE_NOT_EXIST", 400,
        "Slave \(name) of bond \(bond.name) isn't there.")
    }
    guard nic.kind == .physical else {
      throw .setup(
        "NETWORK_INTERFACE_BOND_OR_VLAN_CANNOT_BE_SLAVE", 409, "\(name) is a bond or vlan device; it can't be a slave.")
    }
    if let other = host.bond(ofSlave: name), other.id != bond.id,
      resultingNics.contains(where: { $0.id == other.id && $0.slaves?.contains(name) == true })
    {
      throw .plain("NETWORK_INTERFACE_ALREADY_IN_BOND", 409, "Nic \(name) is a slave of bond \(other.name).")
    }
    if let attachment = resultingAttachments.first(where: { $0.nic == nic.id }) {
      let isNew = host.attachment(id: attachment.id)?.nic != nic.id
      throw .setup(
        isNew
          ? "NETWORK_INTERFACE_ADDED_TO_BOND_AND_NETWORK_IS_ATTACHED_TO_IT_AT_THE_SAME_TIME"
          : "NETWORK_INTERFACE_ATTACHED_TO_NETWORK_CANNOT_BE_SLAVE", 409,
        "Nic \(name) has network \(networkName(attachment.network)); it can't be a slave of \(bond.name).")
    }
    let uses = bonds.reduce(0) { count, change in count + (change.result.slaves ?? []).count { $0 == name } }
    guard uses == 1 else {
      throw .setup(
        "NETWORK_INTERFACE_REFERENCED_AS_A_SLAVE_MULTIPLE_TIMES", 409, "Nic \(name) is stated as slave twice.")
    }
    if resultingNics.first(where: { $0.id == nic.id })?.labels.isEmpty == false {
      throw .setup("LABEL_ATTACH_TO_IMPROPER_INTERFACE", 400, "Nic \(name) has a label; it can't be a slave.")
    }
    if persona.guardsUnmanagedNetworks {
      do {
        try checkUnmanaged(nic)
      } catch {
        throw .plain(
          "NETWORK_INTERFACE_WITH_UNMANAGED_NETWORK_CANNOT_BE_SLAVE", 400,
          "Nic \(name) has an unmanaged network; it can't be a slave.")
      }
    }
  }

  /// Throws for the first bond that can't be removed.
  func checkRemovedBonds() throws(Refusal) {
    let unknown = removedBonds.filter { $0.bond == nil }
    guard unknown.isEmpty else {
      let ids = unknown.map { $0.request.id ?? "null" }.joined(separator: ", ")
      throw .plain(
        persona.isV4 ? "NETWORK_BOND_RECORDS_DOES_NOT_EXISTS" : "NETWORK_BOND_RECORD_DOES_NOT_EXISTS", 400,
        "There are no bonds of ids \(ids).")
    }
    for bond in removedBonds.compactMap(\.bond) {
      guard bond.kind == .bond else {
        throw .setup("NETWORK_INTERFACE_IS_NOT_BOND", 409, "Nic \(bond.name) is no bond.")
      }
      let used = resultingAttachments.filter { $0.nic == bond.id }
      guard used.isEmpty else {
        throw .plain(
          "BOND_USED_BY_NETWORK_ATTACHMENTS", 409,
          "Bond \(bond.name) is used by attachments \(used.map(\.id).joined(separator: ", ")).")
      }
    }
  }
}

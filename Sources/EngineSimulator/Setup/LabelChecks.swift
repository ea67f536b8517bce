// Step A of the validation: the labels.
extension HostSetup {
  /// Throws for the first label that can't be put on or taken off.
  func checkLabels() throws(Refusal) {
    for change in labels {
      let nic: HostNic
      switch change.nic {
      case .incoherent:
        throw .setup(
          "NIC_LABEL_REFERENCES_NICS_INCOHERENTLY", 400, "Label \(change.label) names a nic by an id of another.")
      case .notGiven, .unknown:
        throw .setup("INTERFACE_ON_NIC_LABEL_NOT_EXIST", 400, "The nic for label \(change.label) isn't there.")
      case .found(let found): nic = found
      }
      if removedBonds.contains(where: { $0.bond?.id == nic.id }) {
        throw .setup("INTERFACE_ON_NIC_LABEL_NOT_EXIST", 400, "The nic for label \(change.label) is being removed.")
      }
      let isSlave = resultingNics.contains { $0.slaves?.contains(nic.name) == true }
      guard nic.kind != .vlan && !isSlave else {
        throw .setup(
          "LABEL_ATTACH_TO_IMPROPER_INTERFACE", 400, "\(nic.name) is a slave or a vlan device; it can't be labelled.")
      }
      if nic.kind == .bond, (resultingNics.first { $0.id == nic.id }?.slaves ?? []).count < 2 {
        throw .setup("IMPROPER_BOND_IS_LABELED", 400, "Bond \(nic.name) has fewer than two slaves.")
      }
      try checkUnmanaged(nic)
    }
    for label in request.removedLabels where !host.running.nics.contains(where: { $0.labels.contains(label) }) {
      throw .setup("LABEL_NOT_EXIST_IN_HOST", 400, "No nic of the host has label \(label).")
    }
    let all = labels.map(\.label) + request.removedLabels
    for label in all where all.count(where: { $0 == label }) > 1 {
      throw .setup("PARAMS_CONTAIN_DUPLICATE_LABELS", 400, "Label \(label) is stated twice.")
    }
  }

  /// From 4.0 a nic that has an unmanaged network, on itself or on a vlan device over it, takes nothing else.
  func checkUnmanaged(_ nic: HostNic) throws(Refusal) {
    guard persona.guardsUnmanagedNetworks else { return }
    for device in host.running.nics where device.id == nic.id || (device.kind == .vlan && device.base == nic.name) {
      guard let network = device.network, world.clusterNetwork(name: network) == nil,
        !request.removedUnmanagedNetworks.contains(network)
      else { continue }
      throw .plain(
        "ACTION_TYPE_FAILED_HOST_NETWORK_ATTACHEMENT_ON_UNMANAGED_NETWORK", 400,
        "Nic \(nic.name) has the unmanaged network \(network); remove that first.")
    }
  }
}

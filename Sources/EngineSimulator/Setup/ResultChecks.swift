// Steps G and H of the validation: the resulting state as a whole, and what is out of sync.
extension HostSetup {
  /// Throws for the first rule that the resulting state breaks.
  func checkResult() throws(Refusal) {
    let attachments = resultingAttachments
    for attachment in attachments where attachments.count(where: { $0.network == attachment.network }) > 1 {
      throw .setup(
        "ACTION_TYPE_FAILED_NETWORK_ATTACHMENTS_REFERENCES_SAME_NETWORK_DUPLICATELY", 400,
        "Several attachments are of network \(networkName(attachment.network)).")
    }
    let touched = Set(changes.map(\.result.nic) + bonds.map(\.result.id))
    for nic in resultingNics where nic.kind != .vlan {
      let networks = attachments.filter { $0.nic == nic.id }.compactMap { world.network(id: $0.network) }
      guard touched.contains(nic.id) else { continue }
      let untagged = networks.filter { $0.vlan == nil }
      guard untagged.count <= 1 else {
        throw .setup(
          "NETWORK_INTERFACES_NOT_EXCLUSIVELY_USED_BY_UNTAGGED_NETWORK", 409,
          "Nic \(nic.name) would have more than one untagged network: \(untagged.map(\.name).joined(separator: ", ")).")
      }
      if !untagged.isEmpty, Set(networks.map(\.effectiveMTU)).count > 1 {
        let list = networks.map { "\($0.name)(\(($0.mtu ?? 0) == 0 ? "default" : String($0.effectiveMTU)))" }
        throw .setup(
          "NETWORK_MTU_DIFFERENCES", 409,
          "The networks of \(nic.name) have different MTUs: \(list.joined(separator: ", ")).")
      }
      try checkBondMode(nic, networks)
    }
    try checkProperties()
    try checkQoS(attachments)
  }

  private func checkBondMode(_ nic: HostNic, _ networks: [Network]) throws(Refusal) {
    guard nic.kind == .bond, let network = networks.first(where: \.vm) else { return }
    guard let mode = nic.options?.mode, ![0, 5, 6].contains(mode) else {
      let isLabelled = network.label.map { nic.labels.contains($0) } == true
      throw .plain(
        isLabelled
          ? "INVALID_BOND_MODE_FOR_BOND_WITH_LABELED_VM_NETWORK" : "INVALID_BOND_MODE_FOR_BOND_WITH_VM_NETWORK", 400,
        "VM network \(network.name) can't be on bond \(nic.name) in its mode.")
    }
  }

  private func checkProperties() throws(Refusal) {
    for change in changes {
      for name in change.result.properties.keys.sorted() where !["bridge_opts", "ethtool_opts"].contains(name) {
        throw .setup(
          "ACTION_TYPE_FAILED_NETWORK_CUSTOM_PROPERTIES_BAD_INPUT", 400,
          "Network \(networkName(change.result.network)) takes no custom property \(name).")
      }
    }
  }

  private func checkQoS(_ attachments: [NetworkAttachment]) throws(Refusal) {
    for nic in resultingNics {
      let mine = attachments.filter { $0.nic == nic.id }
      guard mine.contains(where: { $0.qos != nil }), mine.contains(where: { $0.qos == nil }) else { continue }
      throw .setup(
        "ACTION_TYPE_FAILED_HOST_NETWORK_QOS_INTERFACES_WITHOUT_QOS", 400,
        "All networks of \(nic.name) need QoS, or none of them.")
    }
  }

  /// What is out of sync must be synchronised before it is changed.
  func checkSync() throws(Refusal) {
    for change in changes {
      guard let stored = change.stored, !stored.inSync, !request.overridesOutOfSync,
        !request.synchronizedAttachments.contains(stored.id)
      else { continue }
      throw .setup(
        persona.isV4 ? "NETWORK_NOT_IN_SYNC" : "NETWORKS_NOT_IN_SYNC", 409,
        "Network \(networkName(stored.network)) is out of sync; synchronise it before it is changed.")
    }
  }
}

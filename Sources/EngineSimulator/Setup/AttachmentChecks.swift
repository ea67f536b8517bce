// Step B of the validation: each new or changed attachment.
extension HostSetup {
  /// Throws for the first thing that is wrong with the attachment.
  func check(_ change: AttachmentChange) throws(Refusal) {
    if let id = change.request.id, change.stored == nil {
      throw .setup(
        persona.isV4 ? "MODIFIED_NETWORK_ATTACHMENT_DOES_NOT_EXISTS" : "NETWORK_ATTACHMENT_NOT_EXISTS", 400,
        "There is no network attachment of id \(id).")
    }
    let network = try checkNetworkGiven(change)
    if case .incoherent = change.nic {
      throw .setup(
        "NETWORK_ATTACHMENT_REFERENCES_NICS_INCOHERENTLY", 400,
        "The attachment of network \(network.name) names a nic by an id of another.")
    }
    if let stored = change.stored, removals.contains(where: { $0.stored?.id == stored.id }) {
      throw .setup(
        "NETWORK_ATTACHMENT_IN_BOTH_LISTS", 400, "Attachment \(stored.id) is both modified and removed.")
    }
    if let nic = change.nic.value, nic.kind == .vlan {
      throw .setup(
        "ATTACHMENT_REFERENCE_VLAN_DEVICE", 400,
        "Network \(network.name) refers to vlan device \(nic.name); name the nic below it.")
    }
    if let label = network.label, let target = labels.first(where: { $0.label == label })?.nic.value,
      let nic = change.nic.value, nic.id != target.id
    {
      throw .setup(
        "NETWORK_SHOULD_BE_ATTACHED_VIA_LABEL_TO_ANOTHER_NIC", 409,
        "Label \(label) places network \(network.name) on \(target.name), not on \(nic.name).")
    }
    if persona.requiresReuse, let there = host.attachment(network: network.id), there.id != change.stored?.id {
      throw .setup(
        "ATTACHMENT_IS_NOT_REUSED", 400,
        "Network \(network.name) is attached by attachment \(there.id); change that one.")
    }
    try checkNetwork(network, change)
    let nic = try checkNicGiven(change, network)
    if let stored = change.stored, stored.network != network.id {
      throw .setup(
        "CANNOT_CHANGE_ATTACHED_NETWORK", 400, "The network of attachment \(stored.id) can't be changed.")
    }
    try checkAddresses(change, network, nic)
    if let stored = change.stored, let label = network.label, stored.nic != nic.id,
      host.nic(id: stored.nic)?.labels.contains(label) == true, !request.removedLabels.contains(label),
      !labels.contains(where: { $0.label == label })
    {
      throw .setup(
        "ACTION_TYPE_FAILED_CANNOT_MOVE_LABELED_NETWORK_TO_ANOTHER_NIC", 409,
        "Network \(network.name) is on \(nicName(stored.nic)) by label \(label); take the label off first.")
    }
  }

  private func checkNetworkGiven(_ change: AttachmentChange) throws(Refusal) -> Network {
    switch change.network {
    case .found(let network): return network
    case .incoherent:
      throw .setup(
        "NETWORK_ATTACHMENT_REFERENCES_NETWORK_INCOHERENTLY", 400, "An attachment names a network by an id of another.")
    case .notGiven:
      throw .setup(
        persona.isV4 ? "NETWORK_ATTACHMENT_NETWORK_ID_OR_NAME_IS_NOT_SET" : "NETWORK_ATTACHMENT_NETWORK_ID_IS_NOT_SET",
        400, "An attachment names no network.")
    case .unknown(let reference):
      if let id = reference.id {
        throw .plain(
          persona.isV4 ? "NETWORK_HAVING_ID_NOT_EXISTS" : "NETWORK_NOT_EXISTS", 400, "There is no network of id \(id).")
      }
      let name = reference.name ?? ""
      guard persona.isV4 else {
        throw .setup(
          "NETWORK_ATTACHMENT_NETWORK_ID_IS_NOT_SET", 400, "An attachment names no network of the cluster: \(name).")
      }
      throw .plain("NETWORK_HAVING_NAME_NOT_EXISTS", 400, "There is no network \(name).")
    }
  }

  private func checkNetwork(_ network: Network, _ change: AttachmentChange) throws(Refusal) {
    if network.external == true {
      throw .plain(
        persona.isV4 ? "EXTERNAL_NETWORK_HAVING_NAME_CANNOT_BE_PROVISIONED" : "EXTERNAL_NETWORK_CANNOT_BE_PROVISIONED",
        400, "Network \(network.name) belongs to an external provider and can't be put on a host.")
    }
    guard network.inCluster else {
      throw .plain(
        persona.isV4 ? "NETWORK_OF_GIVEN_NAME_NOT_EXISTS_IN_CLUSTER" : "NETWORK_NOT_EXISTS_IN_CLUSTER", 400,
        "Network \(network.name) isn't in cluster \(world.cluster.name).")
    }
    let hasAddress =
      change.result.ipv4.method != "none"
      || (persona.knowsPolyDHCPAutoconf && change.result.ipv6.method != "none")
    if network.needsAddress(persona) && !hasAddress {
      throw .setup(
        "ACTION_TYPE_FAILED_ROLE_NETWORK_HAS_NO_BOOT_PROTOCOL", 409,
        "Network \(network.name) has a role that needs an address, so it needs a boot protocol.")
    }
  }

  private func checkNicGiven(_ change: AttachmentChange, _ network: Network) throws(Refusal) -> HostNic {
    switch change.nic {
    case .found(let nic) where !removedBonds.contains(where: { $0.bond?.id == nic.id }) || change.stored != nil:
      try checkUnmanaged(nic)
      return nic
    case .found(let nic):
      throw missingNic(Reference(id: nic.id, name: nic.name))
    case .unknown(let reference): throw missingNic(reference)
    case .notGiven, .incoherent:
      throw .setup(
        persona.isV4 ? "HOST_NETWORK_INTERFACE_DOES_NOT_HAVE_NAME_SET" : "HOST_NETWORK_INTERFACE_NOT_EXIST", 400,
        "The attachment of network \(network.name) names no nic.")
    }
  }

  private func missingNic(_ reference: Reference) -> Refusal {
    guard persona.isV4 else {
      return .setup("HOST_NETWORK_INTERFACE_NOT_EXIST", 400, "The nic isn't there.")
    }
    if let name = reference.name {
      return .setup("HOST_NETWORK_INTERFACE_HAVING_NAME_DOES_NOT_EXIST", 400, "There is no nic \(name).")
    }
    return .setup(
      "HOST_NETWORK_INTERFACE_HAVING_ID_DOES_NOT_EXIST", 400, "There is no nic of id \(reference.id ?? "").")
  }
}

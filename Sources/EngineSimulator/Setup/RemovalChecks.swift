// Step C of the validation: each attachment that is to go.
extension HostSetup {
  /// Throws when the attachment isn't there or must stay.
  func check(removal stated: AttachmentRequest, _ stored: NetworkAttachment?) throws(Refusal) {
    guard let stored, let network = world.network(id: stored.network) else {
      throw .setup(
        persona.isV4 ? "NETWORK_ATTACHMENTS_TO_BE_REMOVED_DOES_NOT_EXISTS" : "NETWORK_ATTACHMENTS_NOT_EXISTS", 400,
        "There is no network attachment of id \(stated.id ?? "null").")
    }
    if network.external == true {
      throw .plain("EXTERNAL_NETWORK_CANNOT_BE_PROVISIONED", 400, "Network \(network.name) is external.")
    }
    if network.management {
      throw .plain(
        "NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK", 400,
        "The management network \(network.name) must stay on the host.")
    }
    if let label = network.label, let nic = host.nic(id: stored.nic), nic.labels.contains(label),
      !request.removedLabels.contains(label), !removedBonds.contains(where: { $0.bond?.id == nic.id })
    {
      throw .setup(
        "ACTION_TYPE_FAILED_CANNOT_REMOVE_LABELED_NETWORK_FROM_NIC", 409,
        "Network \(network.name) is on \(nic.name) by label \(label); take the label off first.")
    }
  }
}

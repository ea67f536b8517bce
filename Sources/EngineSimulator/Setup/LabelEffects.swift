// A label stands for all cluster networks that bear it: putting it on a nic attaches them there, taking it off detaches
// them (`NicLabelsCompleter`).
extension HostSetup {
  /// Adds the attachments that the request's labels bring, move and remove.
  mutating func completeLabels() {
    for label in request.removedLabels {
      guard let nic = host.running.nics.first(where: { $0.labels.contains(label) }) else { continue }
      for attachment in host.running.attachments where attachment.nic == nic.id {
        guard world.network(id: attachment.network)?.label == label, !mentions(attachment) else { continue }
        removals.append((AttachmentRequest(id: attachment.id), attachment))
      }
    }
    for change in labels {
      guard let nic = change.nic.value else { continue }
      for network in world.networks where network.inCluster && network.label == change.label {
        let mentioned = changes.contains { $0.network.value?.id == network.id }
        let stored = host.attachment(network: network.id)
        guard !mentioned, stored.map({ !mentions($0) && $0.nic != nic.id }) ?? true else { continue }
        var result =
          stored
          ?? NetworkAttachment(
            id: world.identifiers.next("attachment"), network: network.id, nic: nic.id, ipv4: .none, ipv6: .none,
            properties: [:], inSync: true)
        result.nic = nic.id
        changes.append(
          AttachmentChange(
            request: AttachmentRequest(id: stored?.id), stored: stored, network: .found(network), nic: .found(nic),
            result: result, isByLabel: true))
      }
    }
  }

  private func mentions(_ attachment: NetworkAttachment) -> Bool {
    changes.contains { $0.stored?.id == attachment.id } || removals.contains { $0.stored?.id == attachment.id }
  }
}

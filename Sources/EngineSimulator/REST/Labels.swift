import XMLTree

// Labels of a nic: `labels` in API v3, `networklabels` in v4.
extension Exchange {
  /// A list of labels.
  func labelList(_ children: [XMLElement]) -> XMLElement {
    XMLElement(documents.api == .v3 ? "labels" : "network_labels", children: children)
  }

  /// `GET` and `POST` of a nic's labels; an unknown nic has none.
  mutating func answerLabels(_ hostID: String, _ nicID: String) throws(Refusal) -> Reply {
    try allow("GET", "POST")
    let index = try hostIndex(hostID)
    guard IdentifierSource.isWellFormed(nicID) else { throw .notFound }
    let host = world.hosts[index]
    let nic = listedNics(host).first { $0.id == nicID.lowercased() }
    guard method == "POST" else {
      return ok(labelList((nic?.labels ?? []).map { documents.label($0, nicID: nicID.lowercased(), hostID: host.id) }))
    }
    let stated = try body(reader.labelElement)
    guard let label = stated.attribute("id").nonEmpty else {
      throw .incomplete(documents.api == .v3 ? "Label" : "NetworkLabel", "id", "add")
    }
    guard let nic else { throw .notFound }
    try HostSetup.checkLabelFormat(label)
    if let holder = host.running.nics.first(where: { $0.labels.contains(label) }) {
      throw .plain(
        holder.id == nic.id ? "INTERFACE_ALREADY_LABELED" : "OTHER_INTERFACE_ALREADY_LABELED", 409,
        "Cannot add Label. Nic \(holder.name) has label \(label) already.")
    }
    var request = SetupRequest()
    request.modifiedLabels = [LabelRequest(label: label, nic: Reference(id: nic.id))]
    _ = try setUp(request, index)
    _ = world.finishJob("Labelling nic \(nic.name)")
    let document = documents.label(label, nicID: nic.id, hostID: host.id)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  /// `GET` and `DELETE` of one label.
  mutating func answerLabel(_ hostID: String, _ nicID: String, _ label: String) throws(Refusal) -> Reply {
    try allow("GET", "DELETE")
    let (host, nic) = try nic(hostID, nicID)
    guard nic.labels.contains(label) else { throw .notFound }
    guard method == "DELETE" else { return ok(documents.label(label, nicID: nic.id, hostID: host.id)) }
    var request = SetupRequest()
    request.removedLabels = [label]
    _ = try setUp(request, try hostIndex(hostID))
    let job = "Taking a label off nic \(nic.name)"
    _ = world.finishJob(job)
    return ok(action(status: "complete", job: job))
  }
}

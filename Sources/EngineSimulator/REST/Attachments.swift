import XMLTree

// Network attachments, below the host and below a nic. Each change is a setup of its own, with the connectivity check
// on, and isn't committed.
extension Exchange {
  /// `GET` and `POST` of the collection.
  mutating func answerAttachments(_ hostID: String, nicID: String?) throws(Refusal) -> Reply {
    try allow("GET", "POST")
    let index = try hostIndex(hostID)
    if let nicID, !IdentifierSource.isWellFormed(nicID) { throw .notFound }
    if method == "POST" { return try addAttachment(index, nicID: nicID?.lowercased()) }
    let host = world.hosts[index]
    let list = host.running.attachments.filter { nicID == nil || $0.nic == nicID?.lowercased() }
    let shown = list.prefix(limit ?? list.count).map {
      follow(documents.attachment($0, host, world, nicID: nicID?.lowercased()), $0, host)
    }
    return ok(XMLElement("network_attachments", children: Array(shown)))
  }

  private mutating func addAttachment(_ index: Int, nicID: String?) throws(Refusal) -> Reply {
    var stated = try reader.attachment(try body("network_attachment"))
    guard stated.network?.id != nil || stated.network?.name != nil else {
      throw .incomplete("NetworkAttachment", "network.id|name", "add")
    }
    if let nicID {
      // Only the id of a stated nic is compared with the path.
      if let nic = stated.nic, nic.id != nicID { throw .empty(status: 400) }
      stated.nic = Reference(id: nicID)
    }
    if stated.id != nil {
      throw .setup(
        "NETWORK_ATTACHMENT_CANNOT_BE_CREATED_WITH_SPECIFIC_ID", 400, "A new attachment can't be given an id.")
    }
    try HostSetup.checkAddressFormat(stated, persona)
    let before = Set(world.hosts[index].running.attachments.map(\.id))
    var request = attachmentRequest()
    request.modifiedAttachments = [stated]
    _ = try setUp(request, index)
    let host = world.hosts[index]
    guard let added = host.running.attachments.first(where: { !before.contains($0.id) }) else {
      throw .empty(status: 500)
    }
    _ = world.finishJob("Adding a network attachment to host \(host.name)")
    let document = documents.attachment(added, host, world, nicID: nicID)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  /// `GET`, `PUT` and `DELETE` of one: it is looked up by its own id only, hrefs are those of the path.
  mutating func answerAttachment(_ hostID: String, nicID: String?, _ id: String) throws(Refusal) -> Reply {
    try allow("GET", "PUT", "DELETE")
    let index = try hostIndex(hostID)
    let id = id.lowercased()
    guard IdentifierSource.isWellFormed(id),
      let owner = world.hosts.firstIndex(where: { $0.attachment(id: id) != nil }),
      let attachment = world.hosts[owner].attachment(id: id)
    else { throw .notFound }
    switch method {
    case "PUT": return try updateAttachment(attachment, owner, nicID: nicID?.lowercased())
    case "DELETE":
      var request = attachmentRequest()
      request.removedAttachments = [AttachmentRequest(id: id)]
      _ = try setUp(request, owner)
      let job = "Removing a network attachment from host \(world.hosts[owner].name)"
      _ = world.finishJob(job)
      return ok(action(status: "complete", job: job))
    default:
      let host = world.hosts[index]
      return ok(follow(documents.attachment(attachment, host, world, nicID: nicID?.lowercased()), attachment, host))
    }
  }

  private mutating func updateAttachment(
    _ attachment: NetworkAttachment, _ index: Int, nicID: String?
  ) throws(Refusal) -> Reply {
    var stated = try reader.attachment(try body("network_attachment"))
    if let id = stated.id, id != attachment.id {
      throw .fault(
        status: 409, reason: "Broken immutability constraint", detail: "Attempt to set immutable field: id")
    }
    stated.id = attachment.id
    try HostSetup.checkAddressFormat(stated, persona)
    var request = attachmentRequest()
    request.modifiedAttachments = [stated]
    request.overridesOutOfSync = try flag("override_configuration") ?? false
    _ = try setUp(request, index)
    let host = world.hosts[index]
    _ = world.finishJob("Updating a network attachment of host \(host.name)")
    let changed = host.attachment(id: attachment.id) ?? attachment
    return ok(documents.attachment(changed, host, world, nicID: nicID == nil ? nil : changed.nic))
  }

  private func attachmentRequest() -> SetupRequest {
    SetupRequest(findsAttachmentsByNetwork: false, findsNetworksOutsideCluster: true)
  }
}

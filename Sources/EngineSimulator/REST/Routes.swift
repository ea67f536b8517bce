import XMLTree

// Which resource answers which path below the API root.
extension Exchange {
  /// Answers the request.
  mutating func answer() throws(Refusal) -> Reply {
    let path = segments
    switch (path.first, path.count) {
    case (nil, _): return try answerRoot()
    case ("hosts", 1): return try answerHosts()
    case ("hosts", 2): return try answerHost(path[1])
    case ("hosts", _): return try answerBelowHost(path[1], Array(path.dropFirst(2)))
    case ("networks", 1): return try answerNetworks(world.networks, inCluster: false)
    case ("networks", 2): return try answerNetwork(path[1], world.networks, inCluster: false)
    case ("networks", 3) where path[2] == (documents.api == .v3 ? "labels" : "networklabels"):
      return try answerLabels(ofNetwork: path[1])
    case ("clusters", 1): return try answerSingle(documents.cluster(world), collection: "clusters", world.cluster)
    case ("clusters", 2): return try answerEntity(documents.cluster(world), path[1], world.cluster)
    case ("clusters", 3) where path[2] == "networks":
      _ = try answerEntity(documents.cluster(world), path[1], world.cluster)
      return try answerNetworks(world.networks.filter(\.inCluster), inCluster: true)
    case ("clusters", 4) where path[2] == "networks":
      _ = try answerEntity(documents.cluster(world), path[1], world.cluster)
      return try answerNetwork(path[3], world.networks.filter(\.inCluster), inCluster: true)
    case ("datacenters", 1):
      return try answerSingle(documents.dataCenter(world), collection: "data_centers", world.dataCenter)
    case ("datacenters", 2): return try answerEntity(documents.dataCenter(world), path[1], world.dataCenter)
    case ("datacenters", 3) where path[2] == "networks":
      _ = try answerEntity(documents.dataCenter(world), path[1], world.dataCenter)
      return try answerNetworks(world.networks, inCluster: false)
    case ("datacenters", 3) where path[2] == "clusters":
      _ = try answerEntity(documents.dataCenter(world), path[1], world.dataCenter)
      return try answerSingle(documents.cluster(world), collection: "clusters", world.cluster)
    case ("jobs", 1):
      try allow("GET")
      return ok(XMLElement("jobs", children: world.jobs.map(documents.job)))
    case ("jobs", 2):
      try allow("GET")
      guard let job = world.jobs.first(where: { $0.id == path[1] }) else { throw .notFound }
      return ok(documents.job(job))
    default: throw .notFound
    }
  }

  private mutating func answerBelowHost(_ id: String, _ rest: [String]) throws(Refusal) -> Reply {
    switch (rest[0], rest.count) {
    case ("nics", 1): return try answerNics(id)
    case ("nics", 2): return try answerNic(id, rest[1])
    case ("nics", _): return try answerBelowNic(id, rest[1], Array(rest.dropFirst(2)))
    case ("networkattachments", 1): return try answerAttachments(id, nicID: nil)
    case ("networkattachments", 2): return try answerAttachment(id, nicID: nil, rest[1])
    case ("unmanagednetworks", 1): return try answerUnmanagedNetworks(id)
    case ("unmanagednetworks", 2): return try answerUnmanagedNetwork(id, rest[1])
    case (persona.setupAction, 1): return try answerSetupNetworks(id)
    case (_, 1): return try answerHostAction(id, rest[0])
    default: throw .notFound
    }
  }

  private mutating func answerBelowNic(_ host: String, _ nic: String, _ rest: [String]) throws(Refusal) -> Reply {
    switch (rest[0], rest.count) {
    case ("statistics", 1): return try answerStatistics(host, nic)
    case ("statistics", 2): return try answerStatistic(host, nic, rest[1])
    case ("networkattachments", 1): return try answerAttachments(host, nicID: nic)
    case ("networkattachments", 2): return try answerAttachment(host, nicID: nic, rest[1])
    case (documents.api == .v3 ? "labels" : "networklabels", 1): return try answerLabels(host, nic)
    case (documents.api == .v3 ? "labels" : "networklabels", 2): return try answerLabel(host, nic, rest[1])
    case ("linklayerdiscoveryprotocolelements", 1) where persona.knowsFollow && documents.api == .v4:
      return ok(XMLElement("link_layer_discovery_protocol_elements"))
    default: throw .notFound
    }
  }

  private func answerSingle(
    _ document: XMLElement, collection: String, _ entity: World.Named
  ) throws(Refusal) -> Reply {
    try allow("GET")
    let search = try Search(parameter("search"), caseSensitive: flag("case_sensitive") ?? true)
    let isFound = try search.matches(["name": entity.name, "id": entity.id])
    return ok(XMLElement(collection, children: isFound ? [document] : []))
  }

  private func answerEntity(_ document: XMLElement, _ id: String, _ entity: World.Named) throws(Refusal) -> Reply {
    try allow("GET")
    guard id.lowercased() == entity.id else { throw .notFound }
    return ok(document)
  }

  private func answerRoot() throws(Refusal) -> Reply {
    try allow("GET", "HEAD")
    let root = documents.apiRoot(world, user: user)
    guard method == "HEAD" else { return ok(root) }
    let links = root.children("link").map { link in
      "<http://\(request.header("Host") ?? "localhost")\(link.attribute("href") ?? "")>; rel=\(link.attribute("rel") ?? "")"
    }
    return Reply(
      status: 200, headers: [("Link", (persona.isV4 ? links.sorted() : links).joined(separator: ","))])
  }
}

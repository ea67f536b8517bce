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
    case ("networks", 1): return try answerNetworks(inCluster: false)
    case ("networks", 2): return try answerNetwork(path[1], inCluster: false)
    case ("networks", _): return try answerBelowNetwork(path[1], Array(path.dropFirst(2)))
    case ("vnicprofiles", 1): return try answerProfiles(ofNetwork: nil)
    case ("vnicprofiles", 2): return try answerProfile(path[1], ofNetwork: nil)
    case ("clusters", 1): return try answerClusters()
    case ("clusters", 2): return try answerCluster(path[1])
    case ("clusters", _) where path[2] == "networks":
      try find(path[1], world.cluster)
      switch path.count {
      case 3: return try answerNetworks(inCluster: true)
      case 4: return try answerNetwork(path[3], inCluster: true)
      default: throw .notFound
      }
    case ("datacenters", 1):
      return try answerSingle(documents.dataCenter(world), collection: "data_centers", world.dataCenter)
    case ("datacenters", 2): return try answerDataCenter(path[1])
    case ("datacenters", _): return try answerBelowDataCenter(path[1], Array(path.dropFirst(2)))
    case ("events", 1): return try answerEvents()
    case ("events", 2): return try answerEvent(path[1])
    case ("jobs", 1): return try answerJobs()
    case ("jobs", _): return try answerJob(path[1], Array(path.dropFirst(2)))
    case ("clusterlevels", 1) where documents.api == .v4: return try answerClusterLevels()
    case ("capabilities", 1) where documents.api == .v3: return try answerCapabilities(nil)
    case ("capabilities", 2) where documents.api == .v3: return try answerCapabilities(path[1])
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
    case ("statistics", 1): return try answerHostStatistics(id)
    case ("statistics", 2): return try answerHostStatistic(id, rest[1])
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

  private mutating func answerBelowDataCenter(_ id: String, _ rest: [String]) throws(Refusal) -> Reply {
    try find(id, world.dataCenter)
    switch (rest[0], rest.count) {
    case ("networks", 1): return try answerNetworks(inCluster: false)
    case ("networks", 2): return try answerNetwork(rest[1], inCluster: false)
    // API v4 has what belongs to a network below the network itself only.
    case ("networks", _) where documents.api == .v3: return try answerBelowNetwork(rest[1], Array(rest.dropFirst(2)))
    case ("clusters", 1): return try answerClusters()
    case ("clusters", 2): return try answerCluster(rest[1])
    default: throw .notFound
    }
  }

  private mutating func answerBelowNetwork(_ id: String, _ rest: [String]) throws(Refusal) -> Reply {
    switch (rest[0], rest.count) {
    case (documents.api == .v3 ? "labels" : "networklabels", 1): return try answerLabels(ofNetwork: id)
    case (documents.api == .v3 ? "labels" : "networklabels", 2): return try answerLabel(rest[1], ofNetwork: id)
    case ("vnicprofiles", 1): return try answerProfiles(ofNetwork: id)
    case ("vnicprofiles", 2): return try answerProfile(rest[1], ofNetwork: id)
    default: throw .notFound
    }
  }

  /// A collection of the one entity that there is.
  func answerSingle(
    _ document: XMLElement, collection: String, _ entity: World.Named
  ) throws(Refusal) -> Reply {
    try allow("GET")
    let search = try Search(parameter("search"), caseSensitive: flag("case_sensitive") ?? true)
    let isFound = try search.matches(["name": entity.name, "id": entity.id])
    return ok(XMLElement(collection, children: isFound ? [document] : []))
  }

  /// Throws 404 if the id isn't that of the one entity that there is.
  func find(_ id: String, _ entity: World.Named) throws(Refusal) {
    guard id.lowercased() == entity.id else { throw .notFound }
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

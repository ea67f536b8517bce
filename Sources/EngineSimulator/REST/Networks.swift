import XMLTree

// Networks of the system, of the data center and of the cluster.
extension Exchange {
  /// `GET networks`, `clusters/{c}/networks`, `datacenters/{d}/networks`.
  func answerNetworks(_ networks: [Network], inCluster: Bool) throws(Refusal) -> Reply {
    try allow("GET")
    let search = try Search(parameter("search"), caseSensitive: flag("case_sensitive") ?? true)
    var found: [XMLElement] = []
    for network in networks {
      let fields = [
        "name": network.name, "id": network.id, "vlanid": network.vlan.map { String($0) } ?? "",
        "datacenter": world.dataCenter.name, "description": network.description ?? "",
      ]
      if try search.matches(fields) { found.append(documents.network(network, world, inCluster: inCluster)) }
    }
    return ok(XMLElement("networks", children: Array(found.prefix(limit ?? found.count))))
  }

  /// `GET` of one network.
  func answerNetwork(_ id: String, _ networks: [Network], inCluster: Bool) throws(Refusal) -> Reply {
    try allow("GET")
    guard let network = networks.first(where: { $0.id == id.lowercased() }) else { throw .notFound }
    return ok(documents.network(network, world, inCluster: inCluster))
  }
}

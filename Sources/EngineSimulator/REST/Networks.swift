import XMLTree

// Networks of the system, of the data center and of the cluster.
extension Exchange {
  /// `networks`, `clusters/{c}/networks`, `datacenters/{d}/networks`.
  mutating func answerNetworks(inCluster: Bool) throws(Refusal) -> Reply {
    try allow("GET", "POST")
    guard method == "GET" else { return inCluster ? try assignNetwork() : try addNetwork() }
    let search = try Search(parameter("search"), caseSensitive: flag("case_sensitive") ?? true)
    var found: [XMLElement] = []
    for network in world.networks where network.inCluster || !inCluster {
      let fields = [
        "name": network.name, "id": network.id, "vlanid": network.vlan.map { String($0) } ?? "",
        "datacenter": world.dataCenter.name, "description": network.description ?? "",
      ]
      if try search.matches(fields) { found.append(documents.network(network, world, inCluster: inCluster)) }
    }
    return ok(XMLElement("networks", children: Array(found.prefix(limit ?? found.count))))
  }

  /// One network.
  mutating func answerNetwork(_ id: String, inCluster: Bool) throws(Refusal) -> Reply {
    try allow("GET", "PUT", "DELETE")
    let index = try networkIndex(id)
    guard world.networks[index].inCluster || !inCluster else { throw .notFound }
    switch method {
    case "PUT": try changeNetwork(index, inCluster: inCluster)
    case "DELETE": return try removeNetwork(index, fromCluster: inCluster)
    default: break
    }
    return ok(documents.network(world.networks[index], world, inCluster: inCluster))
  }

  /// The index of the network in the path.
  func networkIndex(_ id: String) throws(Refusal) -> Int {
    guard let index = world.networks.firstIndex(where: { $0.id == id.lowercased() }) else { throw .notFound }
    return index
  }

  /// Throws if the user may only read.
  func mayEdit() throws(Refusal) {
    guard mayChange else {
      throw .plain(
        "USER_NOT_AUTHORIZED_TO_PERFORM_ACTION", persona.permissionStatus,
        "The user is not authorized to perform this action.")
    }
  }

  /// The answer to a `DELETE`: API v4 sends an action, v3 of 3.6 nothing.
  mutating func removed(_ job: String) -> Reply {
    _ = world.finishJob(job)
    return persona.isV4 ? ok(action(status: "complete", job: job)) : Reply(status: 200)
  }

  private mutating func addNetwork() throws(Refusal) -> Reply {
    let stated = try body("network")
    guard let name = stated.childText("name").nonEmpty else { throw .incomplete("Network", "name", "add") }
    if segments[0] == "networks" {
      let center = stated.child("data_center")
      guard let center, center.attribute("id").nonEmpty != nil || center.childText("name").nonEmpty != nil else {
        throw .incomplete("Network", "dataCenter.name|id", "add")
      }
      let isByName = center.childText("name") == world.dataCenter.name
      guard isByName || center.attribute("id")?.lowercased() == world.dataCenter.id else { throw .notFound }
    }
    guard world.network(name: name) == nil else {
      throw .plain(
        "ACTION_TYPE_FAILED_NETWORK_NAME_IN_USE", 409,
        "Cannot add Network. The name \(name) is taken in the data center.")
    }
    try mayEdit()
    var network = Network(
      id: world.identifiers.next("network"), name: name, vlan: nil, vm: true, inCluster: false, management: false,
      defaultRoute: false, label: nil)
    read(stated, into: &network)
    world.networks.append(network)
    if network.vm {
      let id = world.identifiers.next("vnic profile")
      world.vnicProfiles.append(VnicProfile(id: id, name: name, network: network.id))
    }
    _ = world.finishJob("Adding network \(name)")
    let document = documents.network(network, world, inCluster: false)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  private mutating func assignNetwork() throws(Refusal) -> Reply {
    let stated = try body("network")
    let id = stated.attribute("id")?.lowercased()
    let name = stated.childText("name").nonEmpty
    guard id.nonEmpty != nil || name != nil else { throw .incomplete("Network", "id|name", "add") }
    guard let index = world.networks.firstIndex(where: { id.nonEmpty == nil ? $0.name == name : $0.id == id })
    else { throw .notFound }
    guard !world.networks[index].inCluster else {
      throw .plain(
        "NETWORK_ALREADY_ATTACHED_TO_CLUSTER", 409, "Network \(world.networks[index].name) is in the cluster.")
    }
    try mayEdit()
    world.networks[index].inCluster = true
    // A network that isn't said to be optional is required (engine 3.5 to 4.5, `NetworkCluster`).
    world.networks[index].required = stated.childText("required") != "false"
    readRoles(stated, into: &world.networks[index])
    _ = world.finishJob("Assigning network \(world.networks[index].name)")
    let document = documents.network(world.networks[index], world, inCluster: true)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  private mutating func changeNetwork(_ index: Int, inCluster: Bool) throws(Refusal) {
    let stated = try body("network")
    if let id = stated.attribute("id").nonEmpty, id.lowercased() != world.networks[index].id {
      throw .fault(
        status: 409, reason: "Broken immutability constraint", detail: "Attempt to set immutable field: id")
    }
    try mayEdit()
    if inCluster {
      if let required = stated.childText("required") { world.networks[index].required = required == "true" }
      readRoles(stated, into: &world.networks[index])
    } else {
      if let name = stated.childText("name").nonEmpty { world.networks[index].name = name }
      read(stated, into: &world.networks[index])
    }
    _ = world.finishJob("Changing network \(world.networks[index].name)")
  }

  private mutating func removeNetwork(_ index: Int, fromCluster: Bool) throws(Refusal) -> Reply {
    let network = world.networks[index]
    guard !network.management else {
      throw .plain(
        "NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK", 400, "Cannot remove the management network \(network.name).")
    }
    guard !world.hosts.contains(where: { $0.attachment(network: network.id) != nil }) else {
      throw .plain("ACTION_TYPE_FAILED_NETWORK_IN_USE", 409, "Cannot remove network \(network.name): hosts use it.")
    }
    try mayEdit()
    if fromCluster {
      world.networks[index].inCluster = false
      return removed("Taking network \(network.name) out of the cluster")
    }
    world.networks.remove(at: index)
    world.vnicProfiles.removeAll { $0.network == network.id }
    return removed("Removing network \(network.name)")
  }

  /// What a request says of a network by itself.
  private func read(_ stated: XMLElement, into network: inout Network) {
    if let description = stated.childText("description") { network.description = description }
    if let mtu = stated.childText("mtu").flatMap({ Int($0) }) { network.mtu = mtu }
    if let vlan = stated.child("vlan") { network.vlan = vlan.attribute("id").flatMap { Int($0) } }
    if let usages = stated.child("usages") { network.vm = usages.children.contains { $0.text.lowercased() == "vm" } }
  }

  /// What a request says of a network in the cluster.
  private func readRoles(_ stated: XMLElement, into network: inout Network) {
    if let usages = stated.child("usages") {
      network.usages = usages.children.map { $0.text.lowercased() }.filter {
        ["display", "migration", "gluster"].contains($0)
      }
    }
    if stated.childText("display") == "true", network.usages?.contains("display") != true {
      network.usages = (network.usages ?? []) + ["display"]
    }
  }
}

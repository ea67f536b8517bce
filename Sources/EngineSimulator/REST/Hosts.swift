import XMLTree

// Hosts: the list, one host, and its actions but for the setup of networks.
extension Exchange {
  /// `GET` and `POST hosts`.
  mutating func answerHosts() throws(Refusal) -> Reply {
    try allow("GET", "POST")
    guard method == "GET" else { return try addHost() }
    let search = try Search(parameter("search"), caseSensitive: flag("case_sensitive") ?? true)
    var found: [XMLElement] = []
    for host in world.hosts {
      let fields = [
        "name": host.name, "id": host.id, "address": host.address, "status": host.status.replacing("_", with: ""),
        "cluster": world.cluster.name, "datacenter": world.dataCenter.name,
      ]
      guard try search.matches(fields) else { continue }
      found.append(follow(documents.host(host, world), host))
    }
    return ok(XMLElement("hosts", children: Array(found.prefix(limit ?? found.count))))
  }

  /// `GET`, `PUT` and `DELETE hosts/{h}`.
  mutating func answerHost(_ id: String) throws(Refusal) -> Reply {
    try allow("GET", "PUT", "DELETE")
    let index = try hostIndex(id)
    switch method {
    case "PUT":
      let stated = try body("host")
      try mayEdit()
      if let name = stated.childText("name").nonEmpty { world.hosts[index].name = name }
      _ = world.finishJob("Changing host \(world.hosts[index].name)")
    case "DELETE":
      // In API v3 the body says so.
      var isForced = documents.api == .v4 ? try flag("force") == true : false
      if documents.api == .v3, !request.body.isEmpty { isForced = try body("action").childText("force") == "true" }
      guard world.hosts[index].status == "maintenance" || isForced else {
        throw .plain("VDS_CANNOT_REMOVE_VDS_STATUS_ILLEGAL", 409, "Cannot remove a host that isn't in maintenance.")
      }
      try mayEdit()
      let host = world.hosts.remove(at: index)
      return removed("Removing host \(host.name)")
    default: break
    }
    let host = world.hosts[index]
    var document = documents.host(host, world)
    // Up to 3.6 a single host has its statistics always.
    if !persona.isV4 { document.children.append(hostStatistics(host)) }
    return ok(follow(document, host))
  }

  private mutating func addHost() throws(Refusal) -> Reply {
    let stated = try body("host")
    guard let name = stated.childText("name").nonEmpty, let address = stated.childText("address").nonEmpty else {
      throw .incomplete("Host", "name, address", "add")
    }
    guard !world.hosts.contains(where: { $0.name == name }) else {
      throw .plain("ACTION_TYPE_FAILED_NAME_ALREADY_USED", 409, "Cannot add Host. The name \(name) is taken.")
    }
    try mayEdit()
    let host = Host(
      id: world.identifiers.next("host"), name: name, address: address, status: "installing",
      running: Host.Networking(nics: [], attachments: []))
    world.hosts.append(host)
    _ = world.finishJob("Adding host \(name)")
    let document = documents.host(host, world)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  /// `POST hosts/{h}/{action}`: a failed one is answered as an action that holds the fault.
  mutating func answerHostAction(_ id: String, _ name: String) throws(Refusal) -> Reply {
    guard documents.hostActions.contains(name) else { throw .notFound }
    try allow("POST")
    let index = try hostIndex(id)
    let action = request.body.isEmpty ? XMLElement("action") : try body("action")
    do throws(Refusal) {
      guard mayChange else {
        throw .plain(
          "USER_NOT_AUTHORIZED_TO_PERFORM_ACTION", persona.permissionStatus,
          "The user is not authorized to perform this action.")
      }
      try run(name, action, index)
    } catch {
      guard let (status, fault) = error.fault(documents) else { throw error }
      var failed = action
      failed.children += [fault, documents.status("failed")]
      return Reply(status: status, document: try schema.check(failed, as: .type("action")))
    }
    _ = world.finishJob(name)
    let host = documents.host(world.hosts[index], world)
    var target = documents.reference("host", documents.path(world.hosts[index].id))
    target.children = host.children.filter { $0.name == "actions" || $0.name == "link" }
    return ok(self.action([target], status: "complete", job: name))
  }

  private mutating func run(_ name: String, _ action: XMLElement, _ index: Int) throws(Refusal) {
    switch name {
    case "commitnetconfig": world.hosts[index].committed = nil
    case "refresh": break
    case "syncallnetworks":
      var request = SetupRequest(commitsOnSuccess: true)
      request.synchronizedAttachments = world.hosts[index].running.attachments.filter { !$0.inSync }.map(\.id)
      _ = try setUp(request, index)
    case "activate": world.hosts[index].status = "up"
    case "deactivate": world.hosts[index].status = "maintenance"
    case "fence" where action.childText("fence_type")?.lowercased() == "restart":
      // A reboot brings back what was committed last.
      if let committed = world.hosts[index].committed { world.hosts[index].running = committed }
      world.hosts[index].committed = nil
    default:
      throw .plain("ACTION_TYPE_FAILED_NOT_SUPPORTED", 409, "The simulator doesn't play action \(name).")
    }
  }
}

import XMLTree

// Nics of a host, and their statistics. The list has vlan devices, unless the persona hides them.
extension Exchange {
  /// `GET hosts/{h}/nics`.
  func answerNics(_ hostID: String) throws(Refusal) -> Reply {
    try allow("GET")
    let missing = Refusal.fault(status: 404, reason: "Operation Failed", detail: "Entity not found: Host")
    let host = world.hosts[try hostIndex(hostID, orElse: missing)]
    let nics = listedNics(host)
    let shown = nics.prefix(limit ?? nics.count).map { nic in
      follow(nicDocument(nic, host, inList: true), nic, host)
    }
    // The collection of 3.6 has the legacy action of the same name, with a body of its own.
    let path = "\(documents.path(host.id))/nics"
    let actions =
      persona.dialect == .v36 ? [documents.group("actions", documents.links(["setupnetworks"], below: path))] : []
    return ok(XMLElement("host_nics", children: actions + Array(shown)))
  }

  /// `GET hosts/{h}/nics/{n}`.
  func answerNic(_ hostID: String, _ id: String) throws(Refusal) -> Reply {
    try allow("GET")
    do throws(Refusal) {
      let (host, nic) = try nic(hostID, id)
      return ok(follow(nicDocument(nic, host, inList: false), nic, host))
    } catch {
      // A real engine answers without a body; SDK 4 reads no fault out of that, and its walk wants one.
      guard documents.api == .v4, error == .notFound, world.hostIndex(hostID) != nil else { throw error }
      throw .fault(status: 404, reason: "Operation Failed", detail: "Entity not found: \(id)")
    }
  }

  /// `GET hosts/{h}/nics/{n}/statistics`: an unknown nic is an engine error here.
  func answerStatistics(_ hostID: String, _ id: String) throws(Refusal) -> Reply {
    try allow("GET")
    let host = world.hosts[try hostIndex(hostID)]
    guard IdentifierSource.isWellFormed(id) else { throw .notFound }
    guard let nic = listedNics(host).first(where: { $0.id == id.lowercased() }) else {
      throw .fault(status: 500, reason: "Operation Failed", detail: "Entity not found: \(id)")
    }
    return ok(statistics(nic, host))
  }

  /// `GET hosts/{h}/nics/{n}/statistics/{s}`.
  func answerStatistic(_ hostID: String, _ id: String, _ statisticID: String) throws(Refusal) -> Reply {
    try allow("GET")
    let (host, nic) = try nic(hostID, id)
    guard let statistic = Statistic.all(persona).first(where: { $0.id == statisticID.lowercased() }) else {
      throw .notFound
    }
    return ok(documents.statistic(statistic, nicID: nic.id, hostID: host.id))
  }

  /// The statistics of a nic.
  func statistics(_ nic: HostNic, _ host: Host) -> XMLElement {
    XMLElement(
      "statistics",
      children: Statistic.all(persona).map { documents.statistic($0, nicID: nic.id, hostID: host.id) })
  }

  /// The nic of a path, as lists show it.
  func nic(_ hostID: String, _ id: String) throws(Refusal) -> (Host, HostNic) {
    let host = world.hosts[try hostIndex(hostID)]
    guard IdentifierSource.isWellFormed(id), let nic = listedNics(host).first(where: { $0.id == id.lowercased() })
    else { throw .notFound }
    return (host, nic)
  }

  /// The parts that only a physical function has, and only with `All-Content`.
  private func addVirtualFunctions(
    _ functions: HostNic.VirtualFunctions, to document: XMLElement
  ) -> XMLElement {
    var result = document
    let path = document.attribute("href") ?? ""
    result.children.append(
      documents.group(
        "virtual_functions_configuration",
        [
          documents.text("all_networks_allowed", String(functions.allNetworksAllowed)),
          documents.text("max_number_of_virtual_functions", String(functions.maximum)),
          documents.text("number_of_virtual_functions", String(functions.number)),
        ]))
    result.children += documents.links(
      ["virtualfunctionallowedlabels", "virtualfunctionallowednetworks"], below: path)
    if let actions = result.children.firstIndex(where: { $0.name == "actions" }) {
      let name = "updatevirtualfunctionsconfiguration"
      result.children[actions].children.append(documents.link(name, "\(path)/\(name)"))
    }
    return (try? schema.check(result, as: .type("host_nic"))) ?? result
  }

  /// The document of a nic.
  func nicDocument(_ nic: HostNic, _ host: Host, inList: Bool) -> XMLElement {
    var document = documents.nic(NicView(nic, host, world, persona), inList: inList)
    if request.header("All-Content")?.lowercased() == "true", let functions = nic.virtualFunctions {
      document = addVirtualFunctions(functions, to: document)
    }
    let isDetailed =
      parameter("detail")?.contains("statistics") == true
      || request.header("Accept")?.contains("detail=statistics") == true
    if isDetailed {
      document.children.append(statistics(nic, host))
      document = (try? schema.check(document, as: .type("host_nic"))) ?? document
    }
    return document
  }
}

import XMLTree

// The `follow` parameter of 4.2 and later: links are replaced by what they lead to. Played for the links of hosts, nics
// and attachments that host networking needs; others are left as links.
extension Exchange {
  private func paths() -> [[String]] {
    guard persona.knowsFollow, documents.api == .v4, let text = parameter("follow") else { return [] }
    return text.split(separator: ",").map { path in
      path.split(separator: ".").map { $0.lowercased().filter { $0 != "_" && $0 != " " } }
    }
  }

  /// A host with what `follow` names below it.
  func follow(_ document: XMLElement, _ host: Host) -> XMLElement { follow(document, host, paths()) }

  /// The cluster with what `follow` names: its scheduling policy, of which API v4 shows only the id otherwise.
  func follow(cluster document: XMLElement) -> XMLElement {
    guard rest(of: paths(), "schedulingpolicy") != nil else { return document }
    var result = document
    replace(
      in: &result, "scheduling_policy",
      documents.entity(
        "scheduling_policy", documents.schedulingPolicyPath,
        [
          documents.text("name", "evenly_distributed"), documents.text("default_policy", "false"),
          documents.text("locked", "true"),
        ]))
    return result
  }

  /// A nic with what `follow` names below it.
  func follow(_ document: XMLElement, _ nic: HostNic, _ host: Host) -> XMLElement {
    follow(document, nic, host, paths())
  }

  /// An attachment with what `follow` names below it.
  func follow(_ document: XMLElement, _ attachment: NetworkAttachment, _ host: Host) -> XMLElement {
    follow(document, attachment, host, paths())
  }

  private func follow(_ document: XMLElement, _ host: Host, _ paths: [[String]]) -> XMLElement {
    var result = document
    // References stand by name behind a type's own members.
    if rest(of: paths, "cluster") != nil { replace(in: &result, "cluster", documents.cluster(world)) }
    if rest(of: paths, "statistics") != nil { inline(in: &result, link: "statistics", hostStatistics(host)) }
    if let rest = rest(of: paths, "networkattachments") {
      let list = host.running.attachments.map {
        follow(documents.attachment($0, host, world, nicID: nil), $0, host, rest)
      }
      inline(in: &result, link: "networkattachments", XMLElement("network_attachments", children: list))
    }
    if let rest = rest(of: paths, "nics") {
      let list = listedNics(host).map { follow(nicDocument($0, host, inList: true), $0, host, rest) }
      inline(in: &result, link: "nics", XMLElement("nics", children: list))
    }
    return result
  }

  private func follow(_ document: XMLElement, _ nic: HostNic, _ host: Host, _ paths: [[String]]) -> XMLElement {
    var result = document
    if rest(of: paths, "host") != nil { replace(in: &result, "host", documents.host(host, world)) }
    if rest(of: paths, "network") != nil, let network = nic.network.flatMap({ world.clusterNetwork(name: $0) }) {
      replace(in: &result, "network", documents.network(network, world, inCluster: false))
    }
    if let rest = rest(of: paths, "networkattachments") {
      let list = host.running.attachments.filter { $0.nic == nic.id }.map {
        follow(documents.attachment($0, host, world, nicID: nic.id), $0, host, rest)
      }
      inline(in: &result, link: "networkattachments", XMLElement("network_attachments", children: list))
    }
    if rest(of: paths, "networklabels") != nil {
      let list = nic.labels.map { documents.label($0, nicID: nic.id, hostID: host.id) }
      inline(in: &result, link: "networklabels", XMLElement("network_labels", children: list))
    }
    if rest(of: paths, "statistics") != nil { inline(in: &result, link: "statistics", statistics(nic, host)) }
    return result
  }

  private func follow(
    _ document: XMLElement, _ attachment: NetworkAttachment, _ host: Host, _ paths: [[String]]
  ) -> XMLElement {
    var result = document
    if rest(of: paths, "host") != nil { replace(in: &result, "host", documents.host(host, world)) }
    if rest(of: paths, "hostnic") != nil, let nic = host.nic(id: attachment.nic) {
      replace(in: &result, "host_nic", nicDocument(nic, host, inList: false))
    }
    if rest(of: paths, "network") != nil, let network = world.network(id: attachment.network) {
      replace(in: &result, "network", documents.network(network, world, inCluster: false))
    }
    return result
  }

  /// The paths below a name; nil when no path starts with it.
  private func rest(of paths: [[String]], _ name: String) -> [[String]]? {
    let found = paths.filter { $0.first == name }
    return found.isEmpty ? nil : found.map { Array($0.dropFirst()) }.filter { !$0.isEmpty }
  }

  private func replace(in document: inout XMLElement, _ name: String, _ full: XMLElement) {
    guard let index = document.children.firstIndex(where: { $0.name == name }) else { return }
    var full = full
    full.name = name
    document.children[index] = full
  }

  private func inline(in document: inout XMLElement, link rel: String, _ list: XMLElement) {
    document.children.removeAll { $0.name == "link" && $0.attribute("rel") == rel }
    document.children.append(list)
  }
}

import XMLTree

// The one cluster and the one data center, and what a level of compatibility brings.
extension Exchange {
  /// `GET clusters`.
  func answerClusters() throws(Refusal) -> Reply {
    try answerSingle(follow(cluster: documents.cluster(world)), collection: "clusters", world.cluster)
  }

  /// `GET` and `PUT` of the cluster.
  mutating func answerCluster(_ id: String) throws(Refusal) -> Reply {
    try find(id, world.cluster)
    try allow("GET", "PUT")
    if method == "PUT" {
      let stated = try body("cluster")
      try mayEdit()
      if let name = stated.childText("name").nonEmpty { world.cluster.name = name }
      _ = world.finishJob("Changing cluster \(world.cluster.name)")
    }
    return ok(follow(cluster: documents.cluster(world)))
  }

  /// `GET` and `PUT` of the data center.
  mutating func answerDataCenter(_ id: String) throws(Refusal) -> Reply {
    try find(id, world.dataCenter)
    try allow("GET", "PUT")
    if method == "PUT" {
      let stated = try body("data_center")
      try mayEdit()
      if let name = stated.childText("name").nonEmpty { world.dataCenter.name = name }
      _ = world.finishJob("Changing data center \(world.dataCenter.name)")
    }
    return ok(documents.dataCenter(world))
  }

  /// `GET clusterlevels` (API v4).
  func answerClusterLevels() throws(Refusal) -> Reply {
    try allow("GET")
    let levels = ["4.2", "4.3", "4.4", "4.5", "4.6", "4.7"].map { level in
      documents.entity(
        "cluster_level", "\(documents.root)/clusterlevels/\(level)",
        documents.links(["clusterfeatures"], below: "\(documents.root)/clusterlevels/\(level)") + [
          documents.group("cpu_types", Self.cpuTypes.map { cpuType($0.name, $0.level) }),
          documents.group("permits", Self.permits.map { permit($0.id, $0.name) }),
        ])
    }
    return ok(XMLElement("cluster_levels", children: levels))
  }

  /// `GET capabilities` (API v3), all levels or one, as far as clients of host networking look at it.
  func answerCapabilities(_ id: String?) throws(Refusal) -> Reply {
    try allow("GET")
    guard id == nil || id?.lowercased() == IdentifierSource.named("3.6") else { throw .notFound }
    let version = XMLElement(
      "version",
      [
        XMLAttribute("href", "\(documents.root)/capabilities/\(IdentifierSource.named("3.6"))"),
        XMLAttribute("id", IdentifierSource.named("3.6")), XMLAttribute("major", "3"), XMLAttribute("minor", "6"),
      ],
      children: [
        XMLElement("current", text: "true"),
        documents.group(
          "cpus",
          Self.cpuTypes.map { type in
            XMLElement(
              "cpu", [XMLAttribute("id", type.name)],
              children: [
                XMLElement("level", text: type.level), XMLElement("architecture", text: "X86_64"),
              ])
          }),
        documents.group("boot_protocols", ["dhcp", "static", "none"].map { documents.text("boot_protocol", $0) }),
        documents.group("host_nic_states", ["down", "up"].map { documents.text("host_nic_state", $0) }),
        documents.group(
          "network_states", ["operational", "non_operational"].map { documents.text("network_state", $0) }),
        documents.group("permits", Self.permits.map { permit($0.id, $0.name) }),
      ])
    return ok(id == nil ? XMLElement("capabilities", children: [version]) : version)
  }

  private static let cpuTypes = [
    (name: "Intel Nehalem Family", level: "2"), (name: "Intel Haswell Family", level: "5"),
  ]
  private static let permits = [(id: "1", name: "create_vm"), (id: "1101", name: "create_storage_pool_network")]

  private func cpuType(_ name: String, _ level: String) -> XMLElement {
    documents.group(
      "cpu_type",
      [
        documents.text("architecture", "x86_64"), documents.text("level", level), documents.text("name", name),
      ])
  }

  private func permit(_ id: String, _ name: String) -> XMLElement {
    let parts = [documents.text("administrative", "false"), documents.text("name", name)]
    return XMLElement(
      "permit", [XMLAttribute("id", id)],
      children: (documents.api == .v3 ? parts.reversed() : parts).compactMap(\.self))
  }
}

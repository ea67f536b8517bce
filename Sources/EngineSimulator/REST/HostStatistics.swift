import XMLTree

// Statistics of a host (`HostStatisticalQuery`, engine 3.5 to 4.5): a part of them.
extension Exchange {
  /// `GET hosts/{h}/statistics`.
  func answerHostStatistics(_ id: String) throws(Refusal) -> Reply {
    try allow("GET")
    return ok(hostStatistics(world.hosts[try hostIndex(id)]))
  }

  /// `GET hosts/{h}/statistics/{s}`.
  func answerHostStatistic(_ id: String, _ statistic: String) throws(Refusal) -> Reply {
    try allow("GET")
    let all = hostStatistics(world.hosts[try hostIndex(id)])
    guard let found = all.children.first(where: { $0.attribute("id") == statistic.lowercased() }) else {
      throw .notFound
    }
    return ok(found)
  }

  /// The statistics of a host.
  func hostStatistics(_ host: Host) -> XMLElement {
    XMLElement(
      "statistics",
      children: Statistic.ofHosts.map { statistic in
        // The document of a nic's statistic, below the host.
        var document = documents.statistic(statistic, nicID: "", hostID: host.id)
        let path = documents.path(host.id)
        document.setAttribute("href", "\(path)/statistics/\(statistic.id)")
        document.children.removeAll { $0.name == "host_nic" }
        document.children.append(documents.reference("host", path))
        return document
      })
  }
}

extension Statistic {
  /// The statistics of a host.
  fileprivate static let ofHosts = [
    Statistic(name: "memory.total", description: "Total memory", kind: "gauge", type: "integer", unit: "bytes"),
    Statistic(name: "memory.used", description: "Used memory", kind: "gauge", type: "integer", unit: "bytes"),
    Statistic(
      name: "cpu.current.user", description: "User CPU usage", kind: "gauge", type: "decimal", unit: "percent"),
    Statistic(
      name: "cpu.load.avg.5m", description: "CPU 5 minute load average", kind: "gauge", type: "decimal",
      unit: "percent"),
  ]
}

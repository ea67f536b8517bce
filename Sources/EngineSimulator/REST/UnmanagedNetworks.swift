import XMLTree

/// Networks that a host has and its cluster doesn't know; their id is the name in hexadecimal.
enum UnmanagedNetworks {
  /// The UTF-8 bytes of a name in lower-case hexadecimal.
  static func hex(_ name: String) -> String {
    name.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The networks of a host, with their nics.
  static func all(_ host: Host, _ world: World) -> [(name: String, nic: HostNic)] {
    host.running.nics.compactMap { nic in
      guard let name = nic.network, world.clusterNetwork(name: name) == nil else { return nil }
      return (name, nic)
    }
  }
}

extension Exchange {
  /// `GET hosts/{h}/unmanagednetworks`.
  func answerUnmanagedNetworks(_ hostID: String) throws(Refusal) -> Reply {
    try allow("GET")
    let host = world.hosts[try hostIndex(hostID)]
    let list = UnmanagedNetworks.all(host, world)
    return ok(
      XMLElement(
        "unmanaged_networks",
        children: list.map { documents.unmanagedNetwork($0.name, nicID: $0.nic.id, hostID: host.id) }))
  }

  /// `GET` and `DELETE` of one; an id that is no hexadecimal number is an engine error.
  mutating func answerUnmanagedNetwork(_ hostID: String, _ id: String) throws(Refusal) -> Reply {
    try allow("GET", "DELETE")
    let index = try hostIndex(hostID)
    let host = world.hosts[index]
    guard id.count.isMultiple(of: 2), id.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { throw .empty(status: 500) }
    let found = UnmanagedNetworks.all(host, world).first { UnmanagedNetworks.hex($0.name) == id.lowercased() }
    guard let found else { throw .notFound }
    guard method == "DELETE" else {
      return ok(documents.unmanagedNetwork(found.name, nicID: found.nic.id, hostID: host.id))
    }
    var request = SetupRequest()
    request.removedUnmanagedNetworks = [found.name]
    _ = try setUp(request, index)
    let job = "Removing unmanaged network \(found.name)"
    _ = world.finishJob(job)
    return ok(action(status: "complete", job: job))
  }
}

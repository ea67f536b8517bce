import GatewayErrors
import HostNetworking
import XMLTree

/// Reads a `host_nics` document (engine 3.6 and master, `HostNicMapper`).
enum NicsAnswer {
  /// Reads it, in the engine's order.
  ///
  /// A bond without slaves counts as absent, as it does for the engine, which doesn't list it (`BackendHostNicsResource`).
  static func read(_ document: XMLNode) throws(GatewayError) -> [HostNic] {
    var listed: [(element: AnswerElement, id: String, name: String)] = []
    for element in try AnswerElement.root(document, named: .hostNics).children(.hostNic) {
      listed.append((element, try element.required(.id), try element.required(.name)))
    }
    var namesByID: [String: String] = [:]
    namesByID.reserveCapacity(listed.count)
    for nic in listed where namesByID.updateValue(nic.name, forKey: nic.id) != nil {
      throw nic.element.unreadable("has the id of another nic")
    }
    var nics: [HostNic] = []
    nics.reserveCapacity(listed.count)
    for (element, id, name) in listed {
      guard let kind = try kind(element, namesByID) else { continue }
      nics.append(
        HostNic(
          id: id, name: name, kind: kind, network: try network(element), ipv4: try ipv4(element),
          mac: element.child(.mac)?.value(.address), speed: try element.number(.speed), mtu: try element.number(.mtu),
          isBridged: try element.truth(.bridged), status: element.status,
          hasCustomConfiguration: try element.truth(.customConfiguration), labels: try element.labels(),
          statistics: try element.child(.statistics).map(StatisticsAnswer.statistics)))
    }
    return nics
  }

  /// What a nic is; nil for a bond without slaves.
  private static func kind(
    _ element: AnswerElement, _ namesByID: [String: String]
  ) throws(GatewayError) -> HostNic.Kind? {
    let base = element.value(.baseInterface)
    let tag = try element.child(.vlan)?.number(.id)
    switch (base, tag) {
    case (let base?, let tag?): return .vlan(base: base, tag: tag)
    case (_?, nil): throw element.unreadable("has a base_interface, but no vlan id")
    case (nil, _?): throw element.unreadable("has a vlan id, but no base_interface")
    case (nil, nil): break
    }
    guard let bonding = element.child(.bonding) else { return .physical }
    var slaves: [String] = []
    for slave in bonding.items(.slaves, .hostNic) {
      let id = slave.value(.id)
      guard let name = id.flatMap({ namesByID[$0] }) ?? slave.value(.name) else {
        throw slave.unreadable("is a slave that the engine doesn't list")
      }
      slaves.append(name)
    }
    if slaves.isEmpty { return nil }
    var options: [BondOption] = []
    for option in bonding.items(.options, .option) {
      options.append(BondOption(try option.required(.name), option.value(.value) ?? ""))
    }
    return .bond(slaves: slaves, options: options)
  }

  /// A network of the cluster is given by id, an unmanaged one by name alone.
  private static func network(_ element: AnswerElement) throws(GatewayError) -> HostNic.ShownNetwork? {
    guard let network = element.child(.network) else { return nil }
    if let id = network.value(.id) { return .managed(id: id) }
    return .unmanaged(name: try network.required(.name))
  }

  /// The reported setup; without a boot_protocol it counts as none, whatever address stands beside it.
  private static func ipv4(_ element: AnswerElement) throws(GatewayError) -> IPv4Configuration {
    var method = BootProtocol.none
    if let word = element.value(.bootProtocol) {
      guard let known = BootProtocol(word: word) else {
        throw element.unreadable(.bootProtocol, word, "none, dhcp or static")
      }
      method = known
    }
    let ip = element.child(.ip)
    return IPv4Configuration(
      method: method, address: ip?.value(.address), netmask: ip?.value(.netmask), gateway: ip?.value(.gateway))
  }
}

// References become things, and entries are laid over what is stored, before anything is checked
// (`NicNameNicIdCompleter`, `NetworkIdNetworkNameCompleter`, `BackendHostResource` of engine 3.6 and master).
extension HostSetup {
  /// Fills in everything that the request leaves to be found.
  mutating func complete() throws(Refusal) {
    for id in request.synchronizedAttachments where host.attachment(id: id) == nil { throw .notFound }
    for bond in request.modifiedBonds { try complete(bond) }
    removedBonds = request.removedBonds.map { reference in
      // The id wins over the name.
      (reference, reference.id.map { host.nic(id: $0) } ?? reference.name.flatMap { host.nic(name: $0) })
    }
    for attachment in request.modifiedAttachments { changes.append(try complete(attachment)) }
    for attachment in request.removedAttachments {
      removals.append((attachment, attachment.id.map { host.attachment(id: $0) } ?? found(byNetworkOf: attachment)))
    }
    labels = request.modifiedLabels.map { LabelChange(label: $0.label, nic: resolve(nic: $0.nic)) }
    completeLabels()
    for id in request.synchronizedAttachments where !changes.contains(where: { $0.stored?.id == id }) {
      changes.append(try complete(AttachmentRequest(id: id)))
    }
  }

  private mutating func complete(_ bond: BondRequest) throws(Refusal) {
    let byName = bond.bond.name.flatMap { host.nic(name: $0) }
    let byID = bond.bond.id.flatMap { host.nic(id: $0) }
    let stored = byID ?? byName
    var change = BondChange(
      request: bond, stored: stored,
      result: stored ?? HostNic(id: world.identifiers.next("nic"), name: bond.bond.name ?? "", kind: .bond))
    change.isIncoherent = bond.bond.id != nil && bond.bond.name != nil && byID?.name != bond.bond.name
    if stored == nil, bond.bond.name == nil {
      guard persona.isV4 else {
        throw .setup("HOST_NETWORK_INTERFACE_NOT_EXIST", 400, "The nic of a bond isn't there.")
      }
      guard let id = bond.bond.id else {
        throw .setup(
          "BOND_DOES_NOT_HAVE_NEITHER_ID_NOR_NAME_SPECIFIED", 400, "A bond was stated with neither id nor name.")
      }
      throw .setup("HOST_NETWORK_INTERFACE_HAVING_ID_DOES_NOT_EXIST", 400, "There is no nic of id \(id).")
    }
    if let slaves = bond.slaves {
      var names: [String] = []
      for slave in slaves {
        // The engine doesn't expect an unknown slave id and fails on the missing name.
        if slave.name == nil, let id = slave.id, host.nic(id: id) == nil { throw .empty(status: 500) }
        if let name = slave.name ?? slave.id.flatMap({ host.nic(id: $0)?.name }) { names.append(name) }
      }
      change.result.slaves = names
    }
    if let options = bond.options {
      change.result.options = options.list.isEmpty ? persona.defaultBondOptions : options
    } else if stored == nil {
      change.result.options = persona.defaultBondOptions
    }
    bonds.append(change)
  }

  /// Completes a stated attachment, or one that a label brings.
  mutating func complete(_ stated: AttachmentRequest, byLabel: Bool = false) throws(Refusal) -> AttachmentChange {
    let stored = stated.id.map { host.attachment(id: $0) } ?? found(byNetworkOf: stated)
    let network = try resolve(network: stated.network, stored)
    let nic: Resolution<HostNic>
    if stated.nic == nil, let stored, let there = host.nic(id: stored.nic) {
      nic = .found(there)
    } else {
      nic = resolve(nic: stated.nic)
    }
    var result =
      stored
      ?? NetworkAttachment(
        id: world.identifiers.next("attachment"), network: network.value?.id ?? "", nic: nic.value?.id ?? "",
        ipv4: .none, ipv6: .none, properties: [:], inSync: true)
    result.nic = nic.value?.id ?? result.nic
    let ipv4 = stated.assignments?.first { !$0.isIPv6 }
    let ipv6 = stated.assignments?.first(where: \.isIPv6)
    if stated.assignments != nil {
      result.ipv4 =
        ipv4.map {
          IPv4Configuration(method: $0.method ?? "", address: $0.address, netmask: $0.netmask, gateway: $0.gateway)
        } ?? .none
      // Engine 3.6 knows no IPv6, so it leaves on the host what is there.
      result.ipv6 =
        !persona.knowsIPv6
        ? result.ipv6
        : ipv6.map {
          IPv6Configuration(method: $0.method ?? "", address: $0.address, prefix: $0.netmask, gateway: $0.gateway)
        } ?? .none
    }
    result.properties = stated.properties ?? result.properties
    result.nameServers = stated.nameServers ?? result.nameServers
    if result.nameServers == [] { result.nameServers = nil }
    result.qos = stated.qos ?? result.qos
    return AttachmentChange(
      request: stated, stored: stored, network: network, nic: nic, ipv4: ipv4, ipv6: ipv6, result: result,
      isByLabel: byLabel)
  }

  /// From 4.3 an entry without id means the attachment of its network, if there is one.
  private func found(byNetworkOf stated: AttachmentRequest) -> NetworkAttachment? {
    guard persona.findsAttachmentsByNetwork, request.findsAttachmentsByNetwork, stated.id == nil else { return nil }
    let network =
      stated.network?.id.map { world.network(id: $0) }
      ?? stated.network?.name.flatMap { world.clusterNetwork(name: $0) }
    return network.flatMap { host.attachment(network: $0.id) }
  }

  /// A nic by id and name; a name may denote a bond that this request makes.
  func resolve(nic reference: Reference?) -> Resolution<HostNic> {
    guard let reference, reference.id != nil || reference.name != nil else { return .notGiven }
    let byID = reference.id.flatMap { host.nic(id: $0) }
    let byName = reference.name.flatMap { name in
      bonds.first { $0.result.name == name }?.result ?? host.nic(name: name)
    }
    if reference.id != nil && reference.name != nil {
      return byID?.id == byName?.id ? (byName.map { .found($0) } ?? .unknown(reference)) : .incoherent
    }
    return (byID ?? byName).map { .found($0) } ?? .unknown(reference)
  }

  private func resolve(
    network reference: Reference?, _ stored: NetworkAttachment?
  ) throws(Refusal) -> Resolution<Network> {
    guard let reference, reference.id != nil || reference.name != nil else {
      return stored.flatMap { world.network(id: $0.network) }.map { .found($0) } ?? .notGiven
    }
    let byID = reference.id.flatMap { world.network(id: $0) }
    let byName = reference.name.flatMap {
      request.findsNetworksOutsideCluster ? world.network(name: $0) : world.clusterNetwork(name: $0)
    }
    if reference.id != nil && reference.name != nil {
      return byID?.id == byName?.id ? (byName.map { .found($0) } ?? .unknown(reference)) : .incoherent
    }
    // An id of a network outside the cluster runs into a null in engine 3.6.
    if reference.id != nil && !persona.isV4 && byID?.inCluster != true && !request.findsNetworksOutsideCluster {
      throw .empty(status: 500)
    }
    return (byID ?? byName).map { .found($0) } ?? .unknown(reference)
  }
}

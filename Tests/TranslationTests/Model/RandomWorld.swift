import HostNetworking

extension World {
  /// The networks of every random world: a management network, untagged ones, tagged ones.
  static let allNetworks: [Network] =
    [Network(id: "net-mgmt", name: "mgmt", isManagement: true, isDefaultRoute: true)]
    + (1...4).map { Network(id: "net-plain\($0)", name: "plain\($0)", isVM: $0 < 3) }
    + (1...6).map { Network(id: "net-tagged\($0)", name: "tagged\($0)", vlan: 100 * $0) }

  /// A random host: four to eight nics, up to three bonds, networks, some of them out of sync, with IPv6, properties or
  /// several addresses, and up to two unmanaged networks.
  static func random(_ random: inout SeededGenerator) -> World {
    var world = World()
    world.networks = allNetworks
    let count = random.number(4...8)
    world.nics = (0..<count).map { Nic(name: "eth\($0)", bare: random.chance(20) ? setup(900 + $0, &random) : .none) }
    world.bonds = bonds(over: world.nics.map(\.name), &random)
    let slaves = world.slaves
    for index in world.nics.indices where slaves.contains(world.nics[index].name) { world.nics[index].bare = .none }
    world.attach(&random)
    world.addUnmanaged(&random)
    // An address is that of the network on a nic, not of the nic below it.
    let taken = Set(
      world.attachments.filter { $0.tag == nil }.map(\.base) + world.unmanaged.filter { $0.tag == nil }.map(\.base))
    for index in world.nics.indices where taken.contains(world.nics[index].name) { world.nics[index].bare = .none }
    if random.chance(5) {
      for index in world.attachments.indices { world.attachments[index].linkShare = 50 }
    }
    let addresses = world.attachments.map(\.reported).filter { $0.method == .static }.compactMap(\.address)
    if random.chance(30), let address = random.pick(addresses) { world.hostAddress = address }
    return world
  }

  /// Up to three bonds of two or three nics, with at least one nic left.
  static func bonds(over nics: [String], _ random: inout SeededGenerator) -> [Bond] {
    var free = random.shuffled(nics)
    var bonds: [Bond] = []
    for index in 0..<random.number(0...3) {
      let size = random.number(2...3)
      guard free.count > size else { break }
      var options = ["mode": random.pick(["0", "1", "2", "4", "802.3ad", "active-backup"]) ?? "1"]
      if random.chance(60) { options["miimon"] = random.pick(["100", "150"]) ?? "100" }
      bonds.append(
        Bond(id: "bond-id\(index)", name: "bond\(index)", slaves: Set(free.prefix(size)), options: options))
      free.removeFirst(size)
    }
    return bonds
  }

  /// A setup with an address of its own.
  static func setup(_ unique: Int, _ random: inout SeededGenerator) -> IPv4Configuration {
    let address = "10.\(unique / 250).\(unique % 250).7"
    let gateway = random.chance(40) ? "10.\(unique / 250).\(unique % 250).1" : nil
    switch random.number(0...2) {
    case 0: return .none
    case 1: return IPv4Configuration(method: .dhcp, address: address, netmask: "255.255.255.0", gateway: gateway)
    default:
      let netmask = random.chance(30) ? "24" : "255.255.255.0"
      return IPv4Configuration(method: .static, address: address, netmask: netmask, gateway: gateway)
    }
  }

  private mutating func attach(_ random: inout SeededGenerator) {
    var untaggedBases = random.shuffled(bases)
    for (index, network) in networks.enumerated() where network.isManagement || random.chance(50) {
      guard let base = network.vlan == nil ? untaggedBases.popLast() : random.pick(bases) else { continue }
      var reported = Self.setup(index, &random)
      if network.isManagement, reported.method == .none, random.chance(90) { reported.method = .dhcp }
      var configured = reported
      if configured.method != .static { configured = IPv4Configuration(method: configured.method) }
      var item = Attachment(
        id: "att-\(network.name)", network: network.id, base: base, configured: [configured], ipv6: [], properties: [:],
        reported: reported, tag: network.vlan)
      if random.chance(15) { item.configured.append(Self.other(index + 200)) }
      if random.chance(30) {
        item.ipv6 = [IPv6Configuration(method: "static", address: "2001:db8::\(index)", prefix: "64")]
      }
      if random.chance(10) { item.ipv6 = [.none] }
      if random.chance(30) { item.properties["bridge_opts"] = random.pick(["priority=1", "forward_delay=1500"]) ?? "" }
      if random.chance(15) { item.nameServers = ["10.255.0.\(index)"] }
      if random.chance(20) {
        item.isInSync = false
        if let tag = item.tag, random.chance(40) { item.tag = tag + 50 + index }
        if random.chance(40) { item.configured[0] = Self.other(index + 400) }
      } else if item.tag == nil, random.chance(15) {
        item.configured[0] = Self.other(index + 600)
      }
      attachments.append(item)
    }
  }

  private static func other(_ unique: Int) -> IPv4Configuration {
    IPv4Configuration(
      method: .static, address: "10.\(unique / 250).\(unique % 250).7", netmask: "255.255.255.0", gateway: nil)
  }

  private mutating func addUnmanaged(_ random: inout SeededGenerator) {
    for (index, base) in random.shuffled(bases).prefix(random.chance(30) ? random.number(1...2) : 0).enumerated() {
      let isBare = !attachments.contains { $0.base == base && $0.tag == nil }
      unmanaged.append(
        Unmanaged(name: "foreign\(index)", base: base, tag: isBare && random.chance(50) ? nil : 900 + index))
    }
  }
}

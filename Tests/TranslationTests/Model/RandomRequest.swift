import HostNetworking
import Translation

/// Requests on a world.
enum RandomRequest {
  /// The list of nics as a 3.5 client gets it, posted back as it is.
  static func verbatim(_ state: HostState) -> [LegacyHostNic] {
    LegacyView.nics(of: state).map { nic in
      let ip = [nic.ipv4.address, nic.ipv4.netmask, nic.ipv4.gateway].contains { $0 != nil }
      return LegacyHostNic(
        id: nic.id, name: nic.name, network: nic.network.map(reference),
        ip: ip ? LegacyIP(address: nic.ipv4.address, netmask: nic.ipv4.netmask, gateway: nic.ipv4.gateway) : nil,
        baseInterface: nic.baseInterface, vlan: nic.vlan.map(String.init),
        bonding: nic.bonding.map { bonding in
          LegacyBonding(
            options: bonding.options.map { LegacyBondOption(name: $0.name, value: $0.value) },
            slaves: bonding.slaveIDs.map { LegacyHostNic(id: $0) })
        },
        bootProtocol: nic.ipv4.method.rawValue, properties: nic.properties.isEmpty ? nil : nic.properties)
    }
  }

  /// Any request: a listing of another host over the same nics, or the present list with a few changes. Devices and
  /// networks are named, never by id.
  static func any(on world: World, _ random: inout SeededGenerator) -> LegacyDesiredState {
    var target = world
    if random.chance(30) { reshape(&target, &random) }
    for _ in 0..<random.number(1...3) { change(&target, of: world, &random) }
    var entries = entries(target, from: world, &random)
    if random.chance(8), !entries.isEmpty { entries.remove(at: random.number(0...(entries.count - 1))) }
    return LegacyDesiredState(
      hostNics: random.shuffled(entries), checkConnectivity: random.pick([nil, true, false]) ?? nil,
      connectivityTimeoutSeconds: random.chance(20) ? 30 : nil)
  }

  private static func reference(_ network: HostNic.ShownNetwork) -> LegacyNetworkReference {
    switch network {
    case .managed(let id): LegacyNetworkReference(id: id)
    case .unmanaged(let name): LegacyNetworkReference(name: name)
    }
  }

  /// Other bonds over the same nics; networks whose base is gone move to one that is there.
  private static func reshape(_ target: inout World, _ random: inout SeededGenerator) {
    let old = target
    target.bonds = World.bonds(over: target.nics.map(\.name), &random)
    for (index, item) in target.attachments.enumerated() where !target.bases.contains(item.base) {
      let taken = Set(target.attachments.filter { $0.tag == nil }.map(\.base))
      let bases = target.bases.filter { item.tag != nil || !taken.contains($0) }
      guard let base = random.pick(bases) else { continue }
      target.attachments[index].base = base
    }
    let bases = target.bases
    target.attachments.removeAll { !bases.contains($0.base) }
    if old.bonds.count == target.bonds.count, random.chance(30) { target.bonds = old.bonds }
  }

  private static func change(_ target: inout World, of world: World, _ random: inout SeededGenerator) {
    let attached = Set(target.attachments.map(\.network))
    let index = target.attachments.indices.randomElement(using: &random)
    switch random.number(0...6) {
    case 0:
      if let index { target.attachments.remove(at: index) }
    case 1:
      guard let index, let base = random.pick(target.bases) else { return }
      target.attachments[index].base = base
      target.attachments[index].tag = target.network(target.attachments[index].network).vlan
    case 2:
      if let index { target.attachments[index].reported = World.setup(random.number(1000...2000), &random) }
    case 3:
      if let index { target.attachments[index].properties = random.chance(50) ? [:] : ["bridge_opts": "priority=9"] }
    case 4:
      if let index = target.bonds.indices.randomElement(using: &random) { target.bonds[index].options["mode"] = "2" }
    case 5:
      guard let free = random.pick(target.nics.map(\.name).filter { !target.slaves.contains($0) }),
        let bond = target.bonds.indices.randomElement(using: &random)
      else { return }
      target.bonds[bond].slaves.insert(free)
      target.attachments.removeAll { $0.base == free }
    default:
      guard let network = random.pick(target.networks.filter { !attached.contains($0.id) }),
        let base = random.pick(target.bases)
      else { return }
      let setup = World.setup(random.number(2000...3000), &random)
      target.attachments.append(
        World.Attachment(
          id: "", network: network.id, base: base, configured: [setup], ipv6: [], properties: [:], reported: setup,
          tag: network.vlan))
    }
  }

  private static func entries(
    _ target: World, from world: World, _ random: inout SeededGenerator
  ) -> [LegacyHostNic] {
    var byName: [String: LegacyHostNic] = [:]
    for bond in target.bonds {
      let slaves = bond.slaves.sorted().map { name in
        let carries = world.attachments.contains { $0.base == name && $0.tag == nil }
        return LegacyHostNic(name: name, network: carries ? LegacyNetworkReference() : nil)
      }
      let options = bond.options.sorted { $0.key < $1.key }.map { LegacyBondOption(name: $0.key, value: $0.value) }
      byName[bond.name] = LegacyHostNic(
        name: bond.name, bonding: LegacyBonding(options: random.chance(80) ? options : nil, slaves: slaves))
    }
    for item in target.attachments {
      let old = world.attachment(of: item.network)
      var entry = byName[item.deviceName] ?? LegacyHostNic(name: item.deviceName)
      entry.network = LegacyNetworkReference(name: target.network(item.network).name)
      let ipv4 = item.reported
      let mask = ipv4.netmask == "24" ? "255.255.255.0" : ipv4.netmask
      if ipv4.method != .none || random.chance(20) {
        entry.ip = LegacyIP(
          address: ipv4.address, netmask: mask, gateway: ipv4.gateway ?? (random.chance(50) ? "" : nil))
      }
      entry.bootProtocol = random.chance(90) ? ipv4.method.rawValue : nil
      if old?.properties != item.properties || random.chance(20) {
        entry.properties = item.properties.map { CustomProperty($0, $1) }.sorted { $0.name < $1.name }
      }
      let isOutOfSync = old.map { !$0.isInSync } ?? false
      entry.overrideConfiguration = random.chance(isOutOfSync ? 60 : 5) ? true : nil
      if item.tag != nil, random.chance(30) { entry.baseInterface = item.base }
      byName[item.deviceName] = entry
    }
    for item in world.unmanaged where random.chance(97) {
      var entry = byName[item.deviceName] ?? LegacyHostNic(name: item.deviceName)
      entry.network = LegacyNetworkReference(name: item.name)
      byName[item.deviceName] = entry
    }
    for nic in target.nics where byName[nic.name] == nil && random.chance(30) {
      byName[nic.name] = LegacyHostNic(name: nic.name, network: random.chance(50) ? LegacyNetworkReference() : nil)
    }
    return byName.sorted { $0.key < $1.key }.map(\.value)
  }
}

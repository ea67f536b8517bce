import Foundation
import GatewayErrors
import HostNetworking

@testable import Translation

// What the change is like, and on what it doesn't depend.
extension Property {
  static let order = [
    Property("P4", "the order of entries, slaves, options and properties means nothing", least: 240) { trial, applied in
      var random = SeededGenerator(seed: trial.seed &* 31)
      var shuffled = trial.desired
      shuffled.hostNics = random.shuffled(trial.entries).map { entry in
        var entry = entry
        entry.properties = entry.properties.map { random.shuffled($0) }
        if let bonding = entry.bonding {
          entry.bonding = LegacyBonding(
            options: bonding.options.map { random.shuffled($0) }, slaves: bonding.slaves.map { random.shuffled($0) })
        }
        return entry
      }
      if trial.change?.isEmpty == false, shuffled != trial.desired { applied() }
      let result = trial.plan(shuffled)
      return agree(result, trial.result) ? nil : "\(result) instead of \(trial.result)"
    },
    Property("P5", "an id means the same as the name, and so do both together", least: 240) { trial, applied in
      var random = SeededGenerator(seed: trial.seed &* 37)
      let ids = Dictionary(LegacyView.nics(of: trial.state).map { ($0.name, $0.id) }, uniquingKeysWith: { $1 })
      let networkIDs = Dictionary(trial.state.networks.map { ($0.name, $0.id) }, uniquingKeysWith: { $1 })
      func other(_ nic: LegacyHostNic) -> LegacyHostNic {
        var nic = nic
        if let name = nic.name, let id = ids[name], random.chance(70) {
          nic.id = id
          if random.chance(50) { nic.name = nil }
        }
        if let name = nic.network?.name, let id = networkIDs[name], random.chance(70) {
          nic.network = LegacyNetworkReference(id: id, name: random.chance(50) ? name : nil)
        }
        if let bonding = nic.bonding {
          nic.bonding = LegacyBonding(options: bonding.options, slaves: bonding.slaves.map { $0.map(other) })
        }
        return nic
      }
      var desired = trial.desired
      desired.hostNics = desired.hostNics.map { $0.map(other) }
      if trial.change?.isEmpty == false, desired != trial.desired { applied() }
      let result = trial.plan(desired)
      return agree(result, trial.result) ? nil : "\(result) instead of \(trial.result)"
    },
    Property("P15", "changing the entry of one network adds no item for another", least: 170) { trial, applied in
      guard let change = trial.change, !trial.entries.isEmpty else { return nil }
      let index = Int((trial.seed &* 41) % UInt64(trial.entries.count))
      guard let network = trial.world.networks.first(where: { $0.name == trial.entries[index].network?.name }) else {
        return nil
      }
      var desired = trial.desired
      desired.hostNics?[index].bootProtocol = trial.seed % 2 == 0 ? "dhcp" : "none"
      desired.hostNics?[index].properties = [CustomProperty("bridge_opts", "priority=7")]
      desired.hostNics?[index].overrideConfiguration = true
      guard let other = Trial.change(of: trial.plan(desired)) else { return nil }
      if other != change { applied() }
      let own = trial.world.attachment(of: network.id)?.id
      let mine = (change.modifiedBonds, change.modifiedAttachments.filter { $0.networkID != network.id })
      let theirs = (other.modifiedBonds, other.modifiedAttachments.filter { $0.networkID != network.id })
      let isSame =
        mine == theirs && change.removedBonds == other.removedBonds
        && change.removedAttachments == other.removedAttachments
        && change.synchronizedAttachments.filter { $0 != own } == other.synchronizedAttachments.filter { $0 != own }
      return isSame ? nil : "with another entry of \(network.name): \(other) instead of \(change)"
    },
    Property("P15b", "what is restated as it is doesn't change because something else does", least: 220) {
      trial, applied in
      guard let change = trial.change else { return nil }
      let restated = restated(trial)
      if !restated.isEmpty, !change.isEmpty { applied() }
      let items = change.modifiedAttachments.compactMap(\.id) + change.removedAttachments
      return restated.first { items.contains($0.id) }.map { "\($0) has an item in \(change)" }
    },
    Property("P19", "an engine that hides vlan devices gets the same change as one that lists them", least: 240) {
      trial, applied in
      if trial.change?.isEmpty == false, trial.world.attachments.contains(where: { $0.tag != nil }) { applied() }
      let result = Trial.plan(.setupNetworks(trial.desired), trial.world.state(hidden: true))
      return agree(result, trial.result) ? nil : "\(result) instead of \(trial.result)"
    },
  ]

  static let changes = [
    Property(
      "P6", "no item is without a difference, twice, or both changed and removed; what is stored has its id",
      least: ["attachment": 160, "bond": 80]
    ) {
      trial, applied in
      guard let change = trial.change else { return nil }
      if change.modifiedAttachments.contains(where: { $0.id != nil }) { applied("attachment") }
      if change.modifiedBonds.contains(where: { $0.id != nil }) { applied("bond") }
      let ids = change.modifiedAttachments.compactMap(\.id) + change.removedAttachments
      let bonds = change.modifiedBonds.compactMap(\.id) + change.removedBonds
      let networks = change.modifiedAttachments.map(\.networkID)
      for list in [ids, bonds, networks, change.synchronizedAttachments, change.modifiedBonds.map(\.name)]
      where Set(list).count != list.count { return "twice: \(list)" }
      for item in change.modifiedAttachments {
        guard trial.world.attachment(of: item.networkID)?.id == item.id else { return "not under its id: \(item)" }
        if item.ipv4 == nil, !item.ipv6.isEmpty { return "IPv6 without IPv4, which isn't sent: \(item)" }
        if let part = needlessPart(item, change, trial.world) { return "\(part) without a difference: \(item)" }
      }
      for item in change.modifiedBonds {
        guard let old = trial.world.bonds.first(where: { $0.name == item.name }) else {
          if item.id != nil { return "new with an id: \(item)" }
          continue
        }
        let isSame =
          old.slaves == Set(item.slaves) && item.options.map { BondOptions.same($0, old.listedOptions) } ?? true
        if item.id != old.id || isSame { return "without a difference, or not under its id: \(item)" }
      }
      return nil
    },
    Property(
      "P8", "nothing is left on a removed bond or a slave, every slave is in one bond, bonds have two slaves",
      least: ["bond removed": 20, "slaves changed": 90]
    ) {
      trial, applied in
      if trial.change?.removedBonds.isEmpty == false { applied("bond removed") }
      if trial.change?.modifiedBonds.isEmpty == false { applied("slaves changed") }
      for (model, after) in trial.afterwards {
        let slaves = after.bonds.flatMap(\.slaves)
        let bases = Set(after.bases)
        if Set(slaves).count != slaves.count { return "in \(model): slaves \(slaves)" }
        if let bond = after.bonds.first(where: { $0.slaves.count < 2 }) { return "in \(model): \(bond)" }
        if let item = after.attachments.first(where: { !bases.contains($0.base) }) { return "in \(model): \(item)" }
        if let item = after.unmanaged.first(where: { !bases.contains($0.base) }) { return "in \(model): \(item)" }
      }
      let devices = Set(trial.world.attachments.map { "vlan-\($0.deviceName)" })
      for item in trial.change?.modifiedAttachments ?? [] {
        if case .id(let id) = item.nic, devices.contains(id) { return "on a vlan device: \(item)" }
      }
      return nil
    },
    Property("P14", "what is out of sync is changed only together with its synchronisation", least: 65) {
      trial, applied in
      guard let change = trial.change else { return nil }
      for item in change.modifiedAttachments {
        guard let old = trial.world.attachment(of: item.networkID), !old.isInSync else { continue }
        applied()
        if !change.synchronizedAttachments.contains(old.id) { return "\(item)" }
      }
      return nil
    },
    Property(
      "P16", "dhcp and none carry no address, static carries address and netmask",
      least: ["static": 65, "dhcp": 50, "none": 25]
    ) { trial, applied in
      for ipv4 in trial.change?.modifiedAttachments.flatMap({ $0.ipv4 ?? [] }) ?? [] {
        applied(ipv4.method.rawValue)
        let details = [ipv4.address, ipv4.netmask, ipv4.gateway].compactMap { $0 }
        let isRight = ipv4.method == .static ? ipv4.address != nil && ipv4.netmask != nil : details.isEmpty
        if !isRight || details.contains("") { return "\(ipv4)" }
      }
      return nil
    },
  ]

  static let guards = [
    Property(
      "P13", "a refusal has a rule and a text and no call; what is accepted makes at most one, and never an empty one",
      least: ["refused": 240, "accepted": 250]
    ) {
      trial, applied in
      applied(trial.change == nil ? "refused" : "accepted")
      switch trial.result {
      case .success(.nothing): return nil
      case .success(.call(.setupNetworks(let change))): return change.isEmpty ? "an empty call" : nil
      case .success(let plan): return "\(plan)"
      case .failure(let error):
        let isComplete =
          error.stage == .translate && !error.detail.isEmpty && (400..<500).contains(error.status)
          && error.rule.map(Self.rules.contains) == true
        return isComplete ? nil : "\(error)"
      }
    }
  ]

  private static let rules = Set(
    (try? Fixtures.swiftFiles(in: "Sources/Translation").map { ruleName(ofFile: $0.lastPathComponent) }) ?? [])

  /// The part of an item for a stored attachment that is sent although nothing needs it; nil if there is none.
  private static func needlessPart(_ item: AttachmentChange, _ change: Change, _ world: World) -> String? {
    guard let old = world.attachment(of: item.networkID) else { return nil }
    let isSynchronized = change.synchronizedAttachments.contains(old.id)
    if item.nic == .id(world.baseID(old.base)) { return "nic" }
    if let properties = item.properties, PropertyMaps.map(properties) == old.properties { return "properties" }
    if let ipv4 = item.ipv4?.first {
      let isConfigured = IPv4Equality.same(ipv4, old.configured.first ?? .none)
      // What the host reports differs, so that the engine would drop the item as equal if it weren't synchronised.
      let isAlone = item.nic == nil && item.properties == nil
      if isConfigured, IPv4Equality.same(ipv4, old.reported) || isAlone != isSynchronized { return "address" }
    }
    let hasParts = item.nic != nil || item.properties != nil || item.ipv4 != nil
    return hasParts ? nil : "nothing"
  }

  /// Attachments whose entry says what is there: same device, same address, no properties, no override.
  private static func restated(_ trial: Trial) -> [World.Attachment] {
    trial.world.attachments.filter { old in
      guard let entry = trial.entry(of: old.network), entry.name == old.deviceName, entry.properties == nil,
        entry.overrideConfiguration == nil, entry.bootProtocol == old.reported.method.rawValue
      else { return false }
      return old.reported.method != .static
        || entry.ip?.address == old.reported.address && entry.ip?.gateway ?? "" == old.reported.gateway ?? ""
    }
  }
}

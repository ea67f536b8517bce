import HostNetworking

/// What a newer engine does with a change: merges items by id, drops equal ones, checks what it checks, and lets the host
/// report what is configured (engine 4.5, `HostSetupNetworksCommand`, `HostSetupNetworksValidator`).
enum EngineModel {
  /// What a bond gets that names no options (engine 4.5).
  private static let defaultOptions = ["mode": "4", "miimon": "100", "xmit_hash_policy": "2"]

  /// The same for any call: those of single attachments are a change with one item.
  static func apply(_ mutation: EngineMutation, to world: World) -> (world: World, complaints: [String]) {
    switch mutation {
    case .setupNetworks(let change): return apply(change, to: world)
    case .createAttachment(let nicID, var item):
      item.nic = .id(nicID)
      return apply(Change(modifiedAttachments: [item]), to: world)
    case .updateAttachment(_, let id, var item):
      item.id = id
      return apply(Change(modifiedAttachments: [item]), to: world)
    case .deleteAttachment(_, let id): return apply(Change(removedAttachments: [id]), to: world)
    case .addLabel, .removeLabel, .commit: return (world, ["no call that this model knows: \(mutation)"])
    }
  }

  /// The host afterwards, and what the engine would have refused or thrown away.
  static func apply(_ change: Change, to world: World) -> (world: World, complaints: [String]) {
    var after = world
    var complaints: [String] = []
    duplicates(change, &complaints)
    for id in change.removedBonds {
      if !world.bonds.contains(where: { $0.id == id }) { complaints.append("removed bond \(id) isn't there") }
    }
    after.bonds.removeAll { change.removedBonds.contains($0.id) }
    for item in change.modifiedBonds { modify(item, &after, &complaints) }
    for id in change.removedAttachments where !world.attachments.contains(where: { $0.id == id }) {
      complaints.append("removed attachment \(id) isn't there")
    }
    after.attachments.removeAll { change.removedAttachments.contains($0.id) }
    for item in change.modifiedAttachments { modify(item, change, world, &after, &complaints) }
    for id in change.synchronizedAttachments {
      guard let index = after.attachments.firstIndex(where: { $0.id == id }) else {
        complaints.append("synchronized attachment \(id) isn't there")
        continue
      }
      settle(&after.attachments[index], after)
    }
    let slaves = after.slaves
    for index in after.nics.indices where slaves.contains(after.nics[index].name) { after.nics[index].bare = .none }
    for item in after.attachments where item.tag == nil {
      if let index = after.nics.firstIndex(where: { $0.name == item.base }) { after.nics[index].bare = .none }
    }
    validate(after, &complaints)
    return (after, complaints)
  }

  private static func duplicates(_ change: Change, _ complaints: inout [String]) {
    let lists = [
      change.modifiedBonds.compactMap(\.id) + change.removedBonds, change.modifiedBonds.map(\.name),
      change.modifiedAttachments.compactMap(\.id) + change.removedAttachments,
      change.synchronizedAttachments + change.removedAttachments,
    ]
    for list in lists where Set(list).count != list.count { complaints.append("an id twice in \(list)") }
    let networks = change.modifiedAttachments.map(\.networkID)
    if Set(networks).count != networks.count { complaints.append("a network twice in \(networks)") }
  }

  private static func modify(_ item: BondChange, _ after: inout World, _ complaints: inout [String]) {
    let options = item.options.map { $0.isEmpty ? defaultOptions : bondOptions($0) }
    guard let id = item.id else {
      if after.bonds.contains(where: { $0.name == item.name }) {
        complaints.append("bond \(item.name) is there already")
      }
      after.bonds.append(
        World.Bond(
          id: "new-\(item.name)", name: item.name, slaves: Set(item.slaves), options: options ?? defaultOptions)
      )
      return
    }
    guard let index = after.bonds.firstIndex(where: { $0.id == id && $0.name == item.name }) else {
      complaints.append("bond \(id) isn't there")
      return
    }
    let old = after.bonds[index]
    after.bonds[index].slaves = Set(item.slaves)
    if let options { after.bonds[index].options = options }
    // Which options are an engine's default is its own affair, so that asking for them isn't a difference only here.
    let asksForDefault = item.options?.isEmpty ?? false
    if old == after.bonds[index], !asksForDefault {
      complaints.append("bond \(item.name) is sent without a difference")
    }
  }

  private static func bondOptions(_ options: [BondOption]) -> [String: String] {
    Dictionary(options.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  private static func modify(
    _ item: AttachmentChange, _ change: Change, _ world: World, _ after: inout World, _ complaints: inout [String]
  ) {
    let name = world.network(item.networkID).name
    let bonded = after
    let base = item.nic.flatMap { Self.base(of: $0, bonded) }
    if item.nic != nil, base == nil {
      complaints.append("\(name) goes to no nic or bond: \(String(describing: item.nic))")
    }
    for ipv4 in item.ipv4 ?? [] {
      let details = [ipv4.address, ipv4.netmask, ipv4.gateway].compactMap { $0 }
      if ipv4.method != .static, !details.isEmpty { complaints.append("\(name): \(ipv4.method) with details") }
      if ipv4.method == .static, ipv4.address == nil || ipv4.netmask == nil {
        complaints.append("\(name): half static")
      }
    }
    guard let id = item.id else {
      if world.attachment(of: item.networkID) != nil { complaints.append("\(name) is attached already") }
      guard let base else { return complaints.append("\(name) is new without a base") }
      var new = World.Attachment(
        id: "new-\(name)", network: item.networkID, base: base, configured: item.ipv4 ?? [.none], ipv6: item.ipv6,
        properties: properties(item) ?? [:], reported: .none, tag: nil)
      settle(&new, after)
      after.attachments.append(new)
      return
    }
    guard let index = after.attachments.firstIndex(where: { $0.id == id && $0.network == item.networkID }) else {
      complaints.append("attachment \(id) of \(name) isn't there")
      return
    }
    let old = after.attachments[index]
    if let base { after.attachments[index].base = base }
    if let ipv4 = item.ipv4 {
      after.attachments[index].configured = ipv4
      after.attachments[index].ipv6 = item.ipv6
    }
    if let properties = properties(item) { after.attachments[index].properties = properties }
    let isSynchronized = change.synchronizedAttachments.contains(id)
    if old == after.attachments[index], !isSynchronized { return complaints.append("\(name) is dropped as equal") }
    if !old.isInSync, !isSynchronized { complaints.append("\(name) is out of sync and isn't synchronized") }
    settle(&after.attachments[index], after)
  }

  private static func base(of reference: AttachmentChange.NicReference, _ world: World) -> String? {
    switch reference {
    case .id(let id): world.nics.first { $0.id == id }?.name ?? world.bonds.first { $0.id == id }?.name
    case .name(let name): world.bonds.first { $0.name == name && $0.id == "new-\(name)" }?.name
    }
  }

  private static func properties(_ item: AttachmentChange) -> [String: String]? {
    item.properties.map { Dictionary($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
  }

  /// The host is set up as configured, and reports it.
  private static func settle(_ item: inout World.Attachment, _ world: World) {
    let configured = item.configured.first ?? .none
    let keepsLease = configured.method == .dhcp && item.reported.method == .dhcp
    item.reported = keepsLease ? item.reported : configured
    item.isInSync = true
    item.tag = world.network(item.network).vlan
  }

  private static func validate(_ world: World, _ complaints: inout [String]) {
    var seen: Set<String> = []
    for bond in world.bonds {
      if bond.slaves.count < 2 { complaints.append("bond \(bond.name) has \(bond.slaves.count) slaves") }
      for slave in bond.slaves {
        if !seen.insert(slave).inserted { complaints.append("\(slave) is in two bonds") }
        if !world.nics.contains(where: { $0.name == slave }) { complaints.append("\(slave) isn't a nic") }
      }
    }
    for item in world.attachments where !world.bases.contains(item.base) {
      complaints.append("\(item.network) is left on \(item.base)")
    }
    for item in world.unmanaged where !world.bases.contains(item.base) {
      complaints.append("unmanaged \(item.name) is left on \(item.base)")
    }
  }
}

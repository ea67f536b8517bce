import GatewayErrors
import HostNetworking
import Testing
import Translation

/// What must hold for POST, PUT and DELETE of nics, whatever the host and the request. Each failure names its seed.
@Suite("For every host, a new bond, an edit of a nic and the removal of a bond")
struct NicPropertyTests {
  private static let seeds = 1...UInt64(1500)

  private static func plan(_ mutation: LegacyMutation, _ state: HostState) -> Result<EnginePlan, GatewayError> {
    do throws(GatewayError) {
      return .success(try Translator.plan(mutation, on: state))
    } catch {
      return .failure(error)
    }
  }

  /// The host after a plan, and what the engine has to say against it. A PUT of an attachment is a setup of one item.
  private static func apply(_ plan: EnginePlan, to world: World) -> (world: World, complaints: [String]) {
    switch plan {
    case .nothing: (world, [])
    case .call(.setupNetworks(let change)): EngineModel.apply(change, to: world)
    case .call(.updateAttachment(let nicID, let id, let item)):
      if item.id == id, world.attachments.contains(where: { $0.id == id && world.baseID($0.base) == nicID }) {
        EngineModel.apply(Change(modifiedAttachments: [item]), to: world)
      } else {
        (world, ["the attachment \(id) isn't on \(nicID)"])
      }
    case .call(let other): (world, ["not a call of these: \(other)"])
    }
  }

  /// Checks a refusal, and gives its code.
  private func code(of error: GatewayError, _ note: Comment) -> FaultCode {
    #expect(error.rule != nil && !error.detail.isEmpty && error.definition.meaning != "not in the catalogue", note)
    return error.code
  }

  private static func body(of nic: LegacyNic, on world: World, _ random: inout SeededGenerator) -> LegacyHostNic {
    var body = LegacyHostNic()
    if random.chance(40) { body.name = nic.name }
    switch random.number(0...9) {
    case 0...3:
      if case .managed(let id) = nic.network { body.network = LegacyNetworkReference(id: id) }
    case 4...5: body.network = random.pick(world.networks).map { LegacyNetworkReference(name: $0.name) }
    default: break
    }
    body.bootProtocol = random.pick(["none", "dhcp", "static", "static", nil, nil, nil]) ?? nil
    if random.chance(50) {
      body.ip = LegacyIP(
        address: random.chance(85) ? "10.200.\(random.number(1...200)).7" : nil,
        netmask: random.chance(60) ? "255.255.255.0" : nil,
        gateway: random.pick(["", "10.200.0.1", nil, nil]) ?? nil)
    }
    if random.chance(20) { body.properties = random.chance(50) ? [] : [CustomProperty("bridge_opts", "priority=9")] }
    if random.chance(nic.bonding == nil ? 3 : 50) {
      body.bonding = LegacyBonding(options: [LegacyBondOption(name: "mode", value: random.pick(["1", "4"]))])
    }
    if random.chance(20) { body.overrideConfiguration = true }
    if random.chance(10) { body.checkConnectivity = random.chance(50) }
    return body
  }

  @Test("P6, P9, P10, P13, P15, P16: an edit touches what it names, loses nothing else, and is taken by the engine")
  func edits() throws {
    var calls = 0
    var puts = 0
    var codes: Set<FaultCode> = []
    for seed in Self.seeds {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      let hidden = random.chance(30)
      let state = world.state(hidden: hidden)
      let nics = LegacyView.nics(of: state)
      let wantsAny = random.chance(20)
      let picked = random.pick(nics.filter { wantsAny || $0.network != nil })
      let nic = try #require(picked)
      let body = Self.body(of: nic, on: world, &random)
      let note: Comment = "seed \(seed), \(nic.name): \(body)"
      let mutation = LegacyMutation.updateNic(nicID: nic.id, body)
      switch Self.plan(mutation, state) {
      case .failure(let error): codes.insert(code(of: error, note))
      case .success(let plan):
        if plan != .nothing { calls += 1 }
        if case .call(.updateAttachment) = plan { puts += 1 }
        let (after, complaints) = Self.apply(plan, to: world)
        #expect(complaints.isEmpty, note)
        let base = nic.baseInterface ?? nic.name
        let own = nic.network.flatMap { network in
          world.attachments.first { .managed(id: $0.network) == network }
        }
        checkRest(world, after, own: own, base: base, note)
        if let own, let now = after.attachments.first(where: { $0.id == own.id }) {
          checkOwn(own, now, body, in: world, note)
          // Brought in sync, a vlan device may have another tag and so another name.
          let answered = AnsweredNic.find(mutation, before: state, after: after.state(hidden: hidden))
          if answered?.id == nic.id, answered?.name == nic.name {
            let again = Self.plan(mutation, after.state(hidden: hidden))
            #expect(again == .success(.nothing), note)
          }
        }
      }
    }
    #expect(calls > 250 && puts > 100)
    #expect(codes.isSuperset(of: [.networksNotInSync, .networkAddressCannotBeChanged, .ambiguousVlanTarget]))
    #expect(codes.isSuperset(of: [.networkDefaultUpdateNameInvalid, .vlanDeviceAsBase, .netmaskMandatory]))
  }

  /// What an edit of one device may not touch.
  private func checkRest(_ world: World, _ after: World, own: World.Attachment?, base: String, _ note: Comment) {
    let others = world.attachments.filter { $0.id != own?.id }
    #expect(others.allSatisfy { after.attachments.contains($0) }, note)
    #expect(after.attachments.count == world.attachments.count, note)
    #expect(after.attachments.allSatisfy { others.contains($0) || $0.base == base }, note)
    #expect(after.bonds.map(\.slaves) == world.bonds.map(\.slaves), note)
    #expect(after.bonds.filter { $0.name != base } == world.bonds.filter { $0.name != base }, note)
    #expect(after.unmanaged == world.unmanaged, note)
    #expect(after.attachment(of: "net-mgmt") != nil || world.attachment(of: "net-mgmt") == nil, note)
    if let old = world.attachments.first(where: { $0.reported.address == world.hostAddress }) {
      let now = after.attachment(of: old.network)
      #expect(now?.reported.method == .dhcp || now?.reported.address == world.hostAddress, note)
    }
  }

  /// What becomes of the edited network.
  private func checkOwn(
    _ own: World.Attachment, _ now: World.Attachment, _ body: LegacyHostNic, in world: World, _ note: Comment
  ) {
    #expect(now.ipv6 == own.ipv6 || own.ipv6.allSatisfy { $0.method == "none" }, note)
    #expect(now.configured.dropFirst() == own.configured.dropFirst(), note)
    if let properties = body.properties {
      #expect(now.properties == Dictionary(properties.map { ($0.name, $0.value) }) { $1 }, note)
    } else {
      #expect(now.properties == own.properties, note)
    }
    switch body.bootProtocol ?? (body.ip?.address == nil ? "" : "static") {
    case "none": #expect(now.reported.method == .none, note)
    case "dhcp": #expect(now.reported.method == .dhcp, note)
    case "static": #expect(now.reported.address == body.ip?.address, note)
    default: #expect(now.configured.first == own.configured.first, note)
    }
    if world.network(own.network).isManagement, own.reported.method != .none {
      #expect(now.reported.method != .none || !now.ipv6.isEmpty, note)
    }
  }

  @Test("P17: a new bond that is removed again leaves the networks and bonds as they were")
  func bondAndBack() throws {
    var made = 0
    var codes: Set<FaultCode> = []
    for seed in Self.seeds {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      let hidden = random.chance(30)
      // Most of the time what can work: nics that carry nothing, a network that is new to the host.
      let isFree = random.chance(75)
      let used = world.slaves.union(world.attachments.map(\.base)).union(world.unmanaged.map(\.base))
      let names = random.shuffled(world.nics.map(\.name).filter { !isFree || !used.contains($0) })
      let picked = random.pick(world.networks.filter { !isFree || world.attachment(of: $0.id) == nil })
      guard let network = picked else { continue }
      let body = LegacyHostNic(
        name: random.chance(90) ? "bond9" : "bond0", network: LegacyNetworkReference(id: network.id),
        bonding: LegacyBonding(slaves: names.prefix(random.chance(95) ? 2 : 1).map { LegacyHostNic(name: $0) }))
      let note: Comment = "seed \(seed): \(body)"
      switch Self.plan(.addBond(body), world.state(hidden: hidden)) {
      case .failure(let error): codes.insert(code(of: error, note))
      case .success(let plan):
        made += 1
        let (after, complaints) = Self.apply(plan, to: world)
        #expect(complaints.isEmpty, note)
        let state = after.state(hidden: hidden)
        let bond = try #require(AnsweredNic.find(.addBond(body), before: state, after: state), note)
        #expect(after.attachment(of: network.id)?.base == bond.name, note)
        #expect(after.attachment(of: network.id)?.configured == [.none], note)
        // A bond with a tagged network is one with a vlan device, which isn't removed by DELETE.
        guard network.vlan == nil, !network.isManagement else { continue }
        let removal = try Self.plan(.removeNic(nicID: bond.id), state).get()
        let (back, others) = Self.apply(removal, to: after)
        #expect(others.isEmpty, note)
        #expect(back.attachments == world.attachments && back.bonds == world.bonds, note)
      }
    }
    #expect(made > 100)
    #expect(codes.isSuperset(of: [.networkAlreadyAttachedToInterface, .networkInterfaceNameAlreadyInUse]))
    #expect(codes.isSuperset(of: [.networkInterfaceInUseByVlan, .networkBondParametersInvalid]))
  }

  @Test("P12: the removal of a bond takes the bond and its network, and nothing else")
  func removals() {
    var removed = 0
    var codes: Set<FaultCode> = []
    for seed in Self.seeds {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      let state = world.state(hidden: random.chance(30))
      for nic in LegacyView.nics(of: state) {
        let note: Comment = "seed \(seed), \(nic.name)"
        switch Self.plan(.removeNic(nicID: nic.id), state) {
        case .failure(let error): codes.insert(code(of: error, note))
        case .success(let plan):
          removed += 1
          let (after, complaints) = Self.apply(plan, to: world)
          #expect(complaints.isEmpty, note)
          #expect(after.bonds == world.bonds.filter { $0.id != nic.id }, note)
          #expect(after.attachments == world.attachments.filter { $0.base != nic.name }, note)
          #expect(after.attachments.count == world.attachments.count - 1, note)
          #expect(after.attachments.contains { world.network($0.network).isManagement }, note)
          #expect(!world.attachments.contains { $0.base == nic.name && $0.reported.address == world.hostAddress }, note)
        }
      }
    }
    #expect(removed > 50)
    #expect(codes.isSuperset(of: [.networkBondNotExists, .networkBondHaveAttachedVlans]))
    #expect(codes.isSuperset(of: [.cannotRemoveManagementNetwork, .networkAddressCannotBeChanged]))
  }
}

import Foundation
import GatewayErrors
import HostNetworking
import Testing

@testable import Translation

/// What must hold under every policy. Each failure names the seed that makes it again.
@Suite("For every host, request and policy")
struct FaithfulPropertyTests {
  static let worlds = 2000

  /// What one request comes to.
  struct Trial {
    var seed: UInt64
    var world: World
    var desired: LegacyDesiredState
    var policy: TranslationPolicy
    var result: Result<EnginePlan, GatewayError>

    /// The change; nil if it is refused.
    var change: Change? {
      guard case .success(let plan) = result else { return nil }
      guard case .call(.setupNetworks(let change)) = plan else { return Change() }
      return change
    }
  }

  static func plan(
    _ desired: LegacyDesiredState, _ state: HostState, _ policy: TranslationPolicy
  ) -> Result<EnginePlan, GatewayError> {
    do throws(GatewayError) {
      return .success(try Translator.plan(.setupNetworks(desired), on: state, policy: policy))
    } catch {
      return .failure(error)
    }
  }

  static let trials: [Trial] = (1...UInt64(worlds)).flatMap { seed in
    var random = SeededGenerator(seed: seed &+ 500_000)
    let world = World.random(&random)
    var desired = RandomRequest.any(on: world, &random)
    // What the policies read differently, more often than the requests of a sensible client have it.
    desired.hostNics = desired.hostNics?.map { entry in
      var entry = entry
      if random.chance(20) { entry.bootProtocol = random.chance(50) ? nil : "bootp" }
      if random.chance(10) { entry.ip?.gateway = nil }
      if random.chance(5) { entry.baseInterface = random.pick(world.bases) }
      return entry
    }
    return TranslationPolicy.allCases.map { policy in
      Trial(
        seed: seed, world: world, desired: desired, policy: policy, result: plan(desired, world.state(), policy))
    }
  }

  @Test("the random requests reach what the policies differ in, and the guards")
  func reach() {
    let accepted = Dictionary(grouping: Self.trials.filter { $0.change != nil }, by: \.policy).mapValues(\.count)
    for policy in TranslationPolicy.allCases { #expect((accepted[policy] ?? 0) > Self.worlds / 10, "\(policy)") }
    let changes = Self.trials.filter { $0.policy == .faithful }.compactMap(\.change)
    #expect(changes.contains { $0.modifiedBonds.contains { $0.options == [] } })
    #expect(changes.contains { $0.modifiedAttachments.contains { $0.properties == [] } })
    #expect(
      changes.contains { $0.modifiedAttachments.contains { $0.ipv4?.first?.method == BootProtocol.none } })
    let codes = Set(
      Self.trials.compactMap { trial -> FaultCode? in
        if trial.policy == .faithful, case .failure(let error) = trial.result { error.code } else { nil }
      })
    #expect(codes.isSuperset(of: [.networkAddressCannotBeChanged, .managementNetworkWithoutAddress]))
  }

  @Test("P1: the list posted back is never a change")
  func verbatim() {
    for trial in Self.trials {
      for hidden in [false, true] {
        let state = trial.world.state(hidden: hidden)
        let result = Self.plan(LegacyDesiredState(hostNics: RandomRequest.verbatim(state)), state, trial.policy)
        switch result {
        case .success(.nothing): break
        case .failure(let error) where trial.policy == .faithful:
          #expect(error.code == .networkInterfacesAlreadySpecified, "seed \(trial.seed): \(error)")
        default: Issue.record("seed \(trial.seed), hidden \(hidden), \(trial.policy): \(result)")
        }
      }
    }
  }

  @Test("P10: the management network stays, with a way to get an address if it had one")
  func management() {
    for trial in Self.trials {
      guard let change = trial.change, let before = trial.world.attachment(of: "net-mgmt") else { continue }
      let after = EngineModel.apply(change, to: trial.world).world.attachment(of: "net-mgmt")
      #expect(after?.id == before.id, "seed \(trial.seed), \(trial.policy)")
      func hasAddress(_ item: World.Attachment?) -> Bool {
        item.map { $0.reported.method != .none || $0.ipv6.contains { $0.method != "none" } } ?? false
      }
      if hasAddress(before) { #expect(hasAddress(after), "seed \(trial.seed), \(trial.policy)") }
    }
  }

  @Test("P10: the address by which the engine reaches the host stays, or its network goes to dhcp as stated")
  func hostAddress() {
    var seen = 0
    for trial in Self.trials {
      guard let change = trial.change,
        let before = trial.world.attachments.first(where: { $0.reported.address == trial.world.hostAddress })
      else { continue }
      seen += 1
      guard let after = EngineModel.apply(change, to: trial.world).world.attachment(of: before.network) else {
        Issue.record("seed \(trial.seed), \(trial.policy): detached")
        continue
      }
      let stays = after.reported.address == trial.world.hostAddress
      #expect(stays || after.reported.method == .dhcp, "seed \(trial.seed), \(trial.policy): \(after.reported)")
    }
    #expect(seen > Self.worlds / 20)
  }

  @Test("P4: the order of entries, slaves, options and properties means nothing")
  func order() {
    for trial in Self.trials {
      var random = SeededGenerator(seed: trial.seed &* 41)
      var shuffled = trial.desired
      shuffled.hostNics = random.shuffled(shuffled.hostNics ?? []).map { entry in
        var entry = entry
        entry.properties = entry.properties.map { random.shuffled($0) }
        if let bonding = entry.bonding {
          entry.bonding = LegacyBonding(
            options: bonding.options.map { random.shuffled($0) }, slaves: bonding.slaves.map { random.shuffled($0) })
        }
        return entry
      }
      let result = Self.plan(shuffled, trial.world.state(), trial.policy)
      #expect(
        agree(result, trial.result), "seed \(trial.seed), \(trial.policy): \(result), \(trial.result)")
    }
  }

  @Test("P6, P8, P14, P16: an engine takes every change as it is")
  func engineAccepts() {
    for trial in Self.trials {
      guard let change = trial.change else { continue }
      let complaints = EngineModel.apply(change, to: trial.world).complaints
      #expect(complaints.isEmpty, "seed \(trial.seed), \(trial.policy): \(complaints)")
    }
  }

  @Test("P9: IPv6 and further addresses of every surviving attachment stay")
  func preservation() {
    for trial in Self.trials {
      guard let change = trial.change else { continue }
      let after = EngineModel.apply(change, to: trial.world).world
      for item in after.attachments {
        guard let old = trial.world.attachment(of: item.network) else { continue }
        let ipv6 = old.ipv6.filter { $0.method != "none" }
        #expect(item.ipv6.filter { $0.method != "none" } == ipv6, "seed \(trial.seed): \(item.network)")
        #expect(item.configured.dropFirst() == old.configured.dropFirst(), "seed \(trial.seed): \(item.network)")
      }
    }
  }

  @Test("P13: a refusal has a rule and a text, and comes of no change")
  func refusals() throws {
    let files = Set(
      try Fixtures.swiftFiles(in: "Sources/Translation").map { ruleName(ofFile: $0.lastPathComponent) })
    for trial in Self.trials {
      guard case .failure(let error) = trial.result else { continue }
      #expect(error.stage == .translate && !error.detail.isEmpty, "seed \(trial.seed): \(error)")
      #expect(error.rule.map(files.contains) == true, "seed \(trial.seed): \(error.rule ?? "none")")
    }
  }

  @Test("P19: an engine that hides vlan devices gets the same change")
  func profiles() {
    for trial in Self.trials {
      let result = Self.plan(trial.desired, trial.world.state(hidden: true), trial.policy)
      #expect(agree(result, trial.result), "seed \(trial.seed), \(trial.policy): \(result)")
    }
  }

  @Test("P10: no single call loses the management network, its last address, or the address of the host")
  func singleCalls() {
    var edits = 0
    for seed in 1...UInt64(Self.worlds) {
      var random = SeededGenerator(seed: seed &+ 900_000)
      let world = World.random(&random)
      let state = world.state()
      let mutation = Self.singleCall(on: state, &random)
      for policy in TranslationPolicy.allCases {
        guard case .call(let call)? = try? Translator.plan(mutation, on: state, policy: policy) else { continue }
        let (after, complaints) = EngineModel.apply(Self.change(of: call), to: world)
        #expect(complaints.isEmpty, "seed \(seed), \(policy): \(complaints)")
        if case .updateNic = mutation { edits += 1 }
        for old in world.attachments {
          let item = after.attachment(of: old.network)
          if world.network(old.network).isManagement {
            let had = old.reported.method != .none || old.ipv6.contains { $0.method != "none" }
            let has = item.map { $0.reported.method != .none || $0.ipv6.contains { $0.method != "none" } } ?? false
            #expect(item?.id == old.id && (has || !had), "seed \(seed), \(policy): \(mutation)")
          }
          if old.reported.address == world.hostAddress {
            let stays = item?.reported.address == world.hostAddress || item?.reported.method == .dhcp
            #expect(stays, "seed \(seed), \(policy): \(mutation)")
          }
        }
      }
    }
    #expect(edits > Self.worlds / 10)
  }

  /// A detach, an edit or a removal, on a device that there is.
  private static func singleCall(on state: HostState, _ random: inout SeededGenerator) -> LegacyMutation {
    let nic = random.pick(LegacyView.nics(of: state))
    let network = random.chance(50) ? random.pick(state.networks).map { LegacyNetworkReference(id: $0.id) } : nil
    switch random.number(0...4) {
    case 0: return .detach(nicID: nic?.id ?? "", network: network)
    case 1: return .removeNic(nicID: nic?.id ?? "")
    default:
      let setup = World.setup(random.number(3000...4000), &random)
      let ip = LegacyIP(
        address: setup.address, netmask: setup.netmask == "24" ? "255.255.255.0" : setup.netmask,
        gateway: setup.gateway)
      let options = [LegacyBondOption(name: "mode", value: "2")]
      return .updateNic(
        nicID: nic?.id ?? "",
        LegacyHostNic(
          network: random.chance(20) ? network : nil, ip: random.chance(60) ? ip : nil,
          bonding: nic?.bonding != nil && random.chance(50) ? LegacyBonding(options: options) : nil,
          bootProtocol: random.chance(60) ? setup.method.rawValue : nil,
          overrideConfiguration: random.chance(50) ? true : nil))
    }
  }

  /// What a call changes, as the call of many changes would say it.
  private static func change(of call: EngineMutation) -> Change {
    switch call {
    case .setupNetworks(let change): change
    case .createAttachment(let nicID, var item):
      {
        item.nic = .id(nicID)
        return Change(modifiedAttachments: [item])
      }()
    case .updateAttachment(_, _, let item): Change(modifiedAttachments: [item])
    case .deleteAttachment(_, let id): Change(removedAttachments: [id])
    default: Change()
    }
  }
}

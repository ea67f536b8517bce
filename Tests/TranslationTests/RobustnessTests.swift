import GatewayErrors
import HostNetworking
import Testing
import Translation

@Suite("States and requests beyond the ordinary")
struct RobustnessTests {
  @Test("a state that can't occur never crashes a rule, and setupnetworks trusts none that contradicts itself")
  func tornStates() {
    for seed in 1...UInt64(2000) {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      var state = world.state(hidden: random.chance(50))
      for _ in 0..<random.number(1...3) { tear(&state, &random) }
      _ = LegacyView.nics(of: state)
      let desired = RandomRequest.any(on: world, &random)
      for mutation in mutations(desired, state, &random) {
        _ = Translator.needsAllNetworks(mutation, on: state)
        do throws(GatewayError) {
          _ = try Translator.plan(mutation, on: state)
        } catch {
          #expect(error.stage == .translate && error.rule != nil, "seed \(seed): \(error)")
        }
      }
    }
  }

  private func mutations(
    _ desired: LegacyDesiredState, _ state: HostState, _ random: inout SeededGenerator
  ) -> [LegacyMutation] {
    let id = random.pick(LegacyView.nics(of: state).map(\.id)) ?? ""
    let network = random.pick(state.networks).map { LegacyNetworkReference(id: $0.id) }
    return [
      .setupNetworks(desired), .setupNetworks(LegacyDesiredState(hostNics: RandomRequest.verbatim(state))),
      .attach(nicID: id, network: network), .detach(nicID: id, network: nil),
    ]
  }

  private func tear(_ state: inout HostState, _ random: inout SeededGenerator) {
    let nic = state.nics.indices.randomElement(using: &random)
    let attachment = state.attachments.indices.randomElement(using: &random)
    switch random.number(0...8) {
    case 0: if let nic { state.nics.remove(at: nic) }
    case 1: if let attachment { state.attachments.remove(at: attachment) }
    case 2: if let attachment { state.attachments[attachment].nicID = "nowhere" }
    case 3: if let attachment { state.attachments.append(state.attachments[attachment]) }
    case 4: if let nic { state.nics.append(state.nics[nic]) }
    case 5: if let nic { state.nics[nic].kind = .bond(slaves: ["nowhere", "eth0"], options: []) }
    case 6: if let nic { state.nics[nic].kind = .vlan(base: state.nics[nic].name, tag: 1) }
    case 7: if let network = random.pick(state.networks) { state.networks.removeAll { $0.id == network.id } }
    default: if let nic, let other = random.pick(state.nics) { state.nics[nic].network = other.network }
    }
  }

  @Test("an attachment that only one of the two reads knows is never dropped without a word")
  func attachmentOfNowhere() throws {
    let state = try Fixtures.state("torn")
    let error = #expect(throws: GatewayError.self) {
      try Translator.plan(.setupNetworks(LegacyDesiredState(hostNics: [])), on: state)
    }
    #expect(error?.code == .engineAnswerUnreadable)
    #expect(error?.detail.contains("red") == true)
  }

  @Test("time grows with the size of a host, not with its square")
  func linearTime() throws {
    func seconds(_ count: Int) throws -> Double {
      let state = large(count)
      var entries = RandomRequest.verbatim(state)
      entries.removeLast()
      let clock = ContinuousClock()
      var best = Double.infinity
      for _ in 0..<3 {
        let elapsed = try clock.measure {
          guard
            case .call(.setupNetworks(let change)) = try Translator.plan(
              .setupNetworks(LegacyDesiredState(hostNics: entries)), on: state)
          else {
            Issue.record("no call")
            return
          }
          #expect(change.removedAttachments.count == 1)
        }
        best = min(best, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
      }
      return best
    }
    let small = try seconds(500)
    let great = try seconds(4000)
    #expect(great < 30 * small + 0.05, "500 nics take \(small) s, 4000 take \(great) s")
  }

  /// A management nic, and as many more, each with a tagged network.
  private func large(_ count: Int) -> HostState {
    var world = World()
    world.networks = [Network(id: "net-mgmt", name: "mgmt", isManagement: true, isDefaultRoute: true)]
    world.networks += (1...count).map { Network(id: "n\($0)", name: "n\($0)", vlan: $0) }
    let nics = (0...count).map { HostNic(id: "e\($0)", name: "eth\($0)") }
    var state = HostState(
      host: Host(id: "host", address: "h", status: "up"), networks: world.networks, nics: nics, attachments: [])
    state.nics[0].network = .managed(id: "net-mgmt")
    state.nics[0].ipv4.method = .dhcp
    state.attachments = [
      NetworkAttachment(id: "a0", networkID: "net-mgmt", nicID: "e0", ipv4: [IPv4Configuration(method: .dhcp)])
    ]
    for index in 1...count {
      state.nics.append(
        HostNic(
          id: "v\(index)", name: "eth\(index).\(index)", kind: .vlan(base: "eth\(index)", tag: index),
          network: .managed(id: "n\(index)")))
      state.attachments.append(NetworkAttachment(id: "a\(index)", networkID: "n\(index)", nicID: "e\(index)"))
    }
    return state
  }
}

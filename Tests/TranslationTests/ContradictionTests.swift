import GatewayErrors
import HostNetworking
import Testing
import Translation

/// What the two reads of a state may tell of a host that can't be true at once, say because it changed between them.
@Suite("A state that contradicts itself")
struct ContradictionTests {
  /// One contradiction, made in the state `bonded`.
  struct Contradiction: Sendable, CustomTestStringConvertible {
    /// What the refusal says of it.
    let text: String
    let make: @Sendable (inout HostState) -> Void

    var testDescription: String { text }
  }

  private static func index(_ name: String, _ state: HostState) -> Int {
    state.nics.firstIndex { $0.name == name } ?? 0
  }

  private static func attachment(_ network: String, _ state: HostState) -> Int {
    let id = state.networks.first { $0.name == network }?.id
    return state.attachments.firstIndex { $0.networkID == id } ?? 0
  }

  static let all = [
    Contradiction(text: "red has two attachments") { state in
      var second = state.attachments[attachment("red", state)]
      second.id = "another"
      state.attachments.append(second)
    },
    Contradiction(text: "red is attached to a device gone that isn't listed as a nic or bond") { state in
      state.nics[index("bond0.100", state)].network = nil
      state.attachments[attachment("red", state)].nicID = "gone"
    },
    Contradiction(text: "red is attached to a device vlan100 that isn't listed as a nic or bond") { state in
      state.nics[index("bond0.100", state)].network = nil
      state.nics[index("bond0.100", state)].id = "vlan100"
      state.attachments[attachment("red", state)].nicID = "vlan100"
    },
    Contradiction(text: "red should be on bond0.100, which carries something else") { state in
      state.nics[index("bond0.100", state)].network = .unmanaged(name: "foreign")
    },
    Contradiction(text: "red should be on bond0.100, which carries something else") { state in
      state.nics[index("bond0.100", state)].network = nil
      state.nics[index("bond0.100", state)].kind = .vlan(base: "eth5", tag: 100)
    },
    Contradiction(text: "store is attached to bond0, which doesn't show it") { state in
      state.nics[index("bond0", state)].network = .unmanaged(name: "foreign")
    },
    Contradiction(text: "eth5 shows gold, which isn't attached to it") { state in
      let gold = state.networks.first { $0.name == "gold" }?.id ?? ""
      state.nics[index("eth5", state)].network = .managed(id: gold)
    },
    Contradiction(text: "two devices have the id eth5-id") { state in
      state.nics[index("eth5", state)].id = "eth5-id"
      state.nics[index("eth6", state)].id = "eth5-id"
    },
    Contradiction(text: "two devices have the name eth5") { state in
      state.nics[index("eth6", state)].name = "eth5"
    },
    Contradiction(text: "bond1 has a slave eth9 that isn't listed") { state in
      state.nics[index("bond1", state)].kind = .bond(slaves: ["eth3", "eth4", "eth9"], options: [])
    },
    Contradiction(text: "eth1 is a slave of two bonds") { state in
      state.nics[index("bond1", state)].kind = .bond(slaves: ["eth1", "eth3", "eth4"], options: [])
    },
  ]

  @Test("is told, and nothing is sent", arguments: all)
  func refused(_ contradiction: Contradiction) throws {
    var state = try Fixtures.state("bonded")
    contradiction.make(&state)
    let asItIs = LegacyDesiredState(hostNics: RandomRequest.verbatim(try Fixtures.state("bonded")))
    let error = #expect(throws: GatewayError.self) { try Translator.plan(.setupNetworks(asItIs), on: state) }
    #expect(error?.code == .engineAnswerUnreadable)
    #expect(error?.detail.contains(contradiction.text) == true, "\(error?.detail ?? "")")
  }

  @Test("is none where the engine tells it all")
  func unchanged() throws {
    let state = try Fixtures.state("bonded")
    let asItIs = LegacyDesiredState(hostNics: RandomRequest.verbatim(state))
    #expect(try Translator.plan(.setupNetworks(asItIs), on: state) == .nothing)
  }
}

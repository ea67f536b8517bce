import GatewayErrors
import HostNetworking
import Testing
import Translation

/// Edits and removals on hosts that only a broken answer, or an odd one, could bring.
@Suite("On an odd host")
struct OddNicTests {
  private func state(_ name: String, _ change: (inout HostState) throws -> Void) throws -> HostState {
    var state = try Fixtures.state(name)
    try change(&state)
    return state
  }

  private func index(of name: String, in state: HostState) throws -> Int {
    try #require(state.nics.firstIndex { $0.name == name })
  }

  private func code(_ mutation: LegacyMutation, _ state: HostState) throws -> FaultCode {
    try #require(#expect(throws: GatewayError.self) { try Translator.plan(mutation, on: state) }).code
  }

  @Test("a static setup that is reported without netmask or address can be echoed, and not edited by halves")
  func incompleteStatic() throws {
    let id = try #require(Fixtures.state("plain").nics.first { $0.name == "eth2" }?.id)
    for reported in [
      IPv4Configuration(method: .static, address: "172.16.0.5"), IPv4Configuration(method: .static, address: ""),
    ] {
      let state = try state("plain") { $0.nics[try index(of: "eth2", in: $0)].ipv4 = reported }
      let echo = LegacyHostNic(ip: reported.address.map { LegacyIP(address: $0) }, bootProtocol: "static")
      #expect(try Translator.plan(.updateNic(nicID: id, echo), on: state) == .nothing)
      let edit = LegacyHostNic(ip: LegacyIP(address: "172.16.0.6"), bootProtocol: "static")
      #expect(try code(.updateNic(nicID: id, edit), state) == .netmaskMandatory)
    }
  }

  @Test("an address or netmask that is reported as empty can't be taken over by an attach")
  func emptyAddress() throws {
    let id = try #require(Fixtures.state("rawempty").nics.first { $0.name == "eth1" }?.id)
    let gold = LegacyNetworkReference(name: "gold")
    for (address, netmask, expected) in [
      ("", "255.255.255.0", FaultCode.networkAddressMandatory), ("10.8.0.7", "", .netmaskMandatory),
    ] {
      let state = try state("rawempty") {
        $0.nics[try index(of: "eth1", in: $0)].ipv4 = IPv4Configuration(
          method: .static, address: address, netmask: netmask)
      }
      #expect(try code(.attach(nicID: id, network: gold), state) == expected)
    }
  }

  @Test("of several addresses the others are kept, but not the details of a lease")
  func leaseBesideAddress() throws {
    let state = try Fixtures.state("severalwithlease")
    let id = try #require(state.nics.first { $0.name == "eth2" }?.id)
    let body = LegacyHostNic(ip: LegacyIP(address: "172.16.0.6", netmask: "255.255.255.0"), bootProtocol: "static")
    guard case .call(.updateAttachment(_, _, let item)) = try Translator.plan(.updateNic(nicID: id, body), on: state)
    else {
      Issue.record("no edit")
      return
    }
    let stated = IPv4Configuration(method: .static, address: "172.16.0.6", netmask: "255.255.255.0")
    #expect(item.ipv4 == [stated, IPv4Configuration(method: .dhcp)])
  }

  @Test("a network that the engine doesn't list can't be edited")
  func unlistedNetwork() throws {
    let state = try state("plain") { state in
      state.networks.removeAll { $0.name == "green" }
    }
    let id = try #require(state.nics.first { $0.name == "eth2" }?.id)
    let mutation = LegacyMutation.updateNic(nicID: id, LegacyHostNic(bootProtocol: "none"))
    #expect(try code(mutation, state) == .engineAnswerUnreadable)
  }

  @Test("nothing is removed whose nics and attachments contradict each other")
  func tornBond() throws {
    let state = try state("bondonly") { state in
      state.attachments.append(NetworkAttachment(id: "a", networkID: state.networks[2].id, nicID: "gone"))
    }
    let id = try #require(state.nics.first { $0.name == "bond0" }?.id)
    #expect(try code(.removeNic(nicID: id), state) == .engineAnswerUnreadable)
  }

  @Test("the bonding element of a vlan device on a nic means no bond")
  func bondBelowNothing() throws {
    let state = try Fixtures.state("plain")
    let id = try #require(state.nics.first { $0.name == "eth1.100" }?.id)
    let mutation = LegacyMutation.updateNic(nicID: id, LegacyHostNic(bonding: LegacyBonding()))
    #expect(try code(mutation, state) == .nicIsNotBond)
  }

  @Test("an empty list of slaves states that there are none")
  func emptySlaves() throws {
    let state = try Fixtures.state("bondonly")
    let id = try #require(state.nics.first { $0.name == "bond0" }?.id)
    let mutation = LegacyMutation.updateNic(nicID: id, LegacyHostNic(bonding: LegacyBonding(slaves: [])))
    #expect(try code(mutation, state) == .bondSlavesNotChangeableHere)
  }

  @Test("empty attributes without an address ask for nothing, as 3.5 wrote them itself")
  func emptyAttributes() throws {
    let state = try Fixtures.state("attributes")
    let id = try #require(state.nics.first { $0.name == "eth1.100" }?.id)
    let body = LegacyHostNic(ip: LegacyIP(address: "", netmask: "", gateway: ""))
    #expect(try Translator.plan(.updateNic(nicID: id, body), on: state) == .nothing)
    let restated = LegacyHostNic(ip: LegacyIP(netmask: "255.255.255.0", gateway: "192.168.100.1"))
    #expect(try Translator.plan(.updateNic(nicID: id, restated), on: state) == .nothing)
  }
}

import HostNetworking
import Testing
import Translation

@Suite("The device that a mutation is answered with")
struct AnsweredNicTests {
  private let before: HostState
  private let vlanID: String

  init() throws {
    before = try Fixtures.state("plain")
    vlanID = try #require(before.nics.first { $0.name == "eth1.100" }?.id)
  }

  /// The host after network blue took the place of red on eth1.
  private func replaced(hidden: Bool) throws -> HostState {
    var after = before
    let blue = try #require(before.networks.first { $0.name == "blue" }?.id)
    let old = try #require(before.attachments.first { $0.nicID == before.nics.first { $0.name == "eth1" }?.id })
    after.nics.removeAll { $0.id == vlanID }
    after.attachments.removeAll { $0.id == old.id }
    after.attachments.append(NetworkAttachment(id: "a-new", networkID: blue, nicID: old.nicID))
    if !hidden {
      after.nics.append(
        HostNic(
          id: "v-new", name: "eth1.200", kind: .vlan(base: "eth1", tag: 200), network: .managed(id: blue)))
    }
    return after
  }

  @Test("is the bond of that name, if the list shows one")
  func bond() throws {
    var after = before
    after.nics.append(HostNic(id: "b", name: "bond0", kind: .bond(slaves: ["eth3", "eth4"], options: [])))
    let mutation = LegacyMutation.addBond(LegacyHostNic(name: "bond0"))
    #expect(AnsweredNic.find(mutation, before: before, after: after)?.id == "b")
    #expect(AnsweredNic.find(mutation, before: before, after: before) == nil)
  }

  @Test("is the vlan device of the same base with the new network", arguments: [false, true], [false, true])
  func replacedVlan(hidden: Bool, byID: Bool) throws {
    let blue = try #require(before.networks.first { $0.name == "blue" }?.id)
    let network = byID ? LegacyNetworkReference(id: blue) : LegacyNetworkReference(name: "blue")
    let mutation = LegacyMutation.updateNic(nicID: vlanID, LegacyHostNic(network: network))
    let found = try #require(AnsweredNic.find(mutation, before: before, after: replaced(hidden: hidden)))
    #expect(found.name == "eth1.200")
    #expect(found.id == (hidden ? "a-new" : "v-new"))
  }

  @Test("is the vlan device of the same network where its tag, name and id changed")
  func retagged() throws {
    var after = before
    let index = try #require(after.nics.firstIndex { $0.id == vlanID })
    after.nics[index].id = "v-new"
    after.nics[index].name = "eth1.101"
    after.nics[index].kind = .vlan(base: "eth1", tag: 101)
    let mutation = LegacyMutation.updateNic(nicID: vlanID, LegacyHostNic(overrideConfiguration: true))
    #expect(AnsweredNic.find(mutation, before: before, after: after)?.id == "v-new")
  }

  @Test("is the nic of the path for any other edit, and none for what is answered with an action")
  func others() throws {
    let eth2 = try #require(before.nics.first { $0.name == "eth2" }?.id)
    let edit = LegacyMutation.updateNic(nicID: eth2, LegacyHostNic(network: LegacyNetworkReference(name: "black")))
    #expect(AnsweredNic.find(edit, before: before, after: before)?.name == "eth2")
    var gone = before
    gone.nics.removeAll { $0.id == eth2 }
    gone.attachments = []
    #expect(AnsweredNic.find(edit, before: before, after: gone) == nil)
    for mutation in [LegacyMutation.removeNic(nicID: eth2), .detach(nicID: eth2, network: nil)] {
      #expect(AnsweredNic.find(mutation, before: before, after: before) == nil)
    }
  }

  @Test("has an id that is known beforehand, unless it is new, or a vlan device that may be made anew")
  func knownID() throws {
    let eth2 = try #require(before.nics.first { $0.name == "eth2" }?.id)
    func id(_ nicID: String, _ body: LegacyHostNic) -> String? {
      AnsweredNic.knownID(.updateNic(nicID: nicID, body), before: before)
    }
    let red = LegacyNetworkReference(name: "red")
    #expect(id(eth2, LegacyHostNic(network: LegacyNetworkReference(name: "black"))) == eth2)
    #expect(id(eth2, LegacyHostNic(overrideConfiguration: true)) == eth2)
    #expect(id(vlanID, LegacyHostNic()) == vlanID)
    #expect(id(vlanID, LegacyHostNic(network: red, overrideConfiguration: false)) == vlanID)
    #expect(id(vlanID, LegacyHostNic(network: LegacyNetworkReference(name: "blue"))) == nil)
    #expect(id(vlanID, LegacyHostNic(overrideConfiguration: true)) == nil)
    #expect(AnsweredNic.knownID(.addBond(LegacyHostNic(id: "x", name: "bond0")), before: before) == nil)
  }
}

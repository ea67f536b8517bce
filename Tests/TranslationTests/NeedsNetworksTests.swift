import HostNetworking
import Testing

@testable import Translation

@Suite("Networks in the legacy view")
struct NeedsNetworksTests {
  @Test("have no part in it where it is said that they aren't needed")
  func sameWithout() {
    var spared = 0
    for trial in PropertyTests.trials {
      let state = trial.world.state()
      guard !LegacyView.needsNetworks(state) else { continue }
      spared += 1
      var bare = state
      bare.networks = []
      bare.host = Host(id: state.host.id, address: "", status: "")
      #expect(LegacyView.nics(of: bare) == LegacyView.nics(of: state), "seed \(trial.seed)")
    }
    #expect(spared > PropertyTests.trials.count / 2)
  }

  @Test("have no part where the host reports all that else only they tell, and a part where it leaves anything out")
  func reported() throws {
    var state = try Fixtures.state("hidden")
    let networks = Dictionary(state.networks.map { ($0.id, $0) }) { first, _ in first }
    for index in state.attachments.indices {
      let vlan = networks[state.attachments[index].networkID]?.vlan
      state.attachments[index].reported = NetworkAttachment.Reported(
        vlan: vlan, hasVlan: vlan != nil, mtu: 1400, isBridged: true)
    }
    #expect(!LegacyView.needsNetworks(state))
    var bare = state
    bare.networks = []
    #expect(LegacyView.nics(of: bare) == LegacyView.nics(of: state))
    #expect(LegacyView.nics(of: bare).contains { $0.isSynthetic && $0.vlan != nil && $0.mtu == 1400 })
    let index = try #require(state.attachments.firstIndex { $0.reported?.vlan != nil })
    for leaveOut: WritableKeyPath<NetworkAttachment.Reported, Int?> in [\.vlan, \.mtu] {
      var less = state
      less.attachments[index].reported?[keyPath: leaveOut] = nil
      #expect(LegacyView.needsNetworks(less))
    }
    var less = state
    less.attachments[index].reported?.isBridged = nil
    #expect(LegacyView.needsNetworks(less))
    less.attachments[index].reported = nil
    #expect(LegacyView.needsNetworks(less))
  }

  @Test("are needed where the engine hides a vlan device")
  func hidden() throws {
    #expect(LegacyView.needsNetworks(try Fixtures.state("hidden")))
    #expect(!LegacyView.needsNetworks(try Fixtures.state("plain")))
  }
}

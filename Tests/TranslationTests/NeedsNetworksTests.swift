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

  @Test("are needed where the engine hides a vlan device")
  func hidden() throws {
    #expect(LegacyView.needsNetworks(try Fixtures.state("hidden")))
    #expect(!LegacyView.needsNetworks(try Fixtures.state("plain")))
  }
}

import GatewayErrors
import HostNetworking
import Testing
import Translation

@Suite("All networks of the system are read")
struct NetworkLookupTests {
  func needs(_ reference: LegacyNetworkReference?, _ stateName: String = "unmanaged") throws -> Bool {
    var state = try Fixtures.state(stateName)
    state.networks.removeAll { !$0.isInCluster }
    let entry = LegacyHostNic(name: "eth2", network: reference)
    let answers = [
      Translator.needsAllNetworks(.attach(nicID: "n", network: reference), on: state),
      Translator.needsAllNetworks(.detach(nicID: "n", network: reference), on: state),
      Translator.needsAllNetworks(.setupNetworks(LegacyDesiredState(hostNics: [entry])), on: state),
    ]
    #expect(Set(answers).count == 1)
    return answers[0]
  }

  @Test("not for networks of the cluster, unmanaged ones, or none")
  func notNeeded() throws {
    #expect(try !needs(LegacyNetworkReference(name: "red")))
    #expect(try !needs(LegacyNetworkReference(id: "eeeeeeee-0000-4000-8000-000000000002")))
    #expect(try !needs(LegacyNetworkReference(name: "foreign")))
    #expect(try !needs(LegacyNetworkReference()))
    #expect(try !needs(nil))
    let state = try Fixtures.state("plain")
    #expect(!Translator.needsAllNetworks(.setupNetworks(LegacyDesiredState(hostNics: nil)), on: state))
  }

  @Test("not where the id is of the cluster, whatever the name")
  func idDecides() throws {
    #expect(try !needs(LegacyNetworkReference(id: "eeeeeeee-0000-4000-8000-000000000002", name: "nosuch")))
  }

  @Test("for an id or a name that neither has")
  func needed() throws {
    #expect(try needs(LegacyNetworkReference(name: "faraway")))
    #expect(try needs(LegacyNetworkReference(name: "nosuch")))
    #expect(try needs(LegacyNetworkReference(id: "eeeeeeee-0000-4000-8000-000000000010")))
    #expect(try needs(LegacyNetworkReference(id: "nosuch", name: "red")))
  }
}

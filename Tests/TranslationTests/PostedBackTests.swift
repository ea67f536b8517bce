import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import Translation
import XMLTree

@Suite("The document of GET nics, posted back as setupnetworks")
struct PostedBackTests {
  @Test("is read as it was written, and changes nothing, whether vlan devices are listed or hidden")
  func changesNothing() throws {
    for seed in 1...UInt64(300) {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      for hidden in [false, true] {
        let state = world.state(hidden: hidden)
        let answer = LegacyAnswerWriter(hrefPrefix: "/api").nics(LegacyView.nics(of: state), hostID: state.host.id)
        let list = try #require(answer.body)
        let action = XMLElement("action", children: [XMLElement("host_nics", children: list.children)])
        let request = try LegacyRequestReader.read(
          .setupNetworks(hostID: state.host.id), body: XMLWriter.write(action), contentType: "application/xml")
        let plan = try Translator.plan(request.mutation, on: state)
        #expect(plan == .nothing, "seed \(seed), hidden \(hidden): \(plan)")
      }
    }
  }

  @Test("is no change either where one of its devices with a network is put back alone")
  func putsNothing() throws {
    var count = 0
    for seed in 1...UInt64(150) {
      var random = SeededGenerator(seed: seed)
      let world = World.random(&random)
      for hidden in [false, true] {
        let state = world.state(hidden: hidden)
        for nic in LegacyView.nics(of: state) {
          guard case .managed = nic.network else { continue }
          let element = try #require(LegacyAnswerWriter(hrefPrefix: "/api").nic(nic, hostID: state.host.id).body)
          let request = try LegacyRequestReader.read(
            .updateNic(hostID: state.host.id, nicID: nic.id), body: XMLWriter.write(element), contentType: nil)
          let plan = try Translator.plan(request.mutation, on: state)
          #expect(plan == .nothing, "seed \(seed), hidden \(hidden), \(nic.name): \(plan)")
          #expect(AnsweredNic.find(request.mutation, before: state, after: state)?.id == nic.id)
          count += 1
        }
      }
    }
    #expect(count > 500)
  }
}

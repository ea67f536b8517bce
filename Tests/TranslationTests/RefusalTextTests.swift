import GatewayErrors
import HostNetworking
import Testing
import Translation

@Suite("The text of a refusal")
struct RefusalTextTests {
  func refusal(_ mutation: LegacyMutation, on name: String = "plain") throws -> GatewayError {
    let state = try Fixtures.state(name)
    return try #require(#expect(throws: GatewayError.self) { try Translator.plan(mutation, on: state) })
  }

  func setup(_ entries: LegacyHostNic...) -> LegacyMutation {
    .setupNetworks(LegacyDesiredState(hostNics: entries))
  }

  static let mgmt = LegacyHostNic(
    name: "eth0", network: LegacyNetworkReference(name: "ovirtmgmt"),
    ip: LegacyIP(address: "10.0.0.11", netmask: "255.255.255.0", gateway: "10.0.0.1"), bootProtocol: "static")

  @Test("is that of 3.5 where 3.5 fixes it, and nothing else")
  func fixedTexts() throws {
    let missing = try refusal(.setupNetworks(LegacyDesiredState(hostNics: nil)))
    #expect(missing.detail == "Action [hostNics] required for setupNetworks" && missing.nextStep.isEmpty)
    let attach = try refusal(.attach(nicID: "n", network: nil))
    #expect(attach.detail == "Action [network.id|name] required for attach" && attach.nextStep.isEmpty)
    let unknown = try refusal(
      setup(Self.mgmt, LegacyHostNic(name: "eth3", network: LegacyNetworkReference(name: "nosuch"))))
    #expect(unknown.detail == "Entity not found: nosuch" && unknown.nextStep.isEmpty)
    let byID = try refusal(
      .detach(nicID: "aaaaaaaa-0000-4000-8000-000000000002", network: LegacyNetworkReference(id: "X")))
    #expect(byID.detail == "Entity not found: X")
  }

  @Test("names device and network, and says what to state instead")
  func namesAndNextStep() throws {
    let green = LegacyNetworkReference(name: "green")
    let cases: [(LegacyMutation, [String], String)] = [
      (setup(Self.mgmt, LegacyHostNic(name: "eth2", network: green)), ["green", "eth2"], "dhcp to keep it"),
      (setup(Self.mgmt, LegacyHostNic(name: "eth1.100", network: green)), ["green", "eth1.100"], "eth1"),
      (setup(Self.mgmt, LegacyHostNic(name: "eth9", network: green)), ["green", "eth9"], "base_interface"),
      (
        setup(LegacyHostNic(name: "eth2", network: green, bootProtocol: "dhcp")), ["ovirtmgmt", "eth0"], "State it too"
      ),
      (
        .attach(nicID: "aaaaaaaa-0000-4000-8000-000000000003", network: green), ["green", "eth2", "eth3"],
        "Detach it from eth2"
      ),
    ]
    for (mutation, names, step) in cases {
      let error = try refusal(mutation)
      for name in names { #expect(error.detail.contains(name), "\(error)") }
      #expect(error.nextStep.contains(step), "\(error)")
    }
  }

  @Test("doesn't depend on the order of the entries where one rule finds several faults")
  func stable() throws {
    let entries = [
      LegacyHostNic(name: "eth3", network: LegacyNetworkReference(name: "store"), bootProtocol: "bootp"),
      LegacyHostNic(name: "eth4", network: LegacyNetworkReference(name: "gold"), bootProtocol: "bootp"),
    ]
    let one = try refusal(setup(entries[0], entries[1], Self.mgmt))
    let other = try refusal(setup(Self.mgmt, entries[1], entries[0]))
    #expect(one == other)
  }
}

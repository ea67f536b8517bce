import HostNetworking
import Testing
import Translation

@Suite("The labels that are read")
struct LabelsNeededTests {
  private func nic(_ name: String, _ state: HostState) throws -> String {
    try #require(state.nics.first { $0.name == name }).id
  }

  private func network(_ name: String, _ state: HostState) throws -> String {
    try #require(state.networks.first { $0.name == name }).id
  }

  @Test("for a new one are those of all nics and bonds, and of the networks that other nics carry")
  func added() throws {
    let state = try Fixtures.state("labels")
    let eth1 = try nic("eth1", state)
    let needed = try #require(LabelsNeeded(for: .addLabel(nicID: eth1, label: "new"), on: state))
    #expect(Set(needed.nicIDs) == Set(try ["eth0", "eth1", "eth2", "eth3", "eth4"].map { try nic($0, state) }))
    #expect(Set(needed.networkIDs) == Set(try ["ovirtmgmt", "lab2net"].map { try network($0, state) }))
  }

  @Test("for a removal are those of the nic, and of its networks that must stay")
  func removed() throws {
    let state = try Fixtures.state("labels")
    let eth1 = try nic("eth1", state)
    let needed = try #require(LabelsNeeded(for: .removeLabel(nicID: eth1, label: "lab"), on: state))
    #expect(needed.nicIDs == [eth1])
    #expect(needed.networkIDs.isEmpty)
    let eth0 = try nic("eth0", state)
    let management = try #require(LabelsNeeded(for: .removeLabel(nicID: eth0, label: "lab"), on: state))
    #expect(management.networkIDs == [try network("ovirtmgmt", state)])
  }

  @Test("by the address by which the engine reaches the host are those of its network")
  func addressOfTheHost() throws {
    var state = try Fixtures.state("labels")
    let eth2 = try nic("eth2", state)
    let vlan = try #require(state.nics.firstIndex { $0.name == "eth2.401" })
    state.nics[vlan].ipv4 = IPv4Configuration(method: .static, address: "192.0.2.9", netmask: "255.255.255.0")
    state.host.address = "192.0.2.9"
    let needed = try #require(LabelsNeeded(for: .removeLabel(nicID: eth2, label: "lab2"), on: state))
    #expect(needed.networkIDs == [try network("lab2net", state)])
  }

  @Test("are none for an unknown nic, a vlan device, no label, or another call")
  func none() throws {
    let state = try Fixtures.state("labels")
    let eth1 = try nic("eth1", state)
    for mutation in [
      LegacyMutation.addLabel(nicID: "nowhere", label: "a"), .addLabel(nicID: eth1, label: nil),
      .addLabel(nicID: try nic("eth1.400", state), label: "a"), .removeLabel(nicID: "nowhere", label: "a"),
      .attach(nicID: eth1, network: nil), .commitNetConfig,
    ] { #expect(LabelsNeeded(for: mutation, on: state) == nil, "\(mutation)") }
  }
}

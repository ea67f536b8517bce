import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import XMLTree

/// Requests of real clients (`fixtures/wire`), byte for byte.
@Suite struct RecordedClientTests {
  private static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  private static let eno3 = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107"
  private static let management = LegacyHostNic(
    name: "eno1", network: LegacyNetworkReference(name: "ovirtmgmt"),
    ip: LegacyIP(address: "192.0.2.21", netmask: "255.255.255.0", gateway: "192.0.2.1"), bootProtocol: "static")
  private static let bond2 = LegacyHostNic(
    name: "bond2", network: LegacyNetworkReference(name: "tenant-b"),
    bonding: LegacyBonding(
      options: [LegacyBondOption(name: "mode", value: "4"), LegacyBondOption(name: "miimon", value: "100")],
      slaves: [LegacyHostNic(name: "ens5f0"), LegacyHostNic(name: "ens5f1")]),
    bootProtocol: "dhcp")

  private func mutations(_ client: String, _ step: String) throws -> [LegacyRequest] {
    try RecordedRequest.read(client, step).compactMap { request in
      guard let target = LegacyTarget(request.target),
        let call = LegacyCall(method: request.method, target: target)
      else { return nil }
      switch call {
      case .attach, .detach, .setupNetworks, .addBond, .updateNic, .removeNic, .addLabel, .removeLabel,
        .commitNetConfig:
        return try LegacyRequestReader.read(call, body: request.body, contentType: request.contentType)
      default: return nil
      }
    }
  }

  private func mutation(_ client: String, _ step: String) throws -> LegacyMutation {
    let found = try mutations(client, step)
    try #require(found.count == 1)
    return found[0].mutation
  }

  @Test(arguments: RecordedRequest.clients)
  func everyBodyOfTheTranslatedCallsIsRead(client: String) throws {
    var count = 0
    for step in try RecordedRequest.steps(client) {
      for request in try mutations(client, step) {
        count += 1
        let call: LegacyCall =
          switch request.echo.name {
          case "host_nic": .addBond(hostID: "h")
          case "label": .addLabel(hostID: "h", nicID: "n")
          default: .setupNetworks(hostID: "h")
          }
        let again = try LegacyRequestReader.read(call, body: XMLWriter.write(request.echo), contentType: nil)
        #expect(again.echo == request.echo, "\(step)")
      }
    }
    #expect(count == 27)
  }

  @Test(arguments: RecordedRequest.clients)
  func everyRequestIsSorted(client: String) throws {
    var calls: [String: Int] = [:]
    for step in try RecordedRequest.steps(client) {
      for request in try RecordedRequest.read(client, step) {
        let target = try #require(LegacyTarget(request.target), "\(request.target)")
        #expect(target.hrefPrefix == "/ovirt-engine/api")
        let name =
          switch LegacyCall(method: request.method, target: target) {
          case nil: "relayed"
          case .listNics: "list"
          case .getNic: "get"
          case .attach: "attach"
          case .detach: "detach"
          case .setupNetworks: "setup"
          case .addBond: "add bond"
          case .updateNic: "update"
          case .removeNic: "remove"
          case .addLabel: "add label"
          case .removeLabel: "remove label"
          case .commitNetConfig: "commit"
          case .listLabels: "labels"
          case .getLabel: "label"
          case .listStatistics: "statistics"
          case .getStatistic: "statistic"
          case .setupNetworksStatus, .nicActionHistory, .commitStatus, .unknownBelowNic: "other"
          case .wrongMethod: "wrong"
          }
        calls[name, default: 0] += 1
      }
    }
    calls["relayed"] = nil
    #expect(
      calls == [
        "list": 30, "get": 2, "attach": 4, "detach": 2, "setup": 10, "add bond": 2, "update": 3, "remove": 2,
        "add label": 2, "remove label": 1, "commit": 1, "labels": 1, "label": 2,
        "statistics": 1,
      ])
  }

  @Test(arguments: RecordedRequest.clients)
  func attachAndDetachAreRead(client: String) throws {
    let name = LegacyNetworkReference(name: "tenant-a")
    #expect(try mutation(client, "attach") == .attach(nicID: Self.eno3, network: name))
    #expect(try mutation(client, "attach-correlation-id") == .attach(nicID: Self.eno3, network: name))
    #expect(
      try mutation(client, "attach-by-id")
        == .attach(nicID: Self.eno3, network: LegacyNetworkReference(id: "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e7102")))
    #expect(
      try mutation(client, "fault-attach")
        == .attach(nicID: Self.eno3, network: LegacyNetworkReference(name: "no-such-network")))
    #expect(try mutation(client, "detach") == .detach(nicID: Self.eno3, network: name))
    #expect(try mutation(client, "detach-bare") == .detach(nicID: Self.eno3, network: nil))
  }

  @Test(arguments: RecordedRequest.clients)
  func aWholeConfigurationIsRead(client: String) throws {
    let expected = LegacyDesiredState(
      hostNics: [
        Self.management,
        LegacyHostNic(
          name: "eno3", network: LegacyNetworkReference(name: "tenant-a"),
          ip: LegacyIP(address: "198.51.100.32", netmask: "255.255.255.0", gateway: "198.51.100.1"),
          bootProtocol: "static", overrideConfiguration: true,
          properties: [CustomProperty("bridge_opts", "forward_delay=1500")]),
        LegacyHostNic(name: "eno2"),
        LegacyHostNic(
          name: "eno2.310", network: LegacyNetworkReference(name: "backup"), baseInterface: "eno2", vlan: "310",
          bootProtocol: "none"),
        Self.bond2,
        LegacyHostNic(
          name: "bond2.44", network: LegacyNetworkReference(name: "storage"), baseInterface: "bond2", vlan: "44",
          bootProtocol: "dhcp"),
      ], checkConnectivity: true, connectivityTimeoutSeconds: 90)
    #expect(try mutation(client, "setup-full") == .setupNetworks(expected))

    var byID = expected
    for (index, end) in [(0, "1"), (1, "2"), (3, "3"), (4, "6"), (5, "4")] {
      byID.hostNics?[index].network = LegacyNetworkReference(id: "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e710\(end)")
    }
    #expect(try mutation(client, "setup-full-by-id") == .setupNetworks(byID))
  }

  @Test(arguments: RecordedRequest.clients)
  func smallConfigurationsAreRead(client: String) throws {
    #expect(
      try mutation(client, "setup-clear")
        == .setupNetworks(LegacyDesiredState(hostNics: [Self.management], checkConnectivity: true)))
    #expect(
      try mutation(client, "setup-bond")
        == .setupNetworks(LegacyDesiredState(hostNics: [Self.management, Self.bond2], checkConnectivity: true)))
    let unknown = LegacyHostNic(
      name: "eno3", network: LegacyNetworkReference(name: "no-such-network"), bootProtocol: "none")
    #expect(
      try mutation(client, "fault-setup")
        == .setupNetworks(LegacyDesiredState(hostNics: [Self.management, unknown])))
  }

  @Test(arguments: RecordedRequest.clients)
  func aListThatIsSentBackWholeIsRead(client: String) throws {
    guard case .setupNetworks(let state) = try mutation(client, "setup-echo"), let nics = state.hostNics else {
      Issue.record("no entries")
      return
    }
    #expect(
      nics.map(\.name) == [
        "eno1", "eno2", "eno2.310", "ens4f0", "ens4f1", "bond1", "eno3", "ens5f0", "ens5f1", "bond2",
      ])
    #expect(nics.allSatisfy { $0.id?.count == 36 })
    #expect(nics[0].network == LegacyNetworkReference(id: "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e7101"))
    #expect(nics[1].network == nil)
    #expect(nics[5].ip == LegacyIP(address: "203.0.113.21", netmask: "255.255.255.0", gateway: nil))
    #expect(
      nics[5].bonding?.slaves?.map(\.id) == [
        "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2104", "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2105",
      ])
    #expect(nics.allSatisfy { $0.overrideConfiguration == nil })
    guard case .setupNetworks(let sync) = try mutation(client, "setup-sync") else { return }
    #expect(sync.hostNics?.compactMap(\.overrideConfiguration) == [true, true, true])
  }

  @Test(arguments: RecordedRequest.clients)
  func theSearchOfAHostKeepsItsQuery(client: String) throws {
    let request = try #require(
      try RecordedRequest.read(client, "hosts-query-space").first { $0.target.contains(";max") })
    let target = try #require(LegacyTarget(request.target))
    #expect(target.query == "search=name%3Drack4+node2")
    #expect(target.matrix == [.init("max", "10"), .init("case_sensitive", "False")])
    let list = try #require(try RecordedRequest.read(client, "nics-max").first { $0.target.contains("/nics") })
    #expect(try LegacyTarget(list.target)?.maxResults() == 3)
  }

  @Test(arguments: RecordedRequest.clients)
  func bondsAndEditsAreRead(client: String) throws {
    #expect(
      try mutation(client, "bond-add")
        == .addBond(
          LegacyHostNic(
            name: "bond2", network: LegacyNetworkReference(name: "tenant-b"),
            bonding: LegacyBonding(
              options: [LegacyBondOption(name: "mode", value: "1"), LegacyBondOption(name: "miimon", value: "150")],
              slaves: [LegacyHostNic(name: "ens5f0"), LegacyHostNic(name: "ens5f1")]))))
    #expect(
      try mutation(client, "update-async")
        == .updateNic(
          nicID: Self.eno3,
          LegacyHostNic(
            id: Self.eno3, name: "eno3", network: LegacyNetworkReference(name: "tenant-a"),
            ip: LegacyIP(address: "198.51.100.32", netmask: "255.255.255.0", gateway: "198.51.100.1"),
            bootProtocol: "static")))
    guard case .removeNic = try mutation(client, "bond-delete-async") else {
      Issue.record("no removal")
      return
    }
  }
}

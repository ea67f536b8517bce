import EngineAPI
import EngineClient
import Testing

@testable import Gateway

@Suite struct LaneTests {
  private static let engines: [String: KnownEngine] = [
    "design": KnownEngine(dialect: .design, version: nil),
    "3.6": KnownEngine(dialect: nil, version: EngineVersion(3, 6)),
    "4.2": KnownEngine(dialect: .v4, version: EngineVersion(4, 2)),
    "4.5": KnownEngine(dialect: .v4, version: EngineVersion(4, 5)),
  ]

  private static func lane(
    _ method: String, _ target: String, _ headers: [HeaderField] = [], engine: String?
  ) -> Lane {
    LaneChooser(bodyLimit: 100).lane(
      for: HandlerUnderTest.head(method, target, headers), engine: engine.flatMap { engines[$0] })
  }

  private static func relay(_ lane: Lane) -> RelayInstructions? {
    if case .relay(let instructions) = lane { instructions } else { nil }
  }

  private static func isAnswer(_ lane: Lane) -> Bool {
    if case .answer(let limit) = lane { limit == 100 } else { false }
  }

  @Test(arguments: [
    ("GET", "/api/hosts/h1/nics"), ("HEAD", "/ovirt-engine/api/hosts/h1/nics"), ("GET", "/api/v3/hosts/h1/nics/n1"),
    ("POST", "/api/hosts/h1/nics/n1/attach"), ("POST", "/api/hosts/h1/nics/n1/detach/"),
    ("POST", "/ovirt-engine/api/hosts/h1/nics/setupnetworks;async=true"), ("PUT", "/api/hosts/h1/nics/n1"),
    ("DELETE", "/api/hosts/h1/nics"),
  ])
  func legacyHostNetworkingIsAnsweredEvenBeforeTheEngineIsKnown(method: String, target: String) {
    for engine in [nil, "design", "3.6", "4.2", "4.5"] {
      #expect(Self.isAnswer(Self.lane(method, target, engine: engine)))
    }
  }

  @Test(arguments: ["/api", "/ovirt-engine/api/vms", "/api/hosts/h1"])
  func theRestOfTheAPIWaitsUntilTheEngineIsKnown(target: String) {
    guard case .prepare = Self.lane("GET", target, engine: nil) else {
      Issue.record("not prepared")
      return
    }
  }

  @Test(arguments: ["/", "/ovirt-engine/sso/oauth/token", "/ovirt-engine/apidoc", "/favicon.ico?x=1", "*"])
  func whatIsOutsideTheAPIIsRelayedAsItIs(target: String) throws {
    let relay = try #require(Self.relay(Self.lane("POST", target, engine: nil)))
    #expect(relay.target == target)
    #expect(relay.version == nil)
    #expect(relay.prefix == "/")
  }

  @Test(arguments: [
    ("/api/vms", "/ovirt-engine/api/vms", "/api"),
    ("/api/vms;max=3?search=name%3Da%2Fb", "/ovirt-engine/api/vms;max=3?search=name%3Da%2Fb", "/api"),
    ("/ovirt-engine/api/v3/vms/", "/ovirt-engine/api/vms/", "/ovirt-engine/api/v3"),
    ("/api/v3", "/ovirt-engine/api", "/api/v3"),
    ("//api//disks", "/ovirt-engine/api//disks", "/api"),
    ("/api;max=1/clusters", "/ovirt-engine/api;max=1/clusters", "/api"),
  ])
  func theTargetIsTheEnginesOwnAndOtherwiseAsItCame(target: String, relayed: String, prefix: String) throws {
    let relay = try #require(Self.relay(Self.lane("POST", target, engine: "4.2")))
    #expect(relay.target == relayed)
    #expect(relay.prefix == prefix)
  }

  @Test(arguments: [("design", nil), ("3.6", nil), ("4.2", "3"), ("4.5", "4")])
  func theVersionIsTheGatewaysWhateverTheClientSays(engine: String, version: String?) throws {
    for headers in [[], [HeaderField("Version", "3")], [HeaderField("version", "5")]] {
      let relay = try #require(Self.relay(Self.lane("GET", "/api/vms", headers, engine: engine)))
      #expect(relay.version == version)
      #expect((relay.remark != nil) == (engine == "4.5"))
    }
  }

  @Test(arguments: [
    "/api", "/api/", "/api/hosts;max=2?search=name%3Dx", "/ovirt-engine/api/v3/hosts/h1", "/api/networks",
    "/api/clusters/c1/networks/n1", "/api/capabilities", "/api/hosts/h1/statistics", "/api/hosts/h1/networkattachments",
  ])
  func anEngineWithoutAPIv3HasTheNetworkingMinimumConverted(target: String) {
    #expect(Self.isAnswer(Self.lane("GET", target, engine: "4.5")))
    #expect(Self.isAnswer(Self.lane("HEAD", target, engine: "4.5")))
    #expect(Self.relay(Self.lane("GET", target, engine: "4.2")) != nil)
    #expect(Self.relay(Self.lane("GET", target, engine: "3.6")) != nil)
  }

  @Test(arguments: [
    ("POST", "/api/networks"), ("PUT", "/api/hosts/h1"), ("DELETE", "/api/networks/n1"),
    ("POST", "/api/hosts/h1/setupnetworks"), ("POST", "/api/hosts/h1/activate"),
    ("PUT", "/api/hosts/h1/nics/n1/networkattachments/a1"),
  ])
  func soAreItsChangesInAnyMediaType(method: String, target: String) {
    for headers in [[], [HeaderField("Accept", "application/json")], [HeaderField("Content-Length", "9")]] {
      #expect(Self.isAnswer(Self.lane(method, target, headers, engine: "4.5")))
      #expect(Self.relay(Self.lane(method, target, headers, engine: "4.2")) != nil)
    }
  }

  @Test(arguments: [
    [HeaderField("Content-Length", "9")], [HeaderField("Transfer-Encoding", "chunked")],
    [HeaderField("Content-Length", "9"), HeaderField("Content-Type", "text/xml; charset=utf-8")],
    [HeaderField("Content-Length", "9"), HeaderField("Content-Type", "application/json")],
  ])
  func aDocumentForAnotherCallNeverReachesAnEngineWithoutAPIv3(headers: [HeaderField]) {
    for (method, target) in [("POST", "/api/vms"), ("PUT", "/api/vms/v1"), ("DELETE", "/api/vms/v1")] {
      #expect(Self.isAnswer(Self.lane(method, target, headers, engine: "4.5")))
      #expect(Self.relay(Self.lane(method, target, headers, engine: "4.2"))?.version == "3")
      #expect(Self.relay(Self.lane(method, target, headers + [HeaderField("Version", "4")], engine: "4.5")) != nil)
    }
    #expect(Self.relay(Self.lane("GET", "/api/vms", headers, engine: "4.5")) != nil)
  }

  @Test func aChangeWithoutADocumentIsRelayedWithARemark() {
    for headers in [[], [HeaderField("Content-Length", "0")]] {
      #expect(Self.relay(Self.lane("DELETE", "/api/vms/v1", headers, engine: "4.5"))?.remark != nil)
    }
    let upload = [HeaderField("Content-Length", "9"), HeaderField("Content-Type", "application/octet-stream")]
    #expect(Self.relay(Self.lane("PUT", "/api/vms/v1", upload, engine: "4.5")) != nil)
  }

  @Test(arguments: ["/api?schema", "/api?rsdl"])
  func descriptionsHaveNoV3Form(target: String) {
    #expect(Self.relay(Self.lane("GET", target, engine: "4.5")) != nil)
  }

  @Test func aClientOfJSONIsNotRelayedToDocumentsOfV4() {
    let accept = [HeaderField("Accept", "application/json")]
    #expect(Self.isAnswer(Self.lane("GET", "/api/hosts", accept, engine: "4.5")))
    #expect(Self.relay(Self.lane("GET", "/api/hosts", accept, engine: "4.2")) != nil)
  }

  @Test func aClientOfAPIv4IsRelayedWithItsOwnVersionHostNetworkingIncluded() throws {
    let byHeader = Self.lane("GET", "/api/hosts/h1/nics", [HeaderField("Version", "4")], engine: nil)
    #expect(Self.relay(byHeader)?.version == "4")
    #expect(Self.relay(byHeader)?.target == "/ovirt-engine/api/hosts/h1/nics")
    let bySegment = try #require(Self.relay(Self.lane("GET", "/ovirt-engine/api/v4/hosts/h1/nics", engine: "4.5")))
    #expect(bySegment.version == "4")
    #expect(bySegment.target == "/ovirt-engine/api/v4/hosts/h1/nics")
  }

  @Test(arguments: ["/api/hosts/%zz/nics", "/api/../api/hosts", "/ovirt-engine/api/hosts/a%2Fb/nics/setupnetworks"])
  func aPathThatCouldMeanTwoThingsNeverReachesTheAPI(target: String) {
    #expect(Self.isAnswer(Self.lane("POST", target, engine: "3.6")))
  }
}

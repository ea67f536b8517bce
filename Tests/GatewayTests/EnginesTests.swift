import EngineAPI
import EngineSimulator
import HostNetworking
import RewriteLog
import Testing
import TranslationCases
import XMLTree

/// Whole requests on simulated engines of every dialect.
@Suite struct EnginesTests {
  private static let authorization = "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"
  private static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  private static let eno3 = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107"
  private static let ens5f0 = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2108"

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func theListPostedBackChangesNothing(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, engine in
      let states = Dictionary(Fixtures.cases.map { ($0.stateName, $0.state.host.id) }) { first, _ in first }
      for (state, host) in states.sorted(by: { $0.key < $1.key }) {
        try await engine.load(json: Fixtures.bytes("states/\(state).json"))
        let path = "/api/hosts/\(host)/nics"
        let before = try await stage.send("GET", path, [Self.authorization])
        #expect(before.status == 200, "\(state): \(before)")
        let body = XMLWriter.text(XMLElement("action", children: [try before.document()]), declared: false)
        let answer = try await stage.send("POST", "\(path)/setupnetworks", [Self.authorization], body: body)
        #expect(answer.status == 200, "\(state): \(answer)")
        #expect(await engine.ledger().isEmpty, "\(state)")
        #expect(try await stage.send("GET", path, [Self.authorization]).body == before.body, "\(state)")
      }
    }
  }

  @Test(arguments: ["/api", "/ovirt-engine/api", "/api/v3", "/ovirt-engine/api/v3"])
  func rootAndHostsOf45AreV3Documents(prefix: String) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, _ in
      let root = try await stage.send("GET", prefix, [Self.authorization])
      #expect(root.status == 200)
      #expect(root.header("content-type") == "application/xml")
      #expect(try root.document().descendant("product_info", "version")?.attribute("major") == "4")
      for target in ["/hosts", "/hosts;max=10;case_sensitive=False?search=name%3Drack4-node2"] {
        let hosts = try await stage.send("GET", prefix + target, [Self.authorization]).document()
        let host = try #require(hosts.children("host").first)
        #expect(host.descendant("status", "state")?.text == "up")
        #expect(host.attribute("href") == "\(prefix)/hosts/\(Self.host)")
      }
      let single = try await stage.send("GET", "\(prefix)/hosts/\(Self.host)", [Self.authorization]).document()
      #expect(single.descendant("status", "state")?.text == "up")
      let missing = try await stage.send(
        "GET", "\(prefix)/hosts/99999999-0000-4000-8000-000000000099", [Self.authorization])
      #expect(missing.status == 404)
      #expect(stage.records.notes.contains { $0.remark?.contains("converted") == true })
    }
  }

  @Test func whatOfA45IsNotConvertedSaysSoInTheLog() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, _ in
      let vms = try await stage.send("GET", "/api/vms", [Self.authorization])
      #expect(vms.status == 404)
      let note = try #require(stage.records.notes.last { $0.target == "/api/vms" })
      #expect(note.kind == .relay)
      #expect(note.remark?.contains("not converted") == true)
    }
  }

  @Test func a42AnswersOldClientsItselfInAPIv3() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4, version: (4, 2))) { stage, engine in
      let root = try await stage.send("GET", "/api", [Self.authorization])
      #expect(try root.document().descendant("product_info", "version")?.attribute("minor") == "2")
      let host = try await stage.send("GET", "/ovirt-engine/api/hosts/\(Self.host)", [Self.authorization]).document()
      #expect(host.descendant("status", "state")?.text == "up")
      #expect(stage.records.notes.allSatisfy { $0.kind == .relay && $0.remark == nil })
      let attach = try await stage.send(
        "POST", "/api/hosts/\(Self.host)/nics/\(Self.eno3)/attach", [Self.authorization],
        body: "<action><network><name>tenant-a</name></network></action>")
      #expect(attach.status == 200)
      #expect(await engine.ledger().map(\.status) == [201])
    }
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func aWrongPasswordIsTheEngines401(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, engine in
      for (method, target, body) in [
        ("GET", "/api", nil), ("GET", "/api/hosts/\(Self.host)/nics", nil),
        ("POST", "/api/hosts/\(Self.host)/nics/\(Self.eno3)/detach", "<action/>"),
      ] {
        for headers in [[], ["Authorization: Basic eDp5"]] {
          let answer = try await stage.send(method, target, headers, body: body)
          #expect(answer.status == 401, "\(answer)")
          #expect(answer.all("www-authenticate").contains { $0.hasPrefix("Basic") })
        }
      }
      #expect(await engine.ledger().isEmpty)
      // A refused first client leaves nothing behind for the next.
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
    }
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func theSessionCookieFitsThePrefixAndIsEnoughFromThenOn(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, _ in
      for (prefix, first) in [("/api", "/api"), ("/ovirt-engine/api", "/ovirt-engine/api/hosts/\(Self.host)/nics")] {
        let answer = try await stage.send("GET", first, [Self.authorization, "Prefer: persistent-auth"])
        let cookies = answer.all("set-cookie")
        #expect(cookies.count == 1, "\(first): \(cookies)")
        let cookie = try #require(cookies.first)
        let attributes = cookie.split(separator: ";").map { $0.drop { $0 == " " } }
        #expect(
          attributes.contains { ["Path=/", "Path=\(prefix)", "Path=\(prefix)/"].contains(String($0)) }, "\(cookie)")
        #expect(!attributes.contains { $0.lowercased() == "secure" })
        let session = String(attributes[0])
        let next = try await stage.send(
          "GET", "\(prefix)/hosts/\(Self.host)/nics", ["cookie: \(session)", "Prefer: persistent-auth"])
        #expect(next.status == 200, "\(next)")
      }
    }
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func twoChangesOfOneHostAtOnceAreDecidedOneAfterTheOther(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, engine in
      @Sendable func attach(_ nic: String) async throws -> Int {
        try await stage.send(
          "POST", "/api/hosts/\(Self.host)/nics/\(nic)/attach", [Self.authorization],
          body: "<action><network><name>tenant-a</name></network></action>"
        ).status
      }
      async let first = attach(Self.eno3)
      async let second = attach(Self.ens5f0)
      let statuses = try await [first, second]
      #expect(Set(statuses) == [200, 409])
      #expect(await engine.ledger().count == 1)
    }
  }

  @Test func aDialectThatTheEngineDoesNotSpeakIsAFaultThatSaysSo() async throws {
    var options = Stage.Options()
    options.dialect = .v36
    try await Stage.run(SimulatorConfiguration(dialect: .v4), options) { stage, engine in
      for (method, target, body) in [
        ("GET", "/api/hosts/\(Self.host)/nics", nil),
        ("POST", "/api/hosts/\(Self.host)/nics/\(Self.eno3)/detach", "<action/>"),
      ] {
        let answer = try await stage.send(method, target, [Self.authorization], body: body)
        #expect(answer.status == 502, "\(answer)")
        #expect(answer.faultDetail?.contains("--dialect") == true, "\(answer)")
      }
      #expect(await engine.ledger().isEmpty)
    }
  }

  @Test func headAsksTheSameAndGetsNoBody() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, _ in
      for target in ["/api", "/api/hosts/\(Self.host)/nics"] {
        let whole = try await stage.send("GET", target, [Self.authorization])
        let head = try await stage.send("HEAD", target, [Self.authorization])
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        if target != "/api" { #expect(head.header("content-length") == whole.header("content-length")) }
      }
    }
  }

  @Test func aModernClientSpeaksV4ThroughTheGateway() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, _ in
      let nics = try await stage.send(
        "GET", "/ovirt-engine/api/hosts/\(Self.host)/nics", [Self.authorization, "Version: 4"])
      let first = try #require(try nics.document().children("host_nic").first)
      #expect(first.child("status")?.children.isEmpty == true)
      #expect(first.child("mac")?.child("address") != nil)
    }
  }
}

import EngineSimulator
import Testing
import XMLTree

/// Both media types over sockets, in front of the simulated engine in each dialect.
@Suite struct JSONSocketTests {
  private static let authorization = "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"
  private static let json = [authorization, "Accept: application/json", "Content-Type: application/json"]

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func aHostIsReadAndSetUpInJSON(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, engine in
      try await engine.load(json: Fixtures.bytes("states/plain.json"))
      let hosts = try await stage.send("GET", "/ovirt-engine/api/hosts", [Self.authorization]).document()
      let host = try #require(hosts.child("host")?.attribute("id"))
      let path = "/ovirt-engine/api/hosts/\(host)/nics"
      let xml = try await stage.send("GET", path, [Self.authorization]).document()
      let list = try await stage.send("GET", path, Self.json)
      #expect(list.status == 200)
      #expect(list.header("content-type") == "application/json")
      let names = try Self.nics(list).map { $0.member("name") }
      #expect(names == xml.children("host_nic").map { .string($0.childText("name") ?? "") })

      let back = JSONWriter.text(.object([JSONMember("host_nics", try JSONReader.read(Array(list.body.utf8)))]))
      let unchanged = try await stage.send("POST", "\(path)/setupnetworks", Self.json, body: back)
      #expect(unchanged.status == 200, "\(unchanged)")
      #expect(await engine.ledger().isEmpty)

      let bare = try #require(xml.children("host_nic").first { $0.child("network") == nil && $0.child("vlan") == nil })
      let nic = try #require(bare.attribute("id"))
      let refused = try await stage.send(
        "POST", "\(path)/\(nic)/attach", Self.json, body: #"{"network":{"name":"no-such-network"}}"#)
      #expect(refused.status == 404)
      #expect(
        refused.body == """
          {
            "reason" : "Operation Failed",
            "detail" : "Entity not found: no-such-network"
          }
          """)
      let unreadable = try await stage.send("POST", "\(path)/\(nic)/attach", Self.json, body: #"{"network":[]}"#)
      #expect(unreadable.status == 400)
      #expect(unreadable.body.contains("\"detailedLink\" : {"))
      #expect(await engine.ledger().isEmpty)

      let attached = try await stage.send(
        "POST", "\(path)/\(nic)/attach", Self.json, body: #"{"network":{"name":"blue"}}"#)
      #expect(attached.status == 200, "\(attached)")
      #expect(attached.body.contains("\"state\" : \"complete\""))
      #expect(await engine.ledger().count == 1)
    }
  }

  private static func nics(_ answer: StageAnswer) throws -> [JSONValue] {
    guard case .array(let nics)? = try JSONReader.read(Array(answer.body.utf8)).member("host_nic") else { return [] }
    return nics
  }
}

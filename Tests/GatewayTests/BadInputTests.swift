import EngineSimulator
import Gateway
import RewriteLog
import TestSupport
import Testing
import XMLTree

/// What a client may send by mistake or in malice: a legacy fault that says what is wrong, nothing sent, and a log that
/// tells it.
@Suite struct BadInputTests {
  private static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  private static let nic = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107"
  private static let setup = "/ovirt-engine/api/hosts/\(host)/nics/setupnetworks"
  private static let authorization = "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"

  private static let entityBomb = """
    <!DOCTYPE action [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>\
    <action><host_nics><host_nic><name>&c;</name></host_nic></host_nics></action>
    """
  private static let deep = String(repeating: "<a>", count: 100_000)

  @Test(arguments: [
    ("not XML", "{\"host_nics\": []}", 400, "REQUEST_NOT_XML"), ("empty", "", 400, "REQUEST_NOT_XML"),
    ("truncated", "<action><host_nics><host_nic><name>eno", 400, "REQUEST_NOT_XML"),
    ("DOCTYPE", "<!DOCTYPE action SYSTEM \"http://127.0.0.1:1/x\"><action/>", 400, "REQUEST_XML_FORBIDDEN"),
    ("entity bomb", entityBomb, 400, "REQUEST_XML_FORBIDDEN"), ("deep", deep, 413, "REQUEST_XML_TOO_LARGE"),
    (
      "unknown element", "<action><host_nics><host_nic><nam>x</nam></host_nic></host_nics></action>", 400,
      "REQUEST_ELEMENT_UNKNOWN"
    ),
    ("wrong root", "<host_nics><host_nic/></host_nics>", 400, "REQUEST_ROOT_UNEXPECTED"),
    ("no list", "<action/>", 400, "HOST_NICS_REQUIRED"),
    (
      "unknown nic", "<action><host_nics><host_nic id=\"99999999-0000-4000-8000-000000000099\"/></host_nics></action>",
      400,
      "NETWORK_INTERFACES_DONT_EXIST"
    ),
    (
      "unknown network",
      "<action><host_nics><host_nic><name>eno3</name><network><name>nowhere</name></network></host_nic></host_nics></action>",
      404, "ENTITY_NOT_FOUND"
    ),
    (
      "wrong number", "<action><host_nics/><connectivity_timeout>soon</connectivity_timeout></action>", 400,
      "REQUEST_VALUE_UNREADABLE"
    ),
  ])
  func aBadBodyIsRefusedWithAFaultAndNothingIsSent(
    name: String, body: String, status: Int, code: String
  ) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, engine in
      let answer = try await stage.send("POST", Self.setup, [Self.authorization], body: body)
      #expect(answer.status == status, "\(answer)")
      #expect(!answer.reason.isEmpty)
      #expect(answer.body.hasPrefix(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#))
      #expect(answer.faultDetail?.isEmpty == false)
      #expect(await engine.ledger().isEmpty)
      let end = try #require(stage.records.ends.first)
      #expect(end.outcome == .refused)
      #expect(end.error?.code == code)
      #expect(end.id == answer.header("hostnet-gateway-request"))
    }
  }

  @Test func anAttachToAnUnknownNicIs404WithoutABody() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, engine in
      let answer = try await stage.send(
        "POST", "/api/hosts/\(Self.host)/nics/99999999-0000-4000-8000-000000000099/attach", [Self.authorization],
        body: "<action><network><name>tenant-a</name></network></action>")
      #expect(answer.status == 404)
      #expect(answer.body.isEmpty)
      #expect(await engine.ledger().isEmpty)
      #expect(stage.records.ends.first?.error?.code == "NOT_FOUND")
    }
  }

  @Test(arguments: ["Content-Length: 104857600", "Transfer-Encoding: chunked"])
  func aBodyOfAHundredMegabytesIsNotTakenIn(framing: String) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, engine in
      let port = stage.gateway.port
      let text = try await onThread {
        let socket = try RawSocket(port: port)
        try socket.send("POST \(Self.setup) HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\n\(framing)\r\n\r\n")
        let piece = Array(repeating: UInt8(ascii: " "), count: 1 << 20)
        do {
          for _ in 0..<100 {
            if framing.hasPrefix("T") { try socket.send("100000\r\n") }
            try socket.send(piece)
            if framing.hasPrefix("T") { try socket.send("\r\n") }
          }
        } catch {}
        return (try? socket.receiveAll()) ?? ""
      }
      let answer = try #require(StageAnswer(text))
      #expect(answer.status == 413)
      #expect(answer.faultDetail?.isEmpty == false)
      #expect(await engine.ledger().isEmpty)
      #expect(await eventually { stage.records.notes.contains { $0.status == 413 } })
    }
  }

  @Test func otherMediaTypesAndMethodsAreRefused() async throws {
    try await Stage.run(SimulatorConfiguration(dialect: .v4)) { stage, engine in
      let yaml = try await stage.send(
        "POST", Self.setup, [Self.authorization, "Content-Type: application/x-yaml"], body: "{}")
      #expect(yaml.status == 415)
      let method = try await stage.send("DELETE", Self.setup, [Self.authorization])
      #expect(method.status == 405)
      #expect(method.header("allow")?.contains("POST") == true)
      #expect(await engine.ledger().isEmpty)
    }
  }
}

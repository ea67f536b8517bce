import Foundation
import TestSupport
import Testing

@Suite struct ServeTests {
  /// Sends a request on a connection of its own; the whole answer as text.
  private static func answer(_ port: Int, _ request: String, body: String = "") async throws -> String {
    try await onThread {
      let socket = try RawSocket(port: port)
      try socket.send(
        "\(request) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/xml\r\n"
          + "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      return try socket.receiveAll()
    }
  }

  @Test func aGatewayServesInFrontOfASimulatedEngineAndEndsOnSIGTERM() async throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("serve-\(UUID().uuidString).log")
    defer { try? FileManager.default.removeItem(at: log) }
    let engine = try Command(["simulate", "--listen", "127.0.0.1:0", "--dialect", "4"])
    defer { engine.terminate() }
    let enginePort = try #require(await engine.port())
    let gateway = try Command([
      "serve", "--listen", "127.0.0.1:0", "--upstream", "http://127.0.0.1:\(enginePort)", "--rewrite-log", log.path,
    ])
    defer { gateway.terminate() }
    let port = try #require(await gateway.port())

    let nics = "/api/hosts/6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201/nics"
    let list = try await Self.answer(port, "GET \(nics)")
    #expect(list.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(list.contains("<name>eno2.310</name>"))
    let attach = try await Self.answer(
      port, "POST \(nics)/d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107/attach",
      body: "<action><network><name>tenant-a</name></network></action>")
    #expect(attach.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(attach)")
    let ledger = try await Self.answer(enginePort, "GET /-/ledger")
    #expect(ledger.contains("networkattachments"))

    gateway.terminate()
    #expect(try await gateway.end() == 0)
    engine.terminate()
    #expect(try await engine.end() == 0)

    let shown = try await Command.run("log", log.path)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("attach"))
  }

  @Test func optionsAreCheckedWithoutServing() async throws {
    let good = try await Command.run("serve", "--check-config", "--upstream", "http://127.0.0.1:1")
    #expect(good.status == 0, "\(good.errors)")
    let bad = try await Command.run("serve", "--check-config", "--upstream", "gopher://engine")
    #expect(bad.status == 1)
    #expect(!bad.errors.isEmpty)
  }

  @Test func casesAreTranslatedOffline() async throws {
    let cases = try await Command.run("translate", "--cases", "fixtures/cases")
    #expect(cases.status == 0, "\(cases.output.suffix(2000))")
    #expect(cases.output.split(separator: "\n").count > 100)
  }
}

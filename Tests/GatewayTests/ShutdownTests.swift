import EngineAPI
import EngineClient
import RewriteLog
import TestSupport
import Testing

@testable import Gateway

@Suite struct ShutdownTests {
  /// An engine whose answers to changes come after the gateway has given up waiting for its connections.
  private static func slowEngine() throws -> ScriptedServer {
    try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method == "POST" { sleepThread(milliseconds: 3000) }
        guard case .success(let answer) = FakeEngine.usual(method: request.method, target: request.target) else {
          return
        }
        try connection.answer(
          "\(answer.status) OK", ["Content-Type: application/xml"], body: String(decoding: answer.body, as: UTF8.self))
      }
    }
  }

  @Test(.timeLimit(.minutes(2))) func aChangeThatOutlivesTheLoopsEndsAndIsLogged() async throws {
    let engine = try Self.slowEngine()
    defer { engine.stop() }
    let records = Stage.Records()
    let gateway = try await GatewayServer.start(
      GatewayConfiguration(
        front: FrontConfiguration(eventLoops: 1, drainSeconds: 0),
        engine: EngineClientConfiguration(origin: engine.origin),
        dialect: .v4),
      observe: { records.add($0) })
    let client = Task {
      try? await StageAnswer.to(
        port: gateway.port, "POST", "/api/hosts/h1/nics/e1/attach",
        body: "<action><network><name>red</name></network></action>")
    }
    while !engine.requests.contains(where: { $0.method == "POST" }) { try await Task.sleep(for: .milliseconds(5)) }
    await gateway.shutDown()
    #expect(records.ends.map(\.outcome) == [.done])
    _ = await client.value
  }
}

import EngineClient
import Gateway
import RewriteLog
import TestSupport
import Testing

/// Engines that are away, slow, or answer with something else; and what happens to the one mutating call then.
@Suite struct BadEngineTests {
  private static let setup = "/ovirt-engine/api/hosts/h1/nics/setupnetworks"
  private static let list = "/api/hosts/h1/nics"

  /// What a connection does with a request that isn't answered as usual.
  enum Fault: String, Sendable, CaseIterable {
    case html, closes, resets, breaksOff, hangs
  }

  /// An engine on a socket: the usual answers, and `fault` for the request that `isMeant` picks.
  private static func engine(
    _ fault: Fault, where isMeant: @escaping @Sendable (ScriptedServer.Request) -> Bool
  ) throws -> ScriptedServer {
    try ScriptedServer { connection in
      while let request = try connection.request() {
        guard isMeant(request) else {
          let answer = try FakeEngine.usual(method: request.method, target: request.target).get()
          try connection.answer("\(answer.status) OK", body: String(decoding: answer.body, as: UTF8.self))
          continue
        }
        switch fault {
        case .html: try connection.answer("200 OK", ["Content-Type: text/html"], body: "<html><body>Welcome<br></html>")
        case .closes: return
        case .resets: return connection.socket.reset()
        case .breaksOff:
          return try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<action><status>comp")
        case .hangs: sleepThread(milliseconds: 4000)
        }
      }
    }
  }

  @Test func anEngineThatIsAwayIs503AndNothingIsSent() async throws {
    try await Stage.run(origin: "http://127.0.0.1:1") { stage in
      for (method, target, body) in [
        ("GET", Self.list, nil), ("POST", Self.setup, MutationRunnerTests.addRed), ("GET", "/api/vms", nil),
      ] {
        let answer = try await stage.send(method, target, body: body)
        #expect(answer.status == 503, "\(answer)")
        #expect(answer.faultDetail?.contains("reached") == true)
      }
      #expect(stage.records.ends.map(\.outcome) == [.notSent])
      #expect(stage.records.ends.first?.error?.code == "ENGINE_UNREACHABLE")
      // What the library said is for the operator.
      #expect(stage.records.notes.first { $0.target == Self.list }?.remark?.isEmpty == false)
    }
  }

  @Test(arguments: [
    (Fault.html, 502, "ENGINE_ANSWER_UNREADABLE"), (.breaksOff, 502, "ENGINE_ANSWER_UNREADABLE"),
    (.hangs, 504, "ENGINE_READ_TIMEOUT"),
  ])
  func aReadThatFailsIsAFaultAndNothingIsSent(fault: Fault, status: Int, code: String) async throws {
    let engine = try Self.engine(fault) { $0.target.hasSuffix("/networkattachments") }
    defer { engine.stop() }
    try await Stage.run(origin: engine.origin, Stage.Options(readDeadlineSeconds: 1)) { stage in
      let list = try await stage.send("GET", Self.list)
      #expect(list.status == status, "\(list)")
      #expect(list.faultDetail?.contains("/networkattachments") == true)
      let change = try await stage.send("POST", Self.setup, body: MutationRunnerTests.addRed)
      #expect(change.status == status)
      #expect(!engine.requests.contains { $0.method != "GET" })
      #expect(stage.records.notes.last?.code == code)
      #expect(stage.records.ends.first?.error?.code == code)
      #expect(stage.records.ends.first?.outcome == .notSent)
    }
  }

  @Test(arguments: [Fault.html, .closes, .resets, .breaksOff, .hangs])
  func aChangeWithoutAnAnswerArrivesOnceAndIsOfUnknownOutcome(fault: Fault) async throws {
    let engine = try Self.engine(fault) { $0.method != "GET" }
    defer { engine.stop() }
    try await Stage.run(origin: engine.origin, Stage.Options(writeDeadlineSeconds: 1)) { stage in
      for (target, body) in [
        (Self.setup, MutationRunnerTests.addRed),
        ("/api/hosts/h1/nics/e1/attach", "<action><network><name>red</name></network></action>"),
      ] {
        let before = engine.requests.count { $0.method != "GET" }
        let answer = try await stage.send("POST", target, body: body)
        #expect(answer.status == 504, "\(answer)")
        #expect(answer.faultDetail?.contains("/hosts/h1/nics") == true)
        #expect(engine.requests.count { $0.method != "GET" } == before + 1)
      }
      #expect(stage.records.ends.map(\.outcome) == [.unknown, .unknown])
      #expect(stage.records.ends.allSatisfy { $0.error?.code == "OUTCOME_UNKNOWN" })
    }
  }

  @Test func shuttingDownWaitsForAChangeWhoseClientHasGone() async throws {
    let engine = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method != "GET" { sleepThread(milliseconds: 700) }
        let answer = try FakeEngine.usual(method: request.method, target: request.target).get()
        try connection.answer("\(answer.status) OK", body: String(decoding: answer.body, as: UTF8.self))
      }
    }
    defer { engine.stop() }
    let records = try await Stage.run(origin: engine.origin) { stage in
      let port = stage.gateway.port
      try await onThread {
        let socket = try RawSocket(port: port)
        let body = MutationRunnerTests.addRed
        try socket.send(
          "POST \(Self.setup) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        while !engine.requests.contains(where: { $0.method != "GET" }) { sleepThread(milliseconds: 10) }
        socket.reset()
      }
      return stage.records
    }
    #expect(records.ends.map(\.outcome) == [.done])
  }

  @Test func anEngineThatRestartsInMidChangeLeavesTheOutcomeUnknownAndIsAskedAnewAfterwards() async throws {
    let first = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method != "GET" { return connection.socket.reset() }
        let answer = try FakeEngine.usual(method: request.method, target: request.target).get()
        try connection.answer("\(answer.status) OK", body: String(decoding: answer.body, as: UTF8.self))
      }
    }
    defer { first.stop() }
    try await Stage.run(origin: first.origin) { stage in
      let lost = try await stage.send("POST", Self.setup, body: MutationRunnerTests.addRed)
      #expect(lost.status == 504, "\(lost)")
      #expect(lost.faultDetail?.contains("/hosts/h1/nics") == true)
      first.stop()
      // Until the port is free the engine is down; then another process has it.
      #expect(await eventually { (try? RawSocket(port: first.port)) == nil })
      let away = try await stage.send("POST", Self.setup, body: MutationRunnerTests.addRed)
      #expect(away.status == 503, "\(away)")
      let second = try ScriptedServer(port: first.port) { connection in
        while let request = try connection.request() {
          let answer = try FakeEngine.usual(method: request.method, target: request.target).get()
          try connection.answer("\(answer.status) OK", body: String(decoding: answer.body, as: UTF8.self))
        }
      }
      defer { second.stop() }
      #expect(try await stage.send("POST", Self.setup, body: MutationRunnerTests.addRed).status == 200)
      #expect(second.requests.count { $0.method != "GET" } == 1, "what was lost isn't sent again")
      // Another process may be another version.
      #expect(second.requests.contains { $0.target == "/ovirt-engine/api" })
      #expect(first.requests.count { $0.method != "GET" } == 1)
      #expect(stage.records.ends.map(\.outcome) == [.unknown, .notSent, .done])
    }
  }
}

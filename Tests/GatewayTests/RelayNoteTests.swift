import EngineClient
import Gateway
import RewriteLog
import TestSupport
import Testing

/// What the rewrite log says of relayed requests.
@Suite(.serialized) struct RelayNoteTests {
  /// An engine that answers `/ok`, breaks off `/part` in the body and `/none` before the answer, and never answers `/slow`.
  private func server() throws -> ScriptedServer {
    try ScriptedServer { connection in
      while let request = try connection.request() {
        switch request.target {
        case "/ok": try connection.answer("202 Accepted", body: "12345")
        case "/part": return try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123")
        case "/none": return
        case "/late":
          sleepThread(milliseconds: 400)
          try connection.answer(body: "late")
        default: _ = try connection.socket.receive()
        }
      }
    }
  }

  @Test(
    arguments: [
      ("GET", "/ok", 202, RewriteOutcome.done, 5, nil), ("POST", "/ok", 202, .done, 5, nil),
      ("GET", "/part", 200, .failed, 3, "ENGINE_READ_FAILED"), ("POST", "/part", 200, .unknown, 3, "OUTCOME_UNKNOWN"),
      ("GET", "/none", 502, .failed, 0, "ENGINE_READ_FAILED"), ("DELETE", "/none", 504, .unknown, 0, "OUTCOME_UNKNOWN"),
      ("GET", "/slow", 504, .failed, 0, "ENGINE_READ_TIMEOUT"), ("PUT", "/slow", 504, .unknown, 0, "OUTCOME_UNKNOWN"),
    ] as [(String, String, Int, RewriteOutcome, Int, String?)])
  func everyEndIsNotedOnce(
    _ method: String, _ target: String, _ status: Int, _ outcome: RewriteOutcome, _ bytes: Int, _ code: String?
  ) async throws {
    let configuration = FrontConfiguration(eventLoops: 1, relayTimeoutSeconds: target == "/slow" ? 1 : 30)
    try await FrontHarness.with(server(), configuration) { harness in
      let socket = try harness.connect()
      let answer = try await onThread {
        try socket.send("\(method) \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let head = try? socket.receive(until: "\r\n\r\n")
        _ = try? socket.receiveAll()
        return head ?? ""
      }
      #expect(await eventually { !harness.notes.isEmpty })
      #expect(harness.notes.count == 1)
      let note = try #require(harness.notes.first)
      #expect(note.kind == .relay)
      #expect([note.method, note.target, note.client] == [method, target, "127.0.0.1"])
      #expect((note.status, note.outcome, note.bytes) == (status, outcome, bytes))
      #expect(note.code == code)
      #expect(note.remark == nil)
      #expect(answer.isEmpty || answer.contains("Hostnet-Gateway-Request: \(note.id)\r\n"))
    }
  }

  @Test func whatIsNotSentAndWhatIsRefusedIsNoted() async throws {
    let server = try ScriptedServer.answering()
    server.stop()
    try await FrontHarness.with(server) { harness in
      _ = try await harness.exchange("POST /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      _ = try await harness.exchange("GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(await eventually { harness.notes.count == 2 })
      #expect(harness.notes.map(\.outcome) == [.notSent, .refused])
      #expect(harness.notes.map(\.status) == [503, 400])
    }
  }

  /// The engine carries a write out whether or not anybody waits, so its answer is waited for.
  @Test func aClientThatLeavesIsNotedAndItsWriteIsWaitedFor() async throws {
    try await FrontHarness.with(server()) { harness in
      for method in ["POST", "GET"] {
        let socket = try harness.connect()
        let count = harness.server.requests.count
        try socket.send("\(method) /late HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(await eventually { harness.server.requests.count == count + 1 })
        socket.reset()
      }
      #expect(await eventually { harness.notes.count == 2 })
      let notes = harness.notes.sorted { $0.method > $1.method }
      #expect(notes.map(\.method) == ["POST", "GET"])
      #expect(notes.map(\.outcome) == [.done, .failed])
      #expect(notes.map(\.status) == [200, 0])
      #expect(notes.map(\.remark) == ["The client left.", "The client left."])
    }
  }
}

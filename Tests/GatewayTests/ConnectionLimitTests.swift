import Gateway
import RewriteLog
import TestSupport
import Testing

/// More clients than the front takes.
@Suite(.serialized) struct ConnectionLimitTests {
  private static let request = "GET /answer HTTP/1.1\r\nHost: a\r\n\r\n"

  private func isServed(_ socket: RawSocket) async throws -> Bool {
    try await onThread {
      try socket.send(Self.request)
      return try socket.answer()?.status == 200
    }
  }

  private func isServedSoon(_ harness: FrontHarness) async throws -> Bool {
    for _ in 0..<200 {
      if (try? await isServed(harness.connect())) == true { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  @Test func oneTooManyIsToldToComeLaterAndTheOthersAreServedOn() async throws {
    let server = try ScriptedServer.answering()
    try await FrontHarness.with(server, FrontConfiguration(eventLoops: 2, maxConnections: 3)) { harness in
      let first = try (0..<3).map { _ in try harness.connect() }
      for socket in first { #expect(try await isServed(socket)) }
      let tooMany = try harness.connect()
      let answers = try await onThread {
        try tooMany.send("POST /relayed HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
        return (try tooMany.answer(), try tooMany.receiveAll())
      }
      #expect(answers.0?.status == 503)
      #expect(answers.0?.header("connection") == "close")
      #expect(answers.0?.body.contains("max-connections") == true)
      #expect(answers.1.isEmpty)
      #expect(server.requests.isEmpty)
      #expect(await eventually { harness.notes.contains { $0.status == 503 && $0.outcome == .refused } })
      for socket in first { #expect(try await isServed(socket)) }
      // Those that were told to come later, and are still there, keep nobody out.
      first[0].close()
      #expect(try await isServedSoon(harness))
    }
  }

  @Test func farTooManyAreClosedAndLeaveNothingBehind() async throws {
    // One event loop, so that connections are taken in their order.
    try await FrontHarness.with(
      ScriptedServer.answering(), FrontConfiguration(eventLoops: 1, maxConnections: 2)
    ) { harness in
      let sockets = try (0..<40).map { _ in try harness.connect() }
      let closed = try await onThread {
        // Silent ones of the first 18 stay; what comes after them is closed without an answer.
        sockets.suffix(10).filter { ((try? $0.receiveAll()) ?? "").isEmpty }.count
      }
      #expect(closed == 10)
      #expect(await harness.front.counts().connections == 18)
      for socket in sockets { socket.close() }
      #expect(try await isServedSoon(harness))
    }
  }
}

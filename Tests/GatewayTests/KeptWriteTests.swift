import EngineClient
import Gateway
import RewriteLog
import Synchronization
import TestSupport
import Testing

/// Relayed writes on connections that are kept (`--write-connections kept`), and what becomes of them when the engine ends
/// such a connection at the worst moments.
@Suite(.serialized) struct KeptWriteTests {
  private static let kept = FrontConfiguration(eventLoops: 1, writeConnections: .kept)

  /// How the engine ends a connection.
  enum Ending: String, Sendable, CaseIterable { case close, reset }

  /// When it does, as seen from the write that goes out on it.
  enum Moment: String, Sendable, CaseIterable {
    case beforeItIsSent, asItArrives, afterIt, withinHead, withinBody

    /// How many writes a server that counts whole requests has seen then.
    var arrivals: Int { self == .asItArrives ? 0 : 1 }
  }

  /// How the body of a write is framed.
  enum Framing: String, Sendable, CaseIterable {
    case none, length, long, chunked

    /// The rest of a request, behind its request line.
    var rest: String {
      switch self {
      case .none: "\r\n"
      case .length: "Content-Length: 3\r\n\r\nabc"
      case .long: "Content-Length: 50000\r\n\r\n" + String(repeating: "x", count: 50_000)
      case .chunked: "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
      }
    }
  }

  /// The statuses that clients were told, by target.
  private final class Told: Sendable {
    private let statuses = Mutex<[String: Int]>([:])
    var all: [String: Int] { statuses.withLock { $0 } }
    func add(_ target: String, _ status: Int) { statuses.withLock { $0[target] = status } }
  }

  /// An engine that answers the first request of a connection, and then ends it.
  private static func engine(_ ending: Ending, _ moment: Moment) throws -> ScriptedServer {
    try ScriptedServer { connection in
      guard try connection.request() != nil else { return }
      try connection.answer(body: "kept")
      func end() { if ending == .reset { connection.socket.reset() } else { connection.socket.close() } }
      switch moment {
      case .beforeItIsSent: return end()
      case .asItArrives:
        // The write is on its way, but the server's program hasn't read it when it ends the connection.
        guard try !connection.socket.receive(exactly: 1).isEmpty else { return }
        if ending == .close { connection.socket.endSending() }
        sleepThread(milliseconds: 20)
        return end()
      case .afterIt, .withinHead, .withinBody:
        guard try connection.request() != nil else { return }
        if moment == .withinHead { try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Le") }
        if moment == .withinBody {
          try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<action>")
        }
        return end()
      }
    }
  }

  /// A request before, and then the write, on one connection of a client. nil if the machine was so slow that no kept
  /// connection was young enough, so that nothing was tried.
  private func attempt(
    _ ending: Ending, _ moment: Moment, first: String, method: String, framing: Framing
  ) async throws -> (status: Int?, body: String, arrivals: Int, notes: [RewriteOutcome], codes: [String?])? {
    try await FrontHarness.with(Self.engine(ending, moment), Self.kept) { harness in
      let socket = try harness.connect()
      let answer = try await onThread { () -> RawAnswer? in
        try socket.send("\(first) /before HTTP/1.1\r\nHost: a\r\n\r\n")
        guard try socket.answer()?.body == "kept" else { throw RawSocket.Failure(description: "no first answer") }
        if moment == .beforeItIsSent { sleepThread(milliseconds: 100) }
        try socket.send("\(method) /write HTTP/1.1\r\nHost: a\r\n" + framing.rest)
        // Within the body the answer can only be broken off.
        return try? socket.answer()
      }
      let isNoted = await eventually { harness.notes.count == 2 }
      guard isNoted else { throw RawSocket.Failure(description: "no second note") }
      let writes = harness.server.requests.filter { $0.target == "/write" }
      if moment != .beforeItIsSent, writes.contains(where: { $0.connection != 0 }), answer?.body == "kept" {
        return nil
      }
      if moment == .beforeItIsSent { #expect(writes.map(\.connection) == [1]) }
      return (
        answer?.status, answer?.body ?? "", writes.count, harness.notes.map(\.outcome), harness.notes.map(\.code)
      )
    }
  }

  @Test(arguments: Ending.allCases, Moment.allCases)
  func aWriteOnAKeptConnectionThatDiesArrivesOnceAtMostAndIsToldAsItIs(_ ending: Ending, _ moment: Moment) async throws
  {
    for first in ["GET", "POST"] {
      for (method, framing) in [
        ("POST", Framing.length), ("PUT", .long), ("POST", .chunked), ("DELETE", .none),
      ] {
        var end = try await attempt(ending, moment, first: first, method: method, framing: framing)
        for _ in 0..<4 where end == nil {
          end = try await attempt(ending, moment, first: first, method: method, framing: framing)
        }
        let told = try #require(end, "no connection was kept")
        let what = Comment(rawValue: "\(method) \(framing) after \(first)")
        #expect(told.arrivals == moment.arrivals, what)
        if moment == .beforeItIsSent {
          #expect(told.status == 200, what)
          #expect(told.notes == [.done, .done], what)
          continue
        }
        if moment == .withinBody {
          #expect(told.body != "<action>" || told.status == 200, what)
        } else {
          #expect(told.status == 504, what)
          #expect(told.body.contains("may have been carried out"), what)
        }
        #expect(told.notes == [.done, .unknown], what)
        #expect(told.codes == [nil, "OUTCOME_UNKNOWN"], what)
      }
    }
  }

  @Test func writesShareConnectionsWithReadsOnlyIfAsked() async throws {
    for connections in WriteConnections.allCases {
      let configuration = FrontConfiguration(eventLoops: 1, writeConnections: connections)
      // A second may pass between two requests on a busy machine, so more than one try is allowed.
      var seen: [Int] = []
      for _ in 0..<5 {
        seen = try await FrontHarness.with(.answering(), configuration) { harness in
          let socket = try harness.connect()
          try await onThread {
            for method in ["GET", "POST", "DELETE", "PUT", "GET"] {
              try socket.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
              _ = try socket.answer()
            }
          }
          return harness.server.requests.map(\.connection)
        }
        if connections == .fresh || seen == [0, 0, 0, 0, 0] { break }
      }
      #expect(seen == (connections == .fresh ? [0, 1, 2, 3, 0] : [0, 0, 0, 0, 0]))
    }
  }

  @Test func aConnectionThatWasIdleForASecondCarriesNoWrite() async throws {
    try await FrontHarness.with(.answering(), Self.kept) { harness in
      let socket = try harness.connect()
      try await onThread {
        for (method, pause) in [("GET", 1100), ("POST", 1100), ("POST", 0)] {
          try socket.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
          _ = try socket.answer()
          sleepThread(milliseconds: UInt32(pause))
        }
      }
      #expect(harness.server.requests.map(\.connection) == [0, 1, 2])
    }
  }

  @Test func aReadMayUseAnOlderConnectionThanAWrite() async throws {
    try await FrontHarness.with(.answering(), Self.kept) { harness in
      let socket = try harness.connect()
      try await onThread {
        for (method, pause) in [("POST", 1300), ("GET", 0)] {
          try socket.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
          _ = try socket.answer()
          sleepThread(milliseconds: UInt32(pause))
        }
      }
      #expect(harness.server.requests.map(\.connection) == [0, 0])
    }
  }

  @Test func credentialsBoundToAConnectionKeepAWritesConnectionFromOthers() async throws {
    try await FrontHarness.with(.answering(), Self.kept) { harness in
      let socket = try harness.connect()
      try await onThread {
        for authorization in ["Negotiate YII=", "Basic dTpw"] {
          try socket.send("POST / HTTP/1.1\r\nHost: a\r\nAuthorization: \(authorization)\r\n\r\n")
          _ = try socket.answer()
        }
      }
      #expect(harness.server.requests.map(\.connection) == [0, 1])
    }
  }

  @Test func aWriteThatFindsNoEngineIsNotSent() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.answer()
    }
    try await FrontHarness.with(server, Self.kept) { harness in
      let socket = try harness.connect()
      let answer = try await onThread {
        try socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try socket.answer()
        server.stop()
        sleepThread(milliseconds: 200)
        try socket.send("POST / HTTP/1.1\r\nHost: a\r\n\r\n")
        return try socket.answer()
      }
      #expect(answer?.status == 503)
      #expect(answer?.body.contains("nothing was sent") == true)
      #expect(await eventually { harness.notes.map(\.outcome) == [.done, .notSent] })
    }
  }

  /// Translated changes have a connection each, whatever relayed writes do.
  @Test func translatedChangesStayOnFreshConnections() async throws {
    let engine = try ScriptedServer { connection in
      while let request = try connection.request() {
        let answer = try FakeEngine.usual(method: request.method, target: request.target).get()
        try connection.answer("\(answer.status) OK", body: String(decoding: answer.body, as: UTF8.self))
      }
    }
    defer { engine.stop() }
    try await Stage.run(origin: engine.origin, Stage.Options(writeConnections: .kept)) { stage in
      for _ in 0..<3 {
        let target = "/ovirt-engine/api/hosts/h1/nics/setupnetworks"
        let answer = try await stage.send("POST", target, body: MutationRunnerTests.addRed)
        #expect(answer.status == 200)
      }
    }
    let writes = engine.requests.filter { $0.method != "GET" }
    #expect(writes.count == 3)
    for write in writes { #expect(engine.requests.count { $0.connection == write.connection } == 1) }
  }

  /// Many writes at once to an engine that ends every connection at some moment: none arrives twice, what is told as done
  /// has arrived, and what is told as not sent hasn't.
  @Test func amongManyWritesNoneArrivesTwice() async throws {
    let server = try ScriptedServer { connection in
      var left = connection.number % 4
      while let request = try connection.request() {
        if left == 0, connection.number % 3 == 0 { return connection.socket.reset() }
        if left == 0, connection.number % 3 == 1 { return }
        try connection.answer(body: request.target)
        if left == 0 { return connection.number % 2 == 0 ? connection.socket.reset() : () }
        left -= 1
      }
    }
    try await FrontHarness.with(server, FrontConfiguration(eventLoops: 2, writeConnections: .kept)) { harness in
      let told = Told()
      let port = harness.front.port
      await withTaskGroup(of: Void.self) { group in
        for client in 0..<8 {
          group.addTask {
            try? await onThread {
              let socket = try RawSocket(port: port)
              for number in 0..<50 {
                let target = "/\(client)/\(number)"
                try socket.send("\(number % 5 == 4 ? "GET" : "POST") \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
                guard let answer = try socket.answer() else { return }
                told.add(target, answer.status)
                if answer.status == 200 { #expect(answer.body == target) }
              }
            }
          }
        }
      }
      let arrived = Dictionary(grouping: server.requests, by: \.target).mapValues(\.count)
      let ends = told.all
      #expect(ends.count == 400)
      for (target, status) in ends where !target.hasSuffix("4") && !target.hasSuffix("9") {
        let count = arrived[target] ?? 0
        switch status {
        case 200: #expect(count == 1, "\(target) done")
        case 503: #expect(count == 0, "\(target) not sent")
        case 504: #expect(count <= 1, "\(target) unknown")
        default: Issue.record("\(target): \(status)")
        }
      }
      #expect(ends.values.contains(200))
      #expect(ends.values.contains(504))
    }
  }
}

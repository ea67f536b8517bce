import EngineSimulator
import Foundation
import RewriteLog
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// A gateway process that is killed in the middle of its work.
@Suite struct CrashTests {
  private static let hosts = [StormWorld.first, StormWorld.second]

  /// What stands in a log, read without the project's own reader of entries.
  private struct Records {
    var intents: [IntentRecord] = []
    var ended: Set<String> = []
    var writesUnfinished: Set<String> {
      Set(intents.filter { $0.willSend != nil }.map(\.id)).subtracting(ended)
    }

    init(path: String) throws {
      let reader = try RewriteLogReader(path: path)
      while let item = reader.next() {
        switch item {
        case .record(.intent(let intent)): intents.append(intent)
        case .record(.end(let end)):
          #expect(ended.insert(end.id).inserted, "two ends of \(end.id)")
        case .record(.note), .warning: break
        }
      }
      #expect(Set(intents.map(\.id)).count == intents.count, "two intents of one id")
    }
  }

  private static func ledger(_ port: Int) async throws -> [LedgerEntry] {
    let ledger = try await StageAnswer.to(port: port, "GET", "/-/ledger")
    return try JSONDecoder().decode([LedgerEntry].self, from: Data(ledger.body.utf8))
  }

  /// Clients that send wishes until they are told to stop, whatever comes back.
  private static func storm(on port: Int, seed: UInt64, until isOver: @escaping @Sendable () -> Bool) async {
    await withTaskGroup(of: Void.self) { group in
      for client in 0..<8 {
        group.addTask {
          var random = StormRandom(seed: seed &* 100 &+ UInt64(client))
          let host = Self.hosts[client % 2]
          while !isOver() {
            let (target, body) = StormWorld.anyWish(for: host, &random).request(host: host)
            _ = try? await StageAnswer.to(
              port: port, "POST", target, [StormWorld.authorization], body: body)
          }
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(10))) func everyWriteOfAKilledGatewayIsEndedOrListedAsUnfinished() async throws {
    let kills = 20
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("crash-\(UUID().uuidString).log").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let engine = try await onThread { try GatewayProcess(simulating: ["--dialect", "4"]) }
    // Writes take a while, so that many kills find one under way.
    let slow = try await StageAnswer.to(
      port: engine.port, "PUT", "/-/faults", ["Content-Type: application/json"],
      body: #"[{"times": 0, "delay_ms": 15, "carry_out": true}]"#)
    #expect(slow.status == 204)
    let upstream = "http://127.0.0.1:\(engine.port)"
    var random = StormRandom(seed: 9)

    for round in 0..<kills {
      let gateway = try await onThread { try GatewayProcess(upstream: upstream, arguments: ["--rewrite-log", log]) }
      let isOver = Mutex(false)
      let enough = try await Self.ledger(engine.port).count + Int.random(in: 1...6, using: &random)
      let milliseconds = Int.random(in: 0...40, using: &random)
      async let storm: Void = Self.storm(on: gateway.port, seed: UInt64(round)) { isOver.withLock { $0 } }
      var attempts = 0
      while attempts < 200, try await Self.ledger(engine.port).count < enough {
        attempts += 1
        try await Task.sleep(for: .milliseconds(20))
      }
      try await Task.sleep(for: .milliseconds(milliseconds))
      try await onThread { gateway.kill() }
      isOver.withLock { $0 = true }
      await storm
      try await Self.settled(engine.port)
    }

    let records = try Records(path: log)
    let ledger = try await Self.ledger(engine.port)
    #expect(ledger.count > kills, "the storm did next to nothing")
    #expect(!records.writesUnfinished.isEmpty, "no kill met a write")
    for host in Self.hosts {
      let writes = records.intents.filter { $0.host == host && $0.willSend != nil }
      explain(ledger.filter { $0.path.contains(host) }, by: writes, ended: records.ended)
    }
    #expect(try await Self.listedAsUnfinished(log) == records.writesUnfinished)

    // The next gateway goes on with the same file.
    let next = try await onThread { try GatewayProcess(upstream: upstream, arguments: ["--rewrite-log", log]) }
    let (target, body) = StormWorld.Wish.setUp(places: [:]).request(host: StormWorld.first)
    let answer = try await StageAnswer.to(port: next.port, "POST", target, [StormWorld.authorization], body: body)
    #expect(answer.status == 200, "\(answer)")
    let status = try await onThread { next.stop() }
    #expect(status == 0)
    _ = try await onThread { engine.stop() }
    let after = try Records(path: log)
    #expect(after.intents.count == records.intents.count + 1)
    #expect(after.writesUnfinished == records.writesUnfinished)
  }

  /// Whether the ledger of a host can be explained: each call is the one of an intent, in order; none is there twice; an
  /// intent whose end is known is there, one without an end may be.
  private func explain(_ ledger: [LedgerEntry], by writes: [IntentRecord], ended: Set<String>) {
    // How many calls of the ledger the intents so far can account for: several numbers where an end isn't known.
    var explained: Set<Int> = [0]
    for write in writes {
      let taken = explained.filter { count in
        guard count < ledger.count, let sent = write.willSend else { return false }
        let entry = ledger[count]
        return entry.method == sent.method && sent.target.hasSuffix(entry.path) && entry.body == sent.body ?? ""
      }.map { $0 + 1 }
      explained = ended.contains(write.id) ? Set(taken) : explained.union(taken)
      #expect(!explained.isEmpty, "the call of \(write.id), which has ended, isn't in the ledger at its place")
      if explained.isEmpty { return }
    }
    #expect(
      explained.contains(ledger.count), "\(ledger.count) calls, of which the log explains \(explained.max() ?? 0)")
  }

  /// Waits until what the killed process had sent has arrived.
  private static func settled(_ port: Int) async throws {
    var before = -1
    var now = try await ledger(port).count
    while now != before {
      try await Task.sleep(for: .milliseconds(50))
      (before, now) = (now, try await ledger(port).count)
    }
  }

  /// The ids that `hostnet-gateway log FILE --unfinished` lists.
  private static func listedAsUnfinished(_ log: String) async throws -> Set<String> {
    try await onThread {
      let process = Process()
      process.executableURL = GatewayProcess.program
      process.arguments = ["log", log, "--unfinished", "--json"]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      struct Listed: Decodable { var id: String }
      let lines = text.split(separator: "\n")
      let ids = try lines.map { try JSONDecoder().decode(Listed.self, from: Data($0.utf8)).id }
      #expect(Set(ids).count == ids.count)
      return Set(ids)
    }
  }
}

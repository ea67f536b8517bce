import EngineClient
import EngineSimulator
import Foundation
import RewriteLog
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// Many clients at once through one gateway.
@Suite struct ConcurrencyTests {
  /// An answer as a client saw it, by the id that it carries.
  private final class Answers: Sendable {
    private let statuses = Mutex<[String: Int]>([:])
    func add(_ answer: StageAnswer) {
      statuses.withLock { $0[answer.header("hostnet-gateway-request") ?? "none"] = answer.status }
    }
    var all: [String: Int] { statuses.withLock { $0 } }
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func everyAnswerIsExplainedByOneOrderOfTheLedger(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Stage.run(SimulatorConfiguration(dialect: dialect)) { stage, engine in
      let answers = Answers()
      let roundsPerClient = 6
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<20 {
          let host = client < 16 ? StormWorld.first : StormWorld.second
          group.addTask {
            var random = StormRandom(seed: UInt64(client) + 1)
            for _ in 0..<roundsPerClient {
              let (target, body) = StormWorld.anyWish(for: host, &random).request(host: host)
              answers.add(try await stage.send("POST", target, [StormWorld.authorization], body: body))
            }
          }
        }
        try await group.waitForAll()
      }

      let ends = Dictionary(uniqueKeysWithValues: stage.records.ends.map { ($0.id, $0) })
      #expect(answers.all == ends.mapValues(\.answered.status))
      #expect(ends.count == 20 * roundsPerClient)
      let ledger = await engine.ledger()
      for host in [StormWorld.first, StormWorld.second] {
        // One lock a host: intents stand in the log in the order in which the host's requests were decided.
        let intents = stage.records.intents.filter { $0.host == host }
        try replay(intents, ends: ends, ledger: ledger.filter { $0.path.contains(host) }, host: host)
      }
    }
  }

  private func replay(
    _ intents: [IntentRecord], ends: [String: EndRecord], ledger: [LedgerEntry], host: String
  ) throws {
    var model = StormWorld()
    var rest = ledger[...]
    var accepted = 0
    for intent in intents {
      let wish = try #require(StormWorld.Wish(intent.asked, host: host))
      let before = model.places
      let expected = model.take(wish)
      let end = try #require(ends[intent.id])
      let why: Comment = "\(wish) on \(before) must be \(expected): \(end.answered.body ?? "")"
      #expect((intent.willSend != nil) == (expected == .sent || expected == .refusedByEngine), why)
      switch expected {
      case .nothing: #expect(end.answered.status == 200, why)
      case .refused(let status): #expect(end.answered.status == status, why)
      case .sent:
        let next = rest.popFirst()
        let entry = try #require(next, why)
        #expect((200..<300).contains(entry.status), why)
        #expect(intent.willSend?.method == entry.method)
        #expect(intent.willSend?.target.hasSuffix(entry.path) == true, "\(entry.path)")
        #expect(intent.willSend?.body ?? "" == entry.body)
        #expect(end.answered.status == 200, why)
        accepted += 1
      case .refusedByEngine:
        let next = rest.popFirst()
        let entry = try #require(next, why)
        #expect((400..<500).contains(entry.status), why)
        #expect((400..<500).contains(end.answered.status), why)
      }
    }
    #expect(rest.isEmpty, "the ledger has calls that no intent explains: \(rest)")
    #expect(accepted > 3, "the storm did next to nothing on \(host)")
  }

  @Test func aHostWhoseEngineIsSlowDoesNotHoldUpAnother() async throws {
    let gate = DispatchSemaphore(value: 0)
    let held = 16
    let engine = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method != "GET", request.target.contains("/hosts/h1/") { gate.wait() }
        let target = request.target.replacingOccurrences(of: "h2", with: "h1")
        let answer = try FakeEngine.usual(method: request.method, target: target).get()
        let body = String(decoding: answer.body, as: UTF8.self)
        try connection.answer(
          "\(answer.status) OK",
          body: request.target.contains("h2") ? body.replacingOccurrences(of: "h1", with: "h2") : body)
      }
    }
    defer {
      for _ in 0..<held { gate.signal() }
      engine.stop()
    }
    var options = Stage.Options()
    options.writeDeadlineSeconds = 120
    try await Stage.run(origin: engine.origin, options) { stage in
      @Sendable func attach(_ host: String) async throws -> Int {
        try await stage.send(
          "POST", "/api/hosts/\(host)/nics/e1/attach", body: "<action><network><name>red</name></network></action>"
        ).status
      }
      try await withThrowingTaskGroup(of: Int.self) { slow in
        for _ in 0..<held { slow.addTask { try await attach("h1") } }
        #expect(
          await eventually(60) { engine.requests.contains { $0.method != "GET" && $0.target.contains("/h1/") } })
        try await withThrowingTaskGroup(of: Void.self) { quick in
          for _ in 0..<4 {
            quick.addTask {
              for _ in 0..<5 {
                let status = try await attach("h2")
                #expect(status == 200)
              }
            }
          }
          try await quick.waitForAll()
        }
        #expect(stage.records.ends.count == 20, "all of the other host, and none of the slow one")
        #expect(engine.requests.count { $0.method != "GET" && $0.target.contains("/h1/") } == 1)
        for _ in 0..<held { gate.signal() }
        for try await status in slow { #expect(status == 200) }
      }
      #expect(stage.records.ends.allSatisfy { $0.outcome == .done })
      #expect(engine.requests.count { $0.method != "GET" && $0.target.contains("/h1/") } == held)
    }
  }
}

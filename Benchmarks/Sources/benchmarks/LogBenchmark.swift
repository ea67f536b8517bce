import Foundation
import RewriteLog

/// The two durable records of a change, by as many tasks at once as the issue of group commit asks for.
enum LogBenchmark {
  /// Writes the records of `changes` changes from each of `tasks` tasks.
  static func changesASecond(path: String?, tasks: Int, changes: Int) async throws -> Double {
    let log = try RewriteLog(path: path)
    let asked = LoggedRequest(
      method: "POST", target: "/ovirt-engine/api/hosts/h1/nics/n1/attach",
      headers: [LoggedField("Content-Type", "application/xml")], body: "<action><network id=\"n1\"/></action>")
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask {
          for change in 0..<changes {
            let id = "r\(task)x\(change)"
            try await log.intend(
              RewriteIntent(
                id: id, client: "127.0.0.1", call: "attach", hostID: "h1", dialect: "4", policy: "guarded",
                asked: asked,
                willSend: asked))
            await log.end(
              RewriteEnd(
                id: id, outcome: .done, cameBack: LoggedAnswer(status: 201, headers: [], body: "<x/>"),
                answered: LoggedAnswer(status: 200, headers: [], body: "<action/>"), error: nil, milliseconds: 1,
                engineCalls: 5))
          }
        }
      }
      try await group.waitForAll()
    }
    let took = start.duration(to: .now)
    await log.close()
    return Double(tasks * changes) / (Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
  }

  /// Prints what one and 64 writers reach on the disk of the current folder.
  static func run() async throws -> [Verdict] {
    let path = FileManager.default.currentDirectoryPath + "/benchmark.rewrite.jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let one = try await changesASecond(path: path, tasks: 1, changes: 200)
    let many = try await changesASecond(path: path, tasks: 64, changes: 100)
    print(
      "\nDurable log: \(Int(one)) changes a second from one writer, \(Int(many)) from 64 (two records each).")
    // One writer waits twice for each change; 64 share their waits, or group commit doesn't work.
    return [Verdict("one durable writer ÷ 64 of them", one / many, 0.25)]
  }
}

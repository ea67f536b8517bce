import Foundation
import GatewayErrors
import Testing

@testable import RewriteLog

/// Secrets in every field of every record, looked for in everything that comes out.
@Suite struct CanaryTests {
  private static let secret = "C4N4RYxyz"
  private static let dirt = "password=\(secret) <token>\(secret)</token> Bearer \(secret)1"

  private static let headers = [
    LoggedField("Authorization", "Basic \(secret)"), LoggedField("Proxy-Authorization", secret),
    LoggedField("Cookie", "JSESSIONID=\(secret)"), LoggedField("Set-Cookie", "JSESSIONID=\(secret); Path=/api"),
    LoggedField("JSESSIONID", secret), LoggedField("X-Auth-Token", secret),
    LoggedField("Location", "/api?token=\(secret)"), LoggedField("X", dirt), LoggedField("password=\(secret)", "x"),
  ]

  private static let request = LoggedRequest(
    method: "GET password=\(secret)", target: "/api;token=\(secret)/a?password=\(secret)", headers: headers,
    body: "<a password='\(secret)'><ssh><password>\(secret)</password></ssh></a>")
  private static let answer = LoggedAnswer(
    status: 200, headers: headers, body: "{\"access_token\": \"\(secret)\", \"x\": {\"password\": [\"\(secret)\"]}}")
  private static let error = GatewayError(
    .engineFailed, stage: .upstream, detail: dirt, nextStep: dirt, rule: dirt, cause: "https://u:\(secret)@e/ \(dirt)")

  private static let intent = RewriteIntent(
    id: dirt, client: dirt, call: dirt, hostID: dirt, dialect: dirt, policy: dirt, asked: request, willSend: request,
    thenSend: request)
  private static let end = RewriteEnd(
    id: dirt, outcome: .failed, cameBack: answer, thenCameBack: answer, answered: answer, error: error, milliseconds: 1,
    engineCalls: 1)
  private static let note = RewriteNote(
    id: dirt, kind: .relay, client: dirt, method: dirt, target: request.target, status: 200, outcome: .done, code: dirt,
    milliseconds: 1, remark: dirt)

  @Test func noSecretReachesFileObserverTableOrView() async throws {
    let file = try TemporaryFile()
    let observed = Observed()
    let log = try RewriteLog(path: file.path) { observed.add($0) }
    try await log.intend(Self.intent)
    log.note(Self.note)
    await log.end(Self.end)
    await log.close()

    var shown: [String] = [file.text, "\(observed.records)"]
    let table = EntryTable(style: TerminalStyle(usesColour: false, width: 400))
    let view = EntryView(style: TerminalStyle(usesColour: true, width: 200))
    var pairing = EntryPairing()
    let reader = try RewriteLogReader(path: file.path)
    var intents = 0
    while let item = reader.next() {
      guard case .record(let record) = item else {
        Issue.record("\(item)")
        continue
      }
      shown.append(record.text)
      if let entry = pairing.take(record) {
        shown += [table.line(entry), String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)]
      }
      switch record {
      case .intent(let record):
        intents += 1
        shown.append(view.text(intent: record, end: nil))
      case .end(let record): shown.append(view.text(intent: nil, end: record))
      case .note(let record): shown.append(view.text(note: record))
      }
    }
    #expect(intents == 1)
    #expect(observed.count == 3)
    for text in shown {
      #expect(!text.contains(Self.secret))
      #expect(text.contains("***"))
    }
  }

  @Test func noSecretReachesTheErrorOfALogThatCannotBeWritten() async throws {
    let log = try RewriteLog(path: "/dev/full")
    let error = await #expect(throws: GatewayError.self) { try await log.intend(Self.intent) }
    #expect(error.map { "\($0) \($0.nextStep)" }?.contains(Self.secret) == false)
    await log.close()
  }
}

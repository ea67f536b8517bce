import Foundation
import GatewayErrors
import Testing

@testable import RewriteLog

/// A file in a directory of its own that goes away with it.
final class TemporaryFile: Sendable {
  let directory: String
  let path: String

  init(_ name: String = "rewrite.log") throws {
    directory = NSTemporaryDirectory() + "rewrite-log-\(UUID().uuidString)"
    path = directory + "/" + name
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
  var lines: [String] { text.split(separator: "\n").map(String.init) }
}

/// An intent to attach, with these particulars.
func intent(_ id: String = "K3VT", willSend: Bool = true, host: String = "h1") -> RewriteIntent {
  RewriteIntent(
    id: id, client: "127.0.0.1", call: "attach", hostID: host, dialect: "4",
    policy: "guarded",
    asked: LoggedRequest(
      method: "POST", target: "/api/hosts/\(host)/nics/n1/attach", headers: [LoggedField("Accept", "application/xml")],
      body: "<action><network><name>red</name></network></action>"),
    willSend: willSend
      ? LoggedRequest(
        method: "POST", target: "/ovirt-engine/api/hosts/\(host)/setupnetworks", headers: [LoggedField("Version", "4")],
        body: "<action><modified_network_attachments/></action>") : nil)
}

/// An end with these particulars.
func end(_ id: String = "K3VT", _ outcome: RewriteOutcome = .done, error: GatewayError? = nil) -> RewriteEnd {
  RewriteEnd(
    id: id, outcome: outcome, cameBack: LoggedAnswer(status: 200, body: "<action/>"),
    answered: LoggedAnswer(status: 200, headers: [LoggedField("Content-Type", "application/xml")], body: "<action/>"),
    error: error, milliseconds: 12.3456, engineCalls: 4)
}

/// A relayed request.
func note(_ id: String = "N1", target: String = "/api/vms") -> RewriteNote {
  RewriteNote(
    id: id, kind: .relay, client: "127.0.0.1", method: "GET", target: target, status: 200, outcome: .done, bytes: 4096,
    milliseconds: 1.5)
}

@Suite struct RewriteLogTests {
  @Test func anIntentIsInTheFileWhenIntendReturns() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    try await log.intend(intent())
    #expect(file.lines.count == 1)
    #expect(file.text.hasSuffix("}\n"))
    await log.end(end())
    #expect(file.lines.count == 2)
    await log.close()
  }

  @Test func everyRecordReadsBackAsItWasWritten() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    let error = GatewayError(
      .networksNotInSync, stage: .translate, detail: "Network red on eno1\u{1B}[31m\u{2028}\u{85}.",
      nextStep: "State it.",
      rule: "attach-network", cause: "said \"no\"\n\u{0}")
    try await log.intend(intent())
    await log.end(end("K3VT", .refused, error: error))
    log.note(note())
    await log.close()
    let lines = file.lines
    try #require(lines.count == 3)
    #expect(
      file.text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
    let decoder = JSONDecoder()
    let first = try decoder.decode(IntentRecord.self, from: Data(lines[0].utf8))
    #expect(first == intent().redacted(at: first.time))
    let second = try decoder.decode(EndRecord.self, from: Data(lines[1].utf8))
    #expect(second.milliseconds == 12.346)
    #expect(second.error?.detail == error.detail)
    #expect(second.error?.cause == error.cause)
    #expect(second.error?.stage == .translate)
    #expect(second.error?.blame == .engine || second.error?.blame == .client)
    let third = try decoder.decode(NoteRecord.self, from: Data(lines[2].utf8))
    #expect(third == NoteRecord(note(), time: third.time))
  }

  @Test func theFileIsForItsOwnerAlone() async throws {
    let file = try TemporaryFile()
    _ = FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o644])
    let log = try RewriteLog(path: file.path)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    await log.close()
  }

  @Test func aFullDiskMakesIntendThrowAndEndReturn() async throws {
    let log = try RewriteLog(path: "/dev/full")
    let error = await #expect(throws: GatewayError.self) { try await log.intend(intent()) }
    #expect(error?.code == .rewriteLogUnavailable)
    #expect(error?.stage == .log)
    #expect(error?.cause?.contains("No space left") == true)
    await log.end(end())
    log.note(note())
    await log.close()
  }

  @Test func anEndThatTheDiskRefusedIsWrittenOnceThereIsRoom() async throws {
    let file = try TemporaryFile()
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/dev/full")
    let log = try RewriteLog(path: file.path)
    await log.end(end("FIRST"))
    try FileManager.default.removeItem(atPath: file.path)
    try await log.intend(intent("SECOND"))
    await log.close()
    #expect(file.lines.count == 2)
    #expect(file.lines.first?.contains("FIRST") == true)
  }

  @Test func aClosedLogRefusesIntents() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    await log.close()
    await log.close()
    let error = await #expect(throws: GatewayError.self) { try await log.intend(intent()) }
    #expect(error?.code == .rewriteLogUnavailable)
  }

  @Test func aFileThatCannotBeOpenedIsAFaultOfConfiguration() throws {
    let error = #expect(throws: GatewayError.self) { try RewriteLog(path: "/nowhere/rewrite.log") }
    #expect(error?.code == .configurationInvalid)
    #expect(error?.cause?.contains("No such file") == true)
  }

  @Test func aTornLastLineIsEndedBeforeTheNextRecord() async throws {
    let file = try TemporaryFile()
    try Data("{\"schema\":1,\"record\":\"int".utf8).write(to: URL(fileURLWithPath: file.path))
    let log = try RewriteLog(path: file.path)
    try await log.intend(intent())
    await log.close()
    #expect(file.lines.count == 2)
    #expect(file.lines.last?.hasPrefix("{\"schema\":1,\"record\":\"intent\"") == true)
  }

  @Test func aRotatedFileIsFollowed() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    try await log.intend(intent("BEFORE"))
    try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".1")
    try await log.intend(intent("AFTER"))
    await log.close()
    #expect(file.lines.count == 1)
    #expect(file.text.contains("AFTER"))
    #expect(try String(contentsOfFile: file.path + ".1", encoding: .utf8).contains("BEFORE"))
  }

  @Test func manyWritersAtOnceLoseNothingAndBreakNoLine() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask {
          for number in 0..<10 {
            try? await log.intend(intent("\(writer)-\(number)"))
            log.note(note("note-\(writer)-\(number)"))
            await log.end(end("\(writer)-\(number)"))
          }
        }
      }
    }
    await log.close()
    let ids = try file.lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["id"] as? String ?? ""
    }
    #expect(ids.count == 64 * 10 * 3)
    #expect(Set(ids).count == 64 * 10 * 2)
  }

  @Test func aNoteIsWrittenWithinAShortTimeWithoutAnythingElse() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    log.note(note())
    let deadline = ContinuousClock.now + .seconds(5)
    while file.lines.isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    #expect(file.lines.count == 1)
    await log.close()
  }

  @Test func notesBeyondTheQueueAreDroppedAndCounted() async throws {
    let file = try TemporaryFile()
    let observed = Observed()
    let release = DispatchSemaphore(value: 0)
    let log = try RewriteLog(path: file.path) { record in
      observed.add(record)
      if record.id == "FIRST" { release.wait() }
    }
    log.note(note("FIRST"))
    while observed.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
    for _ in 0..<(LogWriter.noteLimit + 25) { log.note(note()) }
    release.signal()
    while observed.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
    await log.close()
    let notes = try file.lines.map { try JSONDecoder().decode(NoteRecord.self, from: Data($0.utf8)) }
    #expect(notes.count == LogWriter.noteLimit + 1)
    #expect(notes[1].dropped == 25)
  }

  @Test func withoutAFileTheObserverStillGetsRedactedRecords() async throws {
    let observed = Observed()
    let log = try RewriteLog(path: nil) { observed.add($0) }
    try await log.intend(intent())
    log.note(note(target: "/api/vms?password=canary"))
    await log.end(end())
    await log.close()
    #expect(observed.count == 3)
    #expect(!"\(observed.records)".contains("canary"))
  }

  @Test func aLongBodyIsCutAndItsLengthIsKept() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    var long = intent()
    long.asked.body = "x" + String(repeating: "ä", count: 40_000)
    try await log.intend(long)
    await log.close()
    let record = try JSONDecoder().decode(IntentRecord.self, from: Data(file.lines[0].utf8))
    #expect(record.asked.bodyLength == 80_001)
    #expect(record.asked.body?.utf8.count == Redactor.bodyLimit - 1)
    #expect(record.asked.body?.contains("\u{FFFD}") == false)
    #expect(record.willSend?.bodyLength == nil)
  }
}

/// What an observer got.
final class Observed: @unchecked Sendable {
  // Both are touched only with the lock held.
  private let lock = NSLock()
  private var list: [LogRecord] = []

  func add(_ record: LogRecord) { lock.withLock { list.append(record) } }
  var records: [LogRecord] { lock.withLock { list } }
  var count: Int { records.count }
}

import Foundation
import GatewayErrors
import Testing

@testable import RewriteLog

@Suite struct ReadingTests {
  private func items(_ reader: RewriteLogReader) -> [RewriteLogReader.Item] {
    var items: [RewriteLogReader.Item] = []
    while let item = reader.next() ?? reader.finish() { items.append(item) }
    return items
  }

  private func write(_ records: [LogRecord], to file: TemporaryFile) throws {
    var bytes: [UInt8] = []
    for record in records { bytes += record.line() }
    try Data(bytes).write(to: URL(fileURLWithPath: file.path))
  }

  private let time = Timestamp(millisecondsSince1970: 1_800_000_000_123)

  @Test func recordsComeInTheOrderOfTheFile() throws {
    let file = try TemporaryFile()
    let records: [LogRecord] = [
      .intent(intent().redacted(at: time)), .note(NoteRecord(note(), time: time)), .end(end().redacted(at: time)),
    ]
    try write(records, to: file)
    let read = items(try RewriteLogReader(path: file.path))
    #expect(read.count == 3)
    #expect(read.first == .record(records[0]))
    #expect(read.dropFirst().first == .record(records[1]))
  }

  @Test func damagedAndForeignLinesAreToldAndPassedOver() throws {
    let file = try TemporaryFile()
    var bytes = Array(
      "{\"schema\":1,\"record\":\"int\n\n{\"schema\":9,\"record\":\"intent\"}\n{\"schema\":1,\"record\":\"x\"}\n".utf8)
    bytes += LogRecord.intent(intent().redacted(at: time)).line()
    bytes += Array("{\"schema\":1".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: file.path))
    let read = items(try RewriteLogReader(path: file.path))
    try #require(read.count == 5)
    #expect(read[0] == .warning("line 1: not a whole record, passed over"))
    #expect(read[1] == .warning("line 3: schema 9 is not known; this version reads 1"))
    #expect(read[2] == .warning("line 4: a record of kind x is not known"))
    #expect(read[3] == .record(.intent(intent().redacted(at: time))))
    #expect(read[4] == .warning("line 6: not a whole record, passed over"))
  }

  @Test func aLineOverTheLimitIsPassedOver() throws {
    let file = try TemporaryFile()
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: RewriteLogReader.lineLimit + 100_000)
    bytes.append(0x0A)
    bytes += LogRecord.note(NoteRecord(note(), time: time)).line()
    try Data(bytes).write(to: URL(fileURLWithPath: file.path))
    let read = items(try RewriteLogReader(path: file.path))
    #expect(read.count == 2)
    #expect(read.last == .record(.note(NoteRecord(note(), time: time))))
  }

  @Test func aReaderGoesOnWithWhatIsWrittenLaterAndFollowsRotation() async throws {
    let file = try TemporaryFile()
    let log = try RewriteLog(path: file.path)
    try await log.intend(intent("A"))
    let reader = try RewriteLogReader(path: file.path)
    #expect(ids(reader) == ["A"])
    try await log.intend(intent("B"))
    #expect(ids(reader) == ["B"])
    try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".1")
    try await log.intend(intent("C"))
    #expect(ids(reader) == [])
    reader.followRotation()
    #expect(ids(reader) == ["C"])
    await log.close()
  }

  private func ids(_ reader: RewriteLogReader) -> [String] {
    var ids: [String] = []
    while case .record(let record)? = reader.next() { ids.append(record.id) }
    return ids
  }

  @Test func aFileThatIsNotThereIsSaid() {
    let error = #expect(throws: GatewayError.self) { try RewriteLogReader(path: "/nowhere/x.log") }
    #expect(error?.detail.contains("/nowhere/x.log") == true)
    #expect(throws: GatewayError.self) { try RewriteLogReader(path: "/") }
  }

  @Test func intentsAndEndsAreOneEntryAndWritesWithoutEndAreKnown() {
    var pairing = EntryPairing()
    #expect(pairing.take(.intent(intent("A").redacted(at: time))) == nil)
    #expect(pairing.take(.intent(intent("B").redacted(at: time))) == nil)
    #expect(pairing.take(.intent(intent("C", willSend: false).redacted(at: time))) == nil)
    let done = pairing.take(.end(end("A").redacted(at: time)))
    #expect(done?.call == "attach")
    #expect(done?.outcome == .done)
    #expect(done?.status == 200)
    #expect(pairing.unfinished.map(\.id) == ["B", "C"])
    #expect(pairing.unfinished.filter(\.isUnfinished).map(\.id) == ["B"])
    let orphan = pairing.take(.end(end("X", .unknown).redacted(at: time)))
    #expect(orphan?.outcome == .unknown)
    #expect(orphan?.call == nil)
  }

  @Test func aFilterChoosesByEachOfItsParts() {
    var pairing = EntryPairing()
    _ = pairing.take(.intent(intent("A", host: "5F1c").redacted(at: time)))
    let entry = pairing.unfinished[0]
    let relay = LogEntry(NoteRecord(note(target: "/api/hosts/abc/x?y=z"), time: time))
    #expect(relay.host == "abc")
    #expect(relay.call == "GET /api/hosts/abc/x")
    #expect(EntryFilter().matches(entry))
    #expect(!EntryFilter().matches(relay))
    #expect(EntryFilter(includesNotes: true).matches(relay))
    #expect(EntryFilter(onlyUnfinished: true).matches(entry))
    #expect(!EntryFilter(includesNotes: true, onlyUnfinished: true).matches(relay))
    #expect(!EntryFilter(outcomes: [.done]).matches(entry))
    #expect(EntryFilter(host: "5f1").matches(entry))
    #expect(!EntryFilter(host: "6").matches(entry))
    #expect(EntryFilter(client: "127.0.0.1").matches(entry))
    #expect(!EntryFilter(client: "127").matches(entry))
    #expect(EntryFilter(since: time).matches(entry))
    #expect(!EntryFilter(until: time).matches(entry))
    #expect(!EntryFilter(since: Timestamp(millisecondsSince1970: time.millisecondsSince1970 + 1)).matches(entry))
  }

  @Test(
    arguments: [
      ("2027-01-15T08:00:00.123Z", 1_800_000_000_123), ("2027-01-15T09:30:00.1239+01:30", 1_800_000_000_123),
      ("2027-01-15t04:00:00-04:00", 1_800_000_000_000), ("2027-01-15 08:00", 1_800_000_000_000),
      ("2027-01-15", 1_799_971_200_000), ("1969-12-31T23:59:59.999Z", -1),
    ] as [(String, Int64)]) func timesAreRead(_ text: String, _ milliseconds: Int64)
  {
    #expect(Timestamp(text)?.millisecondsSince1970 == milliseconds)
  }

  @Test(arguments: ["", "yesterday", "2027-13-01", "2027-01-15T25:00", "2027-01-15T08:00:00.Z", "2027-01-15T08:00Zx"])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func timesAreWrittenWithMillisecondsInUTC() {
    #expect(time.description == "2027-01-15T08:00:00.123Z")
    #expect(Timestamp(millisecondsSince1970: -1).description == "1969-12-31T23:59:59.999Z")
  }
}

/// A log that was rotated, as logrotate does it.
@Suite struct RotatedLogsTests {
  private let time = Timestamp(millisecondsSince1970: 1_800_000_000_123)

  /// Writes a file of a folder, changed so many seconds ago.
  private func write(_ records: [LogRecord], _ name: String, in folder: String, secondsAgo: TimeInterval) throws {
    let path = "\(folder)/\(name)"
    try Data(records.flatMap { $0.line() }).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: path)
  }

  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "rotated-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func ids(_ logs: RotatedLogs) -> [String] {
    logs.readers.flatMap { reader in
      var ids: [String] = []
      while case .record(let record)? = reader.next() ?? reader.finish() { ids.append(record.id) }
      return ids
    }
  }

  private func unfinished(_ path: String) throws -> [String] {
    var pairing = EntryPairing()
    for reader in try RotatedLogs(path: path).readers {
      while case .record(let record)? = reader.next() ?? reader.finish() { _ = pairing.take(record) }
    }
    return pairing.unfinished.filter(\.isUnfinished).map(\.id)
  }

  @Test func filesWithANumberOrDateAreReadOldestFirstAndNoOthers() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func intents(_ ids: String...) -> [LogRecord] { ids.map { .intent(intent($0).redacted(at: time)) } }
    try write(intents("D"), "r.log", in: folder, secondsAgo: 0)
    try write(intents("C"), "r.log.1", in: folder, secondsAgo: 10)
    try write(intents("B"), "r.log-20261124", in: folder, secondsAgo: 20)
    try write(intents("A"), "r.log.10", in: folder, secondsAgo: 30)
    for other in ["r.log.2.gz", "r.log-20261101.xz", "r.log.bak", "r.log.1.bak", "r.log2", "s.log.1", "r.log."] {
      try write(intents("X"), other, in: folder, secondsAgo: 5)
    }
    let logs = try RotatedLogs(path: "\(folder)/r.log")
    #expect(ids(logs) == ["A", "B", "C", "D"])
    #expect(logs.compressed == ["r.log-20261101.xz", "r.log.2.gz"])
    #expect(try ids(RotatedLogs(path: "\(folder)/s.log.1")) == ["X"])
    #expect(throws: GatewayError.self) { try RotatedLogs(path: "\(folder)/t.log") }
  }

  @Test func aWriteWhoseEndIsInNoFileIsUnfinishedAndOneWhoseEndIsInTheNextIsNot() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/r.log"
    let log = try RewriteLog(path: path)
    try await log.intend(intent("LOST"))
    try await log.intend(intent("OVER"))
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    await log.end(end("OVER"))
    await log.close()
    #expect(try unfinished(path) == ["LOST"])
    try FileManager.default.removeItem(atPath: path)
    #expect(try unfinished(path) == ["LOST", "OVER"])
  }
}

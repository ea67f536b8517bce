import ArgumentParser
import Foundation
import GatewayErrors
import RewriteLog

/// `hostnet-gateway log`: the rewrite log for people, and as JSON for programs.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show, follow and filter the rewrite log.",
    discussion: """
      Without options it shows the legacy mutations, a line each. With --id it shows one of them as a before/after view.
      Exit status: 0 if something was shown, 1 if nothing was found, 2 if the file can't be read, 64 for wrong options.
      """)

  @Argument(help: "The file; by default the one that HOSTNET_GATEWAY_REWRITE_LOG names.", completion: .file())
  var file: String?

  @Option(help: "Show one request as a before/after view.")
  var id: String?

  @Flag(help: "Reads and relayed requests too.")
  var all = false

  @Flag(help: "Go on showing what is written, over rotations too; waits for a file that isn't there yet.")
  var follow = false

  @Flag(
    help: "Only writes whose end isn't known: the gateway ended while they were under way. Reads rotated files too.")
  var unfinished = false

  @Option(help: "Only these outcomes; may be given several times.")
  var outcome: [RewriteOutcome] = []

  @Option(help: "Only this host; the beginning of its id is enough.")
  var host: String?

  @Option(help: "Only this client address.")
  var client: String?

  @Option(help: "Not before this time: 2026-11-24T08:00:00Z, 2026-11-24, or 90s, 10m, 2h, 3d ago.")
  var since: Moment?

  @Option(help: "Before this time, in the same forms.")
  var until: Moment?

  @Flag(help: "JSON, a line an entry (with --id: the records as they stand in the file).")
  var json = false

  func validate() throws {
    if follow, id != nil || unfinished { throw ValidationError("--follow goes with neither --id nor --unfinished.") }
  }

  func run() async throws {
    guard let path = file ?? ProcessInfo.processInfo.environment["HOSTNET_GATEWAY_REWRITE_LOG"] else {
      throw ValidationError("Name the file of the rewrite log.")
    }
    if follow { try await waitForFile(path) }
    let readers: [RewriteLogReader]
    do throws(GatewayError) {
      readers = try open(path)
    } catch {
      complain("\(error)")
      throw ExitCode(2)
    }
    let found = if let id { show(id, in: readers) } else { try await list(readers) }
    if !found { throw ExitCode.failure }
  }

  /// The file, and before it those that it was rotated into where an intent could stand in one and its end in another.
  private func open(_ path: String) throws(GatewayError) -> [RewriteLogReader] {
    guard unfinished || id != nil else { return [try RewriteLogReader(path: path)] }
    let logs = try RotatedLogs(path: path)
    for name in logs.compressed { complain("\(name) is compressed, so it isn't read.") }
    return logs.readers
  }

  /// Waits until there is a file to follow.
  private func waitForFile(_ path: String) async throws {
    var isTold = false
    while !FileManager.default.fileExists(atPath: path) {
      if !isTold { complain("\(path) isn't there yet; waiting for it.") }
      isTold = true
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// Prints the entries that are wanted; whether there were any.
  private func list(_ readers: [RewriteLogReader]) async throws -> Bool {
    let filter = EntryFilter(
      includesNotes: all, onlyUnfinished: unfinished, outcomes: Set(outcome), host: host, client: client,
      since: since?.time, until: until?.time)
    var printer = EntryPrinter(table: json ? nil : EntryTable(style: .standardOutput()), filter: filter)
    var pairing = EntryPairing()
    func take(_ item: RewriteLogReader.Item, from reader: RewriteLogReader) throws {
      switch item {
      case .warning(let text): complain(readers.count > 1 ? "\(reader.path): \(text)" : text)
      case .record(let record): if let entry = pairing.take(record) { try printer.take(entry) }
      }
    }
    for reader in readers {
      while true {
        while let item = reader.next() { try take(item, from: reader) }
        guard follow else { break }
        fflush(nil)
        try await Task.sleep(for: .milliseconds(200))
        reader.followRotation()
      }
      if let item = reader.finish() { try take(item, from: reader) }
    }
    for entry in pairing.unfinished { try printer.take(entry) }
    if let hint = printer.hint { complain(hint) }
    return printer.count > 0
  }

  /// Prints one request; whether it was found.
  private func show(_ id: String, in readers: [RewriteLogReader]) -> Bool {
    var intent: IntentRecord?
    var end: EndRecord?
    var note: NoteRecord?
    for reader in readers {
      while let item = reader.next() ?? reader.finish() {
        switch item {
        case .record(.intent(let record)) where record.id == id: intent = record
        case .record(.end(let record)) where record.id == id: end = record
        case .record(.note(let record)) where record.id == id: note = record
        default: break
        }
      }
    }
    if json {
      let records = [intent.map(LogRecord.intent), end.map(LogRecord.end), note.map(LogRecord.note)].compactMap { $0 }
      for record in records { print(record.text) }
      return !records.isEmpty
    }
    let view = EntryView(style: .standardOutput())
    if let note { print(view.text(note: note)) }
    if intent != nil || end != nil { print(view.text(intent: intent, end: end)) }
    let isFound = note != nil || intent != nil || end != nil
    if !isFound { complain("No request has the id \(TerminalStyle.harmless(id)).") }
    return isFound
  }
}

/// Prints entries that pass a filter, as a table or as JSON.
private struct EntryPrinter {
  let table: EntryTable?
  let filter: EntryFilter
  var count = 0
  private var hidden = (unfinished: 0, unknown: 0)

  init(table: EntryTable?, filter: EntryFilter) {
    self.table = table
    self.filter = filter
  }

  mutating func take(_ entry: LogEntry) throws {
    guard filter.matches(entry) else {
      if filter.onlyUnfinished, entry.outcome == .unknown { hidden.unknown += 1 }
      return
    }
    if !filter.onlyUnfinished, entry.isUnfinished { hidden.unfinished += 1 }
    if let table {
      if count == 0 { print(table.head) }
      print(table.line(entry))
    } else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(entry), as: UTF8.self))
    }
    count += 1
  }

  /// What a person should know that the table doesn't tell; nil for JSON.
  var hint: String? {
    guard table != nil else { return nil }
    if hidden.unfinished > 0 {
      return "\(hidden.unfinished) unfinished: the gateway ended while they were under way; look at these hosts."
    }
    if hidden.unknown > 0 { return "\(hidden.unknown) more ended as unknown: see --outcome unknown." }
    return nil
  }
}

/// A time on the command line: absolute, or so long ago.
struct Moment: ExpressibleByArgument {
  /// The time.
  let time: Timestamp

  /// Reads RFC 3339, a date, or a number with `s`, `m`, `h` or `d`.
  init?(argument: String) {
    if let time = Timestamp(argument) {
      self.time = time
      return
    }
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let unit = argument.last.flatMap({ units[$0] }), let number = Int64(argument.dropLast()), number >= 0,
      number <= 36500
    else { return nil }
    time = Timestamp(millisecondsSince1970: Timestamp.now().millisecondsSince1970 - number * unit * 1000)
  }
}

extension RewriteOutcome: ExpressibleByArgument {}

/// Writes a line to standard error.
private func complain(_ line: String) {
  fflush(nil)
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

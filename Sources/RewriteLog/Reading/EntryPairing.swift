/// Puts intents and ends together while a log is read. It holds only what has no end yet, so its memory is bounded by the
/// requests that were under way at once and those that crashes cut off.
public struct EntryPairing: Sendable {
  private var open: [String: LogEntry] = [:]

  /// Nothing is open.
  public init() {}

  /// Takes a record; gives the entry that it completes.
  public mutating func take(_ record: LogRecord) -> LogEntry? {
    switch record {
    case .note(let note):
      return LogEntry(note)
    case .intent(let intent):
      return open.updateValue(LogEntry(intent), forKey: intent.id)
    case .end(let end):
      guard var entry = open.removeValue(forKey: end.id) else { return LogEntry(withoutIntent: end) }
      entry.complete(with: end)
      return entry
    }
  }

  /// What has no end, in the order of time.
  public var unfinished: [LogEntry] {
    open.values.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }
}

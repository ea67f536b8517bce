/// Which entries are wanted; whatever is nil or empty doesn't matter.
public struct EntryFilter: Sendable {
  /// Reads and relayed requests too, not only mutations. Default false.
  public var includesNotes: Bool
  /// Only writes whose end isn't in the file. Default false.
  public var onlyUnfinished: Bool
  /// Only these outcomes.
  public var outcomes: Set<RewriteOutcome>
  /// Only this host; a beginning of its id is enough.
  public var host: String?
  /// Only this client.
  public var client: String?
  /// Not before this moment.
  public var since: Timestamp?
  /// Not at or after this moment.
  public var until: Timestamp?

  /// A filter.
  public init(
    includesNotes: Bool = false, onlyUnfinished: Bool = false, outcomes: Set<RewriteOutcome> = [],
    host: String? = nil, client: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil
  ) {
    self.includesNotes = includesNotes
    self.onlyUnfinished = onlyUnfinished
    self.outcomes = outcomes
    self.host = host
    self.client = client
    self.since = since
    self.until = until
  }

  /// Whether an entry is wanted.
  public func matches(_ entry: LogEntry) -> Bool {
    if !includesNotes, entry.kind != .mutation { return false }
    if onlyUnfinished, !entry.isUnfinished { return false }
    if !outcomes.isEmpty, entry.outcome.map(outcomes.contains) != true { return false }
    if let host, entry.host?.lowercased().hasPrefix(host.lowercased()) != true { return false }
    if let client, entry.client != client { return false }
    if let since, entry.time < since { return false }
    if let until, entry.time >= until { return false }
    return true
  }
}

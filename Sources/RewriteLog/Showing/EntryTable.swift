/// Entries as a table: a line an entry, in columns that fit the terminal.
public struct EntryTable: Sendable {
  private let style: TerminalStyle
  private let callWidth: Int
  private let idWidth = 10
  private let hostWidth = 8

  /// A table.
  public init(style: TerminalStyle) {
    self.style = style
    // Time 19, client 15, outcome 10, status 6, ms 8, and a blank between columns.
    callWidth = min(60, max(12, style.width - (19 + 1 + idWidth + 1 + 15 + 1 + 1 + hostWidth + 1 + 10 + 1 + 6 + 1 + 8)))
  }

  /// The heads of the columns.
  public var head: String {
    style.paint(
      row(
        time: "TIME (UTC)", id: "ID", client: "CLIENT", call: "CALL", host: "HOST", outcome: "OUTCOME",
        status: "STATUS", milliseconds: "MS"), .strong)
  }

  /// An entry as a line.
  public func line(_ entry: LogEntry) -> String {
    let time = entry.time.description.prefix(19).split(separator: "T").joined(separator: " ")
    let outcome = entry.outcome?.rawValue ?? (entry.isWrite ? "unfinished" : "no end")
    let status = entry.status.map(String.init) ?? "-"
    let milliseconds = entry.milliseconds.map { String(Int($0.rounded())) } ?? "-"
    return row(
      time: time, id: entry.id, client: entry.client ?? "-", call: entry.call ?? "-",
      host: entry.host ?? "-", outcome: outcome, status: status, milliseconds: milliseconds,
      role: TerminalStyle.role(of: entry.outcome))
  }

  private func row(
    time: String, id: String, client: String, call: String, host: String, outcome: String, status: String,
    milliseconds: String, role: TerminalStyle.Role? = nil
  ) -> String {
    let fit = { (text: String, width: Int) in TerminalStyle.fit(TerminalStyle.harmless(text), width) }
    let ms = String(repeating: " ", count: max(0, 8 - milliseconds.count)) + milliseconds
    // The id is never cut: it is what a person copies.
    let wholeID = fit(id, max(idWidth, TerminalStyle.harmless(id).count))
    return [
      fit(time, 19), wholeID, fit(client, 15), fit(call, callWidth), fit(host, hostWidth),
      style.paint(fit(outcome, 10), role), fit(status, 6), ms,
    ].joined(separator: " ")
  }
}

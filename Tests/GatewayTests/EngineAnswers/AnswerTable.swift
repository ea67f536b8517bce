import Foundation
import RewriteLog
import Testing

/// The table "Answers of the engine" of `docs/translation.md`.
enum AnswerTable {
  /// A line of it.
  struct Row: Sendable, CustomTestStringConvertible {
    /// What the engine answers: the first cell.
    var answer: String
    /// What the client gets.
    var told: String
    /// What the rewrite log keeps; nil for a word that it doesn't know.
    var outcome: RewriteOutcome?

    var testDescription: String { answer }
  }

  /// The lines, in their order; none if the page or the table isn't there.
  static let rows: [Row] = {
    let page = try? String(contentsOf: Fixtures.root.appendingPathComponent("docs/translation.md"), encoding: .utf8)
    guard let page, let start = page.range(of: "\n## Answers of the engine\n")?.upperBound else { return [] }
    let lines = page[start...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    return lines.dropFirst(2).compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3 else { return nil }
      return Row(
        answer: cells[0], told: cells[1],
        outcome: RewriteOutcome(rawValue: cells[2].trimmingCharacters(in: CharacterSet(charactersIn: "`"))))
    }
  }()
}

extension AnswerTable.Row {
  /// What a client is told, of one call: statuses, codes and promises, as they are parted by commas, colons and semicolons.
  /// The words that say for which calls the rest holds (``AnsweredCall/subjects``) are left out, and what holds for others.
  func clauses(for call: AnsweredCall) -> [String] {
    var clauses: [String] = []
    var holds = true
    for clause in told.split(whereSeparator: { ",:;".contains($0) }).map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if let calls = AnsweredCall.subjects[clause] {
        holds = calls.contains(call)
      } else if holds {
        clauses.append(clause)
      }
    }
    return clauses
  }
}

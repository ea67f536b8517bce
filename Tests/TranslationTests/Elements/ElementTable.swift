import Foundation
import Testing

/// A table of `docs/translation.md` that says what becomes of each element of a document.
struct ElementTable {
  /// What a cell says.
  enum Cell: Equatable {
    /// Read by these rules.
    case translated(rules: [String])
    /// Never in an accepted request, or only as what is there anyway: refused with one of these codes.
    case refused(codes: Set<String>)
    /// Read by nothing.
    case ignored
    /// In an answer: written by the gateway, given back as it came, or not there.
    case given, echoed, never
  }

  /// A line of the table; several places may share one.
  struct Row {
    /// The places.
    var paths: [String]
    /// The cells by the head of their column.
    var cells: [String: Cell]
  }

  /// The heads of the columns but the first.
  var columns: [String] = []
  /// The lines.
  var rows: [Row] = []
  /// The line of each place.
  var byPath: [String: Row] = [:]

  /// The head of the column of answers.
  static let answer = "in an answer"

  /// The table below a heading of the page.
  init(of document: String, in page: String) throws {
    let start = try #require(page.range(of: "\n### Elements of \(document)\n"), "\(document) has no table").upperBound
    let lines = page[start...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    for (index, line) in lines.enumerated() where index != 1 {
      let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if index == 0 {
        columns = Array(cells.dropFirst())
        continue
      }
      try #require(cells.count == columns.count + 1, "\(line)")
      let paths = cells[0].matches(of: /`([^`]+)`/).map { String($0.1) }
      var row = Row(paths: paths, cells: [:])
      for (column, text) in zip(columns, cells.dropFirst()) {
        let cell: Cell = try #require(Self.cell(text), "\(document), \(paths): \(text)")
        row.cells[column] = cell
      }
      rows.append(row)
      for path in paths {
        try #require(byPath.updateValue(row, forKey: path) == nil, "\(document): \(path) has two rows")
      }
    }
  }

  private static func cell(_ text: String) -> Cell? {
    if text.hasPrefix("`") { return .translated(rules: text.matches(of: /`([a-z-]+)`/).map { String($0.1) }) }
    let word = text.prefix { $0.isLetter }
    switch word {
    case "ignored": return .ignored
    case "given": return .given
    case "echoed": return .echoed
    case "never": return .never
    case "refused":
      let codes = Set(text.matches(of: /\b[A-Z][A-Z_]{5,}\b/).map { String($0.0) })
      return codes.isEmpty ? nil : .refused(codes: codes)
    default: return nil
    }
  }

  /// The key of the row that holds for a place: its own, or that of the rest of the element around it.
  func key(for path: String) -> String? {
    if byPath[path] != nil { return path }
    let rest = (path.split(separator: "/").dropLast() + ["…"]).joined(separator: "/")
    return byPath[rest] != nil ? rest : nil
  }

  /// The cell of a place in a column.
  func cell(_ path: String, _ column: String) throws -> Cell {
    try #require(key(for: path).flatMap { byPath[$0]?.cells[column] }, "\(path), \(column)")
  }

  /// Whether nothing in a place is told apart: no call reads it, and no answer has a part of it.
  func isWhole(_ path: String) -> Bool {
    guard let row = key(for: path).flatMap({ byPath[$0] }) else { return true }
    return row.cells.values.allSatisfy { [.ignored, .never, .echoed].contains($0) }
  }
}

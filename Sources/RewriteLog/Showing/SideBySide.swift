/// Two messages beside each other, or one under the other on a narrow terminal, with marks at the lines that only one has.
struct SideBySide: Sendable {
  /// The width from which on two sides stand beside each other.
  static let widthForTwoColumns = 100

  /// How it is dressed.
  let style: TerminalStyle

  /// Rows of a side that belong together: what is shown on a line, or on several where it is too long for one.
  private typealias Cell = [Piece]

  /// A piece of text that fits the width, dressed later.
  private struct Piece {
    var text: String
    var role: TerminalStyle.Role?
  }

  /// The lines of both.
  func lines(_ left: EntrySide, _ right: EntrySide) -> [String] {
    let isWide = style.width >= Self.widthForTwoColumns
    let width = isWide ? (style.width - 3) / 2 : style.width
    let rows = pairs(left, right, width)
    if isWide { return rows.flatMap { beside($0.left, $0.right, width) } }
    return (rows.flatMap(\.left) + [Piece(text: "")] + rows.flatMap(\.right)).map(paint)
  }

  private func beside(_ left: Cell, _ right: Cell, _ width: Int) -> [String] {
    (0..<max(left.count, right.count)).map { row in
      let leftPiece = row < left.count ? left[row] : Piece(text: "")
      let rightPiece = row < right.count ? right[row] : Piece(text: "")
      let filled = Piece(text: TerminalStyle.fit(leftPiece.text, width), role: leftPiece.role)
      return "\(paint(filled)) \(style.paint("│", .faint)) \(paint(rightPiece))".trimmingEnd()
    }
  }

  /// Both sides row by row: title, first line, headers, and the bodies with the lines that they share at one height.
  private func pairs(_ left: EntrySide, _ right: EntrySide, _ width: Int) -> [(left: Cell, right: Cell)] {
    let isComparable = left.absent == nil && right.absent == nil
    let compare = { (old: [String], new: [String]) -> (old: [LineDifference.Line], new: [LineDifference.Line]) in
      guard !isComparable else { return LineDifference.compare(old, new) }
      let unmarked = { (text: String) in LineDifference.Line(text: text, isShared: true) }
      return (old.map(unmarked), new.map(unmarked))
    }
    var rows: [(left: Cell, right: Cell)] = [(title(left), title(right))]
    let heads = compare(left.head, right.head)
    rows += aligned(heads.old, heads.new, width)
    for index in 0..<max(left.headers.count, right.headers.count) {
      rows.append((header(left, index, width), header(right, index, width)))
    }
    let bodies = compare(left.body, right.body)
    return rows + aligned(bodies.old, bodies.new, width)
  }

  private func aligned(
    _ old: [LineDifference.Line], _ new: [LineDifference.Line], _ width: Int
  ) -> [(left: Cell, right: Cell)] {
    var rows: [(left: Cell, right: Cell)] = []
    var left = old[...]
    var right = new[...]
    while !left.isEmpty || !right.isEmpty {
      let leftLine = left.first
      let rightLine = right.first
      let takesLeft = leftLine.map { !$0.isShared || rightLine?.isShared != false } ?? false
      let takesRight = rightLine.map { !$0.isShared || leftLine?.isShared != false } ?? false
      if takesLeft { left = left.dropFirst() }
      if takesRight { right = right.dropFirst() }
      rows.append(
        (
          takesLeft ? leftLine.map { cell($0, "-", .bad, width) } ?? [] : [],
          takesRight ? rightLine.map { cell($0, "+", .good, width) } ?? [] : []
        ))
    }
    return rows
  }

  private func title(_ side: EntrySide) -> Cell {
    let title = Piece(text: side.title, role: .strong)
    return side.absent.map { [title, Piece(text: "  \($0)", role: .warning)] } ?? [title]
  }

  private func header(_ side: EntrySide, _ index: Int, _ width: Int) -> Cell {
    guard index < side.headers.count else { return [] }
    return TerminalStyle.wrap(side.headers[index], width - 4).enumerated().map { number, part in
      Piece(text: (number == 0 ? "  " : "    ") + part, role: .faint)
    }
  }

  private func cell(_ line: LineDifference.Line, _ mark: String, _ role: TerminalStyle.Role, _ width: Int) -> Cell {
    let indent = String(line.text.prefix { $0 == " " }.prefix(width / 2))
    let text = String(line.text.drop { $0 == " " })
    let parts = TerminalStyle.wrap(text, max(8, width - 4 - indent.count))
    return parts.enumerated().map { number, part in
      let sign = line.isShared ? " " : mark
      return Piece(
        text: "\(sign) \(indent)\(number == 0 ? "" : "  ")\(part)".trimmingEnd(), role: line.isShared ? nil : role)
    }
  }

  private func paint(_ piece: Piece) -> String { style.paint(piece.text, piece.role) }
}

/// A request or an answer in lines.
struct EntrySide {
  /// What it is.
  var title: String
  /// The first line.
  var head: [String] = []
  /// The header fields, a line each.
  var headers: [String] = []
  /// The body, laid out.
  var body: [String] = []
  /// What to say if there is no such message; else nil.
  var absent: String?

  /// A message that there isn't.
  init(title: String, absent: String) {
    self.title = title
    self.absent = absent
  }

  /// A message.
  init(title: String, head: String, headers: [LoggedField], body: String?, bodyLength: Int?) {
    self.title = title
    self.head = [TerminalStyle.harmless(head)]
    self.headers = headers.map { TerminalStyle.harmless("\($0.name): \($0.value)") }
    self.body = body.map(BodyLayout.lines) ?? []
    if let bodyLength { self.body.append("(the whole body has \(bodyLength) bytes)") }
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate func trimmingEnd() -> String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

/// One step of a path through a document, as a row of the table writes it.
enum RuleStep: Sendable, Equatable {
  /// A child element: `name`, `name[]` if it may repeat, `name[@rel='x']` or `name[child='x']` if it is picked by a value.
  case element(String, repeats: Bool, key: RuleKey?)
  /// An attribute: `@name`.
  case attribute(String)
  /// The character data of the element itself: `text()`.
  case text
}

/// What picks one of several elements of one name: the value of an attribute or of a child.
struct RuleKey: Sendable, Equatable {
  /// The name of the attribute or child.
  var name: String
  /// Whether `name` is an attribute.
  var isAttribute: Bool
  /// The value that it must have.
  var value: String
}

/// A path relative to the element of a type: `status/state`, `@id`, `labels/label[]`.
struct RulePath: Sendable, Equatable {
  /// The steps, outermost first; never empty.
  var steps: [RuleStep]

  /// Reads a path; nil if it is empty or a step can't be read.
  init?(_ text: some StringProtocol) {
    steps = []
    for part in Self.parts(of: text) {
      guard let step = Self.step(part) else { return nil }
      steps.append(step)
    }
    guard !steps.isEmpty else { return nil }
  }

  /// Whether the path ends in a repeated element that stands in a wrapper of its own (`labels/label[]`).
  var endsInWrappedList: Bool {
    guard steps.count > 1, case .element(_, repeats: true, _) = steps[steps.count - 1] else { return false }
    return true
  }

  /// Splits at the slashes outside brackets; a key may hold one (`link[@rel='tags/root']`).
  private static func parts(of text: some StringProtocol) -> [String] {
    var parts = [""]
    var isInKey = false
    for character in text {
      if character == "[" { isInKey = true }
      if character == "]" { isInKey = false }
      if character == "/", !isInKey {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  private static func step(_ part: String) -> RuleStep? {
    if part == "text()" { return .text }
    if part.hasPrefix("@") { return isName(part.dropFirst()) ? .attribute(String(part.dropFirst())) : nil }
    guard let open = part.firstIndex(of: "[") else {
      return isName(part) ? .element(part, repeats: false, key: nil) : nil
    }
    let name = String(part[..<open])
    guard isName(name), part.last == "]" else { return nil }
    let inside = part[part.index(after: open)...].dropLast()
    if inside.isEmpty { return .element(name, repeats: true, key: nil) }
    let sides = inside.split(separator: "=", maxSplits: 1)
    guard sides.count == 2, sides[1].count > 2, sides[1].first == "'", sides[1].last == "'" else { return nil }
    let isAttribute = sides[0].first == "@"
    let keyName = isAttribute ? sides[0].dropFirst() : sides[0]
    guard isName(keyName) else { return nil }
    let key = RuleKey(name: String(keyName), isAttribute: isAttribute, value: String(sides[1].dropFirst().dropLast()))
    return .element(name, repeats: false, key: key)
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || isDigit($0) || $0 == 0x5F }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// How text is dressed for where it is shown.
public struct TerminalStyle: Sendable {
  /// Whether colours are used.
  public var usesColour: Bool
  /// The number of columns.
  public var width: Int

  /// A style.
  public init(usesColour: Bool, width: Int) {
    self.usesColour = usesColour
    self.width = width
  }

  /// What a piece of text means.
  public enum Role: String, Sendable {
    /// A title.
    case strong = "1"
    /// Of less interest.
    case faint = "2"
    /// Went well; stands only in the new form.
    case good = "32"
    /// Went wrong; stands only in the old form.
    case bad = "31"
    /// Needs attention.
    case warning = "33"
  }

  /// The text in a role.
  public func paint(_ text: String, _ role: Role?) -> String {
    guard usesColour, let role, !text.isEmpty else { return text }
    return "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m"
  }

  /// The role of an outcome; nil stands for an end that isn't known.
  public static func role(of outcome: RewriteOutcome?) -> Role {
    switch outcome {
    case .done: .good
    case .refused, .notSent: .warning
    case .failed, .unknown, nil: .bad
    }
  }

  /// Text from a stranger in a form that can't act on a terminal: control characters become `\u{..}`; tabs a space.
  public static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        safe += " "
      } else if isControl(scalar) {
        safe += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  /// The text in exactly `width` columns: filled up, or cut with `…`.
  static func fit(_ text: String, _ width: Int) -> String {
    let count = text.count
    if count <= width { return text + String(repeating: " ", count: width - count) }
    return width > 0 ? text.prefix(width - 1) + "…" : ""
  }

  /// The text in lines of at most `width` columns, broken at blanks, or before the slashes of a path where a blank would
  /// leave the line mostly empty.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var rest = paragraph
      while width > 0, rest.count > width {
        let head = rest.prefix(width + 1)
        let middle = head.index(head.startIndex, offsetBy: width / 2)
        if let blank = head.lastIndex(of: " "), blank > middle {
          lines.append(String(rest[..<blank]))
          rest = rest[rest.index(after: blank)...]
        } else {
          let slash = head.lastIndex(of: "/").flatMap { $0 > middle ? $0 : nil }
          let cut = slash ?? rest.index(rest.startIndex, offsetBy: width)
          lines.append(String(rest[..<cut]))
          rest = rest[cut...]
        }
      }
      lines.append(String(rest))
    }
    return lines
  }
}

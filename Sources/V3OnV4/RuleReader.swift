/// Reads one row of a type.
///
/// `V3`, or `V3 OPERATOR V4`, with `=` for both ways, `<-` for answers and `->` for requests, then words that say more.
/// In place of `V4`: `-` for none, `"text"` for a constant, `?name` for a query parameter.
enum RuleReader {
  /// Reads the words of a row.
  static func read(_ words: [Substring], line: Int) throws(RuleTableError) -> Rule {
    var rule = Rule(line: line)
    var rest = words[...]
    guard let first = rest.popFirst() else { throw RuleTableError(line: line, problem: "empty row") }
    if first.hasPrefix("\"") {
      rule.constant = try constant(first, line)
    } else {
      rule.v3 = try path(first, line)
      rule.v4 = rule.v3
    }
    if let direction = rest.first.flatMap(Self.direction) {
      rest.removeFirst()
      rule.direction = direction
      guard let other = rest.popFirst() else {
        throw RuleTableError(line: line, problem: "nothing behind the operator")
      }
      try readV4(other, into: &rule)
    }
    try readWords(&rest, into: &rule)
    return rule
  }

  private static func direction(_ word: Substring) -> RuleDirection? {
    switch word {
    case "=": .both
    case "<-": .answer
    case "->": .request
    default: nil
    }
  }

  private static func readV4(_ word: Substring, into rule: inout Rule) throws(RuleTableError) {
    rule.v4 = nil
    if word.hasPrefix("\"") {
      rule.constant = try constant(word, rule.line)
    } else if word.hasPrefix("?") {
      rule.query = String(word.dropFirst())
    } else if word != "-" {
      rule.v4 = try path(word, rule.line)
    }
  }

  private static func readWords(_ rest: inout ArraySlice<Substring>, into rule: inout Rule) throws(RuleTableError) {
    while let word = rest.popFirst() {
      switch word {
      case "upper": rule.change = .upper
      case "times":
        guard let factor = rest.popFirst().flatMap({ Int($0) }) else {
          throw RuleTableError(line: rule.line, problem: "times needs a number")
        }
        rule.change = .times(factor)
      case "values":
        var pairs: [ValuePair] = []
        while let pair = rest.first.flatMap({ ValuePair($0) }) {
          pairs.append(pair)
          rest.removeFirst()
        }
        guard !pairs.isEmpty else { throw RuleTableError(line: rule.line, problem: "values needs pairs") }
        rule.change = .pairs(pairs)
      case "only": rule.isHandlerOnly = true
      case "unsupported": rule.isHandlerOnly = true
      case "single": rule.isSingle = true
      case ":", "when", "unless", "handler", "since":
        guard let name = rest.popFirst() else {
          throw RuleTableError(line: rule.line, problem: "nothing behind \(word)")
        }
        try set(word, name, in: &rule)
      default: throw RuleTableError(line: rule.line, problem: "unknown word \(word)")
      }
    }
  }

  private static func set(_ word: Substring, _ name: Substring, in rule: inout Rule) throws(RuleTableError) {
    switch word {
    case ":": rule.type = String(name)
    case "when": rule.when = try path(name, rule.line)
    case "unless": rule.unless = try path(name, rule.line)
    case "handler": rule.handler = String(name)
    default:
      guard name == "3.6" else { throw RuleTableError(line: rule.line, problem: "since \(name)") }
      rule.isSince36 = true
    }
  }

  private static func path(_ word: Substring, _ line: Int) throws(RuleTableError) -> RulePath {
    guard let path = RulePath(word) else { throw RuleTableError(line: line, problem: "\(word) is no path") }
    return path
  }

  private static func constant(_ word: Substring, _ line: Int) throws(RuleTableError) -> String {
    guard word.count >= 2, word.hasSuffix("\"") else {
      throw RuleTableError(line: line, problem: "\(word) is no constant")
    }
    return String(word.dropFirst().dropLast())
  }
}

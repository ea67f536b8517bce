/// Reads one call: `METHOD /v3/path [= /v4/path] [< BODY] [> ANSWER]`, then words that say more.
enum CallRuleReader {
  /// Reads the words of a call.
  static func read(_ words: [Substring], line: Int) throws(RuleTableError) -> CallRule {
    guard words.count > 1 else { throw RuleTableError(line: line, problem: "a call needs a path") }
    let v3 = segments(words[1])
    var call = CallRule(method: String(words[0]), v3: v3, v4: v3, line: line)
    var rest = words[2...]
    while let word = rest.popFirst() {
      switch word {
      case "net": call.isForNetworking = true
      case "only": call.isHandlerOnly = true
      case "unsupported": call.isUnsupported = true
      case "=", "<", ">", "ignore", "refresh-action", "include", "query", "default", "follow", "handler", "since":
        guard let value = rest.popFirst() else {
          throw RuleTableError(line: line, problem: "nothing behind \(word)")
        }
        try set(word, value, in: &call)
      default: throw RuleTableError(line: line, problem: "unknown word \(word)")
      }
    }
    return call
  }

  private static func set(_ word: Substring, _ value: Substring, in call: inout CallRule) throws(RuleTableError) {
    switch word {
    case "=": call.v4 = value == "-" ? nil : segments(value)
    case "<": call.request = String(value)
    case ">": call.response = String(value)
    case "ignore", "refresh-action": call.ignored.append(String(value))
    case "include": call.included.append(String(value))
    case "handler": call.handlers.append(String(value))
    case "since": call.since = String(value)
    default:
      guard let pair = ValuePair(value) else {
        throw RuleTableError(line: call.line, problem: "\(value) is no pair")
      }
      switch word {
      case "query": call.bodyToQuery.append(pair)
      case "default": call.queryDefaults.append(pair)
      default: call.follow.append(pair)
      }
    }
  }

  private static func segments(_ path: Substring) -> [String] {
    path.split(separator: "/").map(String.init)
  }
}

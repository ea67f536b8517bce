/// Reads the table: one line a rule, in the form that `docs/v3-on-v4.md` describes.
struct RuleTableReader {
  private var types: [TypeRules] = []
  private var calls: [CallRule] = []
  private var line = 0

  private static let methods: Set<Substring> = ["GET", "HEAD", "POST", "PUT", "DELETE"]

  /// Reads a whole table and checks that every type that a row names is there.
  static func read(_ text: String) throws(RuleTableError) -> RuleTable {
    var reader = RuleTableReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.line += 1
      try reader.read(line)
    }
    return try reader.table()
  }

  private mutating func read(_ text: Substring) throws(RuleTableError) {
    let words = text.split(separator: " ")
    guard let first = words.first, !first.hasPrefix("#") else { return }
    if text.hasPrefix("  ") {
      guard !types.isEmpty, calls.isEmpty else { throw problem("a row outside a type") }
      try readRow(words)
    } else if first == "type" {
      try readType(words)
    } else if Self.methods.contains(first) {
      calls.append(try CallRuleReader.read(words, line: line))
    } else {
      throw problem("neither a type, nor a row of one, nor a call")
    }
  }

  private mutating func readType(_ words: [Substring]) throws(RuleTableError) {
    guard words.count >= 4 else { throw problem("a type needs its name and both root elements") }
    var type = TypeRules(name: String(words[1]))
    type.v3Root = words[2] == "-" ? nil : String(words[2])
    type.v4Root = words[3] == "-" ? nil : String(words[3])
    var rest = words[4...]
    while let word = rest.popFirst() {
      switch word {
      case "net": type.isForNetworking = true
      case "since" where rest.popFirst() == "3.6": type.isSince36 = true
      default: throw problem("unknown word \(word)")
      }
    }
    types.append(type)
  }

  private mutating func readRow(_ words: [Substring]) throws(RuleTableError) {
    let last = types.count - 1
    let rest = words[1...]
    switch words[0] {
    case "v4-only": types[last].v4Only.formUnion(rest.map(String.init))
    case "links-drop": types[last].links.drop.formUnion(rest.map(String.init))
    case "links-add": types[last].links.add += rest.map(String.init)
    case "links-first":
      for (position, name) in rest.enumerated() { types[last].links.order[String(name)] = position }
    case "links-rename":
      for pair in try pairs(rest) { types[last].links.rename[pair.v4] = pair.v3 }
    case "actions-rename":
      for pair in try pairs(rest) { types[last].links.renameActions[pair.v4] = pair.v3 }
    default:
      types[last].rules.append(try RuleReader.read(words, line: line))
    }
  }

  private func pairs(_ words: ArraySlice<Substring>) throws(RuleTableError) -> [ValuePair] {
    var pairs: [ValuePair] = []
    for word in words {
      guard let pair = ValuePair(word) else { throw problem("\(word) is no pair") }
      pairs.append(pair)
    }
    return pairs
  }

  private func table() throws(RuleTableError) -> RuleTable {
    var byName: [String: TypeRules] = [:]
    var byRoot: [String: String] = [:]
    for var type in types {
      type.prepare()
      guard byName.updateValue(type, forKey: type.name) == nil else {
        throw RuleTableError(line: 0, problem: "type \(type.name) stands twice")
      }
      guard let root = type.v4Root, type.v3Root != nil else { continue }
      guard byRoot.updateValue(type.name, forKey: root) == nil else {
        throw RuleTableError(line: 0, problem: "two types have the v4 root element \(root)")
      }
    }
    for type in types {
      for rule in type.rules {
        guard let name = rule.type, byName[name] == nil else { continue }
        throw RuleTableError(line: rule.line, problem: "no type \(name)")
      }
    }
    return RuleTable(types: byName, typeByV4Root: byRoot, calls: calls, index: CallIndex(calls), paths: PathMap(calls))
  }

  private func problem(_ text: String) -> RuleTableError {
    RuleTableError(line: line, problem: text)
  }
}

extension ValuePair {
  /// Reads `v3=v4`; nil if it is no such pair.
  init?(_ word: Substring) {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return nil }
    self.init(v3: String(word[..<equals]), v4: String(word[word.index(after: equals)...]))
    guard !v4.isEmpty else { return nil }
  }
}

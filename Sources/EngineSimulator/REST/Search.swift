/// The part of the engine's search language that is played: `field=value` terms joined by `and`, with `*` for anything.
struct Search {
  private let terms: [(field: String, pattern: String)]
  private let isCaseSensitive: Bool

  /// Reads a query; nil finds everything.
  ///
  /// - Throws: a fault, when the query says something that isn't played.
  init(_ query: String?, caseSensitive: Bool) throws(Refusal) {
    isCaseSensitive = caseSensitive
    var terms: [(field: String, pattern: String)] = []
    let words = (query ?? "").split(separator: " ").map(String.init)
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word.lowercased() == "and" { continue }
      if word.lowercased() == "page" || word.lowercased() == "sortby" {
        index += 1
        continue
      }
      if ["asc", "desc"].contains(word.lowercased()) { continue }
      var text = word
      // `name = x` and `name= x` mean `name=x`.
      if !text.contains("="), index < words.count, words[index].hasPrefix("=") {
        text += words[index]
        index += 1
      }
      if text.hasSuffix("="), index < words.count {
        text += words[index]
        index += 1
      }
      let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else {
        throw .fault(status: 400, reason: "Operation Failed", detail: "The search can't be read at \(word).")
      }
      terms.append((pair[0].lowercased(), pair[1].filter { $0 != "\"" }))
    }
    self.terms = terms
  }

  /// Whether an entity with these fields is found.
  ///
  /// - Throws: a fault, when the query names another field.
  func matches(_ fields: [String: String]) throws(Refusal) -> Bool {
    var isFound = true
    for term in terms {
      guard let value = fields[term.field] else {
        throw .fault(status: 400, reason: "Operation Failed", detail: "There is no field \(term.field) to search.")
      }
      let pattern = isCaseSensitive ? term.pattern : term.pattern.lowercased()
      if !Self.matches(Array(isCaseSensitive ? value : value.lowercased())[...], Array(pattern)[...]) {
        isFound = false
      }
    }
    return isFound
  }

  private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return (text.startIndex...text.endIndex).contains { matches(text[$0...], pattern.dropFirst()) }
    }
    return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
  }
}

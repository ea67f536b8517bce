import XMLTree

#if canImport(Glibc)
  import Glibc
#endif

/// Prints the demo: plain text, with colours on a terminal that takes them.
struct DemoPrinter {
  /// Who speaks, which decides the colour of the bar at the left.
  enum Voice: String {
    /// The old client, and what it reads.
    case client = "36"
    /// The engine.
    case engine = "32"
    /// A refusal.
    case refusal = "31"
  }

  /// Whether colours are used.
  let isColoured: Bool

  /// Whether standard output is a terminal, and nobody asked for no colours (https://no-color.org).
  static var terminalTakesColour: Bool {
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    return isatty(STDOUT_FILENO) == 1 && !noColour && !isDumb
  }

  /// A line.
  func line(_ text: String = "") {
    print(text)
  }

  /// The title of the demo and what runs where.
  func title(_ text: String, _ lines: [String]) {
    line()
    line(style(text, "1"))
    for text in lines { line(style(text, "2")) }
  }

  /// The head of a step.
  func step(_ number: Int, _ text: String) {
    line()
    line(style(" \(number) ", "7") + " " + style(text, "1"))
  }

  /// A block: who speaks, the first line, and more below it.
  func block(_ voice: Voice, _ who: String, _ first: String, _ rest: [String] = []) {
    let bar = style("  │ ", voice.rawValue)
    line(style("  ┌ \(who)", voice.rawValue))
    line(bar + style(first, "1"))
    for text in rest { line(bar + text) }
  }

  /// The end: what isn't as it should be.
  func end(problems: [String]) {
    line()
    if problems.isEmpty {
      line(style("All as it should be.", "32"))
    } else {
      for problem in problems { line(style("Not as it should be: \(problem)", "31")) }
    }
  }

  /// A text in a style of the terminal (ECMA-48, SGR).
  func style(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// A document in few lines: an element that fits on one line stands on one.
  static func lines(_ element: XMLElement, indent: Int = 0, width: Int = 92) -> [String] {
    let space = String(repeating: " ", count: indent)
    let whole = space + inline(element)
    if whole.count <= width || element.children.isEmpty { return [whole] }
    let open = element.attributes.map { #" \#($0.name)="\#($0.value)""# }.joined()
    return ["\(space)<\(element.name)\(open)>"]
      + element.children.flatMap { lines($0, indent: indent + 2, width: width) } + ["\(space)</\(element.name)>"]
  }

  private static func inline(_ element: XMLElement) -> String {
    let open = element.name + element.attributes.map { #" \#($0.name)="\#($0.value)""# }.joined()
    let inner = element.text + element.children.map(inline).joined()
    return inner.isEmpty ? "<\(open)/>" : "<\(open)>\(inner)</\(element.name)>"
  }
}

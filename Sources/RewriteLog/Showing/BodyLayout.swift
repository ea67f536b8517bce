/// Lays a body out for reading: XML an element a line, indented; anything else as it stands.
///
/// It only moves white space, never drops anything, and works on bodies that are cut or broken.
enum BodyLayout {
  /// The lines of a body.
  static func lines(of body: String) -> [String] {
    let trimmed = body.drop(while: \.isWhitespace)
    guard trimmed.first == "<" else {
      return body.split(whereSeparator: \.isNewline).map { TerminalStyle.harmless(String($0)) }
    }
    return xml(trimmed)
  }

  private static func xml(_ text: Substring) -> [String] {
    var lines: [String] = []
    var depth = 0
    /// A start tag, and its text, that may still be closed on the same line.
    var opened: String?
    func add(_ text: String, depth: Int) {
      lines.append(String(repeating: "  ", count: depth) + TerminalStyle.harmless(text))
    }
    func flush() {
      guard let line = opened else { return }
      add(line, depth: depth - 1)
      opened = nil
    }
    for token in tokens(of: text) {
      if token.hasPrefix("</") {
        depth = max(0, depth - 1)
        if let line = opened {
          add(line + token, depth: depth)
          opened = nil
        } else {
          add(token, depth: depth)
        }
      } else if token.hasPrefix("<?") || token.hasPrefix("<!") || token.hasSuffix("/>") {
        flush()
        add(token, depth: depth)
      } else if token.hasPrefix("<") {
        flush()
        opened = token
        depth += 1
      } else if let line = opened {
        opened = line + token
      } else {
        add(token, depth: depth)
      }
    }
    flush()
    return lines
  }

  /// Tags and the texts between them; white space between tags is left out.
  private static func tokens(of text: Substring) -> [String] {
    var tokens: [String] = []
    var rest = text
    while let first = rest.first {
      let end: Substring.Index
      if first == "<" {
        end = tagEnd(rest)
      } else {
        end = rest.firstIndex(of: "<") ?? rest.endIndex
      }
      let token = rest[..<end]
      rest = rest[end...]
      if first == "<" {
        tokens.append(token.split(whereSeparator: \.isNewline).map { $0.trimmed() }.joined(separator: " "))
      } else if !token.allSatisfy(\.isWhitespace) {
        tokens.append(token.trimmed().split(whereSeparator: \.isNewline).joined(separator: " "))
      }
    }
    return tokens
  }

  /// Behind the `>` that ends the tag at the front, quotes respected.
  private static func tagEnd(_ text: Substring) -> Substring.Index {
    var quote: Character?
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return index
      }
    }
    return index
  }
}

extension Substring {
  /// Without white space at both ends.
  fileprivate func trimmed() -> String {
    var rest = drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

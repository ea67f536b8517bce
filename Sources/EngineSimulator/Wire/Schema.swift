import XMLTree

/// What request documents may say: the element types of one version of the API, as far as host networking uses them.
///
/// An unknown element makes the engine refuse the whole request, an unknown attribute is dropped silently. The order of
/// elements in requests is free; the tables have the order of answers, which the echo of an action takes.
struct Schema: Sendable {
  /// What stands in an element.
  enum Content: Sendable, Equatable {
    /// Any text.
    case text
    /// `true` or `false` in any case, or `1` or `0`.
    case boolean
    /// A whole number; blanks around are tolerated, the empty text is 0.
    case integer
    /// Something that the simulator doesn't look into.
    case any
    /// An element of that type.
    case type(String)
    /// A wrapper around items of that element name and type.
    case list(item: String, type: String)
  }

  /// One type: its attributes, and its elements in the order of answers.
  struct ElementType: Sendable {
    /// The names of attributes; `id` and `href` always are.
    var attributes: [String] = ["href", "id"]
    /// The elements in order.
    var elements: [(name: String, content: Content)] = []
  }

  /// The types by name.
  let types: [String: ElementType]

  /// Reads a table: a line `type: @attribute name=content ...`, where content is `text`, `bool`, `int`, `any`, a type, or
  /// `[item:type]`.
  init(table: String) {
    var types: [String: ElementType] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first?.dropLast() else { continue }
      var type = types[String(name)] ?? ElementType()
      for word in words.dropFirst() {
        if word.hasPrefix("@") {
          type.attributes.append(String(word.dropFirst()))
          continue
        }
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        type.elements.append((parts[0], Self.content(parts.count > 1 ? parts[1] : "any")))
      }
      types[String(name)] = type
    }
    self.types = types
  }

  private static func content(_ text: String) -> Content {
    switch text {
    case "text": return .text
    case "bool": return .boolean
    case "int": return .integer
    case "any": return .any
    default:
      guard text.hasPrefix("[") else { return .type(text) }
      let parts = text.dropFirst().dropLast().split(separator: ":").map(String.init)
      return .list(item: parts[0], type: parts.count > 1 ? parts[1] : parts[0])
    }
  }

  /// Checks an element and puts its parts into the order of answers; unknown attributes are gone then.
  ///
  /// - Throws: a syntax refusal for an unknown element, `Invalid value` for text that isn't of its type.
  func check(_ element: XMLElement, as content: Content) throws(Refusal) -> XMLElement {
    switch content {
    case .any: return element
    case .text: return XMLElement(element.name, text: element.text)
    case .boolean:
      guard ["true", "false", "1", "0"].contains(element.text.lowercased()) else {
        throw .invalidValue("\(element.text) is no boolean")
      }
      return XMLElement(element.name, text: ["true", "1"].contains(element.text.lowercased()) ? "true" : "false")
    case .integer:
      let digits = element.text.filter { !$0.isWhitespace }
      guard let number = digits.isEmpty ? 0 : Int(digits) else {
        throw .invalidValue("\(element.text) is no integer")
      }
      return XMLElement(element.name, text: String(number))
    case .list(let item, let type):
      var checked = XMLElement(element.name)
      for child in element.children {
        guard child.name == item else { throw unknown(child, in: element) }
        checked.children.append(try check(child, as: type == "text" ? .text : .type(type)))
      }
      return checked
    case .type(let name):
      guard let type = types[name] else { return element }
      var checked = XMLElement(element.name)
      checked.attributes = element.attributes.filter { type.attributes.contains($0.name) }
      for child in element.children where !type.elements.contains(where: { $0.name == child.name }) {
        throw unknown(child, in: element)
      }
      for (name, content) in type.elements {
        for child in element.children(name) { checked.children.append(try check(child, as: content)) }
      }
      return checked
    }
  }

  private func unknown(_ child: XMLElement, in element: XMLElement) -> Refusal {
    .syntax("Element \(child.name) isn't expected in \(element.name).")
  }
}

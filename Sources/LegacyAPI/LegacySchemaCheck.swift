import GatewayErrors
import XMLTree

extension LegacyType {
  /// Checks an element against the schema and puts its children, at every depth, in schema order.
  ///
  /// Unknown elements are refused and unknown attributes let through, as engine 3.5 did (`JAXBValidationEventHandler`).
  /// Text where only elements belong, and an element stated twice, are refused: 3.5 dropped one of the two.
  ///
  /// - Parameters:
  ///   - element: the element; attributes stay as they are.
  ///   - path: where it stands, for errors: `action/host_nics/host_nic[2]`.
  /// - Throws: `REQUEST_ELEMENT_UNKNOWN` or `REQUEST_VALUE_INVALID`, stage `parse`.
  func checked(_ element: XMLElement, path: String) throws(GatewayError) -> XMLElement {
    switch shape {
    case .foreign:
      return element
    case .leaf:
      if let child = element.children.first { throw unknown(child, path: path, "It has text only.") }
      guard accepts(element.text) else { throw invalidValue(path, element.text) }
      return element
    case .attributes(let known):
      if let child = element.children.first {
        let names = known.keys.sorted().joined(separator: ", ")
        throw unknown(child, path: path, "It has attributes only: \(names).")
      }
      for attribute in element.attributes {
        guard let type = known[attribute.name] else { continue }
        guard type.accepts(attribute.value) else {
          throw type.invalidValue("\(path)/@\(attribute.name)", attribute.value)
        }
      }
      return try withoutText(element, path: path)
    case .children(let known):
      var checked = try withoutText(element, path: path)
      checked.children = try inOrder(element.children, known, path: path)
      return checked
    }
  }

  /// Children in schema order; those of one name keep theirs, unknown ones go to the end.
  func sorted(_ children: [XMLElement]) -> [XMLElement] {
    guard case .children(let known) = shape else { return children }
    let places = children.map { child in known.firstIndex { $0.name == child.name } ?? known.count }
    return children.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { children[$0] }
  }

  private func inOrder(
    _ children: [XMLElement], _ known: [LegacyChild], path: String
  ) throws(GatewayError) -> [XMLElement] {
    var found = [[XMLElement]](repeating: [], count: known.count)
    for child in children {
      guard let position = known.firstIndex(where: { $0.name == child.name }) else {
        let names = known.filter { $0.type.isRead }.map(\.name).joined(separator: ", ")
        throw unknown(child, path: path, "It has: \(names).")
      }
      let rule = known[position]
      guard rule.isRepeated || found[position].isEmpty else {
        throw GatewayError(
          .requestValueInvalid, stage: .parse, detail: "\(path)/\(child.name) is stated twice.",
          nextStep: "State it once.")
      }
      let index = rule.isRepeated ? "[\(found[position].count + 1)]" : ""
      found[position].append(try rule.type.checked(child, path: "\(path)/\(child.name)\(index)"))
    }
    return found.flatMap(\.self)
  }

  /// The element without white space; other text has no meaning here, and dropping it could turn `<network>a</network>`
  /// into the wish for no network.
  private func withoutText(_ element: XMLElement, path: String) throws(GatewayError) -> XMLElement {
    guard !element.text.isEmpty else { return element }
    guard element.text.allSatisfy(\.isXMLSpace) else { throw Self.invalid(path, element.text, "no text") }
    var checked = element
    checked.text = ""
    return checked
  }

  /// Whether the type has a meaning in host networking, so that it is worth naming in an error.
  var isRead: Bool {
    switch self {
    case .foreign, .actions, .status, .fault, .labels, .link, .usages, .statistics: false
    default: true
    }
  }

  private func accepts(_ text: String) -> Bool {
    switch self {
    case .boolean: LegacyValue.boolean(text) != nil
    // Engine 3.5 took an empty number for 0 (`IntegerParser`).
    case .int: text.isEmpty || LegacyValue.integer(text, as: Int32.self) != nil
    case .long: text.isEmpty || LegacyValue.integer(text, as: Int64.self) != nil
    case .unsignedShort: text.isEmpty || LegacyValue.integer(text, as: UInt16.self) != nil
    default: true
    }
  }

  /// The error of a restricted value: engine 3.5 answered a number with letters as a syntax error, a bad boolean and a
  /// number out of range as an invalid value (`BooleanParser`, `IntegerParser`, `JAXBValidationEventHandler`).
  private func invalidValue(_ path: String, _ value: String) -> GatewayError {
    var error = Self.invalid(path, value, expectation)
    if case .boolean = self { return error }
    if !LegacyValue.isInteger(value) { error.code = .requestValueUnreadable }
    return error
  }

  private var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .unsignedShort: "a whole number from 0 to 65535"
    default: "a whole number"
    }
  }

  private func unknown(_ child: XMLElement, path: String, _ known: String) -> GatewayError {
    Self.unknown("\(path)/\(child.name)", in: path, known)
  }

  /// The error of an element or key that the schema doesn't have.
  static func unknown(_ member: String, in path: String, _ known: String) -> GatewayError {
    GatewayError(
      .requestElementUnknown, stage: .parse, detail: "\(member) is no element of the 3.5 API.",
      nextStep: "Leave it out or correct its name. What \(path) may have: \(known)")
  }

  /// The error of a value that can't be read.
  static func invalid(_ path: String, _ value: String, _ expected: String) -> GatewayError {
    let shown = value.count > 80 ? value.prefix(80) + "..." : value[...]
    return GatewayError(
      .requestValueInvalid, stage: .parse, detail: "\(path) is '\(shown)'.", nextStep: "It takes \(expected).")
  }
}

/// Leaf values of legacy bodies.
enum LegacyValue {
  /// A boolean: true, false (any letter case), 1 or 0; engine 3.5 took the words only (`BooleanParser`), its SDKs also
  /// send the digits. White space around it doesn't count. Nil for anything else.
  static func boolean(_ text: String) -> Bool? {
    switch trimmed(text).lowercased() {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }

  /// A decimal number in the range of the type; white space around it doesn't count. Nil for anything else.
  static func integer<T: FixedWidthInteger>(_ text: String, as type: T.Type) -> T? {
    T(trimmed(text))
  }

  /// Whether a text is a whole number of any size; white space around it doesn't count.
  static func isInteger(_ text: String) -> Bool {
    let digits = trimmed(text)
    let unsigned = digits.hasPrefix("-") || digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
    return !unsigned.isEmpty && unsigned.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The text without white space around it.
  static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isXMLSpace }),
      let last = text.lastIndex(where: { !$0.isXMLSpace })
    else { return "" }
    return String(text[first...last])
  }
}

extension Character {
  /// White space as XML 1.0 section 2.3 has it.
  var isXMLSpace: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" || self == "\r\n" }
}

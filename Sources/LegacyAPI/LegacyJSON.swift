import GatewayErrors
import XMLTree

/// The JSON of engine 3.5 as a form of the XML tree, driven by the schema (engine 3.5, `CustomObjectMapper`,
/// `CustomBeanFactory`, and the bindings of `api.xsd`).
///
/// The root has no key of its own. Attributes and elements alike are plain keys. An element that may repeat is an array
/// under its own name. Booleans and numbers up to 32 bits are strings, longer and decimal ones numbers. `null` is the same
/// as no key.
enum LegacyJSON {
  /// A document as JSON.
  ///
  /// Attributes that the schema doesn't have are left out, as 3.5 lost them when it read the document.
  ///
  /// - Parameter type: the type of the element.
  static func value(_ element: XMLElement, _ type: LegacyType) -> JSONValue {
    switch type.shape {
    case .leaf: type.scalar(element.text)
    case .foreign: ForeignJSON.value(element)
    case .attributes(let known):
      .object(
        inOrder(element.attributes).compactMap { attribute in
          known[attribute.name].map { JSONMember(attribute.name, $0.scalar(attribute.value)) }
        })
    case .children(let known): .object(members(element, type, known))
    }
  }

  /// Id and rel before href, everything else as it stands.
  static func inOrder(_ attributes: [XMLAttribute]) -> [XMLAttribute] {
    let isHref: (XMLAttribute) -> Bool = { $0.name == "href" }
    let leading = attributes.filter { $0.name == "id" || $0.name == "rel" }
    return leading + attributes.filter(isHref) + attributes.filter { !isHref($0) && !["id", "rel"].contains($0.name) }
  }

  private static func members(_ element: XMLElement, _ type: LegacyType, _ known: [LegacyChild]) -> [JSONMember] {
    var members = type.attributes.compactMap { name in
      element.attribute(name).map { JSONMember(name, .string($0)) }
    }
    let names = known.map(\.name)
    let order = type.isList ? names.filter { !LegacyType.listHeads.contains($0) } + LegacyType.listHeads : names
    let found = Dictionary(grouping: element.children, by: \.name)
    // The name of a resource stands beside its id.
    for name in (names.contains("name") ? ["name"] + order.filter { $0 != "name" } : order) {
      guard let children = found[name], let rule = known.first(where: { $0.name == name }) else { continue }
      let values = children.map { value($0, rule.type) }
      if rule.isRepeated {
        members.append(JSONMember(name, .array(values)))
      } else if let first = values.first {
        members.append(JSONMember(name, first))
      }
    }
    return members
  }

  /// A JSON document as an element.
  ///
  /// Values of leaves are taken as they are; ``LegacyType/checked(_:path:)`` holds them to their types and puts children
  /// into schema order.
  ///
  /// - Parameters:
  ///   - value: the document.
  ///   - type: the type of the root.
  ///   - name: the name of the root element, with which paths in errors begin.
  /// - Throws: `REQUEST_ELEMENT_UNKNOWN` for a key that the schema doesn't have, `REQUEST_JSON_SHAPE` for a value of
  ///   another kind, stage `parse`.
  static func element(_ value: JSONValue, _ type: LegacyType, named name: String) throws(GatewayError) -> XMLElement {
    guard case .object(let members) = value else { throw wrong(value, "an object", at: "The body") }
    if members.count == 1, members[0].name == name {
      throw LegacyType.unknown(
        "\(name)/\(name)", in: name, "The body is the object itself, without the name of the element around it.")
    }
    return try element(value, type, named: name, path: name)
  }

  private static func element(
    _ value: JSONValue, _ type: LegacyType, named name: String, path: String
  ) throws(GatewayError) -> XMLElement {
    switch type.shape {
    case .leaf: return XMLElement(name, text: try text(value, at: path))
    case .foreign: return try ForeignJSON.element(value, named: name, path: path)
    case .attributes(let known):
      var element = XMLElement(name)
      for member in try object(value, at: path) {
        guard known[member.name] != nil else {
          throw unknown(member.name, in: path, known: known.keys.sorted())
        }
        guard member.value != .null else { continue }
        element.attributes.append(XMLAttribute(member.name, try text(member.value, at: "\(path)/\(member.name)")))
      }
      element.attributes = attributesInXMLOrder(element.attributes)
      return element
    case .children(let known):
      var element = XMLElement(name)
      for member in try object(value, at: path) {
        if type.attributes.contains(member.name) {
          guard member.value != .null else { continue }
          element.attributes.append(XMLAttribute(member.name, try text(member.value, at: "\(path)/\(member.name)")))
          continue
        }
        guard let rule = known.first(where: { $0.name == member.name }) else {
          throw unknown(member.name, in: path, known: known.filter(\.type.isRead).map(\.name))
        }
        element.children += try children(member.value, rule, path: "\(path)/\(rule.name)")
      }
      element.attributes = attributesInXMLOrder(element.attributes)
      return element
    }
  }

  private static func children(
    _ value: JSONValue, _ rule: LegacyChild, path: String
  ) throws(GatewayError) -> [XMLElement] {
    if value == .null { return [] }
    guard rule.isRepeated else { return [try element(value, rule.type, named: rule.name, path: path)] }
    guard case .array(let items) = value else { throw wrong(value, "an array", at: path) }
    var children: [XMLElement] = []
    for (index, item) in items.enumerated() {
      children.append(try element(item, rule.type, named: rule.name, path: "\(path)[\(index + 1)]"))
    }
    return children
  }

  private static func object(_ value: JSONValue, at path: String) throws(GatewayError) -> [JSONMember] {
    guard case .object(let members) = value else { throw wrong(value, "an object", at: path) }
    return members
  }

  /// The text of a scalar, which may be written as a string or as itself.
  static func text(_ value: JSONValue, at path: String) throws(GatewayError) -> String {
    switch value {
    case .string(let text), .number(let text): return text
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .object, .array, .null: throw wrong(value, "a string, number or boolean", at: path)
    }
  }

  /// Href before id, as engine 3.5 wrote XML.
  static func attributesInXMLOrder(_ attributes: [XMLAttribute]) -> [XMLAttribute] {
    attributes.filter { $0.name == "href" } + attributes.filter { $0.name != "href" }
  }

  private static func unknown(_ name: String, in path: String, known: [String]) -> GatewayError {
    let snakeCase = name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    let hint = snakeCase != name && known.contains(snakeCase) ? "Write \(snakeCase). " : ""
    return LegacyType.unknown("\(path)/\(name.prefix(80))", in: path, "\(hint)\(known.joined(separator: ", ")).")
  }

  private static func wrong(_ value: JSONValue, _ expected: String, at path: String) -> GatewayError {
    GatewayError(
      .requestJSONShape, stage: .parse, detail: "\(path) is \(value.kind).", nextStep: "It takes \(expected).")
  }
}

extension LegacyType {
  /// The members that a list has beside its items.
  static let listHeads = ["actions", "total", "active"]

  /// The JSON of a value of this type. An empty number is 0, as engine 3.5 read it (`IntegerParser`); one that isn't a
  /// number, which only output of the engine can be, stays text.
  func scalar(_ text: String) -> JSONValue {
    switch self {
    case .boolean: return .string(LegacyValue.boolean(text).map { $0 ? "true" : "false" } ?? text)
    case .int, .unsignedShort:
      if text.isEmpty { return .string("0") }
      return .string(LegacyValue.integer(text, as: Int64.self).map { String($0) } ?? text)
    case .long:
      if text.isEmpty { return .number("0") }
      return LegacyValue.integer(text, as: Int64.self).map { .number(String($0)) } ?? .string(text)
    case .decimal: return LegacyValue.decimal(text).map { .number($0) } ?? .string(text)
    default: return .string(text)
    }
  }
}

extension LegacyValue {
  /// A decimal as engine 3.5 wrote it in JSON, nil for what is none.
  ///
  /// XML has plain digits; JSON had the form of `java.math.BigDecimal.toString`, and the values of statistics are rounded
  /// to two digits (engine 3.5, `StatisticResourceUtils`): 4800000 is `4.8E+6`, 38 stays `38`.
  static func decimal(_ text: String) -> String? {
    let digits = trimmed(text)
    guard case .number? = try? JSONReader.read(Array(digits.utf8)) else { return nil }
    let unsigned = digits.drop { $0 == "-" }
    guard unsigned.count > 2, unsigned.allSatisfy(\.isNumber), unsigned.dropFirst(2).allSatisfy({ $0 == "0" }) else {
      return digits
    }
    let sign = unsigned.count < digits.count ? "-" : ""
    return "\(sign)\(unsigned.prefix(1)).\(unsigned.dropFirst().prefix(1))E+\(unsigned.count - 1)"
  }
}

/// JSON of resources that no host-networking call reads, of which the schema knows nothing.
///
/// What is an attribute, and what an array, is told by names: `id`, `href` and `rel` are attributes, `link` repeats, and
/// so does what stands in an element of its plural (`disks/disk`).
private enum ForeignJSON {
  static func value(_ element: XMLElement) -> JSONValue {
    guard !element.attributes.isEmpty || !element.children.isEmpty else { return .string(element.text) }
    var members = LegacyJSON.inOrder(element.attributes).map { JSONMember($0.name, .string($0.value)) }
    var seen: Set<String> = Set(members.map(\.name))
    let groups = Dictionary(grouping: element.children, by: \.name)
    for child in element.children where seen.insert(child.name).inserted {
      let values = (groups[child.name] ?? []).map(value)
      let isArray = values.count > 1 || child.name == "link" || element.name == child.name + "s"
      members.append(JSONMember(child.name, isArray ? .array(values) : value(child)))
    }
    if !element.text.isEmpty { members.append(JSONMember("value", .string(element.text))) }
    return .object(members)
  }

  static func element(_ value: JSONValue, named name: String, path: String) throws(GatewayError) -> XMLElement {
    guard case .object(let members) = value else {
      return XMLElement(name, text: try LegacyJSON.text(value, at: path))
    }
    var element = XMLElement(name)
    for member in members where member.value != .null {
      guard isName(member.name) else {
        throw LegacyType.unknown("\(path)/\(member.name.prefix(80))", in: path, "keys made of letters and underscores.")
      }
      let inside = "\(path)/\(member.name)"
      switch member.value {
      case .array(let items):
        for item in items { element.children.append(try Self.element(item, named: member.name, path: inside)) }
      case .string(let text) where ["id", "href", "rel"].contains(member.name):
        element.attributes.append(XMLAttribute(member.name, text))
      default: element.children.append(try Self.element(member.value, named: member.name, path: inside))
      }
    }
    element.attributes = LegacyJSON.attributesInXMLOrder(element.attributes)
    return element
  }

  /// Whether a key can be the name of an element.
  private static func isName(_ key: String) -> Bool {
    guard let first = key.utf8.first, isLetter(first) else { return false }
    return key.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }
}

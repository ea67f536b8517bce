import GatewayErrors

/// Reads a JSON document, strictly (RFC 8259) and bounded.
///
/// ``XMLLimits`` hold here too, values counting as elements, so that a hostile document costs no more than its limits
/// allow. Refused besides what isn't JSON: a key that stands twice in an object, since readers differ in which one
/// counts; half of a surrogate pair; bytes that aren't UTF-8; and characters that XML can't say (XML 1.0 section 2.2),
/// since the engine is asked in XML. Foundation's reader has no limits that can be set, and takes the last of two equal
/// keys.
public enum JSONReader {
  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the whole document, in UTF-8; a byte order mark in front is skipped.
  ///   - limits: how much is read before it is refused.
  /// - Throws: `REQUEST_NOT_JSON` or `REQUEST_XML_TOO_LARGE`, stage `parse`, with the line.
  public static func read(
    _ bytes: some Collection<UInt8>, limits: XMLLimits = XMLLimits()
  ) throws(GatewayError) -> JSONValue {
    guard bytes.count <= limits.bytes else {
      throw JSONScanner.tooLarge("The document has \(bytes.count) bytes; \(limits.bytes) are read.")
    }
    var scanner = JSONScanner(bytes: Array(bytes), limits: limits)
    return try scanner.document()
  }
}

/// Walks over the bytes of one document.
private struct JSONScanner {
  let bytes: [UInt8]
  let limits: XMLLimits
  var position = 0
  var values = 0

  init(bytes: [UInt8], limits: XMLLimits) {
    self.bytes = bytes
    self.limits = limits
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  static func tooLarge(_ detail: String) -> GatewayError {
    GatewayError(.requestXMLTooLarge, stage: .parse, detail: detail)
  }

  mutating func document() throws(GatewayError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else {
      throw GatewayError(
        .requestNotJSON, stage: .parse, detail: "The body is empty.",
        nextStep: "Send the JSON object that the call takes.")
    }
    let value = try value(depth: 1)
    skipSpace()
    guard position == bytes.count else { throw wrong("something stands behind the document") }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value(depth: Int) throws(GatewayError) -> JSONValue {
    values += 1
    guard values <= limits.elements else {
      throw Self.tooLarge("The document has more than \(limits.elements) values.")
    }
    guard let first = next else { throw wrong("a value is missing") }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth <= limits.depth else {
        throw Self.tooLarge("The document nests deeper than \(limits.depth) objects and arrays.")
      }
      return first == UInt8(ascii: "{") ? try object(depth: depth) : try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw wrong("a value is missing")
    }
  }

  private mutating func object(depth: Int) throws(GatewayError) -> JSONValue {
    position += 1
    var members: [JSONMember] = []
    var names: Set<String> = []
    skipSpace()
    if skip("}") { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw wrong("a key in quotation marks is missing") }
      let name = try string()
      guard names.insert(name).inserted else { throw wrong("the key \"\(name.prefix(80))\" stands twice in an object") }
      skipSpace()
      guard skip(":") else { throw wrong("a colon is missing behind \"\(name.prefix(80))\"") }
      skipSpace()
      members.append(JSONMember(name, try value(depth: depth + 1)))
      skipSpace()
      if skip("}") { return .object(members) }
      guard skip(",") else { throw wrong("a comma or } is missing") }
    }
  }

  private mutating func array(depth: Int) throws(GatewayError) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if skip("]") { return .array(values) }
    while true {
      skipSpace()
      values.append(try value(depth: depth + 1))
      skipSpace()
      if skip("]") { return .array(values) }
      guard skip(",") else { throw wrong("a comma or ] is missing") }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(GatewayError) -> JSONValue {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: expected) else { throw wrong("a value is missing") }
    position += expected.count
    return value
  }

  private mutating func number() throws(GatewayError) -> String {
    let start = position
    _ = skip("-")
    if !skip("0") { try digits() }
    if skip(".") { try digits() }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(GatewayError) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw wrong("a number breaks off") }
    guard position - start <= limits.text else {
      throw Self.tooLarge("A number of the document is longer than \(limits.text) bytes.")
    }
  }

  private mutating func string() throws(GatewayError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw wrong("a text isn't UTF-8") }
        // U+FFFE and U+FFFF, which XML doesn't have.
        if text.contains(0xBF), string.unicodeScalars.contains(where: { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }) {
          throw wrong("a text has a character that XML doesn't have")
        }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw wrong("a text has a control character that isn't escaped")
      default: text.append(byte)
      }
      guard text.count <= limits.text else {
        throw Self.tooLarge("A text of the document is longer than \(limits.text) bytes.")
      }
    }
    throw wrong("a text breaks off")
  }

  private mutating func escape(into text: inout [UInt8]) throws(GatewayError) {
    guard let byte = next else { throw wrong("a text breaks off") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try escapedScalar())).utf8)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): throw wrong("a text has a character that XML doesn't have")
    default: throw wrong("a text has an escape that JSON doesn't know")
    }
  }

  private mutating func escapedScalar() throws(GatewayError) -> Unicode.Scalar {
    var code = try fourDigits()
    if (0xD800..<0xDC00).contains(code) {
      guard skip("\\"), skip("u") else { throw wrong("a text has half of a surrogate pair") }
      let low = try fourDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw wrong("a text has half of a surrogate pair") }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw wrong("a text has half of a surrogate pair") }
    guard code >= 0x20 || code == 0x09 || code == 0x0A || code == 0x0D else {
      throw wrong("a text has a character that XML doesn't have")
    }
    return scalar
  }

  private mutating func fourDigits() throws(GatewayError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    let isHexadecimal = digits.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
    guard digits.count == 4, isHexadecimal, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw wrong("\\u isn't followed by four hexadecimal digits")
    }
    position += 4
    return code
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private func wrong(_ what: String) -> GatewayError {
    let line = bytes[..<min(position, bytes.count)].count { $0 == 0x0A } + 1
    return GatewayError(
      .requestNotJSON, stage: .parse, detail: "The body is no JSON that can be read, line \(line): \(what).",
      nextStep: "Send the JSON object that the call takes.")
  }
}

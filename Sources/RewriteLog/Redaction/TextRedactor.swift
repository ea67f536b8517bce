/// Finds secrets in text of any kind in one pass: elements and attributes of XML (also escaped inside other XML), keys
/// of JSON (also escaped inside a string), `name=value`, `Name: value`, credentials after a scheme, and user information
/// in URLs. It doesn't need the text to be well-formed: a value that doesn't end is hidden to the end of the text.
struct TextRedactor {
  private let bytes: [UInt8]
  /// The name that was read last, as ``SensitiveNames`` compares it. The memory is kept from one name to the next.
  private var plain: [UInt8] = []
  private var output: [UInt8] = []
  private var index = 0
  private var copied = 0
  /// Set after `name` stated a sensitive name: the `value` beside it is hidden (properties and options of the API).
  private var hidesNextValue = false

  /// A redactor of that text in UTF-8.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    plain.reserveCapacity(64)
  }

  /// Whether names of headers, keys, parameters and attributes are made of it; escapes inside names included.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "%"):
      true
    default: byte >= 0x80
    }
  }

  /// A text without its secrets; itself if it has none.
  ///
  /// - Parameter bytes: the text in UTF-8, where that is at hand.
  static func redacted(_ text: String, bytes: [UInt8]? = nil) -> String {
    var redactor = TextRedactor(bytes: bytes ?? Array(text.utf8))
    redactor.search()
    return redactor.copied == 0 ? text : redactor.finish()
  }

  /// The text without its secrets.
  mutating func redacted() -> String {
    search()
    return finish()
  }

  private mutating func search() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        tag(opening: "<", closing: ">")
      } else if byte == UInt8(ascii: "&"), has("&lt;", at: index) {
        tag(opening: "&lt;", closing: "&gt;")
      } else if Self.isNameByte(byte) || isUnicodeEscape(at: index) {
        name()
      } else if byte == UInt8(ascii: ":"), has("://", at: index) {
        userInformation()
      } else {
        index += 1
      }
    }
  }

  /// The text with `user:password@` of URLs hidden, and nothing else.
  mutating func redactedUserInformation() -> [UInt8] {
    while index < bytes.count {
      if has("://", at: index) { userInformation() } else { index += 1 }
    }
    return Array(finish().utf8)
  }

  private mutating func finish() -> String {
    output += bytes[copied...]
    return String(decoding: output, as: UTF8.self)
  }

  /// Replaces `range` by the mask; an empty range stays empty.
  private mutating func hide(_ range: Range<Int>) {
    if !range.isEmpty {
      output += bytes[copied..<range.lowerBound]
      output += Array(Redactor.mask.utf8)
      copied = range.upperBound
    }
    index = max(index, range.upperBound)
  }

  // MARK: XML

  /// A tag that begins here. An element with a sensitive name loses its attribute values and its content.
  private mutating func tag(opening: StaticString, closing: StaticString) {
    index += opening.utf8CodeUnitCount
    let nameEnd = end(from: index) { Self.isNameByte($0) || $0 == UInt8(ascii: ":") }
    let name = bytes[index..<nameEnd]
    guard !name.isEmpty else { return }
    SensitiveNames.normalize(name, into: &plain)
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { SensitiveNames.normalized(name[($0 + 1)...]) } ?? plain
    let isValue = hidesNextValue && local.elementsEqual("value".utf8)
    if isNamingName(local) {
      let contentStart = end(from: nameEnd) { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: ";") } + 1
      if contentStart <= bytes.count, bytes[contentStart - 1] == closing.utf8Start[closing.utf8CodeUnitCount - 1] {
        let content = end(from: contentStart) { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "&") }
        hidesNextValue = SensitiveNames.contains(bytes[contentStart..<content])
      }
    }
    guard SensitiveNames.contains(normalized: plain) || isValue else {
      index = nameEnd
      return
    }
    if isValue { hidesNextValue = false }
    index = nameEnd
    let isEmpty = hideAttributes(closing: closing)
    guard !isEmpty, index < bytes.count else { return }
    hide(index..<contentEnd(of: Array(name), opening: opening))
  }

  /// Hides quoted values up to the end of the tag; true if the element has no content.
  private mutating func hideAttributes(closing: StaticString) -> Bool {
    while index < bytes.count, !has(closing, at: index) {
      if let quote = quote(at: index) {
        let start = index + quote.count
        let close = find(quote, from: start)
        hide(start..<close)
        index = min(bytes.count, close + quote.count)
      } else {
        index += 1
      }
    }
    let isEmpty = index > 0 && bytes[index - 1] == UInt8(ascii: "/")
    index = min(bytes.count, index + closing.utf8CodeUnitCount)
    return isEmpty
  }

  /// Where the content ends: at the end tag that belongs to it, CDATA sections and inner elements of that name skipped.
  private func contentEnd(of name: [UInt8], opening: StaticString) -> Int {
    var position = index
    var depth = 1
    let cdata = Array("<![CDATA[".utf8)
    while position < bytes.count {
      if has(cdata, at: position) {
        position = find(Array("]]>".utf8), from: position)
      } else if has(opening, at: position) {
        var inner = position + opening.utf8CodeUnitCount
        let isEnd = inner < bytes.count && bytes[inner] == UInt8(ascii: "/")
        if isEnd { inner += 1 }
        let innerEnd = end(from: inner) { Self.isNameByte($0) || $0 == UInt8(ascii: ":") }
        if bytes[inner..<innerEnd].elementsEqual(name) {
          depth += isEnd ? -1 : isSelfClosing(from: innerEnd) ? 0 : 1
          if depth == 0 { return position }
        }
        position = max(innerEnd, position + 1)
      } else {
        position += 1
      }
    }
    return bytes.count
  }

  private func isSelfClosing(from start: Int) -> Bool {
    let close = end(from: start) { $0 != UInt8(ascii: ">") }
    return close > start && close < bytes.count && bytes[close - 1] == UInt8(ascii: "/")
  }

  // MARK: name and value

  /// A name that begins here, with its value if it has one.
  private mutating func name() {
    let start = index
    while index < bytes.count {
      if isUnicodeEscape(at: index) {
        index += 6
      } else if Self.isNameByte(bytes[index]) {
        index += 1
      } else {
        break
      }
    }
    let name = bytes[start..<index]
    SensitiveNames.normalize(name, into: &plain)
    if isScheme(plain) {
      credentials()
      return
    }
    let isSensitive = SensitiveNames.contains(normalized: plain)
    if isSensitive, name.contains(UInt8(ascii: "%")), plain.contains(where: { $0 == 0x3D || $0 == 0x3A }) {
      hide(start..<index)
      return
    }
    let isValue = hidesNextValue && plain.elementsEqual("value".utf8)
    let isNaming = isNamingName(plain)
    guard isSensitive || isValue || isNaming, let value = valueRange(nameStart: start, plain: plain) else { return }
    if isNaming, !isSensitive {
      hidesNextValue = SensitiveNames.contains(bytes[value])
      return
    }
    if isValue { hidesNextValue = false }
    hide(value)
  }

  /// The value of the name that ended at `index`; nil if none is given.
  private func valueRange(nameStart: Int, plain: [UInt8]) -> Range<Int>? {
    var position = index
    let nameQuote = quote(at: position)
    position += nameQuote?.count ?? 0
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") { position += 1 }
    position = end(from: position, while: nameQuote == nil ? Self.isBlank : Self.isSpace)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":") else {
      return nil
    }
    let isAssignment = bytes[position] == UInt8(ascii: "=")
    position += has("=>", at: position) ? 2 : 1
    position = end(from: position, while: nameQuote == nil ? Self.isBlank : Self.isSpace)
    if let quote = quote(at: position) {
      let start = position + quote.count
      return start..<find(quote, from: start, skippingEscapes: !isAssignment && quote.count == 1)
    }
    if !isAssignment, position < bytes.count,
      bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[")
    {
      return position..<balancedEnd(from: position)
    }
    if !isAssignment, nameQuote != nil {
      return position..<end(from: position) { !Self.isSpace($0) && !",}]".utf8.contains($0) }
    }
    if !isAssignment, runsToLineEnd(nameStart: nameStart, plain: plain) {
      return position..<end(from: position) { $0 != 0x0A && $0 != 0x0D }
    }
    return position..<end(from: position) { !Self.isSpace($0) && !"&<>\"'".utf8.contains($0) }
  }

  /// Whether `Name: value` is a line of its own, as in a header or in YAML, so that the value may hold spaces.
  private func runsToLineEnd(nameStart: Int, plain: [UInt8]) -> Bool {
    if Self.namesOfPhrases.contains(where: { phrase in
      plain.indices.contains { plain[$0...].starts(with: phrase) }
    }) {
      return true
    }
    var position = nameStart
    while position > 0, Self.isBlank(bytes[position - 1]) { position -= 1 }
    return position == 0 || bytes[position - 1] == 0x0A
  }

  /// What follows `Basic`, `Bearer`, `Negotiate` and kin, if it looks like credentials rather than like a word.
  private mutating func credentials() {
    let start = end(from: index, while: Self.isBlank)
    guard start > index else { return }
    let isToken: (UInt8) -> Bool = { Self.isNameByte($0) || "+/~=".utf8.contains($0) }
    let close = end(from: start, while: isToken)
    let isParameter = close > start && bytes[close - 1] == 0x3D && close < bytes.count && bytes[close] == 0x22
    let isWord = bytes[start..<close].allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    if close - start >= 6, !isParameter, !isWord { hide(start..<close) }
  }

  /// `user:password@` after `://`.
  private mutating func userInformation() {
    index += 3
    let close = end(from: index) { !Self.isSpace($0) && !"/?#\"'<>".utf8.contains($0) }
    if let at = bytes[index..<close].lastIndex(of: UInt8(ascii: "@")) { hide(index..<at) }
  }

  private func isNamingName(_ plain: [UInt8]) -> Bool {
    switch plain.count {
    case 3: plain.elementsEqual("key".utf8)
    case 4: plain.elementsEqual("name".utf8)
    default: false
    }
  }

  private func isScheme(_ plain: [UInt8]) -> Bool {
    switch plain.count {
    case 4: plain.elementsEqual("ntlm".utf8)
    case 5: plain.elementsEqual("basic".utf8)
    case 6: plain.elementsEqual("bearer".utf8) || plain.elementsEqual("digest".utf8)
    case 9: plain.elementsEqual("negotiate".utf8)
    default: false
    }
  }

  /// Names whose value may hold spaces wherever they stand.
  private static let namesOfPhrases = ["authorization", "cookie", "password", "passphrase", "secret"].map {
    Array($0.utf8)
  }

  // MARK: bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == 0x0A || byte == 0x0D }

  private func end(from start: Int, while matches: (UInt8) -> Bool) -> Int {
    var position = min(start, bytes.count)
    while position < bytes.count, matches(bytes[position]) { position += 1 }
    return position
  }

  private func isUnicodeEscape(at position: Int) -> Bool {
    bytes[position] == UInt8(ascii: "\\") && position + 5 < bytes.count && bytes[position + 1] == UInt8(ascii: "u")
      && bytes[position + 2] == UInt8(ascii: "0") && bytes[position + 3] == UInt8(ascii: "0")
  }

  /// A quotation mark here: plain, behind backslashes (JSON inside JSON), or as an entity.
  private func quote(at position: Int) -> [UInt8]? {
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"): break
    default: return nil
    }
    let slashes = end(from: position) { $0 == UInt8(ascii: "\\") }
    if slashes < bytes.count, bytes[slashes] == UInt8(ascii: "\"") || bytes[slashes] == UInt8(ascii: "'") {
      return Array(bytes[position...slashes])
    }
    return ["&quot;", "&apos;", "&#34;", "&#39;"].first { has(Array($0.utf8), at: position) }.map { Array($0.utf8) }
  }

  private func has(_ text: StaticString, at position: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
    return true
  }

  private func has(_ text: [UInt8], at position: Int) -> Bool {
    position + text.count <= bytes.count && bytes[position..<position + text.count].elementsEqual(text)
  }

  /// Where `text` comes next, or the end of everything.
  private func find(_ text: [UInt8], from start: Int, skippingEscapes: Bool = false) -> Int {
    var position = start
    while position < bytes.count {
      if has(text, at: position) { return position }
      position += skippingEscapes && bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return bytes.count
  }

  /// Where the JSON object or array that begins at `start` ends.
  private func balancedEnd(from start: Int) -> Int {
    var position = start
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): position = find([UInt8(ascii: "\"")], from: position + 1, skippingEscapes: true)
      default: break
      }
      position += 1
      if depth == 0 { return min(position, bytes.count) }
    }
    return bytes.count
  }
}

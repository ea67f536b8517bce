/// Writes one JSON object a line, byte by byte: the log is on the path of every request, relayed ones included.
///
/// Control characters, DEL, C1 controls and the line separators U+2028 and U+2029 are escaped, so that nothing that a
/// stranger sent can break a line or act on a terminal that shows the file.
struct LineBuilder {
  /// The lines so far; the last one without the newline at its end until it is ended.
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Room for `capacity` bytes is set aside at once.
  init(capacity: Int = 512) {
    bytes.reserveCapacity(capacity)
  }

  /// Adds lines that are written already.
  mutating func append(lines: [UInt8]) {
    bytes += lines
  }

  /// Opens an object or an array, as a field where `key` is given.
  mutating func open(_ bracket: Unicode.Scalar, key: StaticString? = nil) {
    separate(key)
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  /// Closes an object or an array.
  mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  /// A string; nothing if it is nil.
  mutating func string(_ value: String?, key: StaticString? = nil) {
    guard var value else { return }
    separate(key)
    value.withUTF8 { append(quoting: $0) }
    needsComma = true
  }

  /// A whole number; nothing if it is nil.
  mutating func number(_ value: Int?, key: StaticString) {
    guard let value else { return }
    separate(key)
    append(digitsOf: Int64(value))
    needsComma = true
  }

  /// Milliseconds with at most three digits behind the point.
  mutating func milliseconds(_ value: Double, key: StaticString) {
    separate(key)
    let thousandths = value.isFinite ? Int64(min(max(value, 0), 1e12) * 1000 + 0.5) : 0
    append(digitsOf: thousandths / 1000)
    if thousandths % 1000 != 0 {
      let point = bytes.count
      append(digitsOf: thousandths % 1000 + 1000)
      bytes[point] = UInt8(ascii: ".")
    }
    needsComma = true
  }

  /// Ends the line; another may follow.
  mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func separate(_ key: StaticString?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    guard let key else { return }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(digitsOf value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    var place: UInt64 = 1
    while magnitude / place >= 10 { place *= 10 }
    while place > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude / place % 10))
      place /= 10
    }
  }

  private mutating func append(quoting text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        index += 1
        continue
      }
      let (length, escaped) = escape(text, at: index)
      if let escaped {
        bytes.append(contentsOf: text[start..<index])
        bytes.append(contentsOf: escaped.utf8)
        start = index + length
      }
      index += length
    }
    bytes.append(contentsOf: text[start...])
    bytes.append(UInt8(ascii: "\""))
  }

  /// How many bytes at `index` belong together, and how they are escaped; nil if they stay.
  private func escape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, escaped: String?) {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "\""): return (1, "\\\"")
    case UInt8(ascii: "\\"): return (1, "\\\\")
    case 0x0A: return (1, "\\n")
    case 0x0D: return (1, "\\r")
    case 0x09: return (1, "\\t")
    case 0..<0x20, 0x7F: return (1, unicodeEscape(UInt16(byte)))
    case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0:
      return (2, unicodeEscape(UInt16(text[index + 1])))
    case 0xE2
    where index + 2 < text.count && text[index + 1] == 0x80 && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9):
      return (3, unicodeEscape(0x2000 + UInt16(text[index + 2] - 0x80)))
    default: return (1, nil)
    }
  }

  private func unicodeEscape(_ value: UInt16) -> String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

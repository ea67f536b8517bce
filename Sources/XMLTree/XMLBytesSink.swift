/// Makes the bytes of what is written: one element a line, four spaces a level.
///
/// It fills memory of a fixed size and counts on behind its end, so that writing costs no more than copying.
public struct XMLBytesSink: ElementSink {
  private enum Place {
    /// Behind the name or an attribute in a start tag.
    case startTag
    /// Behind a text.
    case text
    /// At the start of a line.
    case line
  }

  private let memory: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private var level = 0
  private var place = Place.line

  private init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
    self.memory = memory
  }

  /// The bytes that `write` writes.
  ///
  /// - Parameters:
  ///   - capacity: how many there will be, as far as is known. If there are more, it is written once more.
  ///   - write: writes the same each time.
  public static func bytes(capacity: Int, _ write: (inout XMLBytesSink) -> Void) -> [UInt8] {
    var needed = 0
    func bytes(_ capacity: Int) -> [UInt8] {
      [UInt8](unsafeUninitializedCapacity: capacity) { memory, count in
        var sink = XMLBytesSink(UnsafeMutableBufferPointer(rebasing: memory[..<capacity]))
        write(&sink)
        needed = sink.count
        count = min(needed, capacity)
      }
    }
    let written = bytes(capacity)
    return needed <= capacity ? written : bytes(needed)
  }

  /// An element begins.
  public mutating func open(_ name: StaticString) {
    open(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// An attribute.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    attribute(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), value)
  }

  /// An attribute that is the value and what follows it.
  public mutating func attribute(_ name: StaticString, _ value: PreparedValue, _ suffix: StaticString) {
    put(0x20)
    put(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    put(0x3D)
    put(0x22)
    append(value.bytes)
    put(UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
    put(0x22)
  }

  /// An attribute that is the value and what follows it.
  public mutating func attribute(_ name: StaticString, _ value: PreparedValue, then rest: String) {
    put(0x20)
    put(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    put(0x3D)
    put(0x22)
    append(value.bytes)
    escape(rest, isAttribute: true)
    put(0x22)
  }

  /// The text.
  public mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    if place == .startTag { put(0x3E) }
    place = .text
    escape(text, isAttribute: false)
  }

  /// The element ends.
  public mutating func close(_ name: StaticString) {
    close(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// Bytes that are escaped already.
  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

  /// Bytes that stand in front of the document.
  mutating func head(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A tree.
  mutating func element(_ element: XMLElement) {
    var name = element.name
    name.withUTF8 { name in
      open(name)
      for index in element.attributes.indices {
        var key = element.attributes[index].name
        key.withUTF8 { attribute($0, element.attributes[index].value) }
      }
      text(element.text)
      for index in element.children.indices { self.element(element.children[index]) }
      close(name)
    }
  }

  private mutating func open(_ name: UnsafeBufferPointer<UInt8>) {
    switch place {
    case .startTag:
      put(0x3E)
      put(0x0A)
    case .text: put(0x0A)
    case .line: break
    }
    indent()
    put(0x3C)
    put(name)
    level += 1
    place = .startTag
  }

  private mutating func attribute(_ name: UnsafeBufferPointer<UInt8>, _ value: String) {
    put(0x20)
    put(name)
    put(0x3D)
    put(0x22)
    escape(value, isAttribute: true)
    put(0x22)
  }

  private mutating func close(_ name: UnsafeBufferPointer<UInt8>) {
    level -= 1
    if place == .startTag {
      put(0x2F)
    } else {
      if place == .line { indent() }
      put(0x3C)
      put(0x2F)
      put(name)
    }
    put(0x3E)
    put(0x0A)
    place = .line
  }

  private mutating func indent() {
    var spaces = 4 * level
    while spaces > 0 {
      let some = min(spaces, 64)
      put(UnsafeBufferPointer(start: Self.spaces.utf8Start, count: some))
      spaces -= some
    }
  }

  private static var spaces: StaticString { "                                                                " }

  private mutating func put(_ byte: UInt8) {
    if count < memory.count { memory[count] = byte }
    count += 1
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let start = bytes.baseAddress, let base = memory.baseAddress, count + bytes.count <= memory.count {
      (base + count).update(from: start, count: bytes.count)
    }
    count += bytes.count
  }

  /// Writes a text; runs of bytes that stand as they are go in one piece.
  ///
  /// - Returns: whether all of it stands as it is.
  @discardableResult
  mutating func escape(_ text: String, isAttribute: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var start = 0
      var index = 0
      while index < bytes.count {
        if index + 8 <= bytes.count, Self.isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
          index += 8
          continue
        }
        let byte = bytes[index]
        if byte > 0x3E && byte != 0xEF || byte >= 0x27 && byte < 0x3C || byte == 0x20 {
          index += 1
          continue
        }
        guard let escaped = Self.escaped(byte, isAttribute: isAttribute, at: index, of: bytes) else {
          index += 1
          continue
        }
        put(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        put(UnsafeBufferPointer(start: escaped.text.utf8Start, count: escaped.text.utf8CodeUnitCount))
        index += escaped.length
        start = index
      }
      put(UnsafeBufferPointer(rebasing: bytes[start...]))
      return start == 0
    }
  }

  /// Whether eight bytes stand for themselves for sure: none is a control character, `"`, `&`, `<`, `>` or 0xEF.
  private static func isPlain(_ bytes: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    // The top bit of a byte is set if it is 0, and may be in bytes above one that is.
    func zeros(_ bytes: UInt64) -> UInt64 { (bytes &- ones) & ~bytes & tops }
    let controls = (bytes &- 0x20 * ones) & ~bytes & tops
    let quotes = zeros((bytes | 0x04 * ones) ^ 0x26 * ones)
    let brackets = zeros((bytes | 0x02 * ones) ^ 0x3E * ones)
    return controls | quotes | brackets | zeros(bytes ^ 0xEF * ones) == 0
  }

  /// What stands for the byte, or the character that begins with it, and its length; nil if it stands for itself.
  private static func escaped(
    _ byte: UInt8, isAttribute: Bool, at index: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> (text: StaticString, length: Int)? {
    switch byte {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\"") where isAttribute: ("&quot;", 1)
    case UInt8(ascii: "\n") where isAttribute: ("&#10;", 1)
    case UInt8(ascii: "\t") where isAttribute: ("&#9;", 1)
    case UInt8(ascii: "\r"): ("&#13;", 1)
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"): nil
    // XML 1.0 section 2.2: other control characters can't be said at all.
    case 0..<0x20: ("\u{FFFD}", 1)
    // Nor can U+FFFE and U+FFFF, which are EF BF BE and EF BF BF in UTF-8.
    case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE: ("\u{FFFD}", 3)
    default: nil
    }
  }
}

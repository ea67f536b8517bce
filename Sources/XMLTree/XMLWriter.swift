/// Writes a tree as the bytes that API clients and engines expect.
public enum XMLWriter {
  /// The declaration of every legacy answer. SDK 3.5.6 reads a fault only behind exactly these bytes.
  public static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

  /// Writes a document in UTF-8: the declaration, then one element a line, four spaces a level, a newline at the end.
  ///
  /// - Parameter declared: whether the declaration is written.
  public static func write(_ root: XMLElement, declared: Bool = true) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(1024)
    if declared {
      out.append(contentsOf: declaration.utf8)
      out.append(0x0A)
    }
    write(root, level: 0, to: &out)
    return out
  }

  /// The same as ``write(_:declared:)``, as text.
  public static func text(_ root: XMLElement, declared: Bool = true) -> String {
    String(decoding: write(root, declared: declared), as: UTF8.self)
  }

  private static func write(_ element: XMLElement, level: Int, to out: inout [UInt8]) {
    indent(level, to: &out)
    out.append(0x3C)
    out.append(contentsOf: element.name.utf8)
    for attribute in element.attributes {
      out.append(0x20)
      out.append(contentsOf: attribute.name.utf8)
      out.append(0x3D)
      out.append(0x22)
      escape(attribute.value, attribute: true, to: &out)
      out.append(0x22)
    }
    if element.children.isEmpty && element.text.isEmpty {
      out.append(contentsOf: [0x2F, 0x3E, 0x0A])
      return
    }
    out.append(0x3E)
    escape(element.text, attribute: false, to: &out)
    if !element.children.isEmpty {
      out.append(0x0A)
      for index in element.children.indices { write(element.children[index], level: level + 1, to: &out) }
      indent(level, to: &out)
    }
    out.append(contentsOf: [0x3C, 0x2F])
    out.append(contentsOf: element.name.utf8)
    out.append(contentsOf: [0x3E, 0x0A])
  }

  private static func indent(_ level: Int, to out: inout [UInt8]) {
    out.append(contentsOf: repeatElement(0x20, count: 4 * level))
  }

  /// Appends a text; runs of bytes that stand as they are go in one piece.
  private static func escape(_ text: String, attribute: Bool, to out: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices {
        let byte = bytes[index]
        if byte > 0x3E && byte != 0xEF || byte == 0x20 { continue }
        guard let escaped = escaped(byte, attribute: attribute, at: index, of: bytes) else { continue }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        escaped.text.withUTF8Buffer { out.append(contentsOf: $0) }
        start = index + escaped.length
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// What stands for the byte, or the character that begins with it, and its length; nil if it stands for itself.
  private static func escaped(
    _ byte: UInt8, attribute: Bool, at index: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> (text: StaticString, length: Int)? {
    switch byte {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\"") where attribute: ("&quot;", 1)
    case UInt8(ascii: "\n") where attribute: ("&#10;", 1)
    case UInt8(ascii: "\t") where attribute: ("&#9;", 1)
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

/// Writes a tree as the bytes that API clients and engines expect.
public enum XMLWriter {
  /// The declaration of every legacy answer. SDK 3.5.6 reads a fault only behind exactly these bytes.
  public static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

  /// Writes a document in UTF-8: the declaration, then one element a line, four spaces a level, a newline at the end.
  ///
  /// - Parameter declared: whether the declaration is written.
  public static func write(_ root: XMLElement, declared: Bool = true) -> [UInt8] {
    var out: [UInt8] = []
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
      for child in element.children { write(child, level: level + 1, to: &out) }
      indent(level, to: &out)
    }
    out.append(contentsOf: [0x3C, 0x2F])
    out.append(contentsOf: element.name.utf8)
    out.append(contentsOf: [0x3E, 0x0A])
  }

  private static func indent(_ level: Int, to out: inout [UInt8]) {
    for _ in 0..<(4 * level) { out.append(0x20) }
  }

  private static func escape(_ text: String, attribute: Bool, to out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\"") where attribute: out.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "\n") where attribute: out.append(contentsOf: "&#10;".utf8)
      case UInt8(ascii: "\t") where attribute: out.append(contentsOf: "&#9;".utf8)
      case UInt8(ascii: "\r"): out.append(contentsOf: "&#13;".utf8)
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"): out.append(byte)
      // XML 1.0 section 2.2: other control characters can't be said at all.
      case 0..<0x20: out.append(contentsOf: "\u{FFFD}".utf8)
      // Nor can U+FFFE and U+FFFF, which are EF BF BE and EF BF BF in UTF-8; U+FFFD is EF BF BD.
      case 0xBE...0xBF where out.suffix(2).elementsEqual([0xEF, 0xBF]): out.append(0xBD)
      default: out.append(byte)
      }
    }
  }
}

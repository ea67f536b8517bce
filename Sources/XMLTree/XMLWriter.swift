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
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".utf8)
      case "<": out.append(contentsOf: "&lt;".utf8)
      case ">": out.append(contentsOf: "&gt;".utf8)
      case "\"" where attribute: out.append(contentsOf: "&quot;".utf8)
      case "\n" where attribute: out.append(contentsOf: "&#10;".utf8)
      case "\t" where attribute: out.append(contentsOf: "&#9;".utf8)
      case "\r": out.append(contentsOf: "&#13;".utf8)
      case "\t", "\n": out.append(UInt8(scalar.value))
      default:
        // XML 1.0 section 2.2: other control characters and U+FFFE, U+FFFF can't be said at all.
        if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF {
          out.append(contentsOf: "\u{FFFD}".utf8)
        } else {
          out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        }
      }
    }
  }
}

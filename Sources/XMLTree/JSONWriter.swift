/// Writes JSON with the layout of engine 3.5 (Jackson 1.9, `DefaultPrettyPrinter`): two spaces a level, `"key" : value`,
/// the items of an array on one line with what surrounds them.
public enum JSONWriter {
  /// Writes a document in UTF-8, without a newline at the end.
  public static func write(_ value: JSONValue) -> [UInt8] {
    var out: [UInt8] = []
    write(value, level: 0, to: &out)
    return out
  }

  /// The same as ``write(_:)``, as text.
  public static func text(_ value: JSONValue) -> String {
    String(decoding: write(value), as: UTF8.self)
  }

  private static func write(_ value: JSONValue, level: Int, to out: inout [UInt8]) {
    switch value {
    case .object(let members): write(members, level: level, to: &out)
    case .array(let values):
      // Arrays don't indent what is in them.
      out.append(contentsOf: "[ ".utf8)
      for (index, value) in values.enumerated() {
        if index > 0 { out.append(contentsOf: ", ".utf8) }
        write(value, level: level, to: &out)
      }
      out.append(contentsOf: values.isEmpty ? "]".utf8 : " ]".utf8)
    case .string(let text): write(text, to: &out)
    case .number(let text): out.append(contentsOf: text.utf8)
    case .boolean(let isTrue): out.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .null: out.append(contentsOf: "null".utf8)
    }
  }

  private static func write(_ members: [JSONMember], level: Int, to out: inout [UInt8]) {
    guard !members.isEmpty else { return out.append(contentsOf: "{ }".utf8) }
    out.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(level + 1, to: &out)
      write(member.name, to: &out)
      out.append(contentsOf: " : ".utf8)
      write(member.value, level: level + 1, to: &out)
    }
    newLine(level, to: &out)
    out.append(UInt8(ascii: "}"))
  }

  private static func newLine(_ level: Int, to out: inout [UInt8]) {
    out.append(0x0A)
    for _ in 0..<(2 * level) { out.append(0x20) }
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
      case 0x08: out.append(contentsOf: "\\b".utf8)
      case 0x09: out.append(contentsOf: "\\t".utf8)
      case 0x0A: out.append(contentsOf: "\\n".utf8)
      case 0x0C: out.append(contentsOf: "\\f".utf8)
      case 0x0D: out.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        let digits = String(byte, radix: 16, uppercase: true)
        out.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}

/// The names of headers, elements, attributes, keys and parameters whose values never reach the log.
///
/// Names are compared without letter case, `-`, `_` and `.`, after percent and `\u` escapes are undone. A name that
/// merely contains one of the stems counts too (`root_password`, `X-Auth-Token`): a value hidden in vain costs less
/// than a password on a disk.
enum SensitiveNames {
  /// Names that hide a value wherever they stand inside a longer name.
  static let stems = [
    "password", "passwd", "passphrase", "passcode", "pwd", "token", "secret", "sessionid", "apikey", "privatekey",
    "authorization", "cookie", "credential", "saml",
  ]

  /// Names that hide a value only when they are the whole name; `ticket` opens a console of a virtual machine.
  static let whole: Set<String> = ["ticket", "otp", "pin"]

  private static let stemBytes = stems.map { Array($0.utf8) }
  private static let wholeBytes = whole.map { Array($0.utf8) }
  /// By the first byte of a stem the second bytes that follow it, as bits from `a` on; so most bytes of a name cost one look.
  private static let secondBytes: [UInt32] = stemBytes.reduce(into: Array(repeating: 0, count: 256)) { table, stem in
    table[Int(stem[0])] |= 1 << UInt32(stem[1] - UInt8(ascii: "a"))
  }
  private static let shortest = 3

  /// Whether the value of that name is hidden.
  static func contains(_ name: ArraySlice<UInt8>) -> Bool {
    name.count >= shortest && contains(normalized: normalized(name))
  }

  /// Whether the value of a name is hidden, given as ``normalize(_:into:)`` writes it.
  static func contains(normalized plain: [UInt8]) -> Bool {
    guard plain.count >= shortest else { return false }
    let hasStem = secondBytes.withUnsafeBufferPointer { secondBytes in
      for index in 1..<plain.count {
        // A byte below `a` wraps to a shift beyond all bits, which gives 0.
        let second = UInt32(plain[index] &- UInt8(ascii: "a"))
        guard secondBytes[Int(plain[index - 1])] & (1 << second) != 0 else { continue }
        if stemBytes.contains(where: { plain[(index - 1)...].starts(with: $0) }) { return true }
      }
      return false
    }
    return hasStem || (plain.count <= 6 && wholeBytes.contains(plain))
  }

  /// The name in lower case, escapes undone, without `-`, `_` and `.`.
  static func normalized(_ name: some RandomAccessCollection<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(name.count)
    normalize(name, into: &plain)
    return plain
  }

  /// Puts the name in lower case, escapes undone, without `-`, `_` and `.`, in the place of what `plain` was.
  static func normalize(_ name: some RandomAccessCollection<UInt8>, into plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    var index = name.startIndex
    while index < name.endIndex {
      let byte = name[index]
      let isEscape = byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\")
      let (decoded, length) = isEscape ? unescaped(name[index...], first: byte) : (byte, 1)
      index = name.index(index, offsetBy: length)
      switch decoded {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): plain.append(decoded | 0x20)
      default: plain.append(decoded)
      }
    }
  }

  /// The byte that `%41` or `\u0041` stands for, and how many bytes of `rest` it takes.
  private static func unescaped(_ rest: some Collection<UInt8>, first: UInt8) -> (byte: UInt8, length: Int) {
    let length = first == UInt8(ascii: "%") ? 3 : 6
    let digits = rest.prefix(length).dropFirst(length == 3 ? 1 : 2)
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == (length == 3 ? 2 : 4), let value = UInt16(text, radix: 16), value < 0x100 else {
      return (first, 1)
    }
    return (UInt8(value), length)
  }
}

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

  /// The stems by their first byte, so that most bytes of a name cost one look.
  private static let stemsByFirstByte: [[[UInt8]]] = (0..<256).map { first in
    stems.map { Array($0.utf8) }.filter { $0.first == UInt8(first) }
  }
  private static let shortest = 3

  /// Whether the value of that name is hidden.
  static func contains(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count >= shortest else { return false }
    let plain = normalized(name)
    for index in plain.indices {
      for stem in stemsByFirstByte[Int(plain[index])] where plain[index...].starts(with: stem) { return true }
    }
    return plain.count <= 6 && whole.contains(String(decoding: plain, as: UTF8.self))
  }

  /// The name in lower case, escapes undone, without `-`, `_` and `.`.
  static func normalized(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(name.count)
    var index = name.startIndex
    while index < name.endIndex {
      let byte = name[index]
      let isEscape = byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\")
      let (decoded, length) = isEscape ? unescaped(name[index...], first: byte) : (byte, 1)
      index += length
      switch decoded {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): plain.append(decoded | 0x20)
      default: plain.append(decoded)
      }
    }
    return plain
  }

  /// The byte that `%41` or `\u0041` stands for, and how many bytes of `rest` it takes.
  private static func unescaped(_ rest: ArraySlice<UInt8>, first: UInt8) -> (byte: UInt8, length: Int) {
    let length = first == UInt8(ascii: "%") ? 3 : 6
    let digits = rest.prefix(length).dropFirst(length == 3 ? 1 : 2)
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == (length == 3 ? 2 : 4), let value = UInt16(text, radix: 16), value < 0x100 else {
      return (first, 1)
    }
    return (UInt8(value), length)
  }
}

import Crypto

/// Makes ids that look random and are the same in every run: the simulator's tests and demos repeat exactly.
struct IdentifierSource: Sendable, Equatable {
  /// How many ids were made.
  var count = 0

  /// The next id; `kind` keeps ids of different things apart.
  mutating func next(_ kind: String) -> String {
    count += 1
    return Self.named("\(kind) \(count)")
  }

  /// A name-based id as Java's `UUID.nameUUIDFromBytes` makes it (RFC 9562 section 5.3, MD5, without a namespace).
  static func named(_ name: String) -> String {
    var bytes = Array(Insecure.MD5.hash(data: Array(name.utf8)))
    bytes[6] = bytes[6] & 0x0F | 0x30
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
  }

  /// Whether a text is a UUID.
  static func isWellFormed(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }
}

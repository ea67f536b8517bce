/// The head of an answer as it came: a status line and header lines, each with its line end.
struct AnswerHeadLines: Sendable {
  /// The lines.
  let bytes: [UInt8]

  /// The reason phrase of the status line; empty if it has none.
  var reason: String {
    bytes.withUnsafeBufferPointer { bytes in
      let line = bytes.prefix { !Self.isLineEnd($0) }
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      return words.count == 3 ? Self.text(words[2]) : ""
    }
  }

  /// The header fields.
  ///
  /// - Parameter name: in lower case; nil gives the fields of all names.
  func fields(named name: StaticString? = nil) -> [HeaderField] {
    var fields: [HeaderField] = []
    if name == nil { fields.reserveCapacity(12) }
    bytes.withUnsafeBufferPointer { bytes in
      var start = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex - 1) + 1
      /// Whether the field that a folded line goes on with is wanted.
      var isWanted = false
      while start < bytes.endIndex {
        let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let end = newline > start && bytes[newline - 1] == UInt8(ascii: "\r") ? newline - 1 : newline
        let line = bytes[start..<end]
        start = newline + 1
        guard let first = line.first else { continue }
        if Self.isBlank(first) {
          // A folded line goes on with the value before it (RFC 9112, 5.2).
          if isWanted { fields[fields.count - 1].value += " " + Self.text(line) }
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
          isWanted = name.map { HeaderField.isName(Self.trimmed(line[..<colon]), $0) } ?? true
          if isWanted { fields.append(HeaderField(Self.text(line[..<colon]), Self.text(line[(colon + 1)...]))) }
        }
      }
    }
    return fields
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 13 || byte == 10 }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  private static func trimmed(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UnsafeBufferPointer<UInt8> {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Bytes of a head as text without surrounding blanks; what isn't UTF-8 is read as Latin-1 (RFC 9110, 5.5).
  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let trimmed = trimmed(bytes)
    return String(validating: trimmed, as: UTF8.self) ?? String(decoding: trimmed.map(UInt16.init), as: UTF16.self)
  }
}

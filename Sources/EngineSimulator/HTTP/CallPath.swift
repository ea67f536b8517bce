/// A target taken apart: segments, and the parameters behind them.
struct CallPath: Sendable {
  /// The decoded segments.
  var segments: [String]
  /// The matrix parameters, from all segments.
  var matrix: [String: String] = [:]
  /// The query parameters.
  var query: [String: String] = [:]

  /// Takes a target apart.
  init(_ target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = []
    for segment in (parts.first ?? "").split(separator: "/") {
      let pieces = segment.split(separator: ";", omittingEmptySubsequences: true)
      if !segment.hasPrefix(";"), let name = pieces.first { segments.append(Self.decode(name)) }
      for piece in segment.hasPrefix(";") ? pieces[...] : pieces.dropFirst() {
        let pair = piece.split(separator: "=", maxSplits: 1)
        if let name = pair.first { matrix[Self.decode(name)] = pair.count > 1 ? Self.decode(pair[1]) : "" }
      }
    }
    if parts.count > 1 { query = Self.form(parts[1]) }
  }

  /// Reads `a=b&c=d`.
  static func form(_ text: Substring) -> [String: String] {
    var result: [String: String] = [:]
    for field in text.split(separator: "&") {
      let pair = field.split(separator: "=", maxSplits: 1)
      guard let name = pair.first else { continue }
      let spaced = pair.count > 1 ? String(pair[1].map { $0 == "+" ? " " : $0 }) : ""
      result[decode(name)] = decode(spaced[...])
    }
    return result
  }

  /// Resolves percent signs (RFC 3986 section 2.1).
  static func decode(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

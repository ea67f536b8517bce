import GatewayErrors

/// A raw HTTP request in a file: request line, headers, blank line, body. Lines end with CR LF or LF.
public struct RawRequest: Sendable, Equatable {
  /// The method.
  public var method: String
  /// The target of the request line.
  public var target: String
  /// The value of `Content-Type`; nil if it isn't there.
  public var contentType: String?
  /// All bytes behind the blank line.
  public var body: [UInt8]

  /// Takes a request apart. Throws `CONFIGURATION_INVALID` for what isn't one.
  public init(_ bytes: [UInt8]) throws(GatewayError) {
    var lines: [String] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) ?? (rest.isEmpty ? nil : rest.endIndex) {
      var line = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if line.last == 0x0D { line.removeLast() }
      if line.isEmpty && !lines.isEmpty { break }
      if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    let words = lines.first?.split(separator: " ").map(String.init) ?? []
    guard words.count == 2 || words.count == 3 && words[2].hasPrefix("HTTP/"), words[1].hasPrefix("/") else {
      throw JSONDocument.invalid(
        "The request starts with no request line, such as POST /api/hosts/ID/nics/ID/attach HTTP/1.1.")
    }
    method = words[0]
    target = words[1]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else {
        throw JSONDocument.invalid("'\(line.prefix(40))' is no header; a blank line belongs between headers and body.")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      switch line[..<colon].lowercased() {
      case "content-type": contentType = String(value)
      case "transfer-encoding": throw JSONDocument.invalid("The body is in pieces (Transfer-Encoding); write it plain.")
      default: break
      }
    }
    body = Array(rest)
  }
}

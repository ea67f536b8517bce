/// The header lines of a request, as libcurl takes them: NUL after each, in one piece of memory.
///
/// Framing is libcurl's own: `Host`, `Content-Length`, `Transfer-Encoding`, `Expect` and `Connection` are left out here
/// whoever asks for them, so a request can't be framed in two ways (RFC 9112, 6.1).
public struct RequestLines: Sendable {
  /// The lines, each ended by a NUL.
  private(set) var bytes: [UInt8] = []
  /// How many lines there are.
  private(set) var count = 0
  /// Whether there is an `Accept` line; libcurl adds one of its own otherwise.
  private(set) var hasAccept = false
  /// Whether there is a `Content-Type` line; libcurl adds one of its own to a body that it is given whole otherwise.
  private(set) var hasContentType = false
  /// Whether the connection may serve another request afterwards: not if the credentials are bound to it, as those of
  /// Negotiate and NTLM are (RFC 4559, 6; curl's CVE-2026-1965).
  private(set) var keepsConnection = true
  /// The name of the first field that can't be sent because a line would break; nil if all can.
  public private(set) var brokenField: String?

  /// No lines yet.
  public init() {
    bytes.reserveCapacity(512)
  }

  /// The lines of these fields.
  public init(_ fields: [HeaderField]) {
    self.init()
    for field in fields { append(field.name, field.value) }
  }

  /// Adds a field, name spelled as given.
  public mutating func append(_ name: String, _ value: String) {
    let start = bytes.count
    bytes.append(contentsOf: name.utf8)
    let nameEnd = bytes.count
    switch nameEnd - start {
    case 0: return refuse(name, from: start)
    case 4 where matches(start, "host"), 6 where matches(start, "expect"), 10 where matches(start, "connection"),
      14 where matches(start, "content-length"), 17 where matches(start, "transfer-encoding"):
      bytes.removeLast(nameEnd - start)
      return
    case 6 where matches(start, "accept"): hasAccept = true
    case 12 where matches(start, "content-type"): hasContentType = true
    case 13 where matches(start, "authorization"):
      if !Self.isStateless(value) { keepsConnection = false }
    default: break
    }
    if value.utf8.isEmpty {
      // How libcurl is told to send a field without a value; "Name:" alone would take the field out.
      bytes.append(UInt8(ascii: ";"))
    } else {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: value.utf8)
    }
    for byte in bytes[start...] where byte == 0 || byte == 10 || byte == 13 { return refuse(name, from: start) }
    bytes.append(0)
    count += 1
  }

  /// Takes out the fields that libcurl would add by itself.
  mutating func completeForLibcurl(hasUpload: Bool) {
    if !hasAccept { appendDirective("Accept:") }
    guard hasUpload else { return }
    appendDirective("Expect:")
    if !hasContentType { appendDirective("Content-Type:") }
  }

  /// Adds a line that is for libcurl alone: `Expect:` takes a field out.
  private mutating func appendDirective(_ line: StaticString) {
    line.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0)
    count += 1
  }

  private mutating func refuse(_ name: String, from start: Int) {
    bytes.removeLast(bytes.count - start)
    brokenField = brokenField ?? name
  }

  /// Whether what was added last, from `start` on, is this name.
  private func matches(_ start: Int, _ name: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { HeaderField.isName(UnsafeBufferPointer(rebasing: $0[start...]), name) }
  }

  /// Whether these credentials belong to the request alone, as Basic (RFC 7617) and Bearer (RFC 6750) do.
  private static func isStateless(_ authorization: String) -> Bool {
    let scheme = authorization.utf8.prefix { $0 != UInt8(ascii: " ") }.map { $0 | 0x20 }
    return scheme.elementsEqual("basic".utf8) || scheme.elementsEqual("bearer".utf8)
  }
}

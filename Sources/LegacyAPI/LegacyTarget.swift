import GatewayErrors

/// The target of a request line, taken apart as engine 3.5 did.
///
/// Matrix parameters may stand on any path segment (engine 3.5, `QueryHelper`); empty segments, and so a trailing slash,
/// don't count.
public struct LegacyTarget: Sendable, Equatable {
  /// A matrix parameter; the value is nil for a bare name (`;async`).
  public struct Parameter: Sendable, Equatable {
    /// The name, percent-decoded.
    public var name: String
    /// The value, percent-decoded.
    public var value: String?

    /// A parameter.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// What hrefs in the answer start with: `/ovirt-engine/api` or `/api`, followed by `/v3` or `/v4` if the client used it.
  public var hrefPrefix: String
  /// The version segment without slash (`v3`, `v4`); nil if there is none.
  public var versionSegment: String?
  /// The segments below the API root, percent-decoded, without matrix parameters.
  public var segments: [String]
  /// The matrix parameters of all segments, in order.
  public var matrix: [Parameter]
  /// The query as sent, without the question mark; nil if there is none.
  public var query: String?

  /// Takes a target apart; nil if it isn't below `/ovirt-engine/api` or `/api`, or can't be decoded.
  ///
  /// ``parse(_:)`` tells the two apart.
  public init?(_ target: String) {
    guard let parsed = try? LegacyTarget.parse(target) else { return nil }
    self = parsed
  }

  /// Takes a target apart.
  ///
  /// - Parameter target: origin form (`/path?query`) or absolute form (`http://host/path?query`), RFC 9112 section 3.2.
  /// - Returns: nil if the target is well-formed and not below `/ovirt-engine/api` or `/api`.
  /// - Throws: `BAD_REQUEST`, stage `parse`, if one server could read the path in another way than the next: a bad
  ///   escape, text that isn't UTF-8, a dot segment, a fragment, an encoded slash, a backslash or a control character.
  ///   Such a target must not be passed on, since what it means isn't known.
  public static func parse(_ target: String) throws(GatewayError) -> LegacyTarget? {
    switch PlainTarget.parse(target) {
    case .outsideTheAPI: nil
    case .below(let parsed): parsed
    case .unusual: try parseAny(target)
    }
  }

  /// What ``parse(_:)`` does with a target that has anything unusual: escapes, matrix parameters, an absolute form.
  static func parseAny(_ target: String) throws(GatewayError) -> LegacyTarget? {
    guard !target.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x23 }) else {
      throw unreadable("a space, a control character or a fragment")
    }
    var rest = origin(of: Substring(target))
    var query: String?
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    guard rest.hasPrefix("/") else { return nil }

    var segments: [String] = []
    var matrix: [Parameter] = []
    for piece in rest.split(separator: "/") {
      let parts = piece.split(separator: ";", omittingEmptySubsequences: false)
      let segment = try decode(parts[0])
      guard segment != ".", segment != ".." else { throw unreadable("a dot segment") }
      if !segment.isEmpty { segments.append(segment) }
      for part in parts.dropFirst() where !part.isEmpty {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        matrix.append(Parameter(try decode(sides[0]), sides.count == 2 ? try decode(sides[1]) : nil))
      }
    }
    return LegacyTarget(segments: segments, matrix: matrix, query: query)
  }

  /// A target from its parts.
  init(hrefPrefix: String, versionSegment: String?, segments: [String], query: String?) {
    self.hrefPrefix = hrefPrefix
    self.versionSegment = versionSegment
    self.segments = segments
    self.matrix = []
    self.query = query
  }

  private init?(segments: [String], matrix: [Parameter], query: String?) {
    var prefix = ["ovirt-engine", "api"]
    if !segments.starts(with: prefix) { prefix = ["api"] }
    guard segments.starts(with: prefix) else { return nil }
    var below = segments.dropFirst(prefix.count)
    if let first = below.first, first == "v3" || first == "v4" {
      versionSegment = first
      prefix.append(first)
      below = below.dropFirst()
    }
    hrefPrefix = prefix.map { "/" + $0 }.joined()
    self.segments = Array(below)
    self.matrix = matrix
    self.query = query
  }

  /// The target in origin form; an absolute one loses scheme and authority.
  private static func origin(of target: Substring) -> Substring {
    guard !target.hasPrefix("/"), let colon = target.firstIndex(of: ":") else { return target }
    let scheme = target[..<colon].lowercased()
    guard scheme == "http" || scheme == "https", target[colon...].hasPrefix("://") else { return target }
    let authority = target[colon...].dropFirst(3)
    return authority.firstIndex(where: { $0 == "/" || $0 == "?" }).map { authority[$0...] } ?? ""
  }

  private static func decode(_ text: Substring) throws(GatewayError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
        throw unreadable("a percent sign without two hexadecimal digits")
      }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F || $0 == 0x5C }) else {
      throw unreadable("an encoded slash, a backslash or a control character")
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw unreadable("text that isn't UTF-8") }
    return decoded
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func unreadable(_ what: String) -> GatewayError {
    GatewayError(
      .badRequest, stage: .parse, detail: "The path of the request has \(what).",
      nextStep: "Write the path as the links of the API give it.")
  }
}

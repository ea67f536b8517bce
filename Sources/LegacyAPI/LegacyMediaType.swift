import GatewayErrors

/// The media types that engine 3.5 spoke, in and out.
///
/// 3.5 declared `application/x-yaml` too but shipped nothing that writes it, so it isn't spoken here.
public enum LegacyMediaType: String, Sendable, CaseIterable {
  /// The default.
  case xml = "application/xml"
  /// The same documents in the JSON of 3.5.
  case json = "application/json"

  /// The media type of a body.
  ///
  /// - Parameter contentType: the `Content-Type` field; nil or empty is taken for XML. Parameters don't count.
  /// - Throws: `MEDIA_TYPE_UNSUPPORTED`, stage `parse`.
  public static func ofBody(_ contentType: String?) throws(GatewayError) -> LegacyMediaType {
    guard let type = contentType.map(essence), !type.isEmpty else { return .xml }
    if type == "text/xml" { return .xml }
    guard let known = LegacyMediaType(rawValue: type) else {
      throw GatewayError(
        .mediaTypeUnsupported, stage: .parse, detail: "The body is announced as \(type.prefix(80)).",
        nextStep: "Send application/xml or application/json, and say so in Content-Type.")
    }
    return known
  }

  /// The media type that a client prefers.
  ///
  /// Each type has the quality that its most specific range gives it (RFC 9110 section 12.5.1). Of equal ones that with
  /// the more specific range comes first, then the one whose range stands first, then XML. Parameters other than `q`
  /// (`detail=statistics`) don't count, and a `q` that is no number is taken for 1.
  ///
  /// - Parameters:
  ///   - accept: the value of the `Accept` fields, joined by commas; nil or blank lets it be anything.
  ///   - offered: what the answer can be written in.
  /// - Returns: nil if the client takes none of them.
  public static func preferred(
    _ accept: String?, offered: [LegacyMediaType] = LegacyMediaType.allCases
  ) -> LegacyMediaType? {
    let ranges = (accept ?? "").split(separator: ",").enumerated().compactMap { AcceptRange($0.element, $0.offset) }
    guard !ranges.isEmpty else { return offered.first }
    let wanted = offered.compactMap { type in
      ranges.compactMap { range in range.specificity(for: type).map { (type: type, range: range, specificity: $0) } }
        .max { ($0.specificity, -$0.range.position) < ($1.specificity, -$1.range.position) }
    }
    // max(by:) keeps the first of equals, and types are offered best first.
    return wanted.filter { $0.range.quality > 0 }
      .max {
        ($0.range.quality, $0.specificity, -$0.range.position) < ($1.range.quality, $1.specificity, -$1.range.position)
      }?.type
  }

  /// The error of a client that takes none of the media types that are spoken.
  public static func notAcceptable(_ accept: String, offered: [LegacyMediaType]) -> GatewayError {
    GatewayError(
      .mediaTypeNotAcceptable, stage: .parse, detail: "The answer can't be written as \(accept.prefix(80)).",
      nextStep: "Accept \(offered.map(\.rawValue).joined(separator: " or ")).")
  }

  /// Type and subtype of a media type, in lower case, without blanks and parameters.
  static func essence(_ text: some StringProtocol) -> String {
    text.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
  }
}

/// One media range of an `Accept` field.
private struct AcceptRange {
  let essence: String
  let quality: Double
  let position: Int

  /// A range; nil for an empty list element.
  init?(_ text: Substring, _ position: Int) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    essence = LegacyMediaType.essence(text)
    guard !essence.isEmpty else { return nil }
    self.position = position
    let parameters = parts.dropFirst().map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
    let weight = parameters.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
    quality = weight.map { $0.isFinite ? min(max($0, 0), 1) : 1 } ?? 1
  }

  /// How closely the range names a type; nil if it doesn't name it at all.
  func specificity(for type: LegacyMediaType) -> Int? {
    switch essence {
    case type.rawValue: 3
    case "text/xml" where type == .xml: 3
    case "application/*": 2
    case "text/*" where type == .xml: 2
    // java.net.HttpURLConnection writes its default as a lone star.
    case "*/*", "*": 1
    default: nil
    }
  }
}

extension LegacyTarget {
  /// The media types that the query asks for (`?accept=application/json`), which stand in for the `Accept` field (engine
  /// 3.5, `web.xml` of the REST application, `resteasy.media.type.param.mapping`); nil if it asks for none.
  public var acceptParameter: String? {
    for parameter in (query ?? "").split(separator: "&") {
      let sides = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, sides[0] == "accept" else { continue }
      let value = Self.decodedQueryValue(sides[1])
      if value.contains(where: { $0 != " " }) { return value }
    }
    return nil
  }

  /// A query value, percent-decoded. A plus sign is a letter of a media type here (`image/svg+xml`), not a blank; what
  /// can't be decoded stays as it is, and so matches nothing.
  private static func decodedQueryValue(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = String(Substring(rest.prefix(2)))
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16) {
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

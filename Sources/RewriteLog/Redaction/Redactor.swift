import GatewayErrors

/// Takes secrets out of everything that goes into a record, before the first byte of it is written.
///
/// What was hidden reads `***`. Where it can't be told for certain what is secret, more is hidden rather than less.
public enum Redactor {
  /// What stands in the place of a secret.
  public static let mask = "***"

  /// How many bytes of a body are kept; 64 KiB.
  public static let bodyLimit = 64 << 10

  /// Free text: error details, causes, remarks. Finds secrets in XML, JSON, header and form notation anywhere in it.
  public static func text(_ text: String) -> String {
    hasTelltale(text) ? TextRedactor.redacted(text) : text
  }

  /// A request target: the values of query and matrix parameters, and user information in an absolute URL.
  public static func target(_ target: String) -> String {
    guard hasTelltale(target) else { return target }
    let bytes = Array(target.utf8)
    var whole = TextRedactor(bytes: bytes)
    let visible = whole.redactedUserInformation()
    let pathEnd = visible.firstIndex(of: UInt8(ascii: "?")) ?? visible.endIndex
    let path = parameters(visible[..<pathEnd], separatedBy: [UInt8(ascii: ";"), UInt8(ascii: "/")])
    let query = parameters(visible[pathEnd...].dropFirst(), separatedBy: [UInt8(ascii: "&")])
    let mark = pathEnd == visible.endIndex ? "" : "?"
    return String(decoding: path, as: UTF8.self) + mark + String(decoding: query, as: UTF8.self)
  }

  /// Header fields. Names and attributes of cookies and the scheme of credentials stay, their values don't.
  public static func fields(_ fields: [LoggedField]) -> [LoggedField] {
    var plainName: [UInt8] = []
    plainName.reserveCapacity(64)
    return fields.map { field in
      var name = field.name.lowercased()
      name.withUTF8 { SensitiveNames.normalize($0, into: &plainName) }
      let isSensitive = SensitiveNames.contains(normalized: plainName)
      return LoggedField(text(field.name), headerValue(field.value, name: name, isSensitive: isSensitive))
    }
  }

  /// A body: cut at ``bodyLimit``, then redacted. A body that can't be searched (binary, multipart) isn't kept at all.
  ///
  /// - Parameter length: the length of the whole body if `body` is a part of it already.
  /// - Returns: what is kept, and the length of the whole in bytes if that isn't everything.
  public static func body(_ body: String?, length: Int? = nil) -> (kept: String?, length: Int?) {
    guard var body else { return (nil, length) }
    let count = body.utf8.count
    var bytes = body.withUTF8 { Array(UnsafeBufferPointer(rebasing: $0.prefix(bodyLimit))) }
    if body.utf8.dropFirst(bodyLimit).first.map({ $0 & 0xC0 == 0x80 }) == true {
      while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
    let whole = bytes.count < count ? (length ?? count) : length
    let start = bytes.drop { $0 <= 0x20 }
    if bytes.contains(0) || start.starts(with: "--".utf8) { return (mask, length ?? count) }
    let name = start.prefix { TextRedactor.isNameByte($0) || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
    if !name.isEmpty, start.dropFirst(name.count).first == UInt8(ascii: "=") {
      return (String(decoding: parameters(bytes[...], separatedBy: [UInt8(ascii: "&")]), as: UTF8.self), whole)
    }
    if whole == nil { return (TextRedactor.redacted(body, bytes: bytes), nil) }
    var redactor = TextRedactor(bytes: bytes)
    return (redactor.redacted(), whole)
  }

  /// A request.
  public static func request(_ request: LoggedRequest) -> LoggedRequest {
    let (kept, length) = body(request.body, length: request.bodyLength)
    return LoggedRequest(
      method: text(request.method), target: target(request.target), headers: fields(request.headers), body: kept,
      bodyLength: length)
  }

  /// An answer.
  public static func answer(_ answer: LoggedAnswer) -> LoggedAnswer {
    let (kept, length) = body(answer.body, length: answer.bodyLength)
    return LoggedAnswer(
      status: answer.status, headers: fields(answer.headers), body: kept, bodyLength: length)
  }

  /// An error.
  public static func error(_ error: GatewayError) -> LoggedError {
    LoggedError(
      code: text(error.code.rawValue), stage: error.stage, blame: error.blame, detail: text(error.detail),
      nextStep: error.nextStep.isEmpty ? nil : text(error.nextStep), rule: error.rule.map(text),
      cause: error.cause.map(text))
  }

  /// The value of a header field; `name` in lower case.
  private static func headerValue(_ value: String, name: String, isSensitive: Bool) -> String {
    switch name {
    case "authorization", "proxy-authorization", "authentication-info", "proxy-authentication-info":
      let scheme = value.prefix { $0 != " " }
      return schemes.contains(scheme.lowercased()) && scheme.count < value.count ? "\(scheme) \(mask)" : mask
    case "cookie", "cookie2":
      return value.split(separator: ";", omittingEmptySubsequences: false).map(cookie).joined(separator: ";")
    case "set-cookie", "set-cookie2":
      let parts = value.split(separator: ";", omittingEmptySubsequences: false)
      return parts.enumerated().map { $0.offset == 0 ? cookie($0.element) : cookieAttribute($0.element) }
        .joined(separator: ";")
    case _ where isSensitive:
      return value.isEmpty ? "" : mask
    case "location", "content-location", "referer":
      return target(value)
    default:
      return text(value)
    }
  }

  private static func hasTelltale(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.contains(where: isTelltale) }
      ?? text.utf8.contains(where: isTelltale)
  }

  /// Without one of these bytes there is no name with a value, no tag and no scheme with credentials.
  private static func isTelltale(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "%"),
      UInt8(ascii: "\\"), UInt8(ascii: " "), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  private static let schemes: Set<String> = ["basic", "bearer", "negotiate", "digest", "ntlm"]
  private static let attributes: Set<String> = [
    "path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "version", "priority", "partitioned",
  ]

  /// `name=***`; a part without a name is hidden whole.
  private static func cookie(_ part: Substring) -> String {
    guard let equals = part.firstIndex(of: "=") else {
      return part.allSatisfy(\.isWhitespace) ? String(part) : mask
    }
    return part[...equals] + mask
  }

  /// An attribute as it stands if RFC 6265 section 5.2 or a browser knows it; otherwise like a cookie.
  private static func cookieAttribute(_ part: Substring) -> String {
    let name = part.prefix { $0 != "=" }.filter { !$0.isWhitespace }.lowercased()
    return attributes.contains(name) ? String(part) : cookie(part)
  }

  /// `name=value` parts between separators; a sensitive name hides all up to the next separator.
  private static func parameters(_ bytes: ArraySlice<UInt8>, separatedBy separators: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var rest = bytes
    while true {
      let part = rest.prefix { !separators.contains($0) }
      let name = part.prefix { $0 != UInt8(ascii: "=") }
      if name.count < part.count, SensitiveNames.contains(name) {
        kept += name + [UInt8(ascii: "=")] + Array(mask.utf8)
      } else {
        var redactor = TextRedactor(bytes: Array(part))
        kept += Array(redactor.redacted().utf8)
      }
      rest = rest.dropFirst(part.count)
      guard let separator = rest.popFirst() else { return kept }
      kept.append(separator)
    }
  }
}

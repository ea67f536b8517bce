import EngineClient

/// A cookie that the engine sets in the course of a request.
struct EngineCookie: Sendable, Equatable {
  /// The name.
  var name: String
  /// The value.
  var value: String
  /// The whole value of the `Set-Cookie` field, attributes included.
  var setCookieValue: String

  /// Reads the value of a `Set-Cookie` field (RFC 6265 section 5.2); nil if it has no name.
  init?(_ setCookieValue: String) {
    let pair = setCookieValue.prefix { $0 != ";" }
    guard let equals = pair.firstIndex(of: "=") else { return nil }
    name = Self.trimmed(pair[..<equals])
    value = Self.trimmed(pair[pair.index(after: equals)...])
    self.setCookieValue = setCookieValue
    if name.isEmpty { return nil }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(String(text.drop(while: isBlank).reversed().drop(while: isBlank)).reversed())
  }
}

/// The headers of a client that go with every call made on its behalf: who it is, and how it wants to be answered.
struct ClientCredentials: Sendable {
  private let always: [HeaderField]
  private let session: [HeaderField]
  private let cookies: [HeaderField]
  /// Whether the client asked the engine to open or keep a session (`Prefer: persistent-auth`).
  let wantSession: Bool
  /// Whether the credentials are of a kind that an engine may accept only once, so that the first call should go alone:
  /// a Negotiate token (RFC 4559; Kerberos keeps a replay cache), without a session yet.
  let workOnce: Bool
  /// Whether the credentials belong to the request alone, as Basic (RFC 7617) and Bearer (RFC 6750) do, or there are none.
  let areReusable: Bool
  /// Whether the engine may open a session that the client doesn't have yet.
  var opensSession: Bool { wantSession && cookies.isEmpty }

  private static let alwaysPassed: [StaticString] = [
    "authorization", "jsessionid", "correlation-id", "filter", "accept-language",
  ]

  /// Takes the headers out of a request.
  init(_ head: RequestHead) {
    always = head.headers.filter { Self.alwaysPassed.contains(where: $0.isNamed) }
    session = head.headers.filter { $0.isNamed("prefer") || $0.isNamed("session-ttl") }
    cookies = head.headers.filter { $0.isNamed("cookie") }
    wantSession = session.contains { $0.value.lowercased().contains("persistent-auth") }
    let scheme = head.header("authorization")?.prefix { $0 != " " }.lowercased()
    areReusable = scheme == nil || scheme == "basic" || scheme == "bearer"
    workOnce = cookies.isEmpty && !areReusable
  }

  /// The headers of one call.
  ///
  /// The wish for a session goes with a session cookie, since without it an engine ends the session (engine 3.5,
  /// `RestApiSessionMgmtFilter`); without a cookie it goes with one call only, so that one session is opened, not one a
  /// call.
  ///
  /// - Parameters:
  ///   - newCookies: the cookies that the engine has set meanwhile; they take the place of the client's of that name.
  ///   - opensSession: whether this call may open a session.
  func headers(cookies newCookies: [EngineCookie], opensSession: Bool) -> [HeaderField] {
    var headers = always
    if newCookies.isEmpty {
      headers += cookies
    } else {
      let names = Set(newCookies.map(\.name))
      var pairs = cookies.flatMap { $0.value.split(separator: ";") }.compactMap { EngineCookie(String($0)) }
        .filter { !names.contains($0.name) }
      pairs += newCookies
      headers.append(HeaderField("Cookie", pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")))
    }
    if opensSession || !wantSession || !cookies.isEmpty || !newCookies.isEmpty { headers += session }
    return headers
  }
}

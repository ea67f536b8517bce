import FoundationEssentials

/// Who may use the API: Basic credentials, tokens of the sign-on service, and session cookies.
struct Sessions: Sendable {
  /// A session that a cookie stands for.
  struct Session: Sendable {
    /// The user name with its profile.
    var user: String
    /// Whether every request must repeat the session id in a header of that name.
    var isCSRFProtected: Bool
  }

  /// What the credentials of a request are worth.
  struct Grant: Sendable {
    /// The user name with its profile.
    var user: String
    /// The cookie to set, when a session begins.
    var newCookie: String?
    /// The session that ends with this request.
    var ending: String?
  }

  /// The user that may do everything.
  let user: String
  /// The user that may only read.
  let reader: String
  /// The password of both.
  let password: String
  /// The tokens given out, with their users.
  var tokens: [String: String] = [:]
  /// The open sessions.
  var sessions: [String: Session] = [:]
  /// Where ids of sessions and tokens come from.
  var identifiers = IdentifierSource()

  /// The gate of a configuration.
  init(_ configuration: SimulatorConfiguration) {
    user = configuration.user
    reader = configuration.reader
    password = configuration.password
    if let token = configuration.token { tokens[token] = configuration.user }
  }

  /// Lets a request in.
  ///
  /// - Throws: 401 without valid credentials, 403 for a protected session whose header is missing.
  mutating func admit(_ request: RawRequest, _ persona: Persona) throws(Refusal) -> Grant {
    let preferences = request.headers.filter { $0.name.lowercased() == "prefer" }.map { $0.value.lowercased() }
      .joined(separator: ",")
    let isPersistent = preferences.contains("persistent-auth")
    if let id = cookie(request), let session = sessions[id], !preferences.contains("new-auth") {
      if session.isCSRFProtected && request.header("JSESSIONID") != id { throw .empty(status: 403) }
      if isPersistent { return Grant(user: session.user) }
      sessions[id] = nil
      return Grant(user: session.user, ending: id)
    }
    guard let name = authorized(request, persona) else { throw .empty(status: 401) }
    guard isPersistent else { return Grant(user: name) }
    let id = IdentifierSource.named(identifiers.next("session")).filter { $0 != "-" }.uppercased()
    sessions[id] = Session(user: name, isCSRFProtected: preferences.contains("csrf-protection"))
    return Grant(user: name, newCookie: id)
  }

  private func cookie(_ request: RawRequest) -> String? {
    let fields = request.headers.filter { $0.name.lowercased() == "cookie" }
    for pair in fields.flatMap({ $0.value.split(separator: ";") }) {
      let parts = pair.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
      if parts.count == 2, parts[0] == "JSESSIONID" { return parts[1] }
    }
    return nil
  }

  private func authorized(_ request: RawRequest, _ persona: Persona) -> String? {
    guard let field = request.header("Authorization") else { return nil }
    let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0].lowercased() {
    case "basic":
      guard let data = Data(base64Encoded: parts[1]) else { return nil }
      let pair = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
      return pair.count == 2 && isValid(pair[0], pair[1]) ? pair[0] : nil
    case "bearer" where persona.isV4: return tokens[parts[1]]
    default: return nil
    }
  }

  private func isValid(_ name: String, _ password: String) -> Bool {
    [user, reader].contains(name) && password == self.password
  }

  /// `POST /ovirt-engine/sso/oauth/token`: errors are JSON too.
  mutating func answerToken(_ request: RawRequest) -> Answer {
    let form = CallPath.form(String(decoding: request.body, as: UTF8.self)[...])
    guard request.method == "POST" else { return .empty(405) }
    guard form["grant_type"] == "password" else {
      return error(400, "unsupported_grant_type", "The grant type isn't supported.")
    }
    guard form["scope"]?.split(separator: " ").contains("ovirt-app-api") == true else {
      return error(400, "invalid_scope", "The scope must have ovirt-app-api.")
    }
    guard let name = form["username"], let password = form["password"], isValid(name, password) else {
      return error(
        401, "access_denied", "Cannot authenticate user: the user name or password is incorrect.")
    }
    let token = IdentifierSource.named(identifiers.next("token")).filter { $0 != "-" }
    tokens[token] = name
    return json(
      200, ["access_token": token, "scope": "ovirt-app-api", "exp": "9223372036854775807", "token_type": "bearer"])
  }

  /// `POST /ovirt-engine/services/sso-logout`.
  mutating func answerLogout(_ request: RawRequest) -> Answer {
    guard request.method == "POST" else { return .empty(405) }
    let form = CallPath.form(String(decoding: request.body, as: UTF8.self)[...])
    guard let token = form["token"] else { return error(400, "invalid_request", "The token is missing.") }
    tokens[token] = nil
    return json(200, [:])
  }

  private func error(_ status: Int, _ error: String, _ description: String) -> Answer {
    json(status, ["error": error, "error_code": error, "error_description": description])
  }

  private func json(_ status: Int, _ members: [String: String]) -> Answer {
    .json(status, Array((try? JSONEncoder().encode(members)) ?? Data()))
  }
}

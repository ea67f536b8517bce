import FoundationEssentials
import GatewayErrors
import XMLTree

/// The engine behind its URLs: who may enter, which version is spoken, what is asked; one request at a time.
actor Engine {
  /// An answer, and how it is spoilt.
  struct Delivery: Sendable {
    /// The answer.
    var answer: Answer
    /// How it is spoilt; nil for not at all.
    var misbehaviour: Misbehaviour?
  }

  private let persona: Persona
  private let configuration: SimulatorConfiguration
  private var world = SampleWorld.make()
  private var sessions: Sessions
  private var entries: [LedgerEntry] = []
  private var misbehaviours: [Misbehaviour] = []
  private var lockedHosts: Set<String> = []

  /// An engine with the sample world.
  init(_ configuration: SimulatorConfiguration) {
    self.configuration = configuration
    persona = Persona(configuration)
    sessions = Sessions(configuration)
  }

  /// Replaces the world and forgets the ledger.
  func load(_ json: [UInt8], name: String?) throws {
    world = try StateForm.read(json, name: name)
    entries = []
  }

  /// The world as JSON.
  func dump() -> [UInt8] { StateForm.write(world) }

  /// The mutating calls in their order.
  func ledger() -> [LedgerEntry] { entries }

  /// Answers a request.
  func answer(_ request: RawRequest) -> Delivery {
    let path = CallPath(request.target)
    if path.segments.first == "-" { return Delivery(answer: answerControl(request, path)) }
    let misbehaviour = takeMisbehaviour(for: request)
    var answer = Answer.empty(500)
    if misbehaviour?.carriesOut ?? (misbehaviour?.status == nil) {
      answer = answerEngine(request, path)
    }
    if let status = misbehaviour?.status {
      answer = Answer(
        status: status, headers: [("Content-Type", misbehaviour?.contentType ?? "application/xml")],
        body: Array((misbehaviour?.body ?? "").utf8))
    }
    note(request, path, misbehaviour?.close == nil ? answer.status : 0)
    return Delivery(answer: answer, misbehaviour: misbehaviour)
  }

  private func takeMisbehaviour(for request: RawRequest) -> Misbehaviour? {
    guard let index = misbehaviours.firstIndex(where: { $0.applies(to: request) }) else { return nil }
    let taken = misbehaviours[index]
    switch taken.times ?? 1 {
    case 0: break
    case 1: misbehaviours.remove(at: index)
    case let times: misbehaviours[index].times = times - 1
    }
    return taken
  }

  private func note(_ request: RawRequest, _ path: CallPath, _ status: Int) {
    guard ["POST", "PUT", "DELETE"].contains(request.method), let root = apiRoot(path.segments) else { return }
    // The path as it came, without the part that every URL of the API starts with.
    let target = request.target.hasPrefix(root.href) ? request.target.dropFirst(root.href.count) : request.target[...]
    entries.append(
      LedgerEntry(
        method: request.method, path: String(target), body: String(decoding: request.body, as: UTF8.self),
        status: status))
  }

  // MARK: The API

  private struct Root {
    /// The segments that belong to the root.
    var segments: [String]
    /// The version in the URL, if there is one.
    var version: Int?
    /// Where hrefs start.
    var href: String { "/" + segments.joined(separator: "/") }
  }

  private func apiRoot(_ segments: [String]) -> Root? {
    var root: [String]
    if segments.starts(with: ["ovirt-engine", "api"]) {
      root = ["ovirt-engine", "api"]
    } else if segments.first == "api", !persona.isV4 {
      root = ["api"]
    } else {
      return nil
    }
    // The version filter came with 4.0.
    if persona.isV4, segments.count > root.count, segments[root.count].hasPrefix("v"),
      let version = Int(segments[root.count].dropFirst())
    {
      root.append(segments[root.count])
      return Root(segments: root, version: version)
    }
    return Root(segments: root)
  }

  private func answerEngine(_ request: RawRequest, _ path: CallPath) -> Answer {
    if persona.isV4, path.segments == ["ovirt-engine", "sso", "oauth", "token"] {
      return sessions.answerToken(request)
    }
    if persona.isV4, path.segments == ["ovirt-engine", "services", "sso-logout"] {
      return sessions.answerLogout(request)
    }
    guard let root = apiRoot(path.segments) else { return Self.page(404, "Not Found") }
    var api = RequestReader.API.v3
    if persona.isV4 {
      let stated = root.version.map { String($0) } ?? request.header("Version")
      switch stated {
      case nil, "4": api = .v4
      case "3" where persona.speaksV3: api = .v3
      // From 4.4 the filter lets version 3 pass to a servlet that knows no verb.
      case "3": return Self.page(405, "Method Not Allowed")
      default: return Self.page(400, "Bad Request")
      }
    }
    let grant: Sessions.Grant
    do {
      grant = try sessions.admit(request, persona)
    } catch {
      guard case .empty(401) = error else { return Self.page(403, "Forbidden") }
      var answer = Self.page(401, "Unauthorized")
      // The second copy of the application, at /api, has a realm of its own.
      let realm = root.segments.first == "api" ? "ENGINE" : "RESTAPI"
      answer.headers.append(("WWW-Authenticate", "Basic realm=\"\(realm)\""))
      return answer
    }
    var answer = answerAPI(request, path, root, api, grant.user)
    if let cookie = grant.newCookie {
      answer.headers.append(("Set-Cookie", "JSESSIONID=\(cookie); Path=\(contextPath(root)); Secure; HttpOnly"))
    }
    if persona.echoesCorrelationID {
      let stated = request.header("Correlation-Id") ?? path.query["correlation_id"]
      let cleaned = stated.map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) } }
      let id = cleaned.map { String($0.prefix(36)) }.nonEmpty ?? sessions.identifiers.next("correlation")
      answer.headers.append(("Correlation-Id", id))
    }
    return answer
  }

  private func contextPath(_ root: Root) -> String {
    root.segments.first == "api" ? "/api" : "/ovirt-engine/api"
  }

  private func answerAPI(
    _ request: RawRequest, _ path: CallPath, _ root: Root, _ api: RequestReader.API, _ user: String
  ) -> Answer {
    let documents: any DocumentWriter =
      api == .v3
      ? V3Documents(root: root.href, persona: persona) : V4Documents(root: root.href, persona: persona)
    var exchange = Exchange(
      method: request.method, segments: Array(path.segments.dropFirst(root.segments.count)), request: request,
      parameters: path, persona: persona, documents: documents, schema: api == .v3 ? .v3 : .v4(persona), user: user,
      mayChange: user == configuration.user, lockedHosts: lockedHosts, world: world)
    do {
      let reply = try exchange.answer()
      world = exchange.world
      var answer = write(reply.document, reply.status, exchange)
      answer.headers += reply.headers
      if let location = reply.location { answer.headers.append(("Location", location)) }
      return answer
    } catch {
      if case .text(let status, let text) = error {
        return Answer(status: status, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
      }
      let (status, document) = error.document(documents)
      return write(document, status, exchange)
    }
  }

  private func write(_ document: XMLElement?, _ status: Int, _ exchange: Exchange) -> Answer {
    guard let document else { return .empty(status) }
    if exchange.wantsJSON {
      return .json(status, JSONDocuments(persona: persona, schema: exchange.schema).write(document))
    }
    return Answer(
      status: status, headers: [("Content-Type", "application/xml;charset=UTF-8")], body: XMLWriter.write(document))
  }

  /// A page of the servlet container: an error without an API body.
  private static func page(_ status: Int, _ text: String) -> Answer {
    Answer(
      status: status, headers: [("Content-Type", "text/html;charset=UTF-8")],
      body: Array("<html><head><title>Error</title></head><body>\(text)</body></html>".utf8))
  }

  // MARK: Control

  private func answerControl(_ request: RawRequest, _ path: CallPath) -> Answer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      switch (request.method, path.segments.dropFirst().first) {
      case ("GET", "ledger"): return .json(200, Array(try encoder.encode(entries)))
      case ("DELETE", "ledger"): entries = []
      case ("GET", "state"): return .json(200, dump())
      case ("PUT", "state"): try load(request.body, name: path.query["name"])
      case ("GET", "faults"): return .json(200, Array(try encoder.encode(misbehaviours)))
      case ("PUT", "faults"): misbehaviours = try JSONDecoder().decode([Misbehaviour].self, from: Data(request.body))
      case ("GET", "locks"): return .json(200, Array(try encoder.encode(lockedHosts.sorted())))
      case ("PUT", "locks"): lockedHosts = Set(try JSONDecoder().decode([String].self, from: Data(request.body)))
      default: return .json(404, Array(#"{"error": "There is no such control URL."}"#.utf8))
      }
      return .empty(204)
    } catch {
      let text = (try? encoder.encode(["error": (error as? DecodingError)?.explanation ?? "\(error)"])) ?? Data()
      return .json(400, Array(text))
    }
  }
}

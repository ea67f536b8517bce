import GatewayErrors
import XMLTree

/// One request to the API on its way through the resources: what is asked, the world, and how it is answered.
struct Exchange {
  /// What a resource answers with, before it is written as XML or JSON.
  struct Reply {
    /// The status code.
    var status: Int
    /// The document; nil for none.
    var document: XMLElement?
    /// The path for `Location`.
    var location: String?
    /// Further header fields.
    var headers: [(name: String, value: String)] = []
  }

  /// The method.
  let method: String
  /// The segments below the API root.
  let segments: [String]
  /// The request as it came.
  let request: RawRequest
  /// The parameters.
  let parameters: CallPath
  /// The rules of the engine's version.
  let persona: Persona
  /// Writes the answers.
  let documents: any DocumentWriter
  /// What requests may say.
  let schema: Schema
  /// The name of the user.
  let user: String
  /// Whether the user may change networks.
  let mayChange: Bool
  /// The ids of hosts whose lock somebody else holds.
  let lockedHosts: Set<String>
  /// The world; the changes of a refused request are thrown away.
  var world: World

  /// A 200 with a document.
  func ok(_ document: XMLElement) -> Reply { Reply(status: 200, document: document) }

  /// A parameter: query and matrix in 4.x; matrix only in 3.6, but for `search`.
  func parameter(_ name: String) -> String? {
    if persona.isV4 || name == "search" { return parameters.query[name] ?? parameters.matrix[name] }
    return parameters.matrix[name]
  }

  /// A boolean parameter: empty means true; 4.x ignores what it can't read, 3.6 refuses it.
  func flag(_ name: String) throws(Refusal) -> Bool? {
    guard let text = parameter(name)?.lowercased() else { return nil }
    switch text {
    case "", "true": return true
    case "false": return false
    case "t", "y", "yes", "1": if persona.isV4 { return true }
    case "f", "n", "no", "0": if persona.isV4 { return false }
    default: break
    }
    guard persona.isV4 else { throw .invalidValue("\(name)=\(text) is no boolean") }
    return nil
  }

  /// `max`, if it is a number.
  var limit: Int? { parameter("max").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } }

  /// Whether the call is to be answered before it is done: by parameter, or by `Expect: 202-accepted`.
  func isAsynchronous() throws(Refusal) -> Bool {
    if try flag("async") == true { return true }
    return ["Expect", "X-Ovirt-Expect"].contains { request.header($0)?.lowercased().contains("202-accepted") == true }
  }

  /// The body, checked and in the order of answers.
  ///
  /// - Parameter root: the name of the root element, which is the name of its type too.
  /// - Throws: a syntax refusal, `Invalid value`, or 415 for a type that isn't read.
  func body(_ root: String) throws(Refusal) -> XMLElement {
    let type = request.header("Content-Type")?.lowercased() ?? "application/xml"
    let element: XMLElement
    if type.contains("json") {
      element = try JSONDocuments(persona: persona, schema: schema).read(request.body, root: root)
    } else if type.contains("xml") {
      do {
        element = try XMLReader.read(request.body)
      } catch {
        throw .syntax(error.detail)
      }
    } else {
      throw .empty(status: 415)
    }
    guard element.name == root else { throw .syntax("The root is \(element.name), not \(root).") }
    return try schema.check(element, as: .type(root))
  }

  /// Whether the answer is JSON: when `Accept` names it, and doesn't name XML before it.
  var wantsJSON: Bool {
    let types = (request.header("Accept") ?? "").lowercased().split(separator: ",").filter {
      $0.contains("json") || $0.contains("xml")
    }
    return types.first?.contains("json") == true
  }

  /// The reader for bodies.
  var reader: RequestReader { RequestReader(api: documents.api, persona: persona) }

  /// Throws when the method isn't one of those.
  func allow(_ methods: String...) throws(Refusal) {
    guard methods.contains(method) else { throw .empty(status: 405) }
  }

  /// The index of the host in the path; `document` tells what an unknown one is answered with.
  func hostIndex(_ id: String, orElse refusal: Refusal = .notFound) throws(Refusal) -> Int {
    guard IdentifierSource.isWellFormed(id) else { throw .notFound }
    guard let index = world.hostIndex(id) else { throw refusal }
    return index
  }

  /// The devices that lists show.
  func listedNics(_ host: Host) -> [HostNic] {
    host.running.nics.filter { !($0.kind == .vlan && persona.hidesVlanDevices) }
  }

  /// An action that is done: the given children, with job and status in the places that the schema gives them.
  func action(_ children: [XMLElement] = [], status: String, job description: String? = nil) -> XMLElement {
    var action = XMLElement("action", children: children)
    if let description {
      let job = world.jobs.last { $0.name == description }
      if let job { action.children.append(documents.reference("job", "\(documents.root)/jobs/\(job.id)")) }
    }
    action.children.append(documents.status(status))
    return (try? schema.check(action, as: .type("action"))) ?? action
  }

  /// Carries out a setup, under the host's lock.
  ///
  /// - Returns: whether anything changed.
  mutating func setUp(_ request: SetupRequest, _ host: Int) throws(Refusal) -> Bool {
    guard mayChange else {
      throw .plain(
        "USER_NOT_AUTHORIZED_TO_PERFORM_ACTION", persona.permissionStatus,
        "The user is not authorized to perform this action.")
    }
    guard !lockedHosts.contains(world.hosts[host].id) else {
      throw .setup(
        persona.isV4
          ? "ACTION_TYPE_FAILED_SETUP_NETWORKS_OR_REFRESH_IN_PROGRESS"
          : "ACTION_TYPE_FAILED_SETUP_NETWORKS_IN_PROGRESS",
        409, "Another setup of the networks of host \(world.hosts[host].name) is running.")
    }
    return try HostSetup.run(request, hostIndex: host, world: &world, persona: persona)
  }
}

import EngineClient
import RewriteLog
import Synchronization

@testable import Gateway

/// An engine of API v4 without a socket: one host with two nics, whose answers a test can replace.
final class FakeEngine: EngineTransport {
  typealias Answer = Result<EngineResponse, EngineTransportError>

  private struct State {
    var requests: [EngineRequest] = []
    var special: [@Sendable (EngineRequest, Int) async -> Answer?] = []
  }

  private let state = Mutex(State())

  /// What was asked, in order.
  var requests: [EngineRequest] { state.withLock { $0.requests } }
  /// What was sent to change something.
  var mutations: [EngineRequest] { requests.filter(\.isMutating) }

  /// Answers in place of the usual answer unless nil; the number counts the requests to that method and target, from 1.
  /// The one added last is asked first.
  func answer(with special: @escaping @Sendable (EngineRequest, Int) async -> Answer?) {
    state.withLock { $0.special.insert(special, at: 0) }
  }

  private struct Pending: PendingAnswer {
    let task: Task<Answer, Never>
    let isMutating: Bool

    func answer() async -> Answer {
      await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        cancel()
      }
    }

    func cancel() {
      if !isMutating { task.cancel() }
    }
  }

  func begin(_ request: EngineRequest) -> any PendingAnswer {
    let (count, special) = state.withLock { state in
      state.requests.append(request)
      return (
        state.requests.count { $0.method == request.method && $0.target == request.target }, state.special
      )
    }
    let task = Task {
      for special in special {
        if let answer = await special(request, count) { return answer }
      }
      return Self.usual(request)
    }
    return Pending(task: task, isMutating: request.isMutating)
  }

  /// An answer with a document.
  static func document(_ body: String, status: Int = 200, headers: [HeaderField] = []) -> Answer {
    .success(
      EngineResponse(
        status: status, reason: "", headers: [HeaderField("Content-Type", "application/xml")] + headers,
        body: Array(body.utf8)))
  }

  private static func usual(_ request: EngineRequest) -> Answer {
    usual(method: request.method, target: request.target)
  }

  /// What the engine answers if nothing else is wanted.
  static func usual(method: String, target: String) -> Answer {
    guard method == "GET" else {
      return document(#"<action><job id="j1"/><status>complete</status></action>"#)
    }
    return switch target {
    case "/ovirt-engine/api": document(root(major: 4, minor: 5))
    case "/ovirt-engine/api/hosts/h1": document(host)
    case "/ovirt-engine/api/hosts/h1/nics": document(nics)
    case "/ovirt-engine/api/hosts/h1/networkattachments": document(attachments(of: ["a1": "n1 e0"]))
    case "/ovirt-engine/api/clusters/c1/networks": document(networks)
    case "/ovirt-engine/api/networks":
      document(#"<networks><network id="n9"><name>faraway</name><usages/></network></networks>"#)
    default: document("<html>not here</html>", status: 404)
    }
  }

  static func root(major: Int, minor: Int) -> String {
    "<api><product_info><version><major>\(major)</major><minor>\(minor)</minor></version></product_info></api>"
  }

  static let rootV3 =
    #"<api><product_info><version major="3" minor="6" build="0" revision="0"/></product_info></api>"#

  static let host = """
    <host href="/ovirt-engine/api/hosts/h1" id="h1"><actions><link href="/ovirt-engine/api/hosts/h1/setupnetworks" \
    rel="setupnetworks"/></actions><name>host1</name><address>host1.example.com</address><status>up</status>\
    <cluster href="/ovirt-engine/api/clusters/c1" id="c1"/></host>
    """

  static func hostV3(action: String) -> String {
    host.replacing("setupnetworks", with: action).replacing("<status>up", with: "<status><state>up</state>")
  }

  static let nics = """
    <host_nics><host_nic id="e0"><name>eth0</name><boot_protocol>static</boot_protocol><ip><address>10.0.0.11</address>\
    <gateway>10.0.0.1</gateway><netmask>255.255.255.0</netmask></ip><network id="n1"/></host_nic>\
    <host_nic id="e1"><name>eth1</name><boot_protocol>none</boot_protocol></host_nic></host_nics>
    """

  /// Attachments by id, each "network nic".
  static func attachments(of items: KeyValuePairs<String, String>) -> String {
    let elements = items.map { id, place in
      let words = place.split(separator: " ")
      let address =
        words[0] == "n1"
        ? "<ip><address>10.0.0.11</address><gateway>10.0.0.1</gateway><netmask>255.255.255.0</netmask></ip>" : ""
      let method = words[0] == "n1" ? "static" : "none"
      return """
        <network_attachment id="\(id)"><in_sync>true</in_sync><ip_address_assignments><ip_address_assignment>\
        <assignment_method>\(method)</assignment_method>\(address)</ip_address_assignment></ip_address_assignments>\
        <network id="\(words[0])"/><host_nic id="\(words[1])"/></network_attachment>
        """
    }
    return "<network_attachments>\(elements.joined())</network_attachments>"
  }

  static let networks = """
    <networks><network id="n1"><name>ovirtmgmt</name><usages><usage>vm</usage><usage>management</usage>\
    <usage>default_route</usage></usages></network><network id="n2"><name>red</name><usages><usage>vm</usage></usages>\
    <vlan id="100"/></network></networks>
    """
}

/// A handler in front of a fake engine, and what its log got.
struct HandlerUnderTest {
  let engine = FakeEngine()
  let records = Stage.Records()
  let handler: LegacyRequestHandler

  /// A handler; `configure` sets it up, `logPath` is the file of the log.
  init(logPath: String? = nil, configure: (inout GatewayConfiguration) -> Void = { _ in }) throws {
    var configuration = GatewayConfiguration(engine: EngineClientConfiguration(origin: "http://127.0.0.1:1"))
    configure(&configuration)
    let records = records
    let log = try RewriteLog(path: logPath, observe: { records.add($0) })
    handler = LegacyRequestHandler(configuration, transport: engine, log: log)
  }

  /// The head of a request as an old client sends it.
  static func head(
    _ method: String, _ target: String, _ headers: [HeaderField] = [], id: String = "req1", isTLS: Bool = false
  ) -> RequestHead {
    RequestHead(
      id: id, method: method, target: target, headers: headers, isTLS: isTLS, clientAddress: "127.0.0.1")
  }

  /// Sends a request the way that the front does.
  func send(
    _ method: String, _ target: String, _ headers: [HeaderField] = [], body: String = ""
  ) async -> GatewayAnswer {
    let head = Self.head(method, target, headers)
    if case .prepare = handler.lane(for: head), let answer = await handler.prepare(head) { return answer }
    return await handler.answer(head, body: Array(body.utf8), on: nil)
  }
}

extension GatewayAnswer {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }
  /// The value of the first field of that name.
  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}

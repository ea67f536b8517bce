import EngineAPI
import EngineClient
import GatewayErrors
import Synchronization
import XMLTree

/// The calls that one request of a client makes to the engine: with that client's own credentials, each with a deadline,
/// counted, and with the cookies that the engine sets kept for the calls that follow and for the client.
final class EngineSession: Sendable {
  /// Where the API of every engine is.
  static let apiRoot = "/ovirt-engine/api"

  private struct State {
    var calls = 0
    var cookies: [EngineCookie] = []
  }

  private let transport: any EngineTransport
  private let credentials: ClientCredentials
  private let deadlines: Deadlines
  private let state = Mutex(State())

  /// The calls on behalf of one request.
  init(_ head: RequestHead, transport: any EngineTransport, deadlines: Deadlines) {
    self.transport = transport
    self.credentials = ClientCredentials(head)
    self.deadlines = deadlines
  }

  /// How many calls were made.
  var callCount: Int { state.withLock { $0.calls } }

  /// The `Set-Cookie` values that the client should get, each cookie once, the last one that was set.
  var setCookieValues: [String] { state.withLock { $0.cookies.map(\.setCookieValue) } }

  /// Whether calls may go out beside each other before the engine has answered one.
  var mayReadInParallel: Bool { !credentials.workOnce || state.withLock { !$0.cookies.isEmpty } }

  /// A read that brings a document.
  ///
  /// - Parameters:
  ///   - opensSession: whether this call may open the session that the client asked for; one of several parallel ones.
  ///   - wire: reads refusals; nil hands them on as they came.
  ///   - parse: reads the document.
  func read<Value>(
    _ call: EngineAPI.EngineCall, opensSession: Bool = false, wire: (any EngineWire)?,
    _ parse: (XMLNode) throws(GatewayError) -> Value
  ) async -> Result<Value, LaneFailure> {
    let request = self.request(call, isMutating: false, opensSession: opensSession)
    let document: XMLNode
    do throws(EngineTransportError) {
      let response = try await send(request, keepsCookies: opensSession)
      do throws(LaneFailure) {
        document = try ReadFailures.document(of: response, request: request, wire: wire)
      } catch {
        return .failure(error)
      }
    } catch {
      return .failure(ReadFailures.failure(of: error, request: request))
    }
    do throws(GatewayError) {
      return .success(try parse(document))
    } catch {
      return .failure(LaneFailure(error))
    }
  }

  /// The request that a call becomes, with the client's credentials.
  func request(_ call: EngineAPI.EngineCall, isMutating: Bool, opensSession: Bool) -> EngineRequest {
    var headers = credentials.headers(cookies: state.withLock { $0.cookies }, opensSession: opensSession)
    headers.append(HeaderField("Accept", "application/xml"))
    if let version = call.version { headers.append(HeaderField("Version", version)) }
    let body = call.body.map { XMLWriter.write($0) }
    if body != nil { headers.append(HeaderField("Content-Type", "application/xml")) }
    let path = call.path.isEmpty || call.path.hasPrefix("?") ? call.path : "/" + call.path
    return EngineRequest(
      method: call.method, target: Self.apiRoot + path, headers: headers, body: body, isMutating: isMutating,
      deadlineSeconds: isMutating ? deadlines.writeSeconds : deadlines.readSeconds)
  }

  /// Sends a request once and counts it.
  ///
  /// - Parameter keepsCookies: whether cookies of the answer are meant for the client. Those of a call that was sent
  ///   without the client's wish for a session belong to a session that has ended already.
  func send(
    _ request: EngineRequest, keepsCookies: Bool = true
  ) async throws(EngineTransportError) -> EngineResponse {
    state.withLock { $0.calls += 1 }
    let response = try await transport.send(request)
    if keepsCookies || !credentials.wantSession {
      let set = response.headers.filter { $0.isNamed("set-cookie") }.compactMap { EngineCookie($0.value) }
      state.withLock { state in
        for cookie in set {
          state.cookies.removeAll { $0.name == cookie.name }
          state.cookies.append(cookie)
        }
      }
    }
    return response
  }

  /// Sends a mutating request. This is the only place that does, and it does it once.
  func sendOnce(_ request: EngineRequest) async -> Result<EngineResponse, EngineTransportError> {
    do {
      return .success(try await send(request))
    } catch {
      return .failure(error)
    }
  }
}

/// How long calls to the engine may take.
struct Deadlines: Sendable, Equatable {
  /// Seconds for a read.
  var readSeconds: Int
  /// Seconds for a write: longer than the engine itself may take with its connectivity check.
  var writeSeconds: Int
}

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
    var beforeFirstCall: (@Sendable () -> Void)?
    /// The header fields of the last read, as long as the cookies stay.
    var readFields: (opensSession: Bool, version: String?, fields: RequestFields)?
  }

  private let transport: any EngineTransport
  private let credentials: ClientCredentials
  private let deadlines: Deadlines
  private let memo: AnswerMemo
  private let knowledge: EngineKnowledge?
  private let state = Mutex(State())

  /// The calls on behalf of one request.
  ///
  /// - Parameter knowledge: forgets the engine when it can't be reached, since it may come back in another version.
  init(
    _ head: RequestHead, transport: any EngineTransport, deadlines: Deadlines, memo: AnswerMemo,
    knowledge: EngineKnowledge? = nil
  ) {
    self.knowledge = knowledge
    self.memo = memo
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

  /// Whether reads with the same headers may be made once for several clients. Not if the answer may open a session for one
  /// of them, nor with credentials that an engine may accept only once.
  var mayShareReads: Bool { !credentials.opensSession && credentials.areReusable }

  /// Calls `body` when the first call is about to be sent.
  func beforeFirstCall(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.beforeFirstCall = body }
  }

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
    switch await answer(to: request, opensSession: opensSession) {
    case .success(let response): return await Self.read(response, request: request, wire: wire, parse)
    case .failure(let failure): return .failure(failure)
    }
  }

  /// A read of which the meaning is remembered; see ``begin(_:opensSession:wire:rememberedAs:_:)``.
  func read<Value: Sendable>(
    _ call: EngineAPI.EngineCall, opensSession: Bool = false, wire: any EngineWire,
    rememberedAs key: AnswerMemo.ReadKey?, _ parse: @escaping BegunRead<Value>.Parse
  ) async -> Result<Reading<Value>, LaneFailure> {
    await reading(begin(call, opensSession: opensSession, wire: wire, rememberedAs: key, parse))
  }

  /// Begins a read of which the meaning is remembered: a body that is the same as the one remembered isn't parsed again.
  /// ``reading(_:)`` gives what it brings.
  ///
  /// - Parameters:
  ///   - key: what was asked, and how it is read; nil remembers nothing.
  ///   - parse: reads the document; the same bytes and key always give the same.
  func begin<Value: Sendable>(
    _ call: EngineAPI.EngineCall, opensSession: Bool = false, wire: any EngineWire,
    rememberedAs key: AnswerMemo.ReadKey?, _ parse: @escaping BegunRead<Value>.Parse
  ) -> BegunRead<Value> {
    let known = key.flatMap { memo.body($0, as: Value.self) }
    var request = self.request(call, isMutating: false, opensSession: opensSession)
    request.likelyBody = known?.bytes
    return BegunRead(
      request: request, pending: begin(request), opensSession: opensSession, wire: wire, key: key, known: known,
      parse: parse)
  }

  /// Waits for a read that was begun.
  func reading<Value: Sendable>(_ read: BegunRead<Value>) async -> Result<Reading<Value>, LaneFailure> {
    let response: EngineResponse
    switch await heard(read.pending, keepsCookies: read.opensSession) {
    case .success(let answer): response = answer
    case .failure(let error): return .failure(ReadFailures.failure(of: error, request: read.request))
    }
    if let known = read.known, (200..<300).contains(response.status), response.body == known.bytes {
      return .success(Reading(value: known.value, number: known.number))
    }
    return await Self.read(response, request: read.request, wire: read.wire, read.parse).map { value in
      let number = read.key.map { memo.remember(response.body, meaning: value, for: $0).number }
      return Reading(value: value, number: number)
    }
  }

  private func answer(to request: EngineRequest, opensSession: Bool) async -> Result<EngineResponse, LaneFailure> {
    await heard(begin(request), keepsCookies: opensSession)
      .mapError { ReadFailures.failure(of: $0, request: request) }
  }

  private static func read<Value>(
    _ response: EngineResponse, request: EngineRequest, wire: (any EngineWire)?,
    _ parse: (XMLNode) throws(GatewayError) -> Value
  ) async -> Result<Value, LaneFailure> {
    await LongWork.run(isLong: response.body.count > LongWork.bytes) {
      parsed(response, request: request, wire: wire, parse)
    }
  }

  private static func parsed<Value>(
    _ response: EngineResponse, request: EngineRequest, wire: (any EngineWire)?,
    _ parse: (XMLNode) throws(GatewayError) -> Value
  ) -> Result<Value, LaneFailure> {
    let document: XMLNode
    do {
      document = try ReadFailures.document(of: response, request: request, wire: wire)
    } catch {
      return .failure(error)
    }
    do {
      return .success(try parse(document))
    } catch {
      return .failure(LaneFailure(error))
    }
  }

  /// The request that a call becomes, with the client's credentials.
  func request(_ call: EngineAPI.EngineCall, isMutating: Bool, opensSession: Bool) -> EngineRequest {
    let path = call.path.isEmpty || call.path.hasPrefix("?") ? call.path : "/" + call.path
    return EngineRequest(
      method: call.method, target: Self.apiRoot + path, fields: fields(of: call, opensSession: opensSession),
      body: call.body.map { XMLWriter.write($0) }, isMutating: isMutating,
      deadlineSeconds: isMutating ? deadlines.writeSeconds : deadlines.readSeconds)
  }

  /// The header fields of a call. Reads share them, since most of a request are the same.
  private func fields(of call: EngineAPI.EngineCall, opensSession: Bool) -> RequestFields {
    let opensSession = opensSession || !credentials.wantSession
    return state.withLock { state in
      if call.body == nil, let last = state.readFields, last.opensSession == opensSession, last.version == call.version
      {
        return last.fields
      }
      var headers = credentials.headers(cookies: state.cookies, opensSession: opensSession)
      headers.append(HeaderField("Accept", "application/xml"))
      if let version = call.version { headers.append(HeaderField("Version", version)) }
      if call.body != nil { headers.append(HeaderField("Content-Type", "application/xml")) }
      let fields = RequestFields(headers)
      if call.body == nil { state.readFields = (opensSession, call.version, fields) }
      return fields
    }
  }

  /// Sends a request once and counts it.
  func send(_ request: EngineRequest) async throws(EngineTransportError) -> EngineResponse {
    try await heard(begin(request), keepsCookies: true).get()
  }

  /// Waits for an answer, and keeps what it says beside the answer itself.
  ///
  /// - Parameter keepsCookies: whether cookies of the answer are meant for the client. Those of a call that was sent
  ///   without the client's wish for a session belong to a session that has ended already.
  private func heard(
    _ pending: any PendingAnswer, keepsCookies: Bool
  ) async -> Result<EngineResponse, EngineTransportError> {
    let answer = await pending.answer()
    switch answer {
    case .success(let response) where keepsCookies || !credentials.wantSession: keepCookies(of: response)
    case .failure(.notSent): knowledge?.forget()
    default: break
    }
    return answer
  }

  private func begin(_ request: EngineRequest) -> any PendingAnswer {
    let beforeFirstCall = state.withLock { state in
      state.calls += 1
      defer { state.beforeFirstCall = nil }
      return state.beforeFirstCall
    }
    beforeFirstCall?()
    return transport.begin(request)
  }

  private func keepCookies(of response: EngineResponse) {
    let set = response.headers(named: "set-cookie").compactMap { EngineCookie($0.value) }
    guard !set.isEmpty else { return }
    state.withLock { state in
      state.readFields = nil
      for cookie in set {
        state.cookies.removeAll { $0.name == cookie.name }
        state.cookies.append(cookie)
      }
    }
  }

  /// Sends a mutating request. This is the only place that does, and it does it once.
  func sendOnce(_ request: EngineRequest) async -> Result<EngineResponse, EngineTransportError> {
    await heard(begin(request), keepsCookies: true)
  }
}

/// How long calls to the engine may take.
struct Deadlines: Sendable, Equatable {
  /// Seconds for a read.
  var readSeconds: Int
  /// Seconds for a write: longer than the engine itself may take with its connectivity check.
  var writeSeconds: Int
}

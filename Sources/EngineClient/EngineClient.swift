import NIOCore

/// Where the engine is and how it is reached.
public struct EngineClientConfiguration: Sendable {
  /// `http` or `https`, host and port, without path: `https://engine.example.com`.
  public var origin: String
  /// A PEM file with the authorities that sign the engine's certificate; nil for those of the system.
  public var caFile: String?
  /// How long connecting, TLS included, may take. Default 10 s.
  public var connectTimeoutSeconds: Int
  /// How old an idle connection may be and still be reused for a read, in seconds. Default 15; engines close theirs later.
  public var idleConnectionSeconds: Int

  /// A configuration.
  public init(
    origin: String, caFile: String? = nil, connectTimeoutSeconds: Int = 10, idleConnectionSeconds: Int = 15
  ) {
    self.origin = origin
    self.caFile = caFile
    self.connectTimeoutSeconds = connectTimeoutSeconds
    self.idleConnectionSeconds = idleConnectionSeconds
  }
}

/// Header fields of requests, also as libcurl takes them: made once for requests that have the same.
public final class RequestFields: Sendable {
  /// The fields.
  public let fields: [HeaderField]
  /// The same as lines.
  let lines: RequestLines

  /// Fields.
  public init(_ fields: [HeaderField]) {
    self.fields = fields
    lines = RequestLines(fields)
  }
}

/// A whole request to the engine.
public struct EngineRequest: Sendable {
  /// The method.
  public var method: String
  /// Path and query as they stand on the request line.
  public var target: String
  /// The header fields, without framing.
  public var headers: [HeaderField] {
    get { fields.fields }
    set { fields = RequestFields(newValue) }
  }
  /// The header fields as other requests may share them.
  private(set) var fields: RequestFields
  /// The body; nil for none.
  public var body: [UInt8]?
  /// Whether it may change something: then it goes out on a fresh connection and is never sent again.
  public var isMutating: Bool
  /// How long it may take from start to end of the answer.
  public var deadlineSeconds: Int
  /// How many bytes of an answer are taken before the call fails.
  public var answerLimit: Int
  /// What the body of the answer probably is. It never changes what comes back: a body that is the same, byte for byte,
  /// is compared as it arrives and shares this memory, so that no copy of it is made.
  public var likelyBody: [UInt8]?

  /// A request.
  public init(
    method: String, target: String, headers: [HeaderField] = [], body: [UInt8]? = nil, isMutating: Bool,
    deadlineSeconds: Int = 60, answerLimit: Int = 64 << 20, likelyBody: [UInt8]? = nil
  ) {
    self.init(
      method: method, target: target, fields: RequestFields(headers), body: body, isMutating: isMutating,
      deadlineSeconds: deadlineSeconds, answerLimit: answerLimit, likelyBody: likelyBody)
  }

  /// A request whose header fields are shared with others.
  public init(
    method: String, target: String, fields: RequestFields, body: [UInt8]? = nil, isMutating: Bool,
    deadlineSeconds: Int = 60, answerLimit: Int = 64 << 20, likelyBody: [UInt8]? = nil
  ) {
    self.likelyBody = likelyBody
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
    self.isMutating = isMutating
    self.deadlineSeconds = deadlineSeconds
    self.answerLimit = answerLimit
  }
}

/// Why there is no answer, told apart by what the engine may have seen.
public enum EngineTransportError: Error, Sendable, Equatable {
  /// Nothing of the request reached the engine: refused, unresolved, TLS not agreed.
  case notSent(cause: String)
  /// The deadline passed; the engine may have the request.
  case timedOut(cause: String)
  /// The connection ended, or the answer broke HTTP, after the request may have reached the engine.
  case lost(cause: String)
  /// The answer is larger than the request's limit.
  case answerTooLarge(limit: Int)
}

/// libcurl behind an asynchronous face: reads reuse connections, every write has one of its own, nothing is sent twice.
public final class EngineClient: Sendable {
  private let loop: EngineLoop

  /// A client; its threads start with the first request.
  public init(_ configuration: EngineClientConfiguration) {
    loop = EngineLoop(configuration)
  }

  /// How many requests are under way.
  public var liveExchanges: Int { loop.liveExchanges }

  /// Sends a request, once, and collects the answer. Cancelling the task ends a read at once; a write that was started is
  /// always waited for.
  public func send(_ request: EngineRequest) async throws(EngineTransportError) -> EngineResponse {
    try await begin(request).answer().get()
  }

  /// Sends a request, once; its answer is to be waited for. Nothing is sent if the calling task is cancelled already.
  public func begin(_ request: EngineRequest) -> any PendingAnswer {
    let lines = request.fields.lines
    if let field = lines.brokenField {
      return AnswerCollector(.notSent(cause: "The header field \(field) would break the request."))
    }
    if Task.isCancelled { return AnswerCollector(.notSent(cause: "It was cancelled before it was sent.")) }
    let call = EngineCall(
      method: request.method, target: request.target, lines: lines,
      upload: request.body.map { .length($0.count) } ?? .none, isMutating: request.isMutating,
      deadlineMilliseconds: max(1, request.deadlineSeconds) * 1000, highWaterBytes: .max)
    // A body over the limit is an error even if it is known.
    let likelyBody = request.likelyBody.flatMap { $0.count <= request.answerLimit ? $0 : nil }
    let collector = AnswerCollector(limit: request.answerLimit, likelyBody: likelyBody)
    let exchange = EngineExchange(call, on: loop, receiver: collector, likelyBody: likelyBody)
    if let body = request.body {
      _ = exchange.upload(ByteBuffer(bytes: body))
      exchange.endUpload()
    }
    collector.start(exchange)
    return collector
  }

  /// Ends all exchanges and the threads.
  public func shutDown() {
    loop.shutDown()
  }
}

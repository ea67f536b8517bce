import EngineClient
import NIOCore

/// What the front does with a request, decided from its head alone.
public enum Lane: Sendable {
  /// Stream it to the engine and back.
  case relay(RelayInstructions)
  /// Collect it (at most `bodyLimit` bytes), hand it over whole, and write the whole answer.
  case answer(bodyLimit: Int)
  /// What the engine speaks isn't known yet: call ``RequestHandler/prepare(_:)``, then ask again.
  case prepare
}

/// How a relayed request differs from what the client sent.
public struct RelayInstructions: Sendable {
  /// The path and query to ask the engine for, as sent on the request line.
  public var target: String
  /// The value of the `Version` header to send; nil sends none. The client's own is never passed on.
  public var version: String?
  /// The prefix that the client used, for the path of session cookies; "/" outside the API.
  public var prefix: String
  /// What a reader of the log should know of this request; nil for nothing.
  public var remark: String?

  /// Instructions.
  public init(target: String, version: String?, prefix: String, remark: String? = nil) {
    self.target = target
    self.version = version
    self.prefix = prefix
    self.remark = remark
  }
}

/// The head of a request as the client sent it.
public final class RequestHead: Sendable {
  /// The id of the request in the rewrite log, in the answer's header and in faults.
  public let id: String
  /// The method, as sent.
  public let method: String
  /// The target of the request line, as sent.
  public let target: String
  /// The header fields in their order.
  public let headers: [HeaderField]
  /// Whether the client's connection is encrypted.
  public let isTLS: Bool
  /// The client's address without port, for the log.
  public let clientAddress: String

  /// A head.
  public init(
    id: String, method: String, target: String, headers: [HeaderField], isTLS: Bool, clientAddress: String
  ) {
    self.id = id
    self.method = method
    self.target = target
    self.headers = headers
    self.isTLS = isTLS
    self.clientAddress = clientAddress
  }

  /// The value of the first field of that name (in lower case), in any letter case.
  public func header(_ name: StaticString) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}

/// A whole answer, written at once. Framing fields (`Content-Length`, `Connection`) are the front's.
public struct GatewayAnswer: Sendable {
  /// The status code.
  public var status: Int
  /// The reason phrase; SDK 3.5.6 shows it to its user, so it is never empty.
  public var reason: String
  /// The header fields, without framing.
  public var headers: [HeaderField]
  /// The body; empty for none. It may be shared with other answers, and isn't copied on its way to the client.
  public var bytes: ByteBuffer

  /// An answer.
  public init(status: Int, reason: String, headers: [HeaderField] = [], bytes: ByteBuffer) {
    self.status = status
    self.reason = reason
    self.headers = headers
    self.bytes = bytes
  }

  /// An answer with a body that is copied.
  public init(status: Int, reason: String, headers: [HeaderField] = [], body: [UInt8] = []) {
    self.init(status: status, reason: reason, headers: headers, bytes: ByteBuffer(bytes: body))
  }

  /// A copy of the body.
  public var body: [UInt8] {
    get { Array(bytes.readableBytesView) }
    set { bytes = ByteBuffer(bytes: newValue) }
  }
}

/// The translating lane as the front sees it.
public protocol RequestHandler: Sendable {
  /// Chooses the lane. Called on an event loop: quick, and never waits.
  func lane(for head: RequestHead) -> Lane
  /// Whether a request that was collected goes to the engine after all, as it came: its head alone didn't tell that. Called on
  /// an event loop, like ``lane(for:)``.
  func relay(for head: RequestHead, collected body: [UInt8]) -> RelayInstructions?
  /// Finds out what the engine speaks, with this request's credentials; returns an answer only if that failed.
  func prepare(_ head: RequestHead) async -> GatewayAnswer?
  /// Answers a collected request. The executor is that of the calling task, for work that outlives it; nil leaves it to the
  /// system.
  func answer(_ head: RequestHead, body: [UInt8], on executor: (any TaskExecutor)?) async -> GatewayAnswer
  /// The answer to a request that the front itself can't take: too large, too slow, broken framing, or, where it says after
  /// how many seconds to try again, one too many.
  func refusal(of head: RequestHead?, status: Int, detail: String, retryAfterSeconds: Int?) -> GatewayAnswer
}

import GatewayErrors

/// A request as the log keeps it: redacted before it is written.
public struct LoggedRequest: Sendable, Equatable, Codable {
  /// The method.
  public var method: String
  /// Path and query.
  public var target: String
  /// Header names and values, in order.
  public var headers: [LoggedField]
  /// The body as text; nil if there is none. Bytes that aren't UTF-8 are replaced.
  public var body: String?

  /// A request.
  public init(method: String, target: String, headers: [LoggedField] = [], body: String? = nil) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

/// An answer as the log keeps it.
public struct LoggedAnswer: Sendable, Equatable, Codable {
  /// The status.
  public var status: Int
  /// Header names and values, in order.
  public var headers: [LoggedField]
  /// The body as text; nil if there is none.
  public var body: String?

  /// An answer.
  public init(status: Int, headers: [LoggedField] = [], body: String? = nil) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// One header field in the log.
public struct LoggedField: Sendable, Equatable, Codable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String

  /// A field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How a request ended.
public enum RewriteOutcome: String, Sendable, Codable, CaseIterable {
  /// Carried out, or nothing had to change, or (for reads and relayed requests) answered.
  case done
  /// Refused before anything was sent, by the gateway.
  case refused
  /// Meant to be sent, but nothing of it reached the engine.
  case notSent = "not-sent"
  /// The engine answered that it failed or refused.
  case failed
  /// Sent, and no answer tells what became of it.
  case unknown
}

/// Which lane a request took.
public enum RewriteKind: String, Sendable, Codable, CaseIterable {
  /// A legacy mutation.
  case mutation
  /// A legacy read that was translated.
  case read
  /// Passed through.
  case relay
}

/// What is known of a legacy mutation before anything is sent.
public struct RewriteIntent: Sendable {
  /// The id of the request.
  public var id: String
  /// The client's address.
  public var client: String
  /// The call in words: `attach`, `detach`, `setupnetworks`.
  public var call: String
  /// The id of the host.
  public var hostID: String
  /// The dialect that the engine is spoken to in.
  public var dialect: String
  /// What the client asked.
  public var asked: LoggedRequest
  /// The one mutating call that will be sent; nil if none will be (refused, or nothing to change).
  public var willSend: LoggedRequest?

  /// An intent.
  public init(
    id: String, client: String, call: String, hostID: String, dialect: String, asked: LoggedRequest,
    willSend: LoggedRequest?
  ) {
    self.id = id
    self.client = client
    self.call = call
    self.hostID = hostID
    self.dialect = dialect
    self.asked = asked
    self.willSend = willSend
  }
}

/// How a legacy mutation ended.
public struct RewriteEnd: Sendable {
  /// The id of the request.
  public var id: String
  /// How it ended.
  public var outcome: RewriteOutcome
  /// What the engine answered to the mutating call; nil if nothing was sent or nothing came.
  public var cameBack: LoggedAnswer?
  /// What the client was answered.
  public var answered: LoggedAnswer
  /// The fault, if the client got one.
  public var error: GatewayError?
  /// Milliseconds from the request's head to the end.
  public var milliseconds: Double
  /// How many calls were made to the engine, reads included.
  public var engineCalls: Int

  /// An end.
  public init(
    id: String, outcome: RewriteOutcome, cameBack: LoggedAnswer? = nil, answered: LoggedAnswer,
    error: GatewayError? = nil, milliseconds: Double, engineCalls: Int
  ) {
    self.id = id
    self.outcome = outcome
    self.cameBack = cameBack
    self.answered = answered
    self.error = error
    self.milliseconds = milliseconds
    self.engineCalls = engineCalls
  }
}

/// The short record of a read or a relayed request.
public struct RewriteNote: Sendable {
  /// The id of the request.
  public var id: String
  /// `read` or `relay`.
  public var kind: RewriteKind
  /// The client's address.
  public var client: String
  /// The method.
  public var method: String
  /// Path and query.
  public var target: String
  /// The status of the answer; 0 if there was none.
  public var status: Int
  /// How it ended.
  public var outcome: RewriteOutcome
  /// The code of the fault, if there was one.
  public var code: String?
  /// Bytes of the answer's body.
  public var bytes: Int
  /// Milliseconds from the request's head to the end.
  public var milliseconds: Double
  /// Anything that a reader should know: that an answer was converted, or could not be.
  public var remark: String?

  /// A note.
  public init(
    id: String, kind: RewriteKind, client: String, method: String, target: String, status: Int,
    outcome: RewriteOutcome, code: String? = nil, bytes: Int = 0, milliseconds: Double, remark: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.client = client
    self.method = method
    self.target = target
    self.status = status
    self.outcome = outcome
    self.code = code
    self.bytes = bytes
    self.milliseconds = milliseconds
    self.remark = remark
  }
}

/// The rewrite log: JSON lines in one file, redacted, durable where it matters.
public final class RewriteLog: Sendable {
  /// Opens the log for appending, with mode 0600; nil keeps no log on disk (tests, demo).
  ///
  /// - Throws: `CONFIGURATION_INVALID` if the file can't be opened.
  public init(path: String?) throws(GatewayError) {
  }

  /// Writes an intent and returns when it is on the disk.
  ///
  /// - Throws: `REWRITE_LOG_UNAVAILABLE`, stage `log`; nothing may be sent then.
  public func intend(_ intent: RewriteIntent) async throws(GatewayError) {
  }

  /// Writes an end and returns when it is on the disk, or when that failed (which is told on standard error).
  public func end(_ end: RewriteEnd) async {
  }

  /// Queues a short record; never waits, and may be called on an event loop.
  public func note(_ note: RewriteNote) {
  }

  /// Writes what is queued and closes the file.
  public func close() async {
  }
}

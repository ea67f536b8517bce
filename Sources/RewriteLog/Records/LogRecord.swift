import GatewayErrors

/// One line of the log, redacted. The schema is described in `docs/rewrite-log.md`.
public enum LogRecord: Sendable, Equatable {
  /// The number that every record carries as `schema`; it rises when a reader of the old form would misread the new one.
  public static let schema = 1

  /// What was asked and what will be sent.
  case intent(IntentRecord)
  /// What came back and how it ended.
  case end(EndRecord)
  /// A read or a relayed request.
  case note(NoteRecord)

  /// The id of the request.
  public var id: String {
    switch self {
    case .intent(let record): record.id
    case .end(let record): record.id
    case .note(let record): record.id
    }
  }
}

/// A line of kind `intent`.
public struct IntentRecord: Sendable, Equatable, Codable {
  /// When it was written down.
  public var time: Timestamp
  /// The id of the request.
  public var id: String
  /// The client's address.
  public var client: String
  /// The call in words: `attach`, `setupnetworks`, `add label`.
  public var call: String
  /// The id of the host.
  public var host: String
  /// The dialect of the engine.
  public var dialect: String
  /// The policy that the call was translated by; nil in records that were written before there were two.
  public var policy: String?
  /// What the client asked.
  public var asked: LoggedRequest
  /// The one mutating call that will be sent; nil if none will be.
  public var willSend: LoggedRequest?
  /// The call that saves what `willSend` does, sent only if that was carried out; nil if there is none.
  public var thenSend: LoggedRequest?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case time, id, client, call, host, dialect, policy, asked
    case willSend = "will_send"
    case thenSend = "then_send"
  }
}

/// A line of kind `end`.
public struct EndRecord: Sendable, Equatable, Codable {
  /// When it was written down.
  public var time: Timestamp
  /// The id of the request.
  public var id: String
  /// How it ended.
  public var outcome: RewriteOutcome
  /// How many calls were made to the engine, reads included.
  public var engineCalls: Int
  /// Milliseconds from the request's head to the end.
  public var milliseconds: Double
  /// What the engine answered to the mutating call; nil if nothing was sent or nothing came.
  public var cameBack: LoggedAnswer?
  /// What the engine answered to the call that saves; nil if there was none, or nothing came.
  public var thenCameBack: LoggedAnswer?
  /// What the client was answered.
  public var answered: LoggedAnswer
  /// The fault that the client got; nil if it got none.
  public var error: LoggedError?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case time, id, outcome, answered, error
    case engineCalls = "engine_calls"
    case milliseconds = "ms"
    case cameBack = "came_back"
    case thenCameBack = "then_came_back"
  }
}

/// A line of kind `note`.
public struct NoteRecord: Sendable, Equatable, Codable {
  /// When it was noted.
  public var time: Timestamp
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
  /// The code of the fault; nil if there was none.
  public var code: String?
  /// Bytes of the answer's body.
  public var bytes: Int
  /// Milliseconds from the request's head to the end.
  public var milliseconds: Double
  /// Anything that a reader should know; nil if nothing.
  public var remark: String?
  /// How many notes before this one were dropped because the queue was full or the disk refused them; nil if none.
  public var dropped: Int?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case time, id, kind, client, method, target, status, outcome, code, bytes, remark, dropped
    case milliseconds = "ms"
  }
}

/// A ``GatewayError`` in the log.
public struct LoggedError: Sendable, Equatable, Codable {
  /// The label of the fault; `docs/errors.md` lists all.
  public var code: String
  /// Where it arose.
  public var stage: Stage
  /// Who has to act.
  public var blame: Blame
  /// What is wrong.
  public var detail: String
  /// What to do next; nil if `detail` says it.
  public var nextStep: String?
  /// The id of the rule that refused; nil if none did.
  public var rule: String?
  /// What a library or the engine said; nil if there is no deeper cause.
  public var cause: String?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case code, stage, blame, detail, rule, cause
    case nextStep = "next_step"
  }
}

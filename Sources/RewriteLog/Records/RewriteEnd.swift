import GatewayErrors

/// How a legacy mutation ended.
public struct RewriteEnd: Sendable {
  /// The id of the request.
  public var id: String
  /// How it ended.
  public var outcome: RewriteOutcome
  /// What the engine answered to the mutating call; nil if nothing was sent or nothing came.
  public var cameBack: LoggedAnswer?
  /// What the engine answered to the call that saves; nil if there was none, or nothing came.
  public var thenCameBack: LoggedAnswer?
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
    id: String, outcome: RewriteOutcome, cameBack: LoggedAnswer? = nil,
    thenCameBack: LoggedAnswer? = nil, answered: LoggedAnswer,
    error: GatewayError? = nil, milliseconds: Double, engineCalls: Int
  ) {
    self.id = id
    self.outcome = outcome
    self.cameBack = cameBack
    self.thenCameBack = thenCameBack
    self.answered = answered
    self.error = error
    self.milliseconds = milliseconds
    self.engineCalls = engineCalls
  }
}

import EngineClient
import GatewayErrors
import RewriteLog

extension EngineTransportError {
  /// What is told about a write that came to no answer, and what the log keeps: nothing was changed if it wasn't sent, and
  /// else nobody knows.
  ///
  /// - Parameters:
  ///   - detail: the text for an engine that can't be reached.
  ///   - lookFirst: what to look at before trying again.
  func failureOfWrite(unreachable detail: String, lookFirst: String) -> (LaneFailure, RewriteOutcome) {
    if case .notSent(let cause) = self {
      let error = GatewayError(
        .engineUnreachable, stage: .upstream, detail: detail,
        nextStep: "Nothing was changed. Try again when the engine is back.", cause: cause)
      return (LaneFailure(error), .notSent)
    }
    let error = GatewayError(
      .outcomeUnknown, stage: .upstream,
      detail: "The change was sent to the engine and \(whatHappened): it may have been carried out or not.",
      nextStep: lookFirst, cause: causeText)
    return (LaneFailure(error), .unknown)
  }

  /// Half a sentence for the client.
  private var whatHappened: String {
    switch self {
    case .notSent: "it can't be reached"
    case .timedOut: "no answer came in time"
    case .lost: "the connection broke before an answer came"
    case .answerTooLarge: "its answer is too large to be read"
    }
  }

  /// What the library said.
  private var causeText: String? {
    switch self {
    case .notSent(let cause), .timedOut(let cause), .lost(let cause): cause
    case .answerTooLarge: nil
    }
  }
}

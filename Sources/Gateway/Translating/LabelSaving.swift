import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import RewriteLog

/// What a client is told when a label was changed, and the commitnetconfig that should have saved it wasn't carried out as
/// far as is known. Only engines before 4.3 need that second call (`docs/translation.md`, labels).
enum LabelSaving {
  /// The outcome of the two calls together.
  ///
  /// - Parameters:
  ///   - failure: what became of the second call.
  ///   - outcome: the same, for the log.
  ///   - commitPath: what saves it, for the text; it may be repeated without harm.
  static func failed(
    _ failure: LaneFailure, _ outcome: RewriteOutcome, call: LegacyCall, commitPath: String
  ) -> MutationOutcome {
    let what: String =
      switch call {
      case .removeLabel(_, let nicID, let label): "The label \(label) is taken off nic \(nicID)"
      case .addLabel(_, let nicID): "The label is set on nic \(nicID)"
      default: "The change is made"
      }
    let nextStep = "POST an action to \(commitPath) to save it."
    guard outcome != .unknown else {
      let error = GatewayError(
        .outcomeUnknown, stage: .upstream,
        detail: "\(what); whether that is saved for the next boot isn't known, since the engine gave no answer to it.",
        nextStep: nextStep, cause: failure.error.cause)
      return .failed(LaneFailure(error), .unknown)
    }
    let why = failure.handedOn == nil ? failure.fault.detail : failure.error.detail
    let error = GatewayError(
      .labelNotSaved, stage: .upstream, detail: "\(what) but not saved for the next boot.", nextStep: nextStep,
      cause: why)
    var notSaved = LaneFailure(error)
    notSaved.fault = LegacyFault(
      status: error.status, code: .labelNotSaved,
      reason: failure.fault.isFromEngine ? failure.fault.reason : error.definition.reason.rawValue,
      detail: "\(why) \(error.detail) \(nextStep)")
    return .failed(notSaved, .failed)
  }
}

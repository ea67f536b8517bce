import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI

/// Why a request doesn't get what it asked for: what the client is told, and what the log keeps.
struct LaneFailure: Error, Sendable {
  /// For the log.
  var error: GatewayError
  /// For the client, unless an answer is handed on.
  var fault: LegacyFault
  /// An answer of the engine that the client gets as it came: 401, and refusals that carry no fault.
  var handedOn: EngineResponse?

  /// A refusal or failure that the gateway words itself.
  init(_ error: GatewayError) {
    self.error = error
    self.fault = LegacyFault(error)
  }

  /// A refusal of the engine in the form of 3.5, with the engine's own words and, unless another is given, its status.
  init(_ refusal: EngineFault, code: FaultCode = .engineRefused, status: Int? = nil, stage: Stage) {
    let detail = refusal.detail ?? "The engine answered with status \(refusal.status) and gave no detail."
    error = GatewayError(
      code, stage: stage, detail: "The engine answered with status \(refusal.status).",
      cause: [refusal.reason, refusal.detail].compactMap(\.self).joined(separator: ": "))
    fault = LegacyFault(
      status: status ?? refusal.status, code: code, reason: refusal.reason ?? FaultReason.operationFailed.rawValue,
      detail: detail)
  }

  /// An answer of the engine that is handed on as it came.
  init(handingOn response: EngineResponse, stage: Stage) {
    error = GatewayError(
      response.status == 401 ? .engineUnauthorized : .engineRefused, stage: stage,
      detail: "The engine answered with status \(response.status); its answer was handed on.")
    fault = LegacyFault(error)
    handedOn = response
  }
}

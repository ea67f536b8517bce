import EngineAPI
import EngineClient
import GatewayErrors
import XMLTree

/// What a read of the engine that fails means for the client. No mutating call follows any of these.
enum ReadFailures {
  private static let nothingSent = "Nothing was changed."

  /// A read without an answer.
  static func failure(of error: EngineTransportError, request: EngineRequest) -> LaneFailure {
    switch error {
    case .notSent(let cause):
      return LaneFailure(
        GatewayError(
          .engineUnreachable, stage: .snapshot, detail: "The engine can't be reached.",
          nextStep: "\(nothingSent) Try again when the engine is back.", cause: cause))
    case .timedOut(let cause):
      return LaneFailure(
        GatewayError(
          .engineReadTimeout, stage: .snapshot,
          detail: "The engine took longer than \(request.deadlineSeconds) s to answer \(request.name).",
          nextStep: "\(nothingSent) Try again.", cause: cause))
    case .lost(let cause):
      return LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot, detail: "The engine broke off in its answer to \(request.name).",
          nextStep: "\(nothingSent) Try again.", cause: cause))
    case .answerTooLarge(let limit):
      return LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot,
          detail: "The engine's answer to \(request.name) is longer than \(limit) bytes.", nextStep: nothingSent))
    }
  }

  /// The document of an answer.
  ///
  /// - Parameter wire: reads refusals; nil as long as it isn't known what the engine speaks.
  /// - Throws: `NOT_FOUND` for 404, the engine's own refusal for other 4xx, `ENGINE_READ_FAILED` for 5xx,
  ///   `ENGINE_ANSWER_UNREADABLE` for what isn't XML, or is a refusal of something else than the API.
  static func document(
    of response: EngineResponse, request: EngineRequest, wire: (any EngineWire)?
  ) throws(LaneFailure) -> XMLNode {
    switch response.status {
    case 200..<300:
      return try parse(response, request: request)
    case 401:
      throw LaneFailure(handingOn: response, stage: .snapshot)
    case 404 where wire != nil:
      throw LaneFailure(
        GatewayError(.notFound, stage: .snapshot, detail: "The engine doesn't know \(request.target)."))
    case 400..<500:
      // Faults of v3 and v4 are told apart by the order of their members only, so any wire reads both.
      let reader = wire ?? EngineWires.wire(.v4, version: nil)
      if let document = try? XMLReader.parse(response.body, limits: .engineAnswer),
        case .refused(let fault) = reader.outcome(status: response.status, document: document),
        fault.reason != nil || fault.detail != nil
      {
        throw LaneFailure(fault, status: legacyStatus(response.status, hasFault: true), stage: .snapshot)
      }
      if wire == nil || response.status == 403 { throw LaneFailure(handingOn: response, stage: .snapshot) }
      // A page of the container: an engine that doesn't know the version that it was asked for answers with 405 or 400
      // (engine 4.4, `VersionFilter`).
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot,
          detail: "The engine answered \(request.name) with status \(response.status) and no fault of its API.",
          nextStep: "\(nothingSent) Check the gateway's --dialect and --upstream."))
    case 500...:
      throw LaneFailure(
        GatewayError(
          .engineReadFailed, stage: .snapshot,
          detail: "The engine answered \(request.name) with status \(response.status).",
          nextStep: "\(nothingSent) Try again when the engine is well."))
    default:
      let location = response.header("location").map { " to \($0)" } ?? ""
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot,
          detail: "The engine answered \(request.name) with status \(response.status)\(location).",
          nextStep: "\(nothingSent) Check the gateway's --upstream."))
    }
  }

  /// The status that an old client gets for one of the engine: a refused permission was 400 until engine 4.3 made it 403.
  /// A 403 without a fault is not the API's but the container's (a failed CSRF check), and was 403 in 3.5 too.
  static func legacyStatus(_ status: Int, hasFault: Bool) -> Int {
    status == 403 && hasFault ? 400 : status
  }

  private static func parse(_ response: EngineResponse, request: EngineRequest) throws(LaneFailure) -> XMLNode {
    do {
      return try XMLReader.parse(response.body, limits: .engineAnswer)
    } catch {
      let type = response.header("content-type").map { " (\($0))" } ?? ""
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot,
          detail: "The engine's answer to \(request.name) isn't an API document\(type).",
          nextStep: "\(nothingSent) Check the gateway's --upstream.", cause: error.detail))
    }
  }
}

extension EngineRequest {
  /// Method and path, for texts.
  var name: String { "\(method) \(target)" }
}

import GatewayErrors
import LegacyAPI
import NIOCore
import RewriteLog

/// One request of a client on its way through the translating lane: what it needs to call the engine, to be answered and to
/// be noted. A class, since it goes through every step of the request.
final class LegacyExchange: Sendable {
  /// The request.
  let head: RequestHead
  /// Its target, taken apart.
  let target: LegacyTarget
  /// Writes its answer.
  let composer: AnswerComposer
  /// Makes its calls to the engine.
  let session: EngineSession
  /// Where it is noted.
  let log: RewriteLog
  /// How it is noted.
  let kind: RewriteKind
  /// When it was handed over.
  let started = ContinuousClock.now

  /// A request.
  init(
    head: RequestHead, target: LegacyTarget, composer: AnswerComposer, session: EngineSession, log: RewriteLog,
    kind: RewriteKind
  ) {
    self.head = head
    self.target = target
    self.composer = composer
    self.session = session
    self.log = log
    self.kind = kind
  }

  /// Whether the client wants statistics in nics (engine 3.5, `DetailHelper`).
  var wantsStatistics: Bool {
    target.details(accept: head.header("accept")).contains("statistics")
  }

  /// The answer to a read that was translated, noted.
  ///
  /// - Parameter sharedWith: the id of the request whose read it is; nil if it is its own.
  func note(_ outcome: SharedReads.Outcome, sharedWith: String? = nil) -> GatewayAnswer {
    let shared = sharedWith.map { "read together with \($0)" }
    switch outcome {
    case .success(let answer):
      return note(composer.answer(answer, session: session), error: nil, remark: shared)
    case .failure(let failure):
      let remark = [shared, failure.error.cause].compactMap(\.self).joined(separator: "; ")
      return note(
        composer.answer(failure, echo: nil, session: session), error: failure.error,
        remark: remark.isEmpty ? nil : remark)
    }
  }

  /// The answer to a request that failed, noted with the deeper cause, of which the client isn't told.
  func note(_ failure: LaneFailure) -> GatewayAnswer {
    note(.failure(failure))
  }

  /// Notes an answer. The front leaves out the body of an answer to HEAD.
  func note(_ answer: GatewayAnswer, error: GatewayError?, remark: String?) -> GatewayAnswer {
    log.note(
      RewriteNote(
        id: head.id, kind: kind, client: head.clientAddress, method: head.method, target: head.target,
        status: answer.status, outcome: Self.outcome(status: answer.status, error: error), code: error?.code.rawValue,
        bytes: head.method == "HEAD" ? 0 : answer.bytes.readableBytes,
        milliseconds: started.duration(to: .now).milliseconds,
        remark: remark))
    return answer
  }

  private static func outcome(status: Int, error: GatewayError?) -> RewriteOutcome {
    switch error?.definition.blame {
    case nil: status < 400 ? .done : .failed
    case .engine: error?.code == .engineUnreachable ? .notSent : .failed
    case .client, .gateway: .refused
    }
  }
}

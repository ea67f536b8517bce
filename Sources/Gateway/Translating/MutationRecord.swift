import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog
import XMLTree

/// The two records of one legacy mutation in the rewrite log, and the answers that go with the second.
struct MutationRecord: Sendable {
  /// Where it is written.
  let log: RewriteLog
  /// The request.
  let exchange: LegacyExchange
  /// The body as it came.
  let body: [UInt8]
  /// The call.
  let call: LegacyCall
  /// The host in the path.
  let hostID: String
  /// How far 3.5 is followed.
  let policy: TranslationPolicy

  /// Writes what was asked and what will be sent, and returns when it is on the disk; an error if that failed.
  ///
  /// - Parameter saving: the call that saves what `request` does, sent only if that is carried out.
  func intend(
    _ request: EngineRequest?, saving: EngineRequest? = nil, dialect: EngineDialect?
  ) async -> GatewayError? {
    let head = exchange.head
    let asked = LoggedRequest(
      method: head.method, target: head.target, headers: Self.fields(head.headers), body: Self.text(body))
    do {
      try await log.intend(
        RewriteIntent(
          id: head.id, client: head.clientAddress, call: call.logName, hostID: hostID,
          dialect: dialect?.rawValue ?? "unknown", policy: policy.rawValue, asked: asked,
          willSend: request.map(Self.logged), thenSend: saving.map(Self.logged)))
      return nil
    } catch {
      return error
    }
  }

  /// The end of a mutation that was carried out, or had nothing to change.
  func done(_ told: MutationAnswer, cameBack: EngineResponses) async -> GatewayAnswer {
    let answer = exchange.composer.answer(told.answer, session: exchange.session)
    await end(.done, answer: answer, cameBack: cameBack, error: told.error)
    return answer
  }

  /// The end of a mutation that was meant to be sent and wasn't carried out, as far as is known.
  func failed(
    _ failure: LaneFailure, _ outcome: RewriteOutcome, cameBack: EngineResponses, echo: XMLElement
  ) async -> GatewayAnswer {
    let answer = exchange.composer.answer(failure, echo: echo, session: exchange.session)
    await end(outcome, answer: answer, cameBack: cameBack, error: failure.error)
    return answer
  }

  /// Both records of a mutation for which nothing was sent.
  func refused(_ failure: LaneFailure, echo: XMLElement?, dialect: EngineDialect?) async -> GatewayAnswer {
    let answer = exchange.composer.answer(failure, echo: echo, session: exchange.session)
    // A refusal stands even if it can't be logged: nothing was sent, so nothing is lost but the record.
    if await intend(nil, dialect: dialect) == nil {
      let isEnginesDoing = failure.error.blame == .engine || failure.handedOn != nil
      await end(isEnginesDoing ? .notSent : .refused, answer: answer, cameBack: EngineResponses(), error: failure.error)
    }
    return answer
  }

  private func end(
    _ outcome: RewriteOutcome, answer: GatewayAnswer, cameBack: EngineResponses, error: GatewayError?
  ) async {
    await log.end(
      RewriteEnd(
        id: exchange.head.id, outcome: outcome,
        cameBack: cameBack.first.map(Self.logged), thenCameBack: cameBack.saving.map(Self.logged),
        answered: LoggedAnswer(
          status: answer.status, headers: Self.fields(answer.headers), body: Self.text(answer.body)),
        error: error, milliseconds: exchange.started.duration(to: .now).milliseconds,
        engineCalls: exchange.session.callCount))
  }

  private static func logged(_ request: EngineRequest) -> LoggedRequest {
    LoggedRequest(
      method: request.method, target: request.target, headers: fields(request.headers), body: request.body.flatMap(text)
    )
  }

  private static func logged(_ response: EngineResponse) -> LoggedAnswer {
    LoggedAnswer(status: response.status, headers: fields(response.headers), body: text(response.body))
  }

  private static func fields(_ headers: [HeaderField]) -> [LoggedField] {
    headers.map { LoggedField($0.name, $0.value) }
  }

  private static func text(_ bytes: [UInt8]) -> String? {
    bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}

/// What the engine answered to the mutating calls of one legacy mutation.
struct EngineResponses: Sendable {
  /// To the call itself; nil if nothing was sent or nothing came.
  var first: EngineResponse?
  /// To the call that saves; nil if there was none or nothing came.
  var saving: EngineResponse?
}

extension LegacyCall {
  /// Whether it changes a host and is translated.
  var isMutation: Bool {
    switch self {
    case .attach, .detach, .setupNetworks, .addBond, .updateNic, .removeNic, .addLabel, .removeLabel, .commitNetConfig:
      true
    case .listNics, .getNic, .wrongMethod: false
    case .setupNetworksStatus, .nicActionHistory, .listStatistics, .getStatistic, .listLabels, .getLabel, .commitStatus,
      .unknownBelowNic:
      false
    }
  }

  /// Whether 3.5 took `;async` for it (engine 3.5, `BackendResource`).
  var mayBeAsync: Bool {
    switch self {
    case .setupNetworks, .updateNic, .removeNic, .removeLabel: true
    default: false
    }
  }

  /// The call in a word, for the log.
  var logName: String {
    switch self {
    case .listNics: "list nics"
    case .getNic: "get nic"
    case .attach: "attach"
    case .detach: "detach"
    case .setupNetworks: "setupnetworks"
    case .addLabel: "add label"
    case .removeLabel: "remove label"
    case .commitNetConfig: "commitnetconfig"
    case .setupNetworksStatus, .nicActionHistory, .commitStatus: "action history"
    case .listStatistics: "list statistics"
    case .getStatistic: "get statistic"
    case .listLabels: "list labels"
    case .getLabel: "get label"
    case .unknownBelowNic: "unknown path"
    case .addBond: "add bond"
    case .updateNic: "update nic"
    case .removeNic: "remove bond"
    case .wrongMethod: "wrong method"
    }
  }
}

extension Duration {
  /// The length in milliseconds.
  var milliseconds: Double {
    Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
  }
}

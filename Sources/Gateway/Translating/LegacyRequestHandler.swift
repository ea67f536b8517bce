import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import RewriteLog

/// The translating lane: chooses lanes, and answers what isn't relayed.
struct LegacyRequestHandler: RequestHandler {
  private let chooser: LaneChooser
  private let knowledge: EngineKnowledge
  private let transport: any EngineTransport
  private let deadlines: Deadlines
  private let log: RewriteLog
  private let runner: MutationRunner
  private let underWay = MutationsUnderWay()

  /// A handler that speaks to the engine through `transport`.
  init(_ configuration: GatewayConfiguration, transport: any EngineTransport, log: RewriteLog) {
    chooser = LaneChooser(bodyLimit: configuration.bodyLimit)
    knowledge = EngineKnowledge(configured: configuration.dialect)
    deadlines = Deadlines(
      readSeconds: configuration.readDeadlineSeconds, writeSeconds: configuration.writeDeadlineSeconds)
    self.transport = WatchedTransport(transport: transport, knowledge: knowledge)
    self.log = log
    runner = MutationRunner(knowledge: knowledge, locks: HostLocks(), log: log)
  }

  func lane(for head: RequestHead) -> Lane {
    chooser.lane(for: head, engine: knowledge.current)
  }

  func prepare(_ head: RequestHead) async -> GatewayAnswer? {
    let exchange = exchange(for: head, kind: .relay)
    do {
      _ = try await knowledge.engine(asking: exchange.session)
      return nil
    } catch {
      return exchange.note(error)
    }
  }

  func answer(_ head: RequestHead, body: [UInt8]) async -> GatewayAnswer {
    let exchange = exchange(for: head, kind: .read)
    guard let target = LegacyTarget(head.target) else {
      return refusal(of: head, status: 400, detail: "The path can't be read.")
    }
    guard let call = exchange.composer.call else {
      let read = ConvertedRead(session: exchange.session, knowledge: knowledge)
      return await read.noted(target, exchange: exchange)
    }
    if let hostID = call.hostID, call.isMutation {
      return await underWay.run { await runner.run(call, hostID: hostID, body: body, exchange: exchange) }
    }
    do {
      return exchange.note(try await read(call, target: target, exchange: exchange))
    } catch {
      return exchange.note(error)
    }
  }

  func refusal(of head: RequestHead?, status: Int, detail: String) -> GatewayAnswer {
    if status == 503 { knowledge.forget() }
    let known =
      head ?? RequestHead(id: "-", method: "-", target: "-", headers: [], isTLS: false, clientAddress: "-")
    let exchange = exchange(for: known, kind: .read)
    var failure = LaneFailure(GatewayError(Self.code(of: status), stage: .parse, detail: detail))
    failure.fault.status = status
    if let call = exchange.composer.call, let hostID = call.hostID, call.isMutation {
      let record = MutationRecord(log: log, exchange: exchange, body: [], call: call, hostID: hostID)
      let refused = failure
      underWay.start { await record.refused(refused, echo: nil, dialect: knowledge.current?.dialect) }
    }
    return exchange.composer.answer(failure, echo: nil, session: nil)
  }

  /// Waits for the mutations that are still under way, whose clients may have gone.
  func drain() async {
    await underWay.drain()
  }

  private func exchange(for head: RequestHead, kind: RewriteKind) -> LegacyExchange {
    let target = LegacyTarget(head.target)
    return LegacyExchange(
      head: head,
      composer: AnswerComposer(
        head, call: target.flatMap { LaneChooser.call(head, $0) },
        hrefPrefix: target?.hrefPrefix ?? EngineSession.apiRoot),
      session: EngineSession(head, transport: transport, deadlines: deadlines), log: log, kind: kind)
  }

  private func read(
    _ call: LegacyCall, target: LegacyTarget, exchange: LegacyExchange
  ) async throws(LaneFailure) -> LegacyAnswer {
    let reads = LegacyReads(
      reader: SnapshotReader(knowledge: knowledge, session: exchange.session), writer: exchange.composer.writer)
    switch call {
    case .listNics(let hostID):
      return try await reads.list(hostID: hostID, matrix: target.matrix)
    case .getNic(let hostID, let nicID):
      return try await reads.nic(hostID: hostID, nicID: nicID)
    case .wrongMethod(let allowed):
      throw LaneFailure(
        GatewayError(
          .methodNotAllowed, stage: .parse,
          detail: "\(exchange.head.method) isn't a method of /\(target.segments.joined(separator: "/")).",
          nextStep: "Use \(allowed.joined(separator: " or "))."))
    case .attach, .detach, .setupNetworks, .notTranslated:
      throw LaneFailure(
        GatewayError(
          .requestNotSupported, stage: .parse, detail: "The gateway doesn't translate \(call.logName).",
          nextStep: "Nothing was sent to the engine."))
    }
  }

  /// The code of a refusal that the front words itself.
  private static func code(of status: Int) -> FaultCode {
    switch status {
    case 408: .requestTimeout
    case 413: .requestXMLTooLarge
    case 431: .requestHeadTooLarge
    case 502: .engineAnswerUnreadable
    case 503: .engineUnreachable
    case 504: .engineReadTimeout
    case 500...: .internalError
    default: .badRequest
    }
  }
}

import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import NIOCore
import RewriteLog
import HostNetworking
import Translation
import V3OnV4

/// The translating lane: chooses lanes, and answers what isn't relayed.
struct LegacyRequestHandler: RequestHandler {
  private let chooser: LaneChooser
  private let knowledge: EngineKnowledge
  private let transport: any EngineTransport
  private let deadlines: Deadlines
  private let log: RewriteLog
  private let memo: AnswerMemo
  private let runner: MutationRunner
  /// Reads that are made once for several requests.
  let sharedReads = SharedReads()
  private let underWay = MutationsUnderWay()

  /// A handler that speaks to the engine through `transport`.
  init(_ configuration: GatewayConfiguration, transport: any EngineTransport, log: RewriteLog) {
    chooser = LaneChooser(bodyLimit: configuration.bodyLimit)
    knowledge = EngineKnowledge(configured: configuration.dialect)
    deadlines = Deadlines(
      readSeconds: configuration.readDeadlineSeconds, writeSeconds: configuration.writeDeadlineSeconds)
    self.transport = transport
    self.log = log
    memo = AnswerMemo(limitBytes: configuration.memoLimit)
    runner = MutationRunner(knowledge: knowledge, policy: configuration.policy, locks: HostLocks(), log: log)
  }

  func lane(for head: RequestHead) -> Lane {
    chooser.lane(for: head, engine: knowledge.current)
  }

  func relay(for head: RequestHead, collected body: [UInt8]) -> RelayInstructions? {
    chooser.relay(for: head, collected: body, engine: knowledge.current)
  }

  func prepare(_ head: RequestHead) async -> GatewayAnswer? {
    let exchange: LegacyExchange
    do {
      exchange = try self.exchange(for: head, kind: .relay)
    } catch {
      return unreadable(head, error)
    }
    do {
      _ = try await knowledge.engine(asking: exchange.session)
      return nil
    } catch {
      return exchange.note(error)
    }
  }

  func answer(_ head: RequestHead, body: [UInt8], on executor: (any TaskExecutor)?) async -> GatewayAnswer {
    let exchange: LegacyExchange
    do {
      exchange = try self.exchange(for: head, kind: .read)
    } catch {
      return unreadable(head, error)
    }
    guard let call = exchange.composer.call else { return await answerConverted(exchange, body: body) }
    if let hostID = call.hostID, call.isMutation {
      // Long documents aren't read on an event loop.
      return await underWay.run(on: body.count > LongWork.bytes ? nil : executor) {
        await runner.run(call, hostID: hostID, body: body, exchange: exchange)
      }
    }
    do {
      try exchange.composer.checkAcceptable()
    } catch {
      return exchange.note(LaneFailure(error))
    }
    let (outcome, sharedWith) = await sharedReads.run(exchange, on: executor) { exchange in
      do throws(LaneFailure) {
        return .success(try await read(call, exchange: exchange))
      } catch {
        return .failure(error)
      }
    }
    return exchange.note(outcome, sharedWith: sharedWith)
  }

  /// Answers a call that isn't host networking, for an engine without API v3.
  private func answerConverted(_ exchange: LegacyExchange, body: [UInt8]) async -> GatewayAnswer {
    guard let call = V3OnV4.call(method: exchange.head.method, segments: exchange.target.segments) else {
      let name = "\(exchange.head.method) /\(exchange.target.segments.joined(separator: "/"))"
      return exchange.note(
        LaneFailure(
          GatewayError(
            .requestNotSupported, stage: .parse,
            detail: "The engine has no API v3, and the gateway doesn't convert the body of \(name).",
            nextStep: "Nothing was sent to the engine. Use a client of API v4 for it (header Version: 4).")))
    }
    let write = ConvertedWrite(
      call: call, knowledge: knowledge, locks: runner.locks, policy: runner.policy.rawValue, exchange: exchange,
      body: body)
    let read = ConvertedRead(call: call, knowledge: knowledge, exchange: exchange)
    if call.isWrite { return await underWay.run { await write.run() } }
    let force = exchange.target.matrix.first { $0.name == "force" }
    if call.refreshesWithForce, let force, ["", "true"].contains(force.value?.lowercased() ?? "") {
      return await underWay.run { await write.refreshThenRead(read) }
    }
    // Documents that are converted can be of any length.
    return await withTaskExecutorPreference(globalConcurrentExecutor) { await read.noted() }
  }

  func refusal(of head: RequestHead?, status: Int, detail: String, retryAfterSeconds: Int?) -> GatewayAnswer {
    // The engine was away and may come back in another version.
    if status == 503, retryAfterSeconds == nil { knowledge.forget() }
    let code = retryAfterSeconds == nil ? Self.code(of: status) : .overloaded
    var failure = LaneFailure(GatewayError(code, stage: .parse, detail: detail))
    failure.fault.status = status
    var composer = Self.composer(head)
    if let head, let exchange = try? exchange(for: head, kind: .read) { composer = exchange.composer }
    var answer = composer.answer(failure, echo: nil, session: nil)
    if let retryAfterSeconds { answer.headers.append(HeaderField("Retry-After", String(retryAfterSeconds))) }
    return answer
  }

  /// Waits for the mutations that are still under way, whose clients may have gone.
  func drain() async {
    await underWay.drain()
  }

  private func exchange(for head: RequestHead, kind: RewriteKind) throws(GatewayError) -> LegacyExchange {
    guard let target = try LegacyTarget.parse(head.target) else {
      throw GatewayError(.badRequest, stage: .parse, detail: "The path isn't one of the API.")
    }
    return LegacyExchange(
      head: head, target: target,
      composer: AnswerComposer(
        head, call: LaneChooser.call(head, target), hrefPrefix: target.hrefPrefix,
        acceptParameter: target.acceptParameter),
      session: EngineSession(head, transport: transport, deadlines: deadlines, memo: memo, knowledge: knowledge),
      log: log, kind: kind)
  }

  /// The answer to a request whose path can't be read, noted.
  private func unreadable(_ head: RequestHead, _ error: GatewayError) -> GatewayAnswer {
    let answer = Self.composer(head).answer(LaneFailure(error), echo: nil, session: nil)
    log.note(
      RewriteNote(
        id: head.id, kind: .read, client: head.clientAddress, method: head.method, target: head.target,
        status: answer.status, outcome: .refused, code: error.code.rawValue, bytes: answer.bytes.readableBytes,
        milliseconds: 0))
    return answer
  }

  /// For requests of which nothing but the head is known, or not even that.
  private static func composer(_ head: RequestHead?) -> AnswerComposer {
    let none = RequestHead(id: "-", method: "-", target: "-", headers: [], isTLS: false, clientAddress: "-")
    return AnswerComposer(head ?? none, call: nil, hrefPrefix: EngineSession.apiRoot)
  }

  private func read(_ call: LegacyCall, exchange: LegacyExchange) async throws(LaneFailure) -> WrittenAnswer {
    let limit: Int?
    do {
      limit = try exchange.target.maxResults()
    } catch {
      throw LaneFailure(error)
    }
    let reader = SnapshotReader(
      knowledge: knowledge, session: exchange.session, withStatistics: exchange.wantsStatistics)
    let reads = LegacyReads(reader: reader, composer: exchange.composer, limit: limit, memo: memo)
    switch call {
    case .listNics(let hostID):
      try Self.checkFilter(exchange.head)
      return try await reads.list(hostID: hostID)
    case .getNic(let hostID, let nicID):
      try Self.checkFilter(exchange.head)
      return try await reads.nic(hostID: hostID, nicID: nicID)
    default:
      return exchange.composer.written(try await read(call, reads, exchange))
    }
  }

  private func read(
    _ call: LegacyCall, _ reads: LegacyReads, _ exchange: LegacyExchange
  ) async throws(LaneFailure) -> LegacyAnswer {
    let writer = exchange.composer.writer
    switch call {
    case .listLabels(let hostID, let nicID):
      return try await reads.labels(hostID: hostID, nicID: nicID)
    case .getLabel(let hostID, let nicID, let label):
      return try await reads.label(label, hostID: hostID, nicID: nicID)
    case .listStatistics(let hostID, let nicID):
      return try await reads.statistics(hostID: hostID, nicID: nicID)
    case .getStatistic(let hostID, let nicID, let statisticID):
      return try await reads.statistic(statisticID, hostID: hostID, nicID: nicID)
    case .nicActionHistory(let hostID, let nicID):
      return writer.nicMoved(hostID: hostID, nicID: nicID)
    case .setupNetworksStatus:
      return writer.setupNetworksStatus()
    case .commitStatus(_, let taskIDs):
      guard let answer = writer.commitStatus(taskIDs: taskIDs) else {
        throw LaneFailure(GatewayError(.notFound, stage: .parse, detail: "\(taskIDs) is no UUID."))
      }
      return answer
    case .unknownBelowNic:
      throw LaneFailure(
        GatewayError(
          .notFound, stage: .parse,
          detail: "The API has no /\(exchange.target.segments.joined(separator: "/"))."))
    case .wrongMethod(let allowed):
      throw LaneFailure(
        GatewayError(
          .methodNotAllowed, stage: .parse,
          detail: "\(exchange.head.method) isn't a method of /\(exchange.target.segments.joined(separator: "/")).",
          nextStep: "Use \(allowed.joined(separator: " or "))."))
    case .listNics, .getNic, .attach, .detach, .setupNetworks, .addBond, .updateNic, .removeNic, .addLabel,
      .removeLabel, .commitNetConfig:
      throw LaneFailure(
        GatewayError(
          .internalError, stage: .parse, detail: "\(call.logName) was to be answered in another way.",
          nextStep: "Nothing was sent to the engine."))
    }
  }

  /// 3.5 looked the host up by a query that only administrators may make, and so refused nics to a client that asked as a
  /// user (`BackendHostNicsResource`, `BaseBackendResource`), in small letters and without brackets.
  private static func checkFilter(_ head: RequestHead) throws(LaneFailure) {
    guard head.header("filter")?.lowercased() == "true" else { return }
    throw LaneFailure(
      GatewayError(
        .queryNotPermitted, stage: .parse, detail: "query execution failed due to insufficient permissions."))
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

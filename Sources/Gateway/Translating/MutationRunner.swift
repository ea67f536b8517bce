import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog
import Translation
import XMLTree

/// One legacy mutation from its body to its answer: parse, lock, read, plan, log, send once, log, answer.
///
/// The order is the promise: nothing is sent that isn't on the disk, nothing is sent twice, and a refusal sends nothing.
struct MutationRunner: Sendable {
  /// Knows what the engine speaks.
  let knowledge: EngineKnowledge
  /// One lock a host.
  let locks: HostLocks
  /// Where everything is written down.
  let log: RewriteLog

  /// Runs the mutation that `call` names. Never throws and never gives up half-way.
  func run(_ call: LegacyCall, hostID: String, body: [UInt8], exchange: LegacyExchange) async -> GatewayAnswer {
    let record = MutationRecord(log: log, exchange: exchange, body: body, call: call, hostID: hostID)
    let request: LegacyRequest
    do {
      // Work in the background isn't offered, but a wish that can't be read is refused as 3.5 did.
      if call.knowsAsync { _ = try exchange.target.isAsync() }
      _ = try exchange.target.maxResults()
      request = try LegacyRequestReader.read(call, body: body, contentType: exchange.head.header("content-type"))
    } catch {
      return await record.refused(LaneFailure(error), echo: nil, dialect: knowledge.current?.dialect)
    }
    do {
      return try await locks.withLock(on: HostLocks.key(of: hostID)) {
        await decideAndSend(request, call: call, hostID: hostID, record: record, exchange: exchange)
      }
    } catch {
      return await record.refused(LaneFailure(error), echo: request.echo, dialect: knowledge.current?.dialect)
    }
  }

  private func decideAndSend(
    _ request: LegacyRequest, call: LegacyCall, hostID: String, record: MutationRecord, exchange: LegacyExchange
  ) async -> GatewayAnswer {
    let reader = SnapshotReader(knowledge: knowledge, session: exchange.session)
    let decision: Decision
    do {
      decision = try await decide(request.mutation, hostID: hostID, reader: reader)
    } catch {
      return await record.refused(error, echo: request.echo, dialect: knowledge.current?.dialect)
    }
    guard case .call(let mutation) = decision.plan else {
      if let error = await record.intend(nil, dialect: decision.dialect) {
        return exchange.composer.answer(LaneFailure(error), echo: request.echo, session: exchange.session)
      }
      return await record.done(
        success(request, call: call, hostID: hostID, jobID: nil, exchange: exchange), cameBack: EngineResponses())
    }
    let send = exchange.session.request(
      decision.wire.call(for: mutation, on: decision.host), isMutating: true, opensSession: true)
    let save = decision.wire.savingCall(after: mutation, on: decision.host).map {
      exchange.session.request($0, isMutating: true, opensSession: true)
    }
    if let error = await record.intend(send, saving: save, dialect: decision.dialect) {
      return exchange.composer.answer(LaneFailure(error), echo: request.echo, session: exchange.session)
    }
    let listPath = "\(exchange.composer.hrefPrefix)/hosts/\(hostID)/nics"
    let result = await exchange.session.sendOnce(send)
    var outcome = MutationOutcome(result, call: call, mutation: mutation, wire: decision.wire, listPath: listPath)
    if let other = await raced(outcome, mutation: mutation, hostID: hostID, reader: reader, decision) { outcome = other }
    var responses = EngineResponses(first: try? result.get())
    if case .done = outcome, let save {
      let saved = await exchange.session.sendOnce(save)
      responses.saving = try? saved.get()
      if case .failed(let failure, let how) = MutationOutcome(
        saved, call: call, mutation: .commit, wire: decision.wire, listPath: listPath)
      {
        outcome = LabelSaving.failed(
          failure, how, call: call, commitPath: "\(exchange.composer.hrefPrefix)/hosts/\(hostID)/commitnetconfig")
      }
    }
    switch outcome {
    case .done(let jobID):
      return await record.done(
        success(request, call: call, hostID: hostID, jobID: jobID, exchange: exchange), cameBack: responses)
    case .failed(let failure, let outcome):
      return await record.failed(failure, outcome, cameBack: responses, echo: request.echo)
    }
  }

  /// What 3.5 answered to the call when it was carried out, or had nothing to change.
  private func success(
    _ request: LegacyRequest, call: LegacyCall, hostID: String, jobID: String?, exchange: LegacyExchange
  ) -> LegacyAnswer {
    let writer = exchange.composer.writer
    switch (call, request.mutation) {
    case (.addLabel(_, let nicID), .addLabel(_, let label?)):
      return writer.labelAdded(label, hostID: hostID, nicID: nicID)
    case (.removeLabel, _):
      // 3.5 named a job for every action but this one (`BackendHostNicLabelsResource`).
      return writer.complete(echo: request.echo, jobID: nil)
    case (.commitNetConfig, _):
      return writer.committed(echo: request.echo, jobID: jobID, hostID: hostID)
    default:
      return writer.complete(echo: request.echo, jobID: jobID)
    }
  }

  /// What a mutation becomes, and how to say that to the engine.
  private struct Decision: Sendable {
    /// What to do.
    var plan: EnginePlan
    /// The host; of a commit only its id is known.
    var host: EngineHost
    /// How this engine is spoken to.
    var wire: any EngineWire
    /// The dialect for the log; nil where it isn't known.
    var dialect: EngineDialect?
    /// What was read; nil for a commit, which looks at nothing.
    var state: HostState?
  }

  private func decide(
    _ mutation: LegacyMutation, hostID: String, reader: SnapshotReader
  ) async throws(LaneFailure) -> Decision {
    if mutation == .commitNetConfig {
      // 3.5 looked at nothing before it either.
      let engine = try await knowledge.engine(asking: reader.session)
      return Decision(
        plan: .call(.commit), host: EngineHost(host: Host(id: hostID, address: "", status: ""), multiChangePath: nil),
        wire: EngineWires.wire(engine.dialect ?? .v36, version: engine.version), dialect: engine.dialect)
    }
    let snapshot = try await reader.completed(reader.snapshot(hostID: hostID), for: mutation)
    do {
      return Decision(
        plan: try Translator.plan(mutation, on: snapshot.state), host: snapshot.host, wire: snapshot.wire,
        dialect: snapshot.wire.dialect, state: snapshot.state)
    } catch {
      throw LaneFailure(error)
    }
  }

  /// What a refused attach really was, if somebody else attached the network meanwhile. The engine's texts are
  /// translated, so that is read from the attachments.
  private func raced(
    _ outcome: MutationOutcome, mutation: EngineMutation, hostID: String, reader: SnapshotReader, _ decision: Decision
  ) async -> MutationOutcome? {
    guard case .failed(let failure, .failed) = outcome, failure.fault.status == 400,
      case .createAttachment(let nicID, let change) = mutation,
      let state = decision.state,
      let now = try? await reader.attachments(hostID: hostID, wire: decision.wire).get(),
      let other = now.first(where: { $0.networkID == change.networkID })
    else { return nil }
    let network = state.networks.first { $0.id == change.networkID }?.name ?? change.networkID
    let nic = state.nics.first { $0.id == other.nicID }?.name ?? other.nicID
    let error = GatewayError(
      .networkAlreadyAttachedToInterface, stage: .upstream,
      detail: "Network \(network) was attached to nic \(nic) by somebody else in the meantime.",
      nextStep: other.nicID == nicID ? "" : "Detach it there first.")
    return .failed(LaneFailure(error), .failed)
  }
}

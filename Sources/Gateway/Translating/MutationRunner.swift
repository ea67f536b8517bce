import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog
import Translation
import XMLTree

/// One legacy mutation from its body to its answer: parse, lock, read, plan, log, send once, read again where the answer
/// is a device, log, answer.
///
/// The order is the promise: nothing is sent that isn't on the disk, nothing is sent twice, and a refusal sends nothing.
struct MutationRunner: Sendable {
  /// Knows what the engine speaks.
  let knowledge: EngineKnowledge
  /// How far 3.5 is followed.
  let policy: TranslationPolicy
  /// One lock a host.
  let locks: HostLocks
  /// Where everything is written down.
  let log: RewriteLog

  /// Runs the mutation that `call` names. Never throws and never gives up half-way.
  func run(_ call: LegacyCall, hostID: String, body: [UInt8], exchange: LegacyExchange) async -> GatewayAnswer {
    let record = MutationRecord(
      log: log, exchange: exchange, body: body, call: call, hostID: hostID, policy: policy)
    let request: LegacyRequest
    do {
      try exchange.composer.checkAcceptable()
      // Work in the background isn't offered, but a wish that can't be read is refused as 3.5 did.
      if call.mayBeAsync { _ = try exchange.target.isAsync() }
      _ = try exchange.target.maxResults()
      request = try LegacyRequestReader.read(call, body: body, contentType: exchange.head.header("content-type"))
    } catch {
      return await record.refused(LaneFailure(error), echo: nil, dialect: knowledge.current?.dialect)
    }
    do {
      return try await locks.withLock(on: hostID) {
        await decideAndSend(request, call: call, hostID: hostID, record: record, exchange: exchange)
      }
    } catch {
      return await record.refused(LaneFailure(error), echo: request.echo, dialect: knowledge.current?.dialect)
    }
  }

  private func decideAndSend(
    _ request: LegacyRequest, call: LegacyCall, hostID: String, record: MutationRecord, exchange: LegacyExchange
  ) async -> GatewayAnswer {
    let reader = SnapshotReader(
      knowledge: knowledge, session: exchange.session,
      withStatistics: call.isAnsweredWithNic && exchange.wantsStatistics)
    let snapshot: Snapshot
    let plan: EnginePlan
    do {
      (snapshot, plan) = try await decide(request.mutation, hostID: hostID, reader: reader)
    } catch {
      return await record.refused(error, echo: request.echo, dialect: knowledge.current?.dialect)
    }
    return await LongWork.run(isLong: snapshot.state.isLong) {
      await carryOut(plan, request, on: snapshot, call: call, hostID: hostID, reader: reader, record: record)
    }
  }

  private func carryOut(
    _ plan: EnginePlan, _ request: LegacyRequest, on snapshot: Snapshot, call: LegacyCall, hostID: String,
    reader: SnapshotReader, record: MutationRecord
  ) async -> GatewayAnswer {
    let exchange = record.exchange
    guard case .call(let mutation) = plan else {
      if let error = await record.intend(nil, dialect: snapshot.wire.dialect) {
        return exchange.composer.answer(LaneFailure(error), echo: request.echo, session: exchange.session)
      }
      let told = MutationAnswer(
        unchanged: request, call: call, snapshot: snapshot, writer: exchange.composer.writer)
      return await record.done(told, cameBack: EngineResponses())
    }
    let send = exchange.session.request(
      snapshot.wire.call(for: mutation, on: snapshot.host), isMutating: true, opensSession: true)
    let save = snapshot.wire.savingCall(after: mutation, on: snapshot.host).map {
      exchange.session.request($0, isMutating: true, opensSession: true)
    }
    if let error = await record.intend(send, saving: save, dialect: snapshot.wire.dialect) {
      return exchange.composer.answer(LaneFailure(error), echo: request.echo, session: exchange.session)
    }
    let result = await exchange.session.sendOnce(send)
    let isLong = (try? result.get()).map { $0.body.count > LongWork.bytes } ?? false
    return await LongWork.run(isLong: isLong) {
      await end(
        result, of: mutation, saving: save, request, on: snapshot, call: call, hostID: hostID, reader: reader,
        record: record)
    }
  }

  private func end(
    _ result: Result<EngineResponse, EngineTransportError>, of mutation: EngineMutation, saving save: EngineRequest?,
    _ request: LegacyRequest, on snapshot: Snapshot, call: LegacyCall, hostID: String, reader: SnapshotReader,
    record: MutationRecord
  ) async -> GatewayAnswer {
    let exchange = record.exchange
    let hostPath = "\(exchange.composer.hrefPrefix)/hosts/\(hostID)"
    var outcome = MutationOutcome(
      result, call: call, mutation: mutation, wire: snapshot.wire, listPath: "\(hostPath)/nics")
    let meanwhile = ChangedMeanwhile(reader: reader, hostID: hostID, snapshot: snapshot)
    if let other = await meanwhile.explaining(outcome, of: mutation) { outcome = other }
    var responses = EngineResponses(first: try? result.get())
    if case .done = outcome, let save {
      let saved = await exchange.session.sendOnce(save)
      responses.saving = try? saved.get()
      if case .failed(let failure, let how) = MutationOutcome(
        saved, call: call, mutation: .commit, wire: snapshot.wire, listPath: "\(hostPath)/nics")
      {
        outcome = LabelSaving.failed(failure, how, call: call, commitPath: "\(hostPath)/commitnetconfig")
      }
    }
    switch outcome {
    case .done(let jobID):
      let told = await MutationAnswer(
        done: request, call: call, jobID: jobID, snapshot: snapshot, reader: reader, writer: exchange.composer.writer)
      return await record.done(told, cameBack: responses)
    case .failed(let failure, let outcome):
      return await record.failed(failure, outcome, cameBack: responses, echo: request.echo)
    }
  }

  private func decide(
    _ mutation: LegacyMutation, hostID: String, reader: SnapshotReader
  ) async throws(LaneFailure) -> (Snapshot, EnginePlan) {
    let snapshot =
      mutation == .commitNetConfig
      ? try await reader.unread(hostID: hostID)
      : try await reader.completed(reader.snapshot(hostID: hostID), for: mutation)
    do {
      let plan = try await LongWork.run(isLong: snapshot.state.isLong) { () throws(GatewayError) in
        try Translator.plan(mutation, on: snapshot.state, policy: policy)
      }
      return (snapshot, plan)
    } catch {
      throw LaneFailure(error)
    }
  }
}

extension HostState {
  /// Whether it is so large that rules aren't run over it on an event loop.
  var isLong: Bool { nics.count + attachments.count + networks.count > LongWork.planned }
}

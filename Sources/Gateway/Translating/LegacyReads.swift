import EngineAPI
import GatewayErrors
import HostNetworking
import LegacyAPI
import NIOCore
import Translation

/// `GET nics` and `GET nics/{n}`: the host as a 3.5 client sees it; and the reads below a nic.
struct LegacyReads: Sendable {
  /// Reads the host.
  let reader: SnapshotReader
  /// Writes the documents.
  let composer: AnswerComposer
  /// How many items a list may have (`;max=N`); nil for no limit.
  let limit: Int?
  /// Remembers what was written before.
  let memo: AnswerMemo

  private var writer: LegacyAnswerWriter { composer.writer }

  /// `GET hosts/{h}/nics`.
  func list(hostID: String) async throws(LaneFailure) -> WrittenAnswer {
    let view: HostView
    do {
      view = try await reader.view(hostID: hostID)
    } catch {
      // The list is the one call that says with a fault that the host is unknown, in 3.5 as in newer engines.
      guard error.error.code == .notFound else { throw error }
      throw LaneFailure(GatewayError(.entityNotFound, stage: .snapshot, detail: "Entity not found: Host"))
    }
    return try await written(view, nicID: nil, limit: limit) { () throws(LaneFailure) in
      let nics = LegacyView.nics(of: view.state)
      return writer.nics(limit.map { Array(nics.prefix($0)) } ?? nics, hostID: view.state.host.id)
    }
  }

  /// `GET hosts/{h}/nics/{n}`: the same element as in the list.
  func nic(hostID: String, nicID: String) async throws(LaneFailure) -> WrittenAnswer {
    let view = try await reader.view(hostID: hostID)
    return try await written(view, nicID: nicID, limit: nil) { () throws(LaneFailure) in
      guard let nic = LegacyView.nics(of: view.state).first(where: { $0.id == nicID }) else {
        throw LaneFailure(
          GatewayError(.notFound, stage: .translate, detail: "Host \(hostID) has no nic with the id \(nicID)."))
      }
      return writer.nic(nic, hostID: view.state.host.id)
    }
  }

  /// The answer that is remembered for what was read, or else written now.
  private func written(
    _ view: HostView, nicID: String?, limit: Int?, _ answer: () throws(LaneFailure) -> LegacyAnswer
  ) async throws(LaneFailure) -> WrittenAnswer {
    let key = AnswerMemo.WrittenKey(
      hostID: view.state.host.id, nicID: nicID, hrefPrefix: composer.hrefPrefix, media: composer.media, limit: limit)
    if let numbers = view.numbers, let bytes = memo.written(key, from: numbers) {
      return WrittenAnswer(media: key.media, body: bytes)
    }
    let isLong = view.state.nics.count + view.state.attachments.count > LongWork.devices
    let written = try await LongWork.run(isLong: isLong) { () throws(LaneFailure) in
      composer.written(try answer())
    }
    if let numbers = view.numbers { memo.remember(written.body, for: key, from: numbers) }
    return written
  }

  /// `GET hosts/{h}/nics/{n}/labels`: none for an unknown nic, as in 3.5 and in newer engines, and so none for a vlan device
  /// that the engine hides.
  func labels(hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    let labels = try await labels(of: nicID, hostID: hostID)
    return writer.labels(Array(labels.prefix(limit ?? labels.count)), hostID: hostID, nicID: nicID)
  }

  /// `GET hosts/{h}/nics/{n}/labels/{l}`.
  func label(_ label: String, hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    guard try await labels(of: nicID, hostID: hostID).contains(label) else {
      throw LaneFailure(
        GatewayError(.notFound, stage: .translate, detail: "Nic \(nicID) has no label \(label)."))
    }
    return writer.label(label, hostID: hostID, nicID: nicID)
  }

  /// `GET hosts/{h}/nics/{n}/statistics`: none for a vlan device that the engine hides, and never those of its base; for an
  /// unknown nic 500 with a fault, as 3.5 and newer engines answer.
  func statistics(hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    let engine = try await reader.knowledge.engine(asking: reader.session)
    let wire = EngineWires.wire(engine.dialect ?? .v36, version: engine.version)
    do {
      let statistics = try await reader.session.read(
        wire.statisticsCall(hostID: hostID, nicID: nicID), opensSession: true, wire: wire, wire.statistics
      ).get()
      return writer.statistics(statistics, hostID: hostID, nicID: nicID, limit: limit)
    } catch {
      guard error.error.code == .notFound || error.error.code == .engineReadFailed else { throw error }
      let snapshot = try await reader.snapshot(hostID: hostID)
      guard let nic = LegacyView.nics(of: snapshot.state).first(where: { $0.id == nicID }) else {
        guard error.error.code == .engineReadFailed else { throw error }
        var unknown = LaneFailure(
          GatewayError(.entityNotFound, stage: .snapshot, detail: "Entity not found: \(nicID)"))
        unknown.fault.status = 500
        throw unknown
      }
      guard nic.isSynthetic else { throw error }
      return writer.statistics([], hostID: hostID, nicID: nicID, limit: limit)
    }
  }

  /// `GET hosts/{h}/nics/{n}/statistics/{s}`: one of the four that 3.5 had.
  func statistic(_ id: String, hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    let engine = try await reader.knowledge.engine(asking: reader.session)
    let wire = EngineWires.wire(engine.dialect ?? .v36, version: engine.version)
    let call = wire.statisticCall(hostID: hostID, nicID: nicID, statisticID: id)
    let statistic = try await reader.session.read(call, opensSession: true, wire: wire, wire.statistic).get()
    guard let answer = writer.statistic(statistic, hostID: hostID, nicID: nicID) else {
      throw LaneFailure(
        GatewayError(.notFound, stage: .translate, detail: "Engine 3.5 had no statistic \(statistic.name)."))
    }
    return answer
  }

  private func labels(of nicID: String, hostID: String) async throws(LaneFailure) -> [String] {
    let engine = try await reader.knowledge.engine(asking: reader.session)
    let wire = EngineWires.wire(engine.dialect ?? .v36, version: engine.version)
    return try await reader.session.read(
      wire.nicLabelsCall(hostID: hostID, nicID: nicID), opensSession: true, wire: wire, wire.labels
    ).get()
  }
}

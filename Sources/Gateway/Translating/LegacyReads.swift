import EngineAPI
import GatewayErrors
import HostNetworking
import LegacyAPI
import Translation

/// `GET nics` and `GET nics/{n}`: the host as a 3.5 client sees it.
struct LegacyReads: Sendable {
  /// Reads the host.
  let reader: SnapshotReader
  /// Writes the documents.
  let writer: LegacyAnswerWriter

  /// `GET hosts/{h}/nics`.
  ///
  /// - Parameter matrix: `max` cuts the list; -1 means no limit (engine 3.5, `QueryHelper`).
  func list(hostID: String, matrix: [LegacyTarget.Parameter]) async throws(LaneFailure) -> LegacyAnswer {
    var limit: Int?
    if let max = matrix.last(where: { $0.name == "max" }) {
      guard let number = max.value.flatMap({ Int($0) }), number >= -1 else {
        throw LaneFailure(
          GatewayError(
            .requestValueInvalid, stage: .parse, detail: "The matrix parameter max=\(max.value ?? "") isn't a number."))
      }
      limit = number == -1 ? nil : number
    }
    let snapshot: Snapshot
    do {
      snapshot = try await reader.snapshot(hostID: hostID)
    } catch {
      // The list is the one call that says with a fault that the host is unknown, in 3.5 as in newer engines.
      guard error.error.code == .notFound else { throw error }
      throw LaneFailure(GatewayError(.entityNotFound, stage: .snapshot, detail: "Entity not found: Host"))
    }
    let nics = LegacyView.nics(of: snapshot.state)
    return writer.nics(limit.map { Array(nics.prefix($0)) } ?? nics, hostID: snapshot.host.host.id)
  }

  /// `GET hosts/{h}/nics/{n}`: the same element as in the list.
  func nic(hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    let snapshot = try await reader.snapshot(hostID: hostID)
    guard let nic = LegacyView.nics(of: snapshot.state).first(where: { $0.id == nicID }) else {
      throw LaneFailure(
        GatewayError(.notFound, stage: .translate, detail: "Host \(hostID) has no nic with the id \(nicID)."))
    }
    return writer.nic(nic, hostID: snapshot.host.host.id)
  }
}

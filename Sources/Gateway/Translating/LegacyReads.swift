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
  /// - Parameter target: `;max=N` cuts the list.
  func list(hostID: String, target: LegacyTarget) async throws(LaneFailure) -> LegacyAnswer {
    let limit: Int?
    do {
      limit = try target.maxResults()
    } catch {
      throw LaneFailure(error)
    }
    let state: HostState
    do {
      state = try await reader.view(hostID: hostID)
    } catch {
      // The list is the one call that says with a fault that the host is unknown, in 3.5 as in newer engines.
      guard error.error.code == .notFound else { throw error }
      throw LaneFailure(GatewayError(.entityNotFound, stage: .snapshot, detail: "Entity not found: Host"))
    }
    let nics = LegacyView.nics(of: state)
    return writer.nics(limit.map { Array(nics.prefix($0)) } ?? nics, hostID: state.host.id)
  }

  /// `GET hosts/{h}/nics/{n}`: the same element as in the list.
  func nic(hostID: String, nicID: String) async throws(LaneFailure) -> LegacyAnswer {
    let state = try await reader.view(hostID: hostID)
    guard let nic = LegacyView.nics(of: state).first(where: { $0.id == nicID }) else {
      throw LaneFailure(
        GatewayError(.notFound, stage: .translate, detail: "Host \(hostID) has no nic with the id \(nicID)."))
    }
    return writer.nic(nic, hostID: state.host.id)
  }
}

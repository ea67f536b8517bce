import EngineAPI
import HostNetworking
import Translation

/// Reads the labels of nics and networks, which their lists don't tell, in one round.
struct LabelReader: Sendable {
  /// How many reads are under way at once.
  private static let widthLimit = 16

  /// Makes the calls.
  let session: EngineSession

  private enum Owner: Sendable {
    case nic(String)
    case network(String)
  }

  /// The snapshot with the labels that are needed.
  ///
  /// - Throws: what the first read that failed means; nothing may be sent then.
  func labelled(_ snapshot: Snapshot, _ needed: LabelsNeeded) async throws(LaneFailure) -> Snapshot {
    let owners = needed.nicIDs.map(Owner.nic) + needed.networkIDs.map(Owner.network)
    let results = await withTaskGroup(of: (Owner, Result<[String], LaneFailure>).self) { group in
      var results: [(Owner, Result<[String], LaneFailure>)] = []
      var waiting = owners[...]
      for owner in waiting.prefix(Self.widthLimit) {
        group.addTask { (owner, await labels(of: owner, snapshot)) }
      }
      waiting = waiting.dropFirst(Self.widthLimit)
      for await result in group {
        results.append(result)
        if let owner = waiting.popFirst() { group.addTask { (owner, await labels(of: owner, snapshot)) } }
      }
      return results
    }
    var labelled = snapshot
    for (owner, result) in results {
      let labels = try result.get()
      switch owner {
      case .nic(let id):
        if let index = labelled.state.nics.firstIndex(where: { $0.id == id }) {
          labelled.state.nics[index].labels = labels
        }
      case .network(let id):
        if let index = labelled.state.networks.firstIndex(where: { $0.id == id }) {
          labelled.state.networks[index].label = labels.first
        }
      }
    }
    return labelled
  }

  private func labels(of owner: Owner, _ snapshot: Snapshot) async -> Result<[String], LaneFailure> {
    let wire = snapshot.wire
    switch owner {
    case .nic(let id):
      return await session.read(
        wire.nicLabelsCall(hostID: snapshot.host.host.id, nicID: id), wire: wire, wire.labels
      ).mapNotFound(to: "labels of nic \(id)")
    case .network(let id):
      return await session.read(wire.networkLabelsCall(networkID: id), wire: wire, wire.labels)
        .mapNotFound(to: "label of network \(id)")
    }
  }
}

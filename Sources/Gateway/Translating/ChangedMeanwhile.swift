import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog

/// What a refused change really was, if somebody else changed the host between our read and our write. The engine's texts
/// are translated into the language of the user, so that is read from the host as it is now.
struct ChangedMeanwhile: Sendable {
  /// Reads the host again.
  let reader: SnapshotReader
  /// The host.
  let hostID: String
  /// What was decided on.
  let snapshot: Snapshot

  /// The outcome to answer in place of a refusal with status 400; nil if nobody else is to blame for it.
  func explaining(_ outcome: MutationOutcome, of mutation: EngineMutation) async -> MutationOutcome? {
    guard case .failed(let failure, .failed) = outcome, failure.fault.status == 400 else { return nil }
    let error: GatewayError?
    switch mutation {
    case .createAttachment(let nicID, let change): error = await attachedMeanwhile(change, nicID: nicID)
    case .setupNetworks(let change): error = await goneMeanwhile(change)
    default: error = nil
    }
    return error.map { .failed(LaneFailure($0), .failed) }
  }

  private func attachedMeanwhile(_ change: AttachmentChange, nicID: String) async -> GatewayError? {
    guard let now = try? await reader.attachments(hostID: hostID, wire: snapshot.wire).get(),
      let other = now.first(where: { $0.networkID == change.networkID })
    else { return nil }
    let nic = snapshot.state.nics.first { $0.id == other.nicID }?.name ?? other.nicID
    return GatewayError(
      .networkAlreadyAttachedToInterface, stage: .upstream,
      detail: "Network \(network(change.networkID)) was attached to nic \(nic) by somebody else in the meantime.",
      nextStep: other.nicID == nicID ? "" : "Detach it there first.")
  }

  private func goneMeanwhile(_ change: Change) async -> GatewayError? {
    guard let now = try? await reader.snapshot(hostID: hostID).state else { return nil }
    let attachments = Set(now.attachments.map(\.id))
    let nics = Set(now.nics.map(\.id))
    let what: String
    if let gone = snapshot.state.attachments.first(where: {
      change.attachmentIDs.contains($0.id) && !attachments.contains($0.id)
    }) {
      what = "network \(network(gone.networkID)) was detached"
    } else if let gone = snapshot.state.nics.first(where: { change.bondIDs.contains($0.id) && !nics.contains($0.id) }) {
      what = "\(gone.name) was removed"
    } else {
      return nil
    }
    return GatewayError(
      .engineStateChanged, stage: .upstream,
      detail: "The host changed between reading and writing: \(what) by somebody else in the meantime.",
      nextStep: "Nothing was changed. List the nics and try again.")
  }

  private func network(_ id: String) -> String {
    snapshot.state.networks.first { $0.id == id }?.name ?? id
  }
}

extension Change {
  /// The attachments that it takes for granted.
  fileprivate var attachmentIDs: Set<String> {
    Set(modifiedAttachments.compactMap(\.id) + removedAttachments + synchronizedAttachments)
  }

  /// The bonds that it takes for granted.
  fileprivate var bondIDs: Set<String> {
    Set(modifiedBonds.compactMap(\.id) + removedBonds)
  }
}

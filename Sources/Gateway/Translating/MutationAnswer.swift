import EngineAPI
import GatewayErrors
import HostNetworking
import LegacyAPI
import Translation
import XMLTree

/// What a client is told about a mutation that was carried out, or had nothing to change.
///
/// Most are answered with the action and its state. A new bond and an edited nic are answered with the device as a list
/// read after the change shows it. If that list can't be read the change is no less done: the answer is then the device
/// as the client stated it, and the failure stands in the log beside the outcome `done`.
struct MutationAnswer: Sendable {
  /// The answer.
  var answer: LegacyAnswer
  /// Why it doesn't say how the device is now; nil if it does, or needn't.
  var error: GatewayError?

  /// The answer to a mutation that had nothing to change: how the host is, is known.
  init(unchanged request: LegacyRequest, call: LegacyCall, snapshot: Snapshot, writer: LegacyAnswerWriter) {
    self.init(request, call: call, jobID: nil, before: snapshot, now: .success(snapshot), writer: writer)
  }

  /// The answer to a mutation that the engine carried out.
  ///
  /// - Parameters:
  ///   - jobID: the engine's job; nil if it gave none.
  ///   - snapshot: what was read before.
  ///   - reader: reads the host again, where the answer needs it.
  init(
    done request: LegacyRequest, call: LegacyCall, jobID: String?, snapshot: Snapshot, reader: SnapshotReader,
    writer: LegacyAnswerWriter
  ) async {
    let now: Result<Snapshot, LaneFailure> =
      call.isAnsweredWithNic ? await reader.refreshed(snapshot) : .success(snapshot)
    self.init(request, call: call, jobID: jobID, before: snapshot, now: now, writer: writer)
  }

  private init(
    _ request: LegacyRequest, call: LegacyCall, jobID: String?, before: Snapshot,
    now: Result<Snapshot, LaneFailure>, writer: LegacyAnswerWriter
  ) {
    let hostID = before.host.host.id
    guard call.isAnsweredWithNic else {
      answer = Self.answer(request, call: call, jobID: jobID, hostID: hostID, writer: writer)
      return
    }
    switch now {
    case .success(let snapshot):
      guard let nic = AnsweredNic.find(request.mutation, before: before.state, after: snapshot.state) else {
        answer = LegacyAnswer(status: 404, body: nil)
        error = GatewayError(
          .notFound, stage: .answer,
          detail: "The change was carried out, but the list of nics doesn't show the device.",
          nextStep: "List the nics.")
        return
      }
      answer = call.successStatus == 201 ? writer.created(nic, hostID: hostID) : writer.nic(nic, hostID: hostID)
    case .failure(let failure):
      let nicID = AnsweredNic.knownID(request.mutation, before: before.state)
      answer = writer.stated(request.echo, nicID: nicID, hostID: hostID, status: call.successStatus)
      error = failure.error
      error?.stage = .answer
      error?.nextStep = "The change was carried out. List the nics to see how the host is."
    }
  }

  /// An answer that needs nothing but the request.
  private static func answer(
    _ request: LegacyRequest, call: LegacyCall, jobID: String?, hostID: String, writer: LegacyAnswerWriter
  ) -> LegacyAnswer {
    switch (call, request.mutation) {
    case (.addLabel(_, let nicID), .addLabel(_, let label?)):
      writer.labelAdded(label, hostID: hostID, nicID: nicID)
    case (.removeLabel, _):
      // 3.5 named a job for every action but this one (`BackendHostNicLabelsResource`).
      writer.complete(echo: request.echo, jobID: nil)
    case (.commitNetConfig, _):
      writer.committed(echo: request.echo, jobID: jobID, hostID: hostID)
    default:
      writer.complete(echo: request.echo, jobID: jobID)
    }
  }
}

extension LegacyCall {
  /// Whether 3.5 answered it with the device, not with an action.
  var isAnsweredWithNic: Bool {
    switch self {
    case .addBond, .updateNic: true
    default: false
    }
  }
}

import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog
import XMLTree

/// What became of the one mutating call, and what a 3.5 client is told about it (`docs/translation.md`, "Answers of the
/// engine").
enum MutationOutcome: Sendable {
  /// Carried out; the id of the engine's job if it gave one.
  case done(jobID: String?)
  /// Refused, failed, or unknown; `outcome` is what the log keeps.
  case failed(LaneFailure, RewriteOutcome)

  /// Reads the answer to a mutating call.
  ///
  /// - Parameters:
  ///   - call: the legacy call.
  ///   - mutation: what was sent.
  ///   - listPath: what to list to see how the host is now, for texts.
  init(
    _ result: Result<EngineResponse, EngineTransportError>, call: LegacyCall, mutation: EngineMutation,
    wire: any EngineWire, listPath: String
  ) {
    let lookFirst = "List the nics (GET \(listPath)) before trying again."
    switch result {
    case .failure(let error):
      let (failure, outcome) = error.failureOfWrite(
        unreachable: "The engine can't be reached any more.", lookFirst: lookFirst)
      self = .failed(failure, outcome)
    case .success(let response):
      self = Self.read(response, call: call, mutation: mutation, wire: wire, lookFirst: lookFirst)
    }
  }

  /// What engines answer a mutating call with, where they don't answer with nothing (engine 3.6 and 4.5,
  /// `BackendHostResource`, `BackendHostNicNetworkAttachmentsResource`, `BackendHostNicLabelsResource`).
  private static let answerRoots: Set<String> = ["action", "network_attachment", "host_nic", "label", "network_label"]

  private static func read(
    _ response: EngineResponse, call: LegacyCall, mutation: EngineMutation, wire: any EngineWire, lookFirst: String
  ) -> MutationOutcome {
    let document = try? XMLReader.parse(response.body, limits: .engineAnswer)
    let refusal: EngineFault
    switch wire.outcome(status: response.status, document: document) {
    case .done(let jobID):
      if response.body.allSatisfy(\.isXMLSpace) || document.map({ answerRoots.contains($0.name) }) == true {
        return .done(jobID: jobID)
      }
      // A page of a portal or proxy, or a torn document: it isn't known whose success that is.
      return .failed(
        LaneFailure(
          GatewayError(
            .outcomeUnknown, stage: .upstream,
            detail:
              "The change was sent and answered with status \(response.status) and something that isn't an answer "
              + "of the engine's API: it may have been carried out or not.",
            nextStep: lookFirst, cause: document.map { "the root element is \($0.name)" } ?? "it isn't XML")), .unknown)
    case .refused(let fault): refusal = fault
    }
    switch response.status {
    case 401:
      return .failed(LaneFailure(handingOn: response, stage: .upstream), .failed)
    case 404 where mutation == .commit:
      // Nothing was read before, so the host was unknown all along.
      return .failed(
        LaneFailure(GatewayError(.notFound, stage: .upstream, detail: "The engine doesn't know the host.")), .failed)
    case 404:
      return .failed(LaneFailure(stateChanged(call: call, mutation: mutation)), .failed)
    case 400 where mutation.isSetup && refusal.hasNoReason:
      let error = GatewayError(
        .outcomeUnknown, stage: .upstream,
        detail: "The engine gave no reason; the outcome is unknown.", nextStep: lookFirst)
      var failure = LaneFailure(error)
      failure.fault.status = 400
      return .failed(failure, .unknown)
    case 400, 403, 409:
      if response.status == 403, refusal.hasNoWords {
        return .failed(LaneFailure(handingOn: response, stage: .upstream), .failed)
      }
      guard !refusal.isAboutOurWriting, !refusal.hasNoWords else { break }
      let status = ReadFailures.legacyStatus(response.status, hasFault: true)
      return .failed(LaneFailure(refusal, status: status, stage: .upstream), .failed)
    case 500... where document == nil || (refusal.hasNoWords):
      // Not the engine's API itself but something in front of it, which may have given up waiting.
      return .failed(
        LaneFailure(
          GatewayError(
            .engineFailed, stage: .upstream,
            detail:
              "The change was answered with status \(response.status) and no fault; it may have been carried out.",
            nextStep: lookFirst)), .unknown)
    case 500...:
      return .failed(LaneFailure(refusal, code: .engineFailed, status: 500, stage: .upstream), .failed)
    default: break
    }
    return .failed(
      LaneFailure(
        GatewayError(
          .engineFailed, stage: .upstream,
          detail: "The engine doesn't take the change: it answered with status \(response.status).",
          nextStep: "Check the gateway's --dialect and --upstream.",
          cause: [refusal.reason, refusal.detail].compactMap(\.self).joined(separator: ": "))), .failed)
  }

  private static func stateChanged(call: LegacyCall, mutation: EngineMutation) -> GatewayError {
    if case .deleteAttachment = mutation, case .detach(_, let nicID) = call {
      return GatewayError(
        .networkInterfaceNotAttachToNetwork, stage: .upstream,
        detail: "The network was detached from nic \(nicID) by somebody else in the meantime.",
        nextStep: "List the nics.")
    }
    return GatewayError(
      .engineStateChanged, stage: .upstream,
      detail: "The host changed between reading and writing: the engine doesn't know something that the change names.",
      nextStep: "Nothing was changed. List the nics and try again.")
  }
}

extension EngineMutation {
  /// Whether the engine sets up the host for it and waits for the host's answer, for the connectivity timeout at most. Calls
  /// on one attachment and on labels run the same command as a setupnetworks (engine 3.6 to 4.5,
  /// `AddNetworkAttachmentCommand`, `UpdateNetworkAttachmentCommand`, `RemoveNetworkAttachmentCommand`, `LabelNicCommand`,
  /// over `HostSetupNetworksCommand`).
  var isSetup: Bool {
    switch self {
    case .setupNetworks, .createAttachment, .updateAttachment, .deleteAttachment, .addLabel, .removeLabel: true
    // Waits for no connectivity, and can be repeated: it keeps what the host has.
    case .commit: false
    }
  }
}

extension EngineFault {
  /// Whether neither reason nor detail is there: no fault of the API.
  var hasNoWords: Bool { reason == nil && detail == nil }

  /// Whether the engine couldn't read the change: a fault of syntax, or of a member that is missing. It is about what the
  /// gateway wrote, in terms of the new API, which mean nothing to an old client (engine 3.6 and 4.x, `UsageFinder`,
  /// `CompletenessAssertor`).
  var isAboutOurWriting: Bool {
    let syntax = FaultReason.syntacticallyIncorrect.rawValue.lowercased()
    return [reason, detail].contains { $0?.lowercased().hasPrefix(syntax) == true }
      || reason == FaultReason.incompleteParameters.rawValue
  }

  /// Whether the detail says nothing: a fault whose list of messages is empty, which the engine gives when the host didn't
  /// answer in time (engine 3.6 to 4.5, `HostSetupNetworksCommand`).
  var hasNoReason: Bool {
    guard reason != nil || detail != nil else { return false }
    return (detail ?? "").allSatisfy { "[] ".contains($0) }
  }
}

extension UInt8 {
  /// Whether it is white space in XML (XML 1.0, production 3).
  fileprivate var isXMLSpace: Bool { [0x20, 0x09, 0x0A, 0x0D].contains(self) }
}

/// The form in which engine 3.5 answered a failure.
public enum FaultForm: String, Sendable, CaseIterable {
  /// A `fault`; on the calls whose failures are actions (attach, detach, commitnetconfig) within a failed `action`
  /// (engine 3.5, `AbstractBackendActionableResource`).
  case fault
  /// A `fault` on every call: found out before there was an action that could fail.
  case bareFault = "bare fault"
  /// A `usage_message` with the usage of the call (engine 3.5, `UsageFinder`), for bodies that can't be read.
  case usageMessage = "usage_message"
  /// No body, but for the list of nics of an unknown host.
  case noBody = "no body"
}

/// How the text in the detail of a fault is written.
public enum DetailStyle: String, Sendable, CaseIterable {
  /// In square brackets, as 3.5 gave the messages of its checks (`BackendResource.detail`).
  case bracketed = "in brackets"
  /// As it is.
  case plain
  /// As it is and without anything added: word for word what 3.5 wrote, since clients compare it.
  case verbatim = "word for word"
}

extension FaultDefinition {
  /// The form of the answer.
  public var form: FaultForm {
    if reason == .syntacticallyIncorrect { return .usageMessage }
    switch code {
    case .notFound: return .noBody
    case .incompleteParameters, .hostNicsRequired, .entityNotFound, .requestValueInvalid, .requestXMLTooLarge,
      .matrixParameterInvalid, .methodNotAllowed, .mediaTypeUnsupported, .mediaTypeNotAcceptable, .requestNotSupported,
      .requestTimeout, .requestHeadTooLarge, .badRequest, .engineUnauthorized, .queryNotPermitted:
      return .bareFault
    default: return .fault
    }
  }

  /// How the detail is written; refusals of the engine keep the engine's own words instead.
  public var detailStyle: DetailStyle {
    switch reason {
    case .incompleteParameters: .verbatim
    case .invalidValue, .syntacticallyIncorrect: .plain
    case .operationFailed:
      switch code {
      case .entityNotFound, .queryNotPermitted: .verbatim
      case .matrixParameterInvalid, .methodNotAllowed, .mediaTypeUnsupported, .mediaTypeNotAcceptable: .plain
      default: .bracketed
      }
    }
  }
}

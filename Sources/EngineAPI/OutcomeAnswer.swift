import XMLTree

/// Reads the answer to a mutating call.
enum OutcomeAnswer {
  /// Reads it: 2xx is done, unless the body says that it failed; everything else is refused.
  ///
  /// The body of a refusal may be a `fault`, an `action` around a fault, a `usage_message` (3.6, syntactically wrong
  /// input), a page of the container, or nothing (engine 3.6 and master, `AbstractBackendActionableResource`,
  /// `BackendResource`). `status` is the HTTP status, `document` nil if there was no body or it wasn't XML.
  static func read(status: Int, document: XMLNode?) -> EngineOutcome {
    let document = document.map(AnswerElement.init(root:))
    let fault = document.flatMap(fault)
    guard (200..<300).contains(status), fault == nil, document.map(hasFailed) != true else {
      return .refused(EngineFault(status: status, reason: fault?.reason, detail: fault?.detail))
    }
    return .done(jobID: document?.child(.job).flatMap { nonEmpty($0.attribute(.id) ?? $0.childText(.id)) })
  }

  private static func fault(_ document: AnswerElement) -> (reason: String?, detail: String?)? {
    switch document.node.name {
    case "fault": (nonEmpty(document.childText(.reason)), nonEmpty(document.childText(.detail)))
    case "action": document.child(.fault).flatMap(fault)
    case "usage_message": (nil, nonEmpty(document.childText(.message)))
    default: nil
    }
  }

  /// Whether an action says `failed`, as text (API v4) or in a child `state` (API v3).
  private static func hasFailed(_ document: AnswerElement) -> Bool {
    document.node.name == "action" && document.status?.lowercased() == "failed"
  }

  private static func nonEmpty(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

import GatewayErrors

/// A fault on its way to a legacy client: the gateway's own, or the engine's.
public struct LegacyFault: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The label, for the log; never on the wire.
  public var code: FaultCode
  /// The `reason` element.
  public var reason: String
  /// What is wrong: the engine's own words, or the gateway's without the brackets and the id that the wire adds.
  public var detail: String
  /// What to state or to do instead; empty for faults of the engine.
  public var nextStep: String
  /// Whether detail and reason are the engine's words, which are passed on unchanged.
  public var isFromEngine: Bool

  /// A fault of the engine, in its own words.
  public init(status: Int, code: FaultCode, reason: String, detail: String) {
    self.status = status
    self.code = code
    self.reason = reason
    self.detail = detail
    nextStep = ""
    isFromEngine = true
  }

  /// The fault that an error of the gateway becomes.
  public init(_ error: GatewayError) {
    status = error.status
    code = error.code
    reason = error.definition.reason.rawValue
    detail = error.detail
    nextStep = error.nextStep
    isFromEngine = false
  }

  /// The text of the `detail` element, never empty (SDK 3.5.6 fails on a failed action without one).
  ///
  /// The words of the engine stay as they are. Of the gateway's own faults, "Entity not found" and "Incomplete
  /// parameters" stay word for word what 3.5 wrote; the others tell the next step and the id of the request, and stand
  /// in square brackets where those of 3.5 did (engine 3.5, `BackendResource.detail`, `BaseBackendResource`).
  ///
  /// - Parameter requestID: the id in the rewrite log; left out if it is empty.
  func wireDetail(requestID: String) -> String {
    // What 3.5 wrote for a refusal without a message.
    if isFromEngine { return detail.isEmpty ? "[]" : detail }
    let style = FaultCatalogue.definition(of: code).detailStyle
    if style == .verbatim { return detail }
    var parts = [detail, nextStep]
    if !requestID.isEmpty { parts.append("(hostnet-gateway \(requestID))") }
    let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
    return style == .bracketed ? "[\(text)]" : text
  }
}

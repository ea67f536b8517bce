/// How a request ended.
public enum RewriteOutcome: String, Sendable, Codable, CaseIterable {
  /// Carried out, or nothing had to change, or (for reads and relayed requests) answered.
  case done
  /// Refused before anything was sent, by the gateway.
  case refused
  /// Meant to be sent, but nothing of it reached the engine.
  case notSent = "not-sent"
  /// The engine answered that it failed or refused.
  case failed
  /// Sent, and no answer tells what became of it.
  case unknown
}

/// Which lane a request took.
public enum RewriteKind: String, Sendable, Codable, CaseIterable {
  /// A legacy mutation.
  case mutation
  /// A legacy read that was translated.
  case read
  /// Passed through.
  case relay
}

/// An answer that is under way.
public protocol PendingAnswer: Sendable {
  /// Waits for it; to be called once. Cancelling the task ends a read at once; a write that was started is always waited
  /// for.
  func answer() async -> Result<EngineResponse, EngineTransportError>

  /// Ends a read that nobody waits for; nothing for a write, and for what has ended.
  func cancel()
}

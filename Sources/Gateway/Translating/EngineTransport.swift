import EngineClient

/// Whatever carries a request to the engine: ``EngineClient``, or a stand-in in unit tests.
protocol EngineTransport: Sendable {
  /// Sends a request, once; its answer is to be waited for. Several that are begun one after the other run side by side.
  func begin(_ request: EngineRequest) -> any PendingAnswer
}

extension EngineClient: EngineTransport {}

import EngineClient

/// Whatever carries a request to the engine: ``EngineClient``, or a stand-in in unit tests.
protocol EngineTransport: Sendable {
  /// Sends a request, once, and collects the answer.
  func send(_ request: EngineRequest) async throws(EngineTransportError) -> EngineResponse
}

extension EngineClient: EngineTransport {}

/// Forgets what is known of the engine when it can't be reached: it may come back in another version.
struct WatchedTransport: EngineTransport {
  /// Carries the requests.
  let transport: any EngineTransport
  /// What is known of the engine.
  let knowledge: EngineKnowledge

  func send(_ request: EngineRequest) async throws(EngineTransportError) -> EngineResponse {
    do {
      return try await transport.send(request)
    } catch {
      if case .notSent = error { knowledge.forget() }
      throw error
    }
  }
}

import EngineClient

/// Whatever carries a request to the engine: ``EngineClient``, or a stand-in in unit tests.
protocol EngineTransport: Sendable {
  /// Sends a request, once; its answer is to be waited for. Several that are begun one after the other run side by side.
  func begin(_ request: EngineRequest) -> any PendingAnswer
}

extension EngineClient: EngineTransport {}

/// Forgets what is known of the engine when it can't be reached: it may come back in another version.
struct WatchedTransport: EngineTransport {
  /// Carries the requests.
  let transport: any EngineTransport
  /// What is known of the engine.
  let knowledge: EngineKnowledge

  private struct Watched: PendingAnswer {
    let pending: any PendingAnswer
    let knowledge: EngineKnowledge

    func answer() async -> Result<EngineResponse, EngineTransportError> {
      let answer = await pending.answer()
      if case .failure(.notSent) = answer { knowledge.forget() }
      return answer
    }

    func cancel() { pending.cancel() }
  }

  func begin(_ request: EngineRequest) -> any PendingAnswer {
    Watched(pending: transport.begin(request), knowledge: knowledge)
  }
}

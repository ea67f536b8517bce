import NIOCore
import Synchronization

/// Collects an answer and hands it over whole.
final class AnswerCollector: EngineExchangeReceiver, PendingAnswer {
  /// What the waiting task is given.
  typealias Answer = Result<EngineResponse, EngineTransportError>

  private struct State {
    var exchange: EngineExchange?
    var continuation: CheckedContinuation<Answer, Never>?
    var head: EngineAnswerHead?
    var body = ByteBuffer()
    var answer: Answer?
  }

  private let limit: Int
  private let likelyBody: [UInt8]?
  private let state = Mutex(State())

  /// A collector for answers with bodies of at most `limit` bytes.
  ///
  /// - Parameter likelyBody: the body that the exchange was told is likely.
  init(limit: Int, likelyBody: [UInt8]? = nil) {
    self.limit = limit
    self.likelyBody = likelyBody
  }

  /// What never starts, and why.
  init(_ failure: EngineTransportError) {
    limit = 0
    likelyBody = nil
    state.withLock { $0.answer = .failure(failure) }
  }

  /// Starts the exchange.
  func start(_ exchange: EngineExchange) {
    state.withLock { $0.exchange = exchange }
    exchange.start()
  }

  func answer() async -> Answer {
    if let answer = state.withLock(\.answer) { return answer }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state in
          if state.answer == nil { state.continuation = continuation }
          return state.answer
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      cancel()
    }
  }

  func cancel() {
    let exchange = state.withLock(\.exchange)
    if let exchange, !exchange.call.isMutating { exchange.cancel() }
  }

  /// Takes what came. Runs on the loop's thread.
  func exchangeProgressed() {
    let (continuation, answer) = state.withLock { state -> (CheckedContinuation<Answer, Never>?, Answer?) in
      guard let exchange = state.exchange else { return (nil, nil) }
      var events = exchange.take()
      if let head = events.head { state.head = head }
      if var body = events.body {
        if state.body.readableBytes == 0 { state.body = body } else { state.body.writeBuffer(&body) }
      }
      let isTooLarge = state.body.readableBytes > limit
      if isTooLarge, events.end == nil {
        exchange.cancel(.answerTooLarge(limit: limit))
        state.body.clear()
        return (nil, nil)
      }
      if isTooLarge, case .success = events.end { events.end = .failure(.answerTooLarge(limit: limit)) }
      guard let end = events.end else { return (nil, nil) }
      let answer: Answer = end.map { _ in
        let body = events.isBodyAsLikely ? likelyBody ?? [] : Array(state.body.readableBytesView)
        return EngineResponse(head: state.head, body: body)
      }
      defer { state = State(answer: answer) }
      return (state.continuation, answer)
    }
    if let answer { continuation?.resume(returning: answer) }
  }
}

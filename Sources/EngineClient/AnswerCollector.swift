import NIOCore
import Synchronization

/// Collects an answer and hands it over whole.
final class AnswerCollector: EngineExchangeReceiver {
  /// What the waiting task is given.
  typealias Answer = Result<EngineResponse, EngineTransportError>

  private struct State {
    var exchange: EngineExchange?
    var continuation: CheckedContinuation<Answer, Never>?
    var head: EngineAnswerHead?
    var body = ByteBuffer()
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

  /// Starts the exchange; its answer resumes the continuation, once.
  func start(_ exchange: EngineExchange, _ continuation: CheckedContinuation<Answer, Never>) {
    state.withLock { state in
      state.exchange = exchange
      state.continuation = continuation
    }
    exchange.start()
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
      defer {
        state.exchange = nil
        state.continuation = nil
        state.body = ByteBuffer()
      }
      return (state.continuation, answer)
    }
    if let answer { continuation?.resume(returning: answer) }
  }
}

extension EngineResponse {
  /// An answer from the bytes that came.
  init(head: EngineAnswerHead?, body: [UInt8]) {
    self.init(status: head?.status ?? 0, reason: "", headers: [], body: body)
    var isFirst = true
    for line in (head?.bytes ?? []).split(separator: UInt8(ascii: "\n")) {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if isFirst {
        isFirst = false
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        if words.count == 3 { reason = Self.text(words[2]) }
      } else if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
        // A folded line goes on with the value before it (RFC 9112, 5.2).
        if let last = headers.indices.last { headers[last].value += " " + Self.text(line) }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        headers.append(HeaderField(Self.text(line[..<colon]), Self.text(line[(colon + 1)...])))
      }
    }
  }

  /// Bytes of a head as text without surrounding blanks; what isn't UTF-8 is read as Latin-1 (RFC 9110, 5.5).
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
    while let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self) ?? String(decoding: bytes.map(UInt16.init), as: UTF16.self)
  }
}

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
    headers.reserveCapacity(12)
    head?.bytes.withUnsafeBufferPointer { bytes in
      var start = bytes.startIndex
      while start < bytes.endIndex {
        let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let end = newline > start && bytes[newline - 1] == UInt8(ascii: "\r") ? newline - 1 : newline
        if end > start { take(bytes[start..<end], isFirst: start == bytes.startIndex) }
        start = newline + 1
      }
    }
  }

  /// Takes a line of the head.
  private mutating func take(_ line: Slice<UnsafeBufferPointer<UInt8>>, isFirst: Bool) {
    if isFirst {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      if words.count == 3 { reason = Self.text(words[2]) }
    } else if Self.isBlank(line[line.startIndex]) {
      // A folded line goes on with the value before it (RFC 9112, 5.2).
      if let last = headers.indices.last { headers[last].value += " " + Self.text(line) }
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      headers.append(HeaderField(Self.text(line[..<colon]), Self.text(line[(colon + 1)...])))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// Bytes of a head as text without surrounding blanks; what isn't UTF-8 is read as Latin-1 (RFC 9110, 5.5).
  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    let trimmed = UnsafeBufferPointer(rebasing: bytes[start..<end])
    return String(validating: trimmed, as: UTF8.self) ?? String(decoding: trimmed.map(UInt16.init), as: UTF16.self)
  }
}

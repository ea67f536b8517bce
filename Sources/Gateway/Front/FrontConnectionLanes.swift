import NIOCore
import NIOHTTP1

/// The request under way on a connection. Confined to the connection's event loop.
final class RequestUnderWay {
  /// Where its body goes.
  enum Sink {
    /// Nowhere yet: the lane isn't known.
    case waiting
    /// To be collected, at most that many bytes.
    case collecting(limit: Int)
    /// To the engine.
    case relaying(RelayExchange)
    /// Nowhere: it isn't wanted.
    case dropping
  }

  /// What was asked.
  var request: CheckedRequest
  /// Where the body goes.
  var sink = Sink.waiting
  /// Whether the handler was asked to prepare.
  var isPrepared = false
  /// The body so far, if it is collected.
  var collected = ByteBuffer()
  /// Whether the whole body has come.
  var isBodyComplete = false
  /// Whether something of the answer was written.
  var hasAnswerBegun = false
  /// Whether the answer is whole.
  var isAnswered = false
  /// The call of the translating lane, while it runs.
  var task: Task<Void, Never>?

  /// A request whose body hasn't come yet.
  init(_ request: CheckedRequest) {
    self.request = request
  }
}

/// From the head of a request to its lane, and its body with it.
extension FrontConnection {
  /// Takes the head of a request.
  func begin(_ head: HTTPRequestHead) {
    clock.restart()
    let id = RequestID.next()
    do throws(Refusal) {
      current = RequestUnderWay(
        try CheckedRequest(head, id: id, isTLS: isTLS, clientAddress: clientAddress))
      if isBeyondLimit { throw ConnectionCount.refusal }
      chooseLane()
    } catch {
      refuse(error)
    }
  }

  private func chooseLane() {
    guard let current else { return }
    switch loop.handler.lane(for: current.request.head) {
    case .relay(let instructions):
      let exchange = RelayExchange(current.request, instructions, connection: self, loop: loop)
      current.sink = .relaying(exchange)
      if current.request.isBodyIgnored || current.request.framing == .none { exchange.start() }
    case .answer(let limit):
      if current.request.isBodyIgnored {
        current.sink = .dropping
        return answer(body: [])
      }
      if case .length(let count) = current.request.framing, count > limit { return refuse(Self.tooLarge(limit)) }
      current.sink = .collecting(limit: limit)
    case .prepare:
      guard !current.isPrepared else {
        return refuse(Refusal(status: 503, detail: "What the engine speaks couldn't be found out."))
      }
      prepare(current.request)
    }
  }

  private func prepare(_ request: CheckedRequest) {
    run { handler in
      await handler.prepare(request.head)
    } then: { connection, failure in
      connection.current?.isPrepared = true
      if let failure { return connection.write(failure) }
      connection.chooseLane()
      connection.pump()
    }
  }

  private static func tooLarge(_ limit: Int) -> Refusal {
    Refusal(status: 413, detail: "A body that is translated has at most \(limit) bytes.")
  }

  /// Takes a piece of the body.
  func take(_ bytes: ByteBuffer) {
    switch current?.sink {
    case .relaying(let exchange) where current?.request.isBodyIgnored == false:
      if !exchange.upload(bytes) { isUploadFull = true }
    case .collecting(let limit):
      guard (current?.collected.readableBytes ?? 0) + bytes.readableBytes <= limit else {
        return refuse(Self.tooLarge(limit))
      }
      var bytes = bytes
      current?.collected.writeBuffer(&bytes)
    case .relaying, .dropping, .waiting, nil: break
    }
  }

  /// The body is complete.
  func endBody() {
    current?.isBodyComplete = true
    switch current?.sink {
    case .relaying(let exchange):
      exchange.endUpload()
      exchange.start()
    case .collecting: endCollecting()
    case .dropping, .waiting, nil: break
    }
    endIfDone()
  }

  /// A body that was to be collected is whole: it goes to the engine as it came if the handler says so now, else to the
  /// handler.
  private func endCollecting() {
    guard let current else { return }
    let collected = current.collected
    let body = Array(collected.readableBytesView)
    self.current?.collected = ByteBuffer()
    guard let instructions = loop.handler.relay(for: current.request.head, collected: body) else {
      self.current?.sink = .dropping
      return answer(body: body)
    }
    let exchange = RelayExchange(current.request, instructions, connection: self, loop: loop)
    self.current?.sink = .relaying(exchange)
    if collected.readableBytes > 0, !exchange.upload(collected) { isUploadFull = true }
    exchange.endUpload()
    exchange.start()
  }

  /// Starts what came without its whole body, and tells a client that waits for it to send the body.
  func startAfterRead() {
    guard let current, !current.isBodyComplete, !current.request.isBodyIgnored, !current.hasAnswerBegun else { return }
    switch current.sink {
    case .relaying(let exchange): exchange.start()
    case .collecting: break
    case .dropping, .waiting: return
    }
    if current.request.expectsContinue {
      current.request.expectsContinue = false
      if current.request.framing != .none, current.collected.readableBytes == 0 {
        output.writeAndFlush(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"))
      }
    }
  }

  /// A body that broke HTTP's rules, or stopped, can't be completed.
  func bodyBroke() {
    guard let current, let failure else { return }
    if case .relaying(let exchange) = current.sink {
      current.sink = .dropping
      exchange.clientLeft(isBodyComplete: false, remark: failure.detail)
    }
    if current.hasAnswerBegun { output.abort() } else { refuse(failure) }
  }

  private func answer(body: [UInt8]) {
    guard let head = current?.request.head else { return }
    let executor = loop.executor
    run { handler in
      await handler.answer(head, body: body, on: executor)
    } then: { connection, answer in
      connection.write(answer)
    }
  }

  /// Runs a call of the translating lane as a task, and goes on here with what it returns. The task runs to its end even
  /// if the client leaves.
  private func run<Value: Sendable>(
    _ call: @escaping @Sendable (any RequestHandler) async -> Value,
    then: @escaping @Sendable (FrontConnection, Value) -> Void
  ) {
    guard let eventLoop = output.eventLoop, let id = current?.request.head.id else { return }
    let bound = NIOLoopBound((self, loop), eventLoop: eventLoop)
    let handler = loop.handler
    loop.exchanges += 1
    current?.task = Task(executorPreference: loop.executor) {
      let value = await call(handler)
      eventLoop.execute {
        let (connection, loop) = bound.value
        if connection.current?.request.head.id == id {
          connection.current?.task = nil
          then(connection, value)
        }
        loop.exchangeEnded()
      }
    }
  }
}

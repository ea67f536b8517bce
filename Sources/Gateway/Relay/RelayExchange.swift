import EngineClient
import GatewayErrors
import NIOCore
import RewriteLog

/// One relayed request: bytes up from the client's connection, bytes down from the engine.
///
/// `@unchecked Sendable`: made, called and delivered to on the event loop of its connection only; the ``EngineLoop`` of a
/// ``FrontLoop`` delivers on that event loop.
final class RelayExchange: EngineExchangeReceiver, @unchecked Sendable {
  /// When something last came from the engine, or went to it.
  private(set) var progressed: NIODeadline
  /// Whether bytes wait for the client to take them.
  var isWaitingForClient: Bool { unwritten > 0 }

  private let request: CheckedRequest
  private let instructions: RelayInstructions
  private let loop: FrontLoop
  private let started: NIODeadline
  private let isMutating: Bool
  private var exchange: EngineExchange?
  /// Strong, since a weak reference would make each use of the connection slower. It is let go when the exchange ends or
  /// the client leaves, and every exchange does one of both.
  private var connection: FrontConnection?
  private var isStarted = false
  private var status = 0
  private var body: RelayAnswerHead.Body = .none
  private var keepsAlive = false
  private var bytesDown = 0
  private var unwritten = 0
  private var hasEnded = false
  private var remark: String?

  /// Bodies up to this size are copied behind the head or into one chunk, so that one write takes all.
  private static let copyLimit = 16 << 10

  /// An exchange for a request; ``start()`` sends it.
  init(_ request: CheckedRequest, _ instructions: RelayInstructions, connection: FrontConnection, loop: FrontLoop) {
    self.request = request
    self.instructions = instructions
    self.connection = connection
    self.loop = loop
    started = .now()
    progressed = started
    let call = RelayRequest.call(
      request, instructions, writeConnections: loop.configuration.writeConnections)
    isMutating = call.isMutating
    exchange = EngineExchange(call, on: loop.engine, receiver: self)
  }

  // MARK: From the client

  /// Sends it, once.
  func start() {
    guard !isStarted else { return }
    isStarted = true
    loop.exchanges += 1
    exchange?.start()
  }

  /// Passes on a piece of the body; false if no more should come before ``FrontConnection/uploadHasRoom()``.
  func upload(_ bytes: ByteBuffer) -> Bool {
    progressed = .coarseNow()
    return exchange?.upload(bytes) ?? true
  }

  /// The body is complete.
  func endUpload() {
    exchange?.endUpload()
  }

  /// The client's connection is gone. A read is ended; a write whose request is complete is waited for, since the engine
  /// carries it out anyway. One whose body will never be complete can only be ended.
  func clientLeft(isBodyComplete: Bool, remark: String) {
    connection = nil
    self.remark = remark
    guard !hasEnded else { return }
    guard isStarted else {
      // It would never hear of an end, which is what lets go of it.
      _ = letGo()
      return
    }
    if !isMutating || !isBodyComplete { exchange?.cancel() }
    if unwritten > 0 {
      exchange?.consumed(unwritten)
      unwritten = 0
    }
  }

  /// The engine was silent for too long.
  func timeOut() {
    exchange?.cancel(.timedOut)
  }

  // MARK: From the engine

  /// Takes what came, and writes it to the client.
  func exchangeProgressed() {
    guard let exchange else { return }
    var events = exchange.take()
    progressed = .coarseNow()
    let count = events.body?.readableBytes ?? 0
    var out: ByteBuffer?
    if let head = events.head {
      status = head.status
      if let connection {
        guard
          var answer = RelayAnswerHead(
            head, request: request, prefix: instructions.prefix, keepsAlive: connection.keepsAliveAfterAnswer,
            room: count <= Self.copyLimit ? count : 0, allocator: connection.output.allocator)
        else {
          exchange.cancel()
          return finish(.lost(cause: "The engine's answer has two lengths."), isHeadSent: false)
        }
        out = answer.takeBytes()
        body = answer.body
        keepsAlive = answer.keepsAlive
        connection.answerBegan()
      }
    }
    let isComplete = if case .success = events.end { true } else { false }
    bytesDown += count
    guard let connection else {
      if count > 0 { exchange.consumed(count) }
      if let end = events.end { finish(end, isHeadSent: status > 0) }
      return
    }
    if let bytes = events.body { append(bytes, to: &out, on: connection) }
    if isComplete, body == .chunked {
      if out == nil { out = connection.output.allocator.buffer(capacity: 5) }
      out?.writeStaticString("0\r\n\r\n")
    }
    events.body = nil
    write(out, of: count, isLast: events.end != nil, on: connection)
    if events.wantsUpload { connection.uploadHasRoom() }
    if let end = events.end { finish(end, isHeadSent: status > 0) }
  }

  /// Frames bytes of the body; large ones are written for themselves, and what is left to write stays in `target`.
  private func append(_ bytes: ByteBuffer, to target: inout ByteBuffer?, on connection: FrontConnection) {
    var bytes = bytes
    let count = bytes.readableBytes
    // Taken, not copied: a buffer with two owners is copied when it is written to.
    var out = target.take() ?? connection.output.allocator.buffer(capacity: count <= Self.copyLimit ? count + 32 : 32)
    if body == .chunked {
      out.writeString(String(count, radix: 16))
      out.writeStaticString("\r\n")
    }
    if count <= Self.copyLimit {
      out.writeBuffer(&bytes)
    } else {
      connection.output.write(out)
      connection.output.write(bytes)
      out = connection.output.allocator.buffer(capacity: 16)
    }
    if body == .chunked { out.writeStaticString("\r\n") }
    target = out
  }

  /// Writes what there is, and lets the engine be read on when the client has taken it.
  private func write(_ out: ByteBuffer?, of count: Int, isLast: Bool, on connection: FrontConnection) {
    guard let out else { return }
    if isLast || count == 0 { return connection.output.writeAndFlush(out) }
    unwritten += count
    connection.output.writeAndFlush(out) { [self] isWritten in
      progressed = .coarseNow()
      guard isWritten, unwritten >= count else { return }
      unwritten -= count
      exchange?.consumed(count)
    }
  }

  // MARK: The end

  private func finish(_ end: Result<Void, EngineTransportError>, isHeadSent: Bool) {
    switch end {
    case .success:
      note(.done, code: nil)
      let connection = letGo()
      connection?.answerEnded(keepsAlive: keepsAlive && body != .untilClose)
    case .failure(let error): finish(error, isHeadSent: isHeadSent)
    }
  }

  private func finish(_ error: EngineTransportError, isHeadSent: Bool) {
    guard !hasEnded else { return }
    let fault = RelayFault(error, isMutating: isMutating)
    if !isHeadSent, connection != nil { status = fault.status }
    note(fault.outcome, code: fault.code)
    let connection = letGo()
    guard let connection else { return }
    if isHeadSent {
      connection.output.abort()
    } else {
      connection.refuse(Refusal(status: fault.status, detail: fault.detail), isNoted: true)
    }
  }

  private func letGo() -> FrontConnection? {
    hasEnded = true
    exchange = nil
    if isStarted { loop.exchangeEnded() }
    defer { connection = nil }
    return connection
  }

  private func note(_ outcome: RewriteOutcome, code: FaultCode?) {
    loop.log.note(
      RewriteNote(
        id: request.head.id, kind: .relay, client: request.head.clientAddress, method: request.head.method,
        target: request.head.target, status: status, outcome: outcome, code: code?.rawValue, bytes: bytesDown,
        milliseconds: Double((NIODeadline.now() - started).nanoseconds) / 1e6,
        remark: remark ?? instructions.remark))
  }
}

/// What became of a relayed request that has no whole answer.
struct RelayFault {
  /// The status for the client.
  var status: Int
  /// The label in the log.
  var code: FaultCode
  /// How it ended, for the log.
  var outcome: RewriteOutcome
  /// What the person behind the client is told.
  var detail: String

  /// The fault of an error, told apart by whether the engine may have acted.
  init(_ error: EngineTransportError, isMutating: Bool) {
    switch error {
    case .notSent(let cause):
      self.init(.engineUnreachable, 503, .notSent, "The engine can't be reached; nothing was sent. (\(cause))")
    case .timedOut(let cause) where isMutating, .lost(let cause) where isMutating:
      self.init(
        .outcomeUnknown, 504, .unknown,
        "The request was sent and no whole answer came; it may have been carried out. Look before you send it again. "
          + "(\(cause))")
    case .timedOut(let cause):
      self.init(.engineReadTimeout, 504, .failed, "The engine didn't answer in time. (\(cause))")
    case .lost(let cause):
      self.init(.engineReadFailed, 502, .failed, "The engine's answer broke off. (\(cause))")
    case .answerTooLarge(let limit):
      self.init(.engineReadFailed, 502, .failed, "The engine's answer is larger than \(limit) bytes.")
    }
  }

  private init(_ code: FaultCode, _ status: Int, _ outcome: RewriteOutcome, _ detail: String) {
    self.status = status
    self.code = code
    self.outcome = outcome
    self.detail = detail
  }
}

import EngineClient
import NIOCore
import NIOHTTP1
import RewriteLog

/// A client's connection: takes requests one after the other, gives each to its lane, and writes the answers in order.
///
/// It is confined to its event loop. Requests that a client sends ahead wait in `parts`, and the client isn't read while
/// enough waits there.
final class FrontConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What a connection is for now.
  private enum Phase {
    /// Serving requests.
    case open
    /// The last answer is being written; nothing more is taken.
    case ending
    /// The answer is out and our direction closed; what the client still sends is dropped.
    case lingering(until: NIODeadline)
    /// Closed.
    case closed
  }

  /// What the connections of the event loop share.
  let loop: FrontLoop
  /// Whether the connection is encrypted.
  let isTLS: Bool
  /// Whether there were as many connections as the front takes when this one came.
  let isBeyondLimit: Bool
  /// The way to the client.
  let output = ClientOutput()
  /// The client's address, without port.
  private(set) var clientAddress = ""
  /// Since when the client has been slow.
  var clock = ClientClock()
  /// Why nothing more is read: what came isn't HTTP, or came too slowly.
  private(set) var failure: Refusal?
  /// The request under way; nil between requests.
  var current: RequestUnderWay?
  /// Whether the engine has enough of the body for now.
  var isUploadFull = false
  private var phase = Phase.open
  private var parts = PartQueue()
  private var isReadWanted = false
  private var isInputEnded = false
  private var isPumping = false
  private var isInRead = false
  private var lingeredBytes = 0

  /// How much is read and dropped after a last answer, and for how long, so that the answer isn't lost in a reset.
  private static let lingerBytes = 1 << 20
  private static let lingerTime = TimeAmount.seconds(2)

  /// A connection of a loop; one beyond the limit gets a refusal as its one answer.
  init(loop: FrontLoop, isTLS: Bool, isBeyondLimit: Bool) {
    self.loop = loop
    self.isTLS = isTLS
    self.isBeyondLimit = isBeyondLimit
  }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) {
    output.open(context)
    clientAddress = context.remoteAddress?.ipAddress ?? ""
    loop.add(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    closed()
    output.forget()
  }

  func channelInactive(context: ChannelHandlerContext) {
    closed()
    context.fireChannelInactive()
  }

  /// Bytes came, before they are decoded.
  func received(_ count: Int) {
    if case .lingering = phase { lingeredBytes += count }
    clock.received(count, isWithinRequest: current != nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .open = phase, failure == nil else { return }
    isInRead = true
    parts.append(unwrapInboundIn(data))
    pump()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isInRead = false
    startAfterRead()
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    if wantsInput { context.read() } else { isReadWanted = true }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      isInputEnded = true
      inputEnded()
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return output.close() }
    if error == .invalidEOFState {
      isInputEnded = true
      return inputEnded()
    }
    guard case .open = phase, failure == nil else { return }
    failure = Refusal(decoderError: error)
    pump()
  }

  private var wantsInput: Bool {
    switch phase {
    case .lingering: lingeredBytes < Self.lingerBytes
    case .open: !isUploadFull && !parts.isFull
    case .ending, .closed: false
    }
  }

  private func readOn() {
    guard isReadWanted, wantsInput else { return }
    isReadWanted = false
    output.read()
  }

  /// The client has ended its direction. What it asked for is still answered; a request that will never be whole isn't.
  private func inputEnded() {
    guard case .open = phase,
      let current, current.isBodyComplete || current.request.isBodyIgnored || !parts.isEmpty
    else { return output.close() }
  }

  private func closed() {
    if case .closed = phase { return }
    phase = .closed
    parts.removeAll()
    leave()
    loop.remove(self)
  }

  /// Lets go of the request under way because the client is gone.
  private func leave() {
    guard let current else { return }
    self.current = nil
    if case .relaying(let exchange) = current.sink {
      exchange.clientLeft(
        isBodyComplete: current.isBodyComplete || current.request.isBodyIgnored, remark: "The client left.")
    } else if current.request.isBodyIgnored {
      // Only reads: a mutation under way runs to its end.
      current.task?.cancel()
    }
  }

  // MARK: Requests

  /// Takes what waits, as far as the request under way lets it.
  func pump() {
    guard !isPumping else { return }
    isPumping = true
    defer { isPumping = false }
    while case .open = phase, canTakeNext {
      guard let part = parts.popFirst() else { break }
      switch part {
      case .head(let head): begin(head)
      case .body(let bytes): take(bytes)
      case .end: endBody()
      }
    }
    if case .open = phase, current == nil, parts.isEmpty, let failure {
      refuse(failure)
    } else if case .open = phase, failure != nil, let current, !current.isBodyComplete, parts.isEmpty {
      bodyBroke()
    }
    if !isInRead { startAfterRead() }
    readOn()
  }

  private var canTakeNext: Bool {
    guard let next = parts.first else { return false }
    guard let current else { return true }
    switch next {
    case .head: return false
    case .body, .end:
      if case .waiting = current.sink { return false }
      return !isUploadFull
    }
  }

  // MARK: Answers

  /// Whether the connection can serve another request once the answer that begins now is written. Not if the request's
  /// body hasn't come by then: it might never.
  var keepsAliveAfterAnswer: Bool {
    guard let current else { return false }
    return current.request.keepsAlive && !isInputEnded && failure == nil && !loop.isDraining
      && (current.isBodyComplete || current.request.framing == .none)
  }

  /// The head of an answer is on its way.
  func answerBegan() {
    current?.hasAnswerBegun = true
  }

  /// The engine takes more of the body.
  func uploadHasRoom() {
    guard isUploadFull else { return }
    isUploadFull = false
    clock.restart()
    pump()
  }

  /// The answer under way is whole.
  func answerEnded(keepsAlive: Bool) {
    guard let current else { return }
    current.hasAnswerBegun = true
    current.sink = .dropping
    isUploadFull = false
    if !keepsAlive || !current.request.keepsAlive || loop.isDraining { return end() }
    current.isAnswered = true
    pump()
    endIfDone()
  }

  /// Goes on to the next request once this one is answered and its body is here.
  func endIfDone() {
    guard let current, current.isAnswered, current.isBodyComplete else { return }
    self.current = nil
    clock.restart()
    if isInputEnded && parts.isEmpty { return end() }
    pump()
  }

  /// Writes a whole answer.
  func write(_ answer: GatewayAnswer) {
    let keepsAlive = keepsAliveAfterAnswer
    output.writeAndFlush(answerBytes(answer, keepsAlive: keepsAlive)) { _ in }
    answerEnded(keepsAlive: keepsAlive)
  }

  /// The last bytes of an answer; what goes before them is queued.
  private func answerBytes(_ answer: GatewayAnswer, keepsAlive: Bool) -> ByteBuffer {
    var bytes = output.allocator.buffer(capacity: 0)
    let request = current?.request
    let body = AnswerBytes.write(
      answer, id: request?.head.id, isHead: request?.head.method == "HEAD", keepsAlive: keepsAlive,
      isHTTP10: request?.isHTTP10 ?? false, into: &bytes)
    guard let body else { return bytes }
    output.write(bytes)
    return body
  }

  /// Answers with a refusal and ends the connection; only if nothing of an answer has been sent.
  func refuse(_ refusal: Refusal, isNoted: Bool = false) {
    guard case .open = phase else { return }
    if !isNoted { note(refusal) }
    let answer = loop.handler.refusal(
      of: current?.request.head, status: refusal.status, detail: refusal.detail,
      retryAfterSeconds: refusal.retryAfterSeconds)
    let keepsAlive =
      refusal.retryAfterSeconds == nil && refusal.status >= 500 && refusal.status != 501 && refusal.status != 505
      && keepsAliveAfterAnswer
    output.writeAndFlush(answerBytes(answer, keepsAlive: keepsAlive))
    if keepsAlive { answerEnded(keepsAlive: true) } else { end() }
  }

  private func note(_ refusal: Refusal) {
    let head = current?.request.head
    loop.log.note(
      RewriteNote(
        id: head?.id ?? RequestID.next(), kind: .relay, client: clientAddress, method: head?.method ?? "",
        target: head?.target ?? "", status: refusal.status, outcome: .refused, milliseconds: 0,
        remark: refusal.detail))
  }

  // MARK: Ending

  /// Closes our direction once what was written is out, and waits a little for the client to take it: closing at once
  /// while bytes of the client are unread would reset the connection and lose the answer.
  private func end() {
    guard case .open = phase else { return }
    let needsLinger = !(current?.isBodyComplete ?? (failure == nil)) || !parts.isEmpty || failure != nil
    current = nil
    parts.removeAll()
    phase = .ending
    output.writeAndFlush(ByteBuffer()) { [self] isWritten in
      guard case .ending = phase else { return }
      guard isWritten, needsLinger, !isInputEnded else { return output.close() }
      phase = .lingering(until: .now() + Self.lingerTime)
      output.endSending()
      readOn()
    }
  }

  /// Ends a connection that is between requests; one with a request under way ends after it.
  func drain() {
    if case .open = phase, current == nil { end() }
  }

  /// Ends whatever is under way.
  func closeNow() {
    output.close()
  }

  // MARK: Time

  /// Looks whether somebody took too long.
  func sweep(_ now: NIODeadline) {
    let limits = loop.configuration
    if case .lingering(let end) = phase, now >= end { return output.close() }
    if output.isStuck(now, limitSeconds: limits.idleTimeoutSeconds) { return output.close() }
    guard case .open = phase else { return }
    guard let current else {
      if clock.isHeadLate(now, limitSeconds: limits.headTimeoutSeconds) {
        refuse(Refusal(status: 408, detail: "The head of the request didn't come in time."))
      } else if !clock.isHeadBegun, clock.isSilent(now, limitSeconds: limits.idleTimeoutSeconds) {
        end()
      }
      return
    }
    if case .relaying(let exchange) = current.sink, !exchange.isWaitingForClient,
      now - exchange.progressed > .seconds(Int64(limits.relayTimeoutSeconds))
    {
      return exchange.timeOut()
    }
    if case .waiting = current.sink { return }
    guard !current.isBodyComplete, !current.request.isBodyIgnored, !isUploadFull,
      clock.isSilent(now, limitSeconds: limits.idleTimeoutSeconds)
    else { return }
    failure = Refusal(status: 408, detail: "The body of the request came too slowly, or not at all.")
    bodyBroke()
  }
}

import NIOCore
import Synchronization

/// Who hears of an exchange.
public protocol EngineExchangeReceiver: AnyObject, Sendable {
  /// Something came: call ``EngineExchange/take()``. Called where the ``EngineLoop`` delivers, once for each batch.
  func exchangeProgressed()
}

/// The head of an answer, as the bytes that came.
public struct EngineAnswerHead: Sendable {
  /// The status; never informational (1xx).
  public var status: Int
  /// Status line and header lines with their line ends, without the empty line.
  public var bytes: [UInt8]
}

/// One request to the engine and its answer, streamed both ways. Both sides may be paused, so what waits in memory stays
/// below the high-water mark and one read of the socket.
///
/// The receiver's side (``take()``, ``consumed(_:)``, ``upload(_:)``) and the loop's thread meet in `state` only.
public final class EngineExchange: Sendable {
  /// What came since the last time.
  public struct Events {
    /// The head; nil if it was taken before or hasn't come.
    public var head: EngineAnswerHead?
    /// Bytes of the body.
    public var body: ByteBuffer?
    /// Whether the whole body is the one that was likely; no bytes of it are given then.
    public var isBodyAsLikely = false
    /// Whether the upload ran low and wants more.
    public var wantsUpload = false
    /// How it ended; nothing comes after that.
    public var end: Result<Void, EngineTransportError>?
  }

  struct State {
    var receiver: (any EngineExchangeReceiver)?
    var events = Events()
    var waitingBytes = 0
    var isReceivePaused = false
    /// What waits to be uploaded; nil before there is anything, as for every read.
    var uploads: CircularBuffer<ByteBuffer>?
    var uploadBytes = 0
    var isUploadEnded = false
    var isUploadPaused = false
    var isUploadRefused = false
    var transfer: Transfer?
    var isCancelled = false
    var likely: LikelyBody?
  }

  /// What is asked.
  let call: EngineCall
  private let loop: EngineLoop
  private let state: Mutex<State>

  /// An exchange that starts with ``start()``.
  ///
  /// - Parameter likelyBody: what the answer's body probably is; as long as it is, nothing of it is kept or delivered.
  public init(
    _ call: EngineCall, on loop: EngineLoop, receiver: any EngineExchangeReceiver, likelyBody: [UInt8]? = nil
  ) {
    self.call = call
    self.loop = loop
    self.state = Mutex(State(receiver: receiver, likely: likelyBody.map { LikelyBody(bytes: $0) }))
  }

  // MARK: The receiver's side

  /// Queues it for the loop's thread.
  public func start() {
    loop.submit(.start(self))
  }

  /// Takes what came. After an end the receiver is let go.
  public func take() -> Events {
    state.withLock { state in
      let events = state.events
      state.events = Events()
      if events.end != nil { state.receiver = nil }
      return events
    }
  }

  /// Says that `count` bytes of the body are off our hands, so that the engine is read on.
  public func consumed(_ count: Int) {
    let resumes = state.withLock { state in
      state.waitingBytes -= count
      guard state.isReceivePaused, state.waitingBytes <= call.highWaterBytes / 2 else { return false }
      state.isReceivePaused = false
      return true
    }
    if resumes { loop.submit(.resume(self)) }
  }

  /// Gives bytes of the request's body. Returns whether more may follow at once; if not, wait for `wantsUpload`.
  public func upload(_ bytes: ByteBuffer) -> Bool {
    let (resumes, hasRoom) = state.withLock { state in
      if state.isUploadRefused { return (false, true) }
      if state.uploads == nil { state.uploads = CircularBuffer(initialCapacity: 2) }
      state.uploads?.append(bytes)
      state.uploadBytes += bytes.readableBytes
      let resumes = state.isUploadPaused
      state.isUploadPaused = false
      return (resumes, state.uploadBytes < call.highWaterBytes)
    }
    if resumes { loop.submit(.resume(self)) }
    return hasRoom
  }

  /// Says that the request's body is complete.
  public func endUpload() {
    let resumes = state.withLock { state in
      state.isUploadEnded = true
      let resumes = state.isUploadPaused
      state.isUploadPaused = false
      return resumes
    }
    if resumes { loop.submit(.resume(self)) }
  }

  /// Ends it at once; the receiver hears `lost` or `notSent`, or nothing if it has heard of an end.
  public func cancel(_ reason: CancelReason = .cancelled) {
    state.withLock { $0.isCancelled = true }
    loop.submit(.cancel(self, reason))
  }

  /// Why an exchange is ended from our side.
  public enum CancelReason: Sendable {
    /// Nobody wants the answer.
    case cancelled
    /// The caller's deadline passed.
    case timedOut
    /// The caller's limit for the answer is exceeded.
    case answerTooLarge(limit: Int)
  }

  // MARK: The loop's side

  /// The transfer that carries it; only the loop's thread asks.
  var transfer: Transfer? {
    get { state.withLock { $0.transfer } }
    set { state.withLock { $0.transfer = newValue } }
  }

  /// Whether the receiver's side ended it, perhaps before it was started.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// The head is complete.
  func receive(_ head: EngineAnswerHead) {
    state.withLock { $0.events.head = head }
  }

  /// Takes bytes of the body; false if too much waits, and then libcurl gives the same bytes again after a resume.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      if state.likely != nil {
        if state.likely?.goesOn(with: bytes) == true { return true }
        Self.keepWhatMatched(&state)
      }
      guard state.waitingBytes < call.highWaterBytes else {
        state.isReceivePaused = true
        return false
      }
      state.waitingBytes += bytes.count
      if state.events.body == nil {
        state.events.body = ByteBuffer(bytes: bytes)
      } else {
        state.events.body?.writeBytes(bytes)
      }
      return true
    }
  }

  /// The body isn't the likely one: what came before is kept like any other.
  private static func keepWhatMatched(_ state: inout State) {
    guard let likely = state.likely else { return }
    state.likely = nil
    guard likely.matched > 0 else { return }
    state.waitingBytes += likely.matched
    state.events.body = ByteBuffer(bytes: likely.bytes[..<likely.matched])
  }

  /// The whole upload, if it is complete and has between 1 and `limit` bytes; nothing is left to be uploaded then.
  func takeWholeUpload(limit: Int) -> ByteBuffer? {
    state.withLock { state in
      guard case .length(let length) = call.upload, state.isUploadEnded, state.uploadBytes == length, length > 0,
        length <= limit, var whole = state.uploads?.popFirst()
      else { return nil }
      while var next = state.uploads?.popFirst() { whole.writeBuffer(&next) }
      state.uploadBytes = 0
      return whole
    }
  }

  /// What there is to upload.
  enum UploadStep {
    case bytes(Int)
    case end
    case pause
  }

  /// Copies bytes of the upload to libcurl; `wantsMore` says that the receiver should be told.
  func fill(_ target: UnsafeMutableRawBufferPointer) -> (step: UploadStep, wantsMore: Bool) {
    state.withLock { state in
      let before = state.uploadBytes
      var filled = 0
      while filled < target.count, var next = state.uploads?.first {
        let count = min(target.count - filled, next.readableBytes)
        next.readWithUnsafeReadableBytes { source in
          UnsafeMutableRawBufferPointer(rebasing: target[filled..<(filled + count)])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
          return count
        }
        filled += count
        if next.readableBytes == 0 {
          state.uploads?.removeFirst()
        } else if let first = state.uploads?.startIndex {
          state.uploads?[first] = next
        }
      }
      state.uploadBytes -= filled
      let mark = call.highWaterBytes
      let wantsMore = !state.isUploadEnded && (filled == 0 || (before >= mark && state.uploadBytes < mark))
      if wantsMore { state.events.wantsUpload = true }
      if filled > 0 { return (.bytes(filled), wantsMore) }
      if state.isUploadEnded { return (.end, false) }
      state.isUploadPaused = true
      return (.pause, wantsMore)
    }
  }

  /// Which directions are to stay paused, as bits of `curl_easy_pause`.
  var pausedDirections: (receive: Bool, send: Bool) {
    state.withLock { ($0.isReceivePaused, $0.isUploadPaused) }
  }

  /// It is over; what is still to be uploaded is dropped.
  func end(_ result: Result<Void, EngineTransportError>) {
    state.withLock { state in
      state.events.isBodyAsLikely = state.likely?.isWhole == true
      if !state.events.isBodyAsLikely { Self.keepWhatMatched(&state) }
      state.events.end = result
      state.transfer = nil
      state.uploads = nil
      state.uploadBytes = 0
      state.isUploadRefused = true
      state.isUploadPaused = false
      state.isReceivePaused = false
    }
  }

  /// Tells the receiver, if it still listens.
  public func deliver() {
    state.withLock { $0.receiver }?.exchangeProgressed()
  }
}

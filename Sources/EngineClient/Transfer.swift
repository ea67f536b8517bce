import CLibcurl
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// An easy handle of libcurl and what it is doing. Handles are kept and used again, with everything that is the same for
/// every request set once.
///
/// `@unchecked Sendable`: after `init` only the loop's thread reads or writes its fields; an ``EngineExchange`` merely
/// keeps a reference for that thread.
final class Transfer: @unchecked Sendable {
  /// The easy handle.
  let easy: UnsafeMutableRawPointer
  /// What it carries; nil while it waits in the pool.
  private(set) var exchange: EngineExchange?
  /// The socket that libcurl last waited for on behalf of this exchange, since the request was started; -1 for none.
  var socket: curl_socket_t = -1
  /// Where the loop has it among the transfers under way.
  var place = 0
  /// Whether its exchange is in the batch to be delivered.
  var isQueued = false

  private unowned let core: EngineLoopCore
  private let errorText: UnsafeMutablePointer<CChar>
  private var list: UnsafeMutablePointer<curl_slist>?
  private let head = AnswerHeadBuffer()
  private var status = 0
  private var isHeadComplete = false
  private var starts = 0
  private var isRepeatStopped = false
  private var reusesConnection = true
  private var keepsConnection = true
  private let idleConnectionSeconds: Int
  private var idleSecondsInEffect: Int
  private var deadlineMilliseconds = 0
  /// Keeps the memory from which libcurl sends a whole body.
  private var wholeUpload: AnyObject?
  private var form = Form.get
  /// Why our side ended it, if it did.
  private var cancelReason: EngineExchange.CancelReason?

  /// What libcurl's options for method and body stand at, so that the next request of the same kind sets none of them.
  private enum Form {
    /// A `GET`, as a new handle has it.
    case get
    /// A `POST` with its body in one piece.
    case post
    /// Anything else.
    case other
  }

  /// The most bytes that the head of an answer may have; libcurl 7.88 has no limit of its own for all lines together.
  private static let answerHeadLimit = 256 << 10

  /// How old an idle connection may be and still carry a write. libcurl counts whole seconds and takes what isn't more: 0
  /// is less than a second, far below what servers wait before they close a connection.
  private static let idleSecondsForWrites = 0

  /// Bodies up to this size that are complete when the request starts go out with its head, in one system call.
  private static let wholeUploadLimit = 32 << 10

  /// A handle for requests to the engine of this configuration; nil when memory is short.
  ///
  /// - Parameter url: the engine's origin, which libcurl then needn't take apart for each request. It must live as long.
  init?(
    core: EngineLoopCore, sockets: EngineSockets, url: OpaquePointer, configuration: EngineClientConfiguration
  ) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.core = core
    idleConnectionSeconds = configuration.idleConnectionSeconds
    idleSecondsInEffect = configuration.idleConnectionSeconds
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    let this = Unmanaged.passUnretained(self).toOpaque()
    for option in [
      CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_PREREQDATA,
    ] {
      clibcurl_set_pointer(easy, option, this)
    }
    clibcurl_set_callbacks(easy, Self.onHeader, Self.onBody, Self.onUpload, Self.onStart)
    clibcurl_set_close_callback(easy, EngineSockets.onClose, Unmanaged.passUnretained(sockets).toOpaque())
    clibcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    clibcurl_set_pointer(easy, CURLOPT_CURLU, UnsafeMutableRawPointer(url))
    clibcurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    clibcurl_set_string(easy, CURLOPT_PROXY, "")
    clibcurl_set_string(easy, CURLOPT_NOPROXY, "*")
    clibcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    clibcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    clibcurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    clibcurl_set_long(easy, CURLOPT_BUFFERSIZE, 64 << 10)
    clibcurl_set_long(easy, CURLOPT_CONNECTTIMEOUT, configuration.connectTimeoutSeconds)
    clibcurl_set_long(easy, CURLOPT_MAXAGE_CONN, configuration.idleConnectionSeconds)
    clibcurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
    clibcurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
    if let file = configuration.caFile {
      clibcurl_set_string(easy, CURLOPT_CAINFO, file)
      clibcurl_set_pointer(easy, CURLOPT_CAPATH, nil)
    }
  }

  deinit {
    curl_easy_cleanup(easy)
    free(list)
    errorText.deallocate()
  }

  /// Sets what belongs to this call. Returns false when memory is short.
  func prepare(_ exchange: EngineExchange) -> Bool {
    let call = exchange.call
    let lines = call.lines
    list =
      lines.count == 0
      ? nil
      : lines.bytes.withUnsafeBytes { bytes in
        clibcurl_header_list(bytes.bindMemory(to: CChar.self).baseAddress ?? emptyText, bytes.count, lines.count)
      }
    guard lines.count == 0 || list != nil else { return false }
    clibcurl_set_pointer(easy, CURLOPT_HTTPHEADER, list)
    _ = call.target.withCString { clibcurl_set_string(easy, CURLOPT_REQUEST_TARGET, $0) }
    if let whole = exchange.takeWholeUpload(limit: Self.wholeUploadLimit) {
      setMethod(call, whole: whole)
    } else {
      setMethod(call)
    }
    setConnection(call)
    if call.deadlineMilliseconds != deadlineMilliseconds {
      deadlineMilliseconds = call.deadlineMilliseconds
      clibcurl_set_long(easy, CURLOPT_TIMEOUT_MS, deadlineMilliseconds)
    }
    errorText[0] = 0
    socket = -1
    starts = 0
    isRepeatStopped = false
    status = 0
    isHeadComplete = false
    cancelReason = nil
    head.clear()
    self.exchange = exchange
    exchange.transfer = self
    return true
  }

  /// Has libcurl send a body together with the head, from the memory where it is.
  private func setMethod(_ call: EngineCall, whole body: ByteBuffer) {
    let isPost = call.method == "POST"
    if form != .post || !isPost {
      clibcurl_set_long(easy, CURLOPT_POST, 1)
      clibcurl_set_string(easy, CURLOPT_CUSTOMREQUEST, isPost ? nil : call.method)
    }
    form = isPost ? .post : .other
    clibcurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.readableBytes))
    body.withUnsafeReadableBytesWithStorageManagement { bytes, storage in
      wholeUpload = storage.takeUnretainedValue()
      _ = clibcurl_set_pointer(easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
  }

  private func setMethod(_ call: EngineCall) {
    let isGet = call.method == "GET" && call.upload == .none
    if isGet, form == .get { return }
    form = isGet ? .get : .other
    clibcurl_set_long(easy, CURLOPT_HTTPGET, 1)
    switch call.upload {
    case .none:
      if call.method == "HEAD" { clibcurl_set_long(easy, CURLOPT_NOBODY, 1) }
      let isPlain = call.method == "GET" || call.method == "HEAD"
      clibcurl_set_string(easy, CURLOPT_CUSTOMREQUEST, isPlain ? nil : call.method)
    case .length(let count):
      clibcurl_set_long(easy, CURLOPT_UPLOAD, 1)
      clibcurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(count))
      clibcurl_set_string(easy, CURLOPT_CUSTOMREQUEST, call.method)
    case .chunked:
      clibcurl_set_long(easy, CURLOPT_UPLOAD, 1)
      clibcurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, -1)
      clibcurl_set_string(easy, CURLOPT_CUSTOMREQUEST, call.method)
    }
  }

  /// A write has a connection of its own, before and after: libcurl sends a request again, writes too, when a reused
  /// connection turns out to be dead (curl's issue 18417). One that may use a kept connection is stopped by `onStart`
  /// when libcurl tries that.
  private func setConnection(_ call: EngineCall) {
    let reuses = !call.isMutating || call.connections == .kept
    let keeps = reuses && call.lines.keepsConnection
    let idleSeconds = call.isMutating ? Self.idleSecondsForWrites : idleConnectionSeconds
    if reuses != reusesConnection {
      reusesConnection = reuses
      clibcurl_set_long(easy, CURLOPT_FRESH_CONNECT, reuses ? 0 : 1)
    }
    if keeps != keepsConnection {
      keepsConnection = keeps
      clibcurl_set_long(easy, CURLOPT_FORBID_REUSE, keeps ? 0 : 1)
    }
    if reuses, idleSeconds != idleSecondsInEffect {
      idleSecondsInEffect = idleSeconds
      clibcurl_set_long(easy, CURLOPT_MAXAGE_CONN, idleSeconds)
    }
  }

  /// Remembers why our side ends it.
  func cancel(_ reason: EngineExchange.CancelReason) {
    cancelReason = reason
  }

  /// Gives up the exchange, with how it ended.
  func finish(_ code: CURLcode) -> EngineExchange? {
    defer {
      exchange = nil
      clibcurl_set_pointer(easy, CURLOPT_HTTPHEADER, nil)
      if wholeUpload != nil {
        clibcurl_set_pointer(easy, CURLOPT_POSTFIELDS, nil)
        wholeUpload = nil
      }
      free(list)
      list = nil
    }
    guard let exchange else { return nil }
    exchange.end(result(code))
    return exchange
  }

  private func result(_ code: CURLcode) -> Result<Void, EngineTransportError> {
    switch cancelReason {
    case .answerTooLarge(let limit): return .failure(.answerTooLarge(limit: limit))
    case .timedOut where starts > 0: return .failure(.timedOut(cause: "The deadline passed."))
    case .cancelled where starts > 0: return .failure(.lost(cause: "It was cancelled."))
    case .timedOut, .cancelled: return .failure(.notSent(cause: "It was ended before it was sent."))
    case nil: break
    }
    if code == CURLE_OK {
      return isHeadComplete ? .success(()) : .failure(.lost(cause: "The engine gave no answer."))
    }
    let text = errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    // `onStart` runs before the first byte of a request, on a new connection and on a kept one: if it never ran, nothing
    // can have left.
    if starts == 0 { return .failure(.notSent(cause: text)) }
    if isRepeatStopped {
      return .failure(.lost(cause: "The kept connection ended before an answer; nothing was sent again."))
    }
    return .failure(code == CURLE_OPERATION_TIMEDOUT ? .timedOut(cause: text) : .lost(cause: text))
  }

  // MARK: Callbacks of libcurl, on the loop's thread

  private static let onHeader: curl_write_callback = { bytes, size, count, this in
    guard let this, let bytes else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(this).takeUnretainedValue()
    return transfer.receiveLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  private static let onBody: curl_write_callback = { bytes, size, count, this in
    guard let this, let bytes, size * count > 0 else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(this).takeUnretainedValue()
    guard let exchange = transfer.exchange else { return 0 }
    transfer.core.queue(transfer)
    let isTaken = exchange.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return isTaken ? size * count : Int(CURL_WRITEFUNC_PAUSE)
  }

  private static let onUpload: curl_read_callback = { bytes, size, count, this in
    guard let this, let bytes else { return Int(CURL_READFUNC_ABORT) }
    let transfer = Unmanaged<Transfer>.fromOpaque(this).takeUnretainedValue()
    guard let exchange = transfer.exchange else { return Int(CURL_READFUNC_ABORT) }
    let (step, wantsMore) = exchange.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    if wantsMore { transfer.core.queue(transfer) }
    switch step {
    case .bytes(let filled): return filled
    case .end: return 0
    case .pause: return Int(CURL_READFUNC_PAUSE)
    }
  }

  /// Called by libcurl each time that it is about to send the request. A write that would start a second time is stopped
  /// here, whatever made libcurl try.
  private static let onStart: curl_prereq_callback = { this, _, _, _, _ in
    guard let this else { return CURL_PREREQFUNC_ABORT }
    let transfer = Unmanaged<Transfer>.fromOpaque(this).takeUnretainedValue()
    transfer.starts += 1
    transfer.socket = -1
    transfer.isRepeatStopped = transfer.starts > 1 && transfer.exchange?.call.isMutating ?? true
    return transfer.isRepeatStopped ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK
  }

  /// Takes a line of the head. Informational heads (1xx) are dropped, trailers too.
  private func receiveLine(_ line: UnsafeRawBufferPointer) -> Bool {
    if isHeadComplete { return true }
    if Self.isStatusLine(line) {
      head.clear()
      status = Self.status(line)
      if status == 101 { return false }
    }
    guard line.count > 2 || !(line.first == 13 || line.first == 10) else {
      guard status >= 200 else { return true }
      isHeadComplete = true
      exchange?.receive(EngineAnswerHead(status: status, bytes: head.bytes))
      core.queue(self)
      return true
    }
    return head.append(line, limit: Self.answerHeadLimit)
  }

  private static func isStatusLine(_ line: UnsafeRawBufferPointer) -> Bool {
    let beginning: StaticString = "HTTP/"
    guard let start = line.baseAddress, line.count >= beginning.utf8CodeUnitCount else { return false }
    return memcmp(start, beginning.utf8Start, beginning.utf8CodeUnitCount) == 0
  }

  private static func status(_ line: UnsafeRawBufferPointer) -> Int {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return 0 }
    var status = 0
    for byte in line[(space + 1)...].prefix(3) {
      guard (0x30...0x39).contains(byte) else { return 0 }
      status = status * 10 + Int(byte & 0xF)
    }
    return status
  }
}

/// What a pointer to no bytes points to.
private nonisolated(unsafe) let emptyText = UnsafePointer<CChar>(UnsafeMutablePointer<CChar>.allocate(capacity: 1))

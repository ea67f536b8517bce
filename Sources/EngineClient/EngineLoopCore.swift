import CLibcurl

#if canImport(Glibc)
  import Glibc
#endif

/// The multi handle and its transfers.
///
/// `@unchecked Sendable`: after `init` only the loop's thread calls it, but for ``wake()``, which libcurl allows from any
/// thread while the handle lives. Whoever calls it holds a reference, so the handle lives; the last reference may be let go
/// on any thread once the loop's thread has ended.
final class EngineLoopCore: @unchecked Sendable {
  /// How many exchanges ended since the loop looked.
  var ended = 0

  private let configuration: EngineClientConfiguration
  private let multi: UnsafeMutableRawPointer
  private let sockets: EngineSockets
  /// The engine's origin, taken apart.
  private let url: OpaquePointer
  private var pool: [Transfer] = []
  /// The transfers under way, each at its `place`.
  private var active: [Transfer] = []
  private var batch: [EngineExchange] = []
  private var queued: [Transfer] = []

  /// Idle connections that are kept, and easy handles too.
  private static let poolLimit = 256

  /// An empty one; nil when memory or descriptors are short, or when libcurl takes the origin for no URL.
  init?(_ configuration: EngineClientConfiguration) {
    guard let sockets = EngineSockets(), let url = curl_url() else { return nil }
    guard curl_url_set(url, CURLUPART_URL, configuration.origin + "/", 0) == CURLUE_OK, let multi = curl_multi_init()
    else {
      curl_url_cleanup(url)
      return nil
    }
    self.url = url
    self.multi = multi
    self.sockets = sockets
    self.configuration = configuration
    clibcurl_multi_set_callbacks(
      multi, EngineSockets.onSocket, EngineSockets.onTimer, Unmanaged.passUnretained(sockets).toOpaque())
    clibcurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.poolLimit)
  }

  deinit {
    pool.removeAll()
    curl_multi_cleanup(multi)
    curl_url_cleanup(url)
  }

  /// OpenSSL writes without `MSG_NOSIGNAL`; a closed connection must not end the process.
  static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Ends the wait of the thread.
  func wake() {
    sockets.wake()
  }

  /// Puts an exchange into the batch, once.
  func queue(_ transfer: Transfer) {
    guard !transfer.isQueued, let exchange = transfer.exchange else { return }
    transfer.isQueued = true
    queued.append(transfer)
    batch.append(exchange)
  }

  /// Carries out what the receivers ask.
  func carryOut(_ command: EngineLoop.Command) {
    switch command {
    case .start(let exchange): start(exchange)
    case .resume(let exchange):
      guard let transfer = exchange.transfer else { return }
      let paused = exchange.pausedDirections
      curl_easy_pause(
        transfer.easy, (paused.receive ? CURLPAUSE_RECV : 0) | (paused.send ? CURLPAUSE_SEND : 0))
    case .cancel(let exchange, let reason):
      guard let transfer = exchange.transfer else { return }
      transfer.cancel(reason)
      finish(transfer, CURLE_ABORTED_BY_CALLBACK)
    }
  }

  private func start(_ exchange: EngineExchange) {
    if exchange.isCancelled {
      exchange.end(.failure(.notSent(cause: "It was ended before it was sent.")))
      batch.append(exchange)
      ended += 1
      return
    }
    let transfer = pool.popLast() ?? Transfer(core: self, sockets: sockets, url: url, configuration: configuration)
    guard let transfer, transfer.prepare(exchange), curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
      exchange.end(.failure(.notSent(cause: "libcurl has no memory for a request.")))
      batch.append(exchange)
      ended += 1
      return
    }
    transfer.place = active.count
    active.append(transfer)
  }

  /// Sleeps until a socket, libcurl's timer or ``wake()`` has something, and lets libcurl do it.
  func wait() {
    var running: Int32 = 0
    sockets.wait(everyTransferIsPlaced: { !active.contains { $0.socket < 0 } }) { ready in
      curl_multi_socket_action(multi, ready.socket, ready.events, &running)
    }
    perform()
  }

  /// Lets libcurl do what is due without waiting: what was just added or resumed, and what its timer says.
  func perform() {
    var running: Int32 = 0
    while sockets.isTimerDue {
      sockets.clearTimer()
      curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
    }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let this = clibcurl_private(easy)
      else { continue }
      finish(Unmanaged<Transfer>.fromOpaque(this).takeUnretainedValue(), clibcurl_result(message))
    }
  }

  private func finish(_ transfer: Transfer, _ code: CURLcode) {
    curl_multi_remove_handle(multi, transfer.easy)
    removeFromActive(transfer)
    sockets.released(transfer.socket)
    queue(transfer)
    transfer.isQueued = false
    _ = transfer.finish(code)
    ended += 1
    if pool.count < Self.poolLimit { pool.append(transfer) }
  }

  /// Takes a transfer out of `active`; the last one takes its place.
  private func removeFromActive(_ transfer: Transfer) {
    let last = active.removeLast()
    guard last !== transfer else { return }
    active[transfer.place] = last
    last.place = transfer.place
  }

  /// Ends every transfer, as lost or not sent.
  func endAll() {
    for transfer in active {
      transfer.cancel(.cancelled)
      finish(transfer, CURLE_ABORTED_BY_CALLBACK)
    }
  }

  /// What has something new.
  func takeBatch() -> [EngineExchange] {
    for transfer in queued { transfer.isQueued = false }
    queued.removeAll(keepingCapacity: true)
    defer { batch = [] }
    return batch
  }
}

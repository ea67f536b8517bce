import CLibcurl

#if canImport(Glibc)
  import Glibc
#endif

/// The sockets that libcurl waits for, in an epoll of their own, its timer, and the descriptor that wakes the thread.
///
/// A connection that goes back to libcurl's pool stays registered, so that a request on a kept connection costs no
/// `epoll_ctl`. It is taken out when it shows an event that nobody waits for, as when the engine closes it; then it is
/// also ended from our side, since libcurl 7.88 takes one that was reset for alive.
///
/// Used by the loop's thread only, but for ``wake()``.
final class EngineSockets {
  /// A socket with something to do, as libcurl's bits `CURL_CSELECT_…`.
  struct Ready {
    var socket: curl_socket_t
    var events: Int32
  }

  private let epoll: Int32
  private let waker: Int32
  private var registered: [UInt32] = []
  private var wanted: [UInt32] = []
  /// Whether the socket belongs to no transfer. One of a paused transfer isn't wanted either, but has an owner.
  private var isIdle: [Bool] = []
  /// When libcurl wants to be called, in milliseconds of the monotonic clock; 0 for at once, nil for never.
  private var dueMilliseconds: Int?
  private var events: [epoll_event]

  /// nil when descriptors are short.
  init?() {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    waker = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    events = [epoll_event](repeating: epoll_event(), count: 128)
    guard epoll >= 0, waker >= 0 else { return nil }
    // By edges, so that nobody has to read it: each write wakes once. Its counter would overflow after 2^64 of them.
    var event = epoll_event(events: EPOLLIN.rawValue | EPOLLET.rawValue, data: epoll_data_t(fd: waker))
    epoll_ctl(epoll, EPOLL_CTL_ADD, waker, &event)
  }

  deinit {
    if epoll >= 0 { Glibc.close(epoll) }
    if waker >= 0 { Glibc.close(waker) }
  }

  /// Ends ``wait(_:)``; may be called on any thread.
  func wake() {
    eventfd_write(waker, 1)
  }

  /// Waits, then calls `body` for each socket with something to do.
  ///
  /// - Parameter everyTransferIsPlaced: whether each transfer under way has told its socket. libcurl tells none while it
  ///   hasn't waited for anything, as when a whole buffer of answer is there at once; such a socket still counts as idle.
  func wait(everyTransferIsPlaced: () -> Bool, _ body: (Ready) -> Void) {
    let timeout = dueMilliseconds.map { max(0, min($0 - Self.now(), 1 << 30)) } ?? -1
    let count = epoll_wait(epoll, &events, Int32(events.count), Int32(timeout))
    for index in 0..<max(0, Int(count)) {
      let event = events[index]
      let socket = event.data.fd
      if socket == waker { continue }
      guard wanted[Int(socket)] != 0 else {
        registered[Int(socket)] = 0
        epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil)
        if isIdle[Int(socket)], everyTransferIsPlaced() { Self.end(socket) }
        continue
      }
      var bits: Int32 = 0
      if event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) != 0 { bits |= CURL_CSELECT_IN }
      if event.events & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
      if event.events & EPOLLERR.rawValue != 0 { bits |= CURL_CSELECT_ERR }
      body(Ready(socket: socket, events: bits))
    }
  }

  /// The transfer that used a socket is over: if it is still open, it waits in libcurl's pool.
  func released(_ socket: curl_socket_t) {
    guard socket >= 0, Int(socket) < wanted.count, wanted[Int(socket)] == 0 else { return }
    isIdle[Int(socket)] = registered[Int(socket)] != 0
  }

  /// Leaves a socket so that whoever looks sees the end of the stream: without a pending error, and without bytes that
  /// would be taken for the answer to the next request.
  private static func end(_ socket: curl_socket_t) {
    var error: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
    shutdown(socket, Int32(SHUT_RDWR))
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { scratch in
      for _ in 0..<64 where recv(socket, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT)) <= 0 {
        return
      }
    }
  }

  /// Whether libcurl wants to be called now.
  var isTimerDue: Bool {
    guard let dueMilliseconds else { return false }
    return dueMilliseconds == 0 || dueMilliseconds <= Self.now()
  }

  /// Forgets the timer before libcurl is called for it; it sets a new one if it wants.
  func clearTimer() {
    dueMilliseconds = nil
  }

  // MARK: Callbacks of libcurl

  /// libcurl waits for other events of a socket than before.
  static let onSocket: curl_socket_callback = { easy, socket, what, this, _ in
    guard let this else { return 0 }
    if what != CURL_POLL_REMOVE, let easy, let transfer = clibcurl_private(easy) {
      Unmanaged<Transfer>.fromOpaque(transfer).takeUnretainedValue().socket = socket
    }
    Unmanaged<EngineSockets>.fromOpaque(this).takeUnretainedValue().want(socket, what)
    return 0
  }

  /// libcurl wants to be called in so many milliseconds; -1 for never.
  static let onTimer: curl_multi_timer_callback = { _, milliseconds, this in
    guard let this else { return 0 }
    let sockets = Unmanaged<EngineSockets>.fromOpaque(this).takeUnretainedValue()
    // One more: a call that comes a moment early does nothing, and libcurl wouldn't ask again.
    sockets.dueMilliseconds = milliseconds < 0 ? nil : milliseconds == 0 ? 0 : now() + milliseconds + 1
    return 0
  }

  /// libcurl is done with a socket. Closing it takes it out of the epoll.
  static let onClose: curl_closesocket_callback = { this, socket in
    if let this {
      let sockets = Unmanaged<EngineSockets>.fromOpaque(this).takeUnretainedValue()
      sockets.makeRoom(socket)
      sockets.wanted[Int(socket)] = 0
      sockets.isIdle[Int(socket)] = false
      sockets.registered[Int(socket)] = 0
    }
    return Glibc.close(socket)
  }

  private func want(_ socket: curl_socket_t, _ what: Int32) {
    makeRoom(socket)
    var mask: UInt32 = 0
    if what == CURL_POLL_IN || what == CURL_POLL_INOUT { mask |= EPOLLIN.rawValue }
    if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { mask |= EPOLLOUT.rawValue }
    let index = Int(socket)
    wanted[index] = mask
    if mask != 0 { isIdle[index] = false }
    guard mask != 0, registered[index] != mask else { return }
    var event = epoll_event(events: mask, data: epoll_data_t(fd: socket))
    epoll_ctl(epoll, registered[index] == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event)
    registered[index] = mask
  }

  private func makeRoom(_ socket: curl_socket_t) {
    let missing = Int(socket) + 1 - wanted.count
    guard missing > 0 else { return }
    wanted.append(contentsOf: repeatElement(0, count: missing + 64))
    isIdle.append(contentsOf: repeatElement(false, count: missing + 64))
    registered.append(contentsOf: repeatElement(0, count: missing + 64))
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

import Glibc
import Synchronization

/// A blocking TCP socket on loopback, for tests that care about bytes. Every call gives up after the timeout.
public final class RawSocket: Sendable {
  /// What went wrong, with the text of `errno`.
  public struct Failure: Error, CustomStringConvertible {
    /// The call and its error.
    public let description: String

    /// A failure of that text.
    public init(description: String) {
      self.description = description
    }
  }

  private let state: Mutex<(descriptor: Int32, buffer: [UInt8])>

  /// Wraps a connected descriptor.
  init(descriptor: Int32, timeoutSeconds: Int = 60) {
    state = Mutex((descriptor, []))
    var time = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Connects to a port of 127.0.0.1. A small receive buffer makes a slow reader be felt early.
  public convenience init(port: Int, receiveBufferBytes: Int32? = nil, timeoutSeconds: Int = 60) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "socket: \(String(cString: strerror(errno)))") }
    if var receiveBufferBytes {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBufferBytes, socklen_t(MemoryLayout<Int32>.size))
    }
    let result = withLoopback(port) { address, size in connect(descriptor, address, size) }
    guard result == 0 else {
      let text = String(cString: strerror(errno))
      Glibc.close(descriptor)
      throw Failure(description: "connect: \(text)")
    }
    self.init(descriptor: descriptor, timeoutSeconds: timeoutSeconds)
  }

  deinit { close() }

  private var descriptor: Int32 { state.withLock { $0.descriptor } }

  /// Sends all bytes.
  public func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.send(descriptor, raw.baseAddress.map { $0 + sent }, raw.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
      sent += count
    }
  }

  /// Sends a text.
  public func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  /// Receives at most `limit` bytes; none at the end of the stream.
  public func receive(_ limit: Int = 65536) throws -> [UInt8] {
    let kept = state.withLock { state in
      defer { state.buffer = Array(state.buffer.dropFirst(limit)) }
      return Array(state.buffer.prefix(limit))
    }
    if !kept.isEmpty { return kept }
    return try receiveFresh(limit)
  }

  private func receiveFresh(_ limit: Int) throws -> [UInt8] {
    let descriptor = descriptor
    var result = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      result = recv(descriptor, buffer.baseAddress, limit, 0)
      code = errno
      count = max(0, result)
    }
    guard result >= 0 else { throw Failure(description: "recv: \(String(cString: strerror(code)))") }
    return bytes
  }

  /// Receives up to and with `end`, and keeps what follows; nil if the stream ends before.
  public func receive(until end: String) throws -> String? {
    let end = Array(end.utf8)
    while true {
      let found = state.withLock { state -> [UInt8]? in
        guard let range = state.buffer.firstRange(of: end) else { return nil }
        defer { state.buffer = Array(state.buffer[range.upperBound...]) }
        return Array(state.buffer[..<range.upperBound])
      }
      if let found { return String(decoding: found, as: UTF8.self) }
      let more = try receiveFresh(65536)
      if more.isEmpty { return nil }
      state.withLock { $0.buffer += more }
    }
  }

  /// Receives exactly so many bytes, or fewer if the stream ends.
  public func receive(exactly count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try receive(count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// Receives until the other side ends the stream.
  public func receiveAll() throws -> String {
    var bytes: [UInt8] = []
    while true {
      let more = try receive()
      if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += more
    }
  }

  /// Ends our direction; the other stays open.
  public func endSending() {
    end(Int32(SHUT_WR))
  }

  /// Ends both directions, so that a thread that waits on the socket goes on.
  public func endBoth() {
    end(Int32(SHUT_RDWR))
  }

  /// With the state locked, so that the number can't be closed meanwhile and be another socket's by then.
  private func end(_ directions: Int32) {
    state.withLock { state in
      if state.descriptor >= 0 { shutdown(state.descriptor, directions) }
    }
  }

  /// Closes; the other side sees the end of the stream (FIN) once what was sent is read, or a reset if it sent more.
  public func close() {
    state.withLock { state in
      if state.descriptor >= 0 { Glibc.close(state.descriptor) }
      state.descriptor = -1
    }
  }

  /// Closes with a reset (RST).
  public func reset() {
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    close()
  }
}

extension Array where Element == UInt8 {
  /// Where `other` stands first.
  func firstRange(of other: [UInt8]) -> Range<Int>? {
    guard !other.isEmpty, count >= other.count else { return nil }
    var start = startIndex
    while start + other.count <= endIndex, let at = self[start...].firstIndex(of: other[0]) {
      guard at + other.count <= endIndex else { return nil }
      if self[at..<(at + other.count)].elementsEqual(other) { return at..<(at + other.count) }
      start = at + 1
    }
    return nil
  }
}

/// Calls `body` with the address of a port of 127.0.0.1.
func withLoopback<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr = in_addr(s_addr: in_addr_t(0x7F00_0001).bigEndian)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
}

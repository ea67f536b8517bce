import Foundation
import Glibc

/// Answers every request on a loopback port with the same 200, one thread a connection.
final class PlainServer: Sendable {
  /// The port.
  let port: Int
  private let listener: Int32

  /// Listens; answers have a body of so many bytes.
  init(bodyBytes: Int) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = BlockingSocket.loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 1024) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound else { throw BlockingSocket.Failure(call: "bind", code: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    let answer = Array(
      ("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: \(bodyBytes)\r\n\r\n"
        + String(repeating: "x", count: bodyBytes)).utf8)
    Thread.detachNewThread {
      while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
        Thread.detachNewThread {
          let socket = BlockingSocket(descriptor)
          while (try? socket.receiveRequest()) == true { guard (try? socket.send(answer)) != nil else { return } }
        }
      }
    }
  }

  /// Stops listening.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }
}

/// A blocking socket with just enough HTTP for the load and for the server.
final class BlockingSocket {
  /// A call that failed.
  struct Failure: Error {
    var call: String
    var code: Int32
  }

  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var filled = 0

  /// Wraps a connected descriptor.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Connects to a port of 127.0.0.1.
  convenience init(connectedTo port: Int) throws {
    self.init(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = Self.loopback(port)
    let descriptor = descriptor
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(call: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  /// A port of 127.0.0.1.
  static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr = in_addr(s_addr: in_addr_t(0x7F00_0001).bigEndian)
    return address
  }

  /// Sends all bytes.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(call: "send", code: errno) }
      sent += count
    }
  }

  /// Takes a request with its body; false at the end of the stream.
  func receiveRequest() throws -> Bool { try receiveMessage() != nil }

  /// Takes an answer with its body.
  ///
  /// - Throws: a `Failure` with its status as the code if it isn't 200, or if the stream ended.
  func receiveAnswer() throws {
    let line = try receiveMessage()
    guard line?.starts(with: "HTTP/1.1 200 ".utf8) == true else { throw Failure(call: "answer", code: 0) }
  }

  /// Takes a head and as much body as its `Content-Length` says; nil at the end of the stream, the first bytes otherwise.
  private func receiveMessage() throws -> [UInt8]? {
    while true {
      if let whole = wholeMessage() {
        let first = Array(buffer[..<min(16, whole)])
        buffer.withUnsafeMutableBytes { bytes in
          _ = bytes.baseAddress.map { memmove($0, $0 + whole, filled - whole) }
        }
        filled -= whole
        return first
      }
      let count = buffer.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, 0)
      }
      if count == 0 { return nil }
      guard count > 0 else { throw Failure(call: "recv", code: errno) }
      filled += count
    }
  }

  /// The bytes of the message that the buffer begins with, if it is whole.
  private func wholeMessage() -> Int? {
    buffer.withUnsafeBytes { all -> Int? in
      let bytes = UnsafeRawBufferPointer(rebasing: all[..<filled])
      guard let head = end(of: "\r\n\r\n", in: bytes) else { return nil }
      var length = 0
      if var at = end(of: "Content-Length: ", in: UnsafeRawBufferPointer(rebasing: bytes[..<head])) {
        while (0x30...0x39).contains(bytes[at]) {
          length = length * 10 + Int(bytes[at] & 0xF)
          at += 1
        }
      }
      return head + length <= filled ? head + length : nil
    }
  }

  /// Where the first place of a text ends.
  private func end(of text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
    let size = text.utf8CodeUnitCount
    guard let base = bytes.baseAddress, bytes.count >= size else { return nil }
    return (0...bytes.count - size).first { memcmp(base + $0, text.utf8Start, size) == 0 }.map { $0 + size }
  }
}

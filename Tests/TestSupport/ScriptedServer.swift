import Foundation
import Synchronization

/// A server on a loopback port that does what its script says with each connection, well behaved or not, and remembers
/// each request that it was sent.
public final class ScriptedServer: Sendable {
  /// A request as it came.
  public struct Request: Sendable, Equatable {
    /// The connection it came on, counted from 0.
    public var connection: Int
    /// Request line and header lines, with the empty line.
    public var head: String
    /// The body, with its chunks taken apart.
    public var body: [UInt8]
    /// The method.
    public var method: String { String(head.prefix { $0 != " " }) }
    /// The target of the request line.
    public var target: String { String(head.split(separator: " ").dropFirst().first ?? "") }
    /// The lines between request line and empty line.
    public var headerLines: [String] {
      head.split(separator: "\r\n", omittingEmptySubsequences: true).dropFirst().map(String.init)
    }
    /// The value of the first field of that name, in any letter case.
    public func header(_ name: String) -> String? {
      for line in headerLines where line.lowercased().hasPrefix(name.lowercased() + ":") {
        return String(line.dropFirst(name.count + 1).drop { $0 == " " })
      }
      return nil
    }
  }

  /// A connection in the hands of the script.
  public struct Connection: Sendable {
    /// Counted from 0 in the order of being accepted.
    public let number: Int
    /// The socket.
    public let socket: RawSocket
    fileprivate let server: ScriptedServer

    /// Reads a request, body included, and records it; nil if the connection ended before a whole head came.
    public func request() throws -> Request? {
      guard let request = try head() else { return nil }
      return try body(of: request)
    }

    /// Reads the head of a request and records it.
    public func head() throws -> Request? {
      guard let head = try socket.receive(until: "\r\n\r\n") else { return nil }
      let request = Request(connection: number, head: head, body: [])
      server.state.withLock { $0.requests.append(request) }
      return request
    }

    /// Reads the body that a head announces, and completes its record.
    public func body(of request: Request) throws -> Request {
      var whole = request
      if request.header("transfer-encoding")?.lowercased() == "chunked" {
        while let line = try socket.receive(until: "\r\n"), let size = Int(line.dropLast(1), radix: 16), size > 0 {
          whole.body += try socket.receive(exactly: size)
          _ = try socket.receive(until: "\r\n")
        }
        _ = try socket.receive(until: "\r\n")
      } else if let length = request.header("content-length").flatMap({ Int($0) }) {
        whole.body = try socket.receive(exactly: length)
      }
      let complete = whole
      server.state.withLock { state in
        if let index = state.requests.lastIndex(of: request) { state.requests[index] = complete }
      }
      return whole
    }

    /// Sends an answer with a length and the given header lines.
    public func answer(
      _ status: String = "200 OK", _ lines: [String] = ["Content-Type: application/xml"], body: String = "<ok/>"
    ) throws {
      let head = (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + lines).joined(separator: "\r\n")
      try socket.send(head + "\r\n\r\n" + body)
    }
  }

  private struct State {
    var requests: [Request] = []
    var sockets: [RawSocket] = []
    var accepted = 0
    var isStopped = false
  }

  /// The port.
  public let port: Int
  private let listener: Int32
  private let state = Mutex(State())

  /// Listens, and runs the script for each connection on a thread of its own. The connection is closed when the script
  /// returns or throws.
  public init(port: Int = 0, _ script: @escaping @Sendable (Connection) throws -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var one: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    let descriptor = listener
    guard withLoopback(port, { bind(descriptor, $0, $1) }) == 0, listen(listener, 1024) == 0 else {
      throw RawSocket.Failure(description: "bind: \(String(cString: strerror(errno)))")
    }
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    self.port = Int(UInt16(bigEndian: address.sin_port))
    runThread { [self] in accept(script) }
  }

  /// A server that answers every request with the same answer and keeps connections.
  public static func answering(
    _ status: String = "200 OK", _ lines: [String] = ["Content-Type: application/xml"], body: String = "<ok/>"
  ) throws -> ScriptedServer {
    try ScriptedServer { connection in
      while try connection.request() != nil { try connection.answer(status, lines, body: body) }
    }
  }

  private func accept(_ script: @escaping @Sendable (Connection) throws -> Void) {
    // Closed here and not in `stop`: the number could belong to another server by the time this thread asks again.
    defer { close(listener) }
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      let socket = RawSocket(descriptor: descriptor)
      let number = state.withLock { state -> Int? in
        guard !state.isStopped else { return nil }
        state.sockets.append(socket)
        state.accepted += 1
        return state.accepted - 1
      }
      guard let number else { return socket.close() }
      runThread { [self] in
        try? script(Connection(number: number, socket: socket, server: self))
        socket.close()
        state.withLock { state in state.sockets.removeAll { $0 === socket } }
      }
    }
  }

  /// The requests so far, in the order of their heads.
  public var requests: [Request] { state.withLock { $0.requests } }

  /// How many connections were accepted.
  public var connections: Int { state.withLock { $0.accepted } }

  /// `http://127.0.0.1:PORT`.
  public var origin: String { "http://127.0.0.1:\(port)" }

  /// Stops listening and ends what is open.
  public func stop() {
    let (sockets, isFirst) = state.withLock { state in
      defer { state.isStopped = true }
      return (state.sockets, !state.isStopped)
    }
    // Only once: the accepting thread closes the listener then, and its number may be another socket's by the next time.
    if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
    for socket in sockets { socket.endBoth() }
  }
}

/// Runs a body on a thread of its own, so that blocking calls don't hold up the tasks of the tests.
public func runThread(_ body: @escaping @Sendable () -> Void) {
  let thread = Thread(block: body)
  thread.stackSize = 512 << 10
  thread.start()
}

/// Runs blocking code on a thread of its own and waits for what it returns.
public func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    runThread { continuation.resume(with: Result { try body() }) }
  }
}

/// Sleeps on the thread of a script.
public func sleepThread(milliseconds: UInt32) {
  usleep(milliseconds * 1000)
}

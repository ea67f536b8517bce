import Gateway
import Synchronization
import TestSupport
import Testing

/// Bodies of any size in little memory, and nothing left behind by those who leave.
@Suite(.serialized) struct RelayMemoryTests {
  private static let megabyte = 1 << 20
  private static let allowedGrowth = 16 << 20

  /// Runs a body against the built program as a process of its own.
  private func withGateway(
    _ server: ScriptedServer, _ body: (GatewayProcess) async throws -> Void
  ) async throws {
    defer { server.stop() }
    let gateway = try GatewayProcess(upstream: server.origin, arguments: ["--dialect", "design"])
    do { try await body(gateway) } catch {
      gateway.stop()
      throw error
    }
    #expect(gateway.stop() == 0)
  }

  /// The largest growth of the gateway's resident memory while `body` runs.
  private func growth(_ gateway: GatewayProcess, _ body: () async throws -> Void) async throws -> Int {
    let id = gateway.id
    let before = Resources.residentBytes(of: id)
    let peak = Atomic<Int>(before)
    let watcher = Task {
      while !Task.isCancelled {
        peak.max(Resources.residentBytes(of: id), ordering: .relaxed)
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    try await body()
    watcher.cancel()
    return peak.load(ordering: .relaxed) - before
  }

  @Test func aLargeAnswerToASlowReaderTakesLittleMemory() async throws {
    let total = 200 * Self.megabyte
    let sent = Atomic<Int>(0)
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        let isChunked = request.target == "/chunked"
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(total)"
        try connection.socket.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
        let piece = [UInt8](repeating: 97, count: 1 << 16)
        let chunk = isChunked ? Array("10000\r\n".utf8) + piece + Array("\r\n".utf8) : piece
        for _ in 0..<(total >> 16) {
          try connection.socket.send(chunk)
          sent.add(1 << 16, ordering: .relaxed)
        }
        if isChunked { try connection.socket.send("0\r\n\r\n") }
      }
    }
    try await withGateway(server) { gateway in
      for target in ["/length", "/chunked"] {
        sent.store(0, ordering: .relaxed)
        let socket = try RawSocket(port: gateway.port, receiveBufferBytes: 1 << 16)
        let growth = try await growth(gateway) {
          let received = try await onThread {
            try socket.send("GET \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            var received = 0
            // 1 MB/s for 3 s: 64 KiB each 62 ms.
            for _ in 0..<48 {
              received += try socket.receive(exactly: 1 << 16).count
              sleepThread(milliseconds: 62)
            }
            let ahead = sent.load(ordering: .relaxed) - received
            // What the sockets on the way hold is the system's, so the engine may be ahead by that and no more.
            guard ahead < 24 << 20 else { throw RawSocket.Failure(description: "\(ahead) bytes ahead of the reader") }
            while case let bytes = try socket.receive(1 << 18), !bytes.isEmpty { received += bytes.count }
            return received
          }
          #expect(received >= total)
        }
        #expect(growth < Self.allowedGrowth, "grew by \(growth >> 10) KiB")
      }
    }
  }

  @Test func aLargeUploadToASlowEngineTakesLittleMemory() async throws {
    let total = 200 * Self.megabyte
    let server = try ScriptedServer { connection in
      while let request = try connection.head() {
        var received = 0
        let isChunked = request.header("transfer-encoding") != nil
        var steps = 0
        while received < total {
          let bytes = try connection.socket.receive(1 << 16)
          if bytes.isEmpty { return }
          received += bytes.count
          steps += 1
          if steps < 48 { sleepThread(milliseconds: 62) }
          if isChunked, bytes.suffix(5).elementsEqual("0\r\n\r\n".utf8) { break }
        }
        try connection.answer(body: "\(received >= total)")
        if isChunked { return }
      }
    }
    try await withGateway(server) { gateway in
      for framing in ["Content-Length: \(total)", "Transfer-Encoding: chunked"] {
        let socket = try RawSocket(port: gateway.port)
        let growth = try await growth(gateway) {
          let answer = try await onThread {
            try socket.send("POST /api HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            let isChunked = framing.hasPrefix("T")
            let piece = [UInt8](repeating: 97, count: 1 << 16)
            let chunk = isChunked ? Array("10000\r\n".utf8) + piece + Array("\r\n".utf8) : piece
            for _ in 0..<(total >> 16) { try socket.send(chunk) }
            if isChunked { try socket.send("0\r\n\r\n") }
            return try socket.answer()
          }
          #expect(answer?.status == 200)
          #expect(answer?.body == "true")
        }
        #expect(growth < Self.allowedGrowth, "grew by \(growth >> 10) KiB")
      }
    }
  }

  @Test func clientsAndEnginesThatDieInMidStreamLeaveNothing() async throws {
    let server = try Self.dyingServer()
    try await withGateway(server) { gateway in
      // What is held for good (threads, pools, the allocator's arenas) is there after the first rounds.
      try await Self.run(200, on: gateway.port)
      #expect(await eventually { Resources.openDescriptors(of: gateway.id) < 40 })
      let descriptors = Resources.openDescriptors(of: gateway.id)
      let threads = Resources.threads(of: gateway.id)
      let memory = Resources.residentBytes(of: gateway.id)
      try await Self.run(1000, on: gateway.port)
      #expect(await eventually { Resources.openDescriptors(of: gateway.id) <= descriptors })
      #expect(Resources.threads(of: gateway.id) <= threads)
      let growth = Resources.residentBytes(of: gateway.id) - memory
      #expect(growth < 8 << 20, "grew by \(growth >> 10) KiB")
    }
    try await FrontHarness.with(Self.dyingServer()) { harness in
      try await Self.run(200, on: harness.front.port)
      var left = await harness.front.counts()
      for _ in 0..<1000 where left != (0, 0, 0) {
        try await Task.sleep(for: .milliseconds(10))
        left = await harness.front.counts()
      }
      #expect(left == (connections: 0, exchanges: 0, engine: 0))
    }
  }

  /// An engine that streams without end, reads without end, or dies in its answer.
  private static func dyingServer() throws -> ScriptedServer {
    try ScriptedServer { connection in
      guard let request = try connection.head() else { return }
      let piece = [UInt8](repeating: 97, count: 1 << 14)
      switch request.target {
      case "/download":
        try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while true { try connection.socket.send(piece) }
      case "/upload":
        while case let bytes = try connection.socket.receive(), !bytes.isEmpty {}
      default:
        try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        try connection.socket.send(piece)
        if request.target == "/reset" { connection.socket.reset() }
      }
    }
  }

  /// So many clients, eight at a time: a quarter leaves in a download, a quarter in an upload, half sees the engine die.
  private static func run(_ rounds: Int, on port: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<8 {
        group.addTask {
          try await onThread {
            for number in stride(from: lane, to: rounds, by: 8) { try round(number / 8 + lane, port) }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func round(_ number: Int, _ port: Int) throws {
    let socket = try RawSocket(port: port)
    switch number % 4 {
    case 0:
      try socket.send("GET /download HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try socket.receive(exactly: 40_000)
      if number % 8 == 0 { socket.reset() } else { socket.close() }
    case 1:
      try socket.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
      try socket.send([UInt8](repeating: 98, count: 40_000))
      if number % 8 == 1 { socket.reset() } else { socket.close() }
    default:
      try socket.send("GET \(number % 4 == 2 ? "/close" : "/reset") HTTP/1.1\r\nHost: a\r\n\r\n")
      while let bytes = try? socket.receive(), !bytes.isEmpty {}
      socket.close()
    }
  }
}

import EngineClient
import Foundation
import Gateway

/// The relay beside no relay: the same load against a plain server, straight and through a gateway in this process.
enum RelayBenchmark {
  /// Connections of the load.
  private static let connections = 16
  /// Requests of each connection in one run.
  private static let requests = 1500
  /// Bytes of an answer's body.
  private static let bodyBytes = 4096

  /// Prints processor time for each request, load and server included, and what the gateway adds.
  static func run() async throws -> [Verdict] {
    let server = try PlainServer(bodyBytes: bodyBytes)
    let folder = FileManager.default.currentDirectoryPath
    let log = folder + "/benchmark.relay.jsonl"
    defer { try? FileManager.default.removeItem(atPath: log) }
    let gateway = try await GatewayServer.start(
      GatewayConfiguration(
        front: FrontConfiguration(writeConnections: .kept),
        engine: EngineClientConfiguration(origin: "http://127.0.0.1:\(server.port)"), dialect: .design,
        rewriteLogPath: log))
    var verdicts: [Verdict] = []
    print("\nRelay, \(connections) connections, microseconds of processor time a request, load and server included:")
    for (name, method, body, limit) in [("GET of 4 KiB", "GET", 0, 6.5), ("POST of 1 KiB", "POST", 1024, 6.5)] {
      let load = Load(method: method, bodyBytes: body, connections: connections, requests: requests)
      var straight = Double.infinity
      var through = Double.infinity
      // In turn, so that what else runs on the machine touches both.
      for _ in 0..<3 {
        straight = min(straight, try await load.processorSeconds(port: server.port))
        through = min(through, try await load.processorSeconds(port: gateway.port))
      }
      let count = Double(connections * requests)
      print(
        "  \(name): \(Int(straight / count * 1e6)) straight, \(Int(through / count * 1e6)) through the gateway")
      verdicts.append(Verdict("\(name) through the gateway ÷ straight", through / straight, limit))
    }
    await gateway.shutDown()
    server.stop()
    return verdicts
  }
}

/// Requests on kept connections, one thread each.
private struct Load {
  let method: String
  let bodyBytes: Int
  let connections: Int
  let requests: Int

  /// Processor seconds of this process for all requests.
  func processorSeconds(port: Int) async throws -> Double {
    let request = Array(
      ("\(method) /ovirt-engine/api/vms HTTP/1.1\r\nHost: engine\r\nAccept: application/xml\r\n"
        + (bodyBytes > 0 ? "Content-Type: application/xml\r\nContent-Length: \(bodyBytes)\r\n" : "") + "\r\n"
        + String(repeating: "x", count: bodyBytes)).utf8)
    let start = Measuring.processorTime()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<connections {
        group.addTask { [requests] in
          try await onThread {
            let socket = try BlockingSocket(connectedTo: port)
            for _ in 0..<requests {
              try socket.send(request)
              try socket.receiveAnswer()
            }
          }
        }
      }
      try await group.waitForAll()
    }
    return Measuring.processorTime() - start
  }

  private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { done.resume(with: Result { try body() }) }
    }
  }
}

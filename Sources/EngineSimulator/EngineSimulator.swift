import GatewayErrors
import Hummingbird
import ServiceLifecycle

/// One mutating call that the simulator received.
public struct LedgerEntry: Sendable, Equatable, Codable {
  /// The method.
  public var method: String
  /// The path below the API root and a version segment, with a leading slash, and with the parameters that came:
  /// `/hosts/{h}/setupnetworks`.
  public var path: String
  /// The body as text; empty for none.
  public var body: String
  /// The status that was answered; 0 when the connection was closed on purpose.
  public var status: Int

  /// An entry.
  public init(method: String, path: String, body: String, status: Int) {
    self.method = method
    self.path = path
    self.body = body
    self.status = status
  }
}

/// An engine in memory that knows only the new API.
public final class EngineSimulator: Sendable {
  /// The port that it listens on.
  public let port: Int
  private let engine: Engine
  private let server: Task<Void, any Error>

  private init(port: Int, engine: Engine, server: Task<Void, any Error>) {
    self.port = port
    self.engine = engine
    self.server = server
  }

  /// Starts it, with the sample world; it listens when this returns.
  ///
  /// - Throws: what the socket says when it can't listen there.
  public static func start(_ configuration: SimulatorConfiguration) async throws -> EngineSimulator {
    let engine = Engine(configuration)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let application = EngineServer.application(engine, configuration) { port in
      continuation.yield(port)
    }
    let server = Task {
      defer { continuation.finish() }
      try await application.run()
    }
    for await port in ports { return EngineSimulator(port: port, engine: engine, server: server) }
    try await server.value
    throw CancellationError()
  }

  /// Replaces the world by a state in JSON (the `state` form of case files, or a dump), and forgets the ledger.
  ///
  /// - Parameters:
  ///   - json: the state, or a file with `states`.
  ///   - name: picks a state out of a file that holds several.
  /// - Throws: `CONFIGURATION_INVALID` that names the place in the JSON.
  public func load(json: [UInt8], name: String? = nil) async throws {
    try await engine.load(json, name: name)
  }

  /// The world as JSON, in the form that `load` takes.
  public func dump() async -> [UInt8] {
    await engine.dump()
  }

  /// The mutating calls received since the last `load`, in their order.
  public func ledger() async -> [LedgerEntry] {
    await engine.ledger()
  }

  /// Stops listening, and returns when every connection is closed.
  public func shutDown() async {
    server.cancel()
    _ = await server.result
  }
}

import EngineAPI
import EngineClient
import EngineSimulator
import Gateway
import HostNetworking
import RewriteLog
import Synchronization
import TestSupport

/// A gateway on a loopback port, in front of a simulated engine or of a server that does as a test says.
struct Stage: Sendable {
  /// What the rewrite log got, in its order.
  final class Records: Sendable {
    private let records = Mutex<[LogRecord]>([])
    func add(_ record: LogRecord) { records.withLock { $0.append(record) } }
    var all: [LogRecord] { records.withLock { $0 } }
    var intents: [IntentRecord] { all.compactMap { if case .intent(let record) = $0 { record } else { nil } } }
    var ends: [EndRecord] { all.compactMap { if case .end(let record) = $0 { record } else { nil } } }
    var notes: [NoteRecord] { all.compactMap { if case .note(let record) = $0 { record } else { nil } } }
  }

  /// The gateway.
  let gateway: GatewayServer
  /// Its log.
  let records: Records

  /// Sends a request of a legacy client to the gateway.
  func send(
    _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil
  ) async throws -> StageAnswer {
    try await StageAnswer.to(port: gateway.port, method, target, headers, body: body)
  }

  /// How the gateway is set up in a test.
  struct Options: Sendable {
    var dialect: EngineDialect?
    var policy = TranslationPolicy.guarded
    var logPath: String?
    var readDeadlineSeconds = 10
    var writeDeadlineSeconds = 10
    var bodyLimit = 4 << 20
    var writeConnections = WriteConnections.fresh
  }

  /// Runs a test with a gateway in front of `origin`.
  static func run<Value>(
    origin: String, _ options: Options = Options(), _ body: (Stage) async throws -> Value
  ) async throws -> Value {
    let records = Records()
    let gateway = try await GatewayServer.start(
      GatewayConfiguration(
        front: FrontConfiguration(eventLoops: 1, writeConnections: options.writeConnections),
        engine: EngineClientConfiguration(origin: origin),
        dialect: options.dialect, policy: options.policy, rewriteLogPath: options.logPath,
        readDeadlineSeconds: options.readDeadlineSeconds, writeDeadlineSeconds: options.writeDeadlineSeconds,
        bodyLimit: options.bodyLimit),
      observe: { records.add($0) })
    do {
      let value = try await body(Stage(gateway: gateway, records: records))
      await gateway.shutDown()
      return value
    } catch {
      await gateway.shutDown()
      throw error
    }
  }

  /// Runs a test with a gateway in front of a simulated engine.
  static func run<Value>(
    _ simulator: SimulatorConfiguration, _ options: Options = Options(),
    _ body: (Stage, EngineSimulator) async throws -> Value
  ) async throws -> Value {
    let engine = try await EngineSimulator.start(simulator)
    do {
      let value = try await run(origin: "http://127.0.0.1:\(engine.port)", options) { stage in
        try await body(stage, engine)
      }
      await engine.shutDown()
      return value
    } catch {
      await engine.shutDown()
      throw error
    }
  }
}

import EngineAPI
import EngineClient
import GatewayErrors
import RewriteLog

/// A running gateway: the front, the translating lane behind it, and the rewrite log.
public final class GatewayServer: Sendable {
  /// The port of the front.
  public var port: Int { front.port }

  private let front: Front
  private let handler: LegacyRequestHandler
  private let client: EngineClient
  private let log: RewriteLog

  private init(front: Front, handler: LegacyRequestHandler, client: EngineClient, log: RewriteLog) {
    self.front = front
    self.handler = handler
    self.client = client
    self.log = log
  }

  /// Starts a gateway; it listens when this returns.
  ///
  /// - Parameter observe: gets each record of the rewrite log, redacted.
  /// - Throws: `GatewayError` `CONFIGURATION_INVALID` for a log, a certificate or an address that can't be used.
  public static func start(
    _ configuration: GatewayConfiguration, observe: (@Sendable (LogRecord) -> Void)? = nil
  ) async throws -> GatewayServer {
    let log = try RewriteLog(path: configuration.rewriteLogPath, observe: observe)
    let client = EngineClient(configuration.engine)
    let handler = LegacyRequestHandler(configuration, transport: client, log: log)
    do {
      let front = try await Front.start(
        configuration.front, engine: configuration.engine, handler: handler, log: log)
      return GatewayServer(front: front, handler: handler, client: client, log: log)
    } catch {
      client.shutDown()
      await log.close()
      throw error
    }
  }

  /// Stops accepting, waits for what is under way, mutations above all, and closes the log.
  public func shutDown() async {
    await front.shutDown()
    await handler.drain()
    client.shutDown()
    await log.close()
  }
}

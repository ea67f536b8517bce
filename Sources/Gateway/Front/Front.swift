import EngineClient
import RewriteLog

/// What the front listens on and how much it takes from strangers.
public struct FrontConfiguration: Sendable {
  /// The address to listen on.
  public var host: String
  /// The port; 0 lets the system choose.
  public var port: Int
  /// A PEM file with the certificate chain; nil speaks plain HTTP.
  public var tlsCertificate: String?
  /// A PEM file with the private key.
  public var tlsKey: String?
  /// The number of event loops, each with a libcurl thread of its own; 0 means one a core.
  public var eventLoops: Int
  /// How long a request's head may take to arrive. Default 20 s.
  public var headTimeoutSeconds: Int
  /// How long a connection may be silent while a body is under way, or between requests. Default 60 s.
  public var idleTimeoutSeconds: Int
  /// The bytes of a request's head. Default 64 KiB.
  public var headLimit: Int
  /// How long a relayed exchange may be without progress from the engine. Default 300 s.
  public var relayTimeoutSeconds: Int
  /// How long shutting down waits for requests under way. Default 30 s.
  public var drainSeconds: Int

  /// A configuration.
  public init(
    host: String = "127.0.0.1", port: Int = 0, tlsCertificate: String? = nil, tlsKey: String? = nil,
    eventLoops: Int = 0, headTimeoutSeconds: Int = 20, idleTimeoutSeconds: Int = 60, headLimit: Int = 64 << 10,
    relayTimeoutSeconds: Int = 300, drainSeconds: Int = 30
  ) {
    self.host = host
    self.port = port
    self.tlsCertificate = tlsCertificate
    self.tlsKey = tlsKey
    self.eventLoops = eventLoops
    self.headTimeoutSeconds = headTimeoutSeconds
    self.idleTimeoutSeconds = idleTimeoutSeconds
    self.headLimit = headLimit
    self.relayTimeoutSeconds = relayTimeoutSeconds
    self.drainSeconds = drainSeconds
  }
}

/// The HTTP front: accepts connections, chooses the lane, relays, and writes the handler's answers.
public final class Front: Sendable {
  /// The port that it listens on.
  public let port: Int

  private init(port: Int) {
    self.port = port
  }

  /// Starts listening.
  ///
  /// - Throws: `GatewayError` `CONFIGURATION_INVALID` for a certificate or an address that can't be used.
  public static func start(
    _ configuration: FrontConfiguration, engine: EngineClientConfiguration, handler: any RequestHandler,
    log: RewriteLog
  ) async throws -> Front {
    Front(port: 0)
  }

  /// Stops accepting, lets requests under way end, and closes.
  public func shutDown() async {
  }
}

import EngineClient
import Foundation
import GatewayErrors
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
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
  /// Which connections relayed writes go out on. Default fresh. Translated ones always have one of their own.
  public var writeConnections: WriteConnections
  /// How many client connections there may be at once. Default 4096; see `docs/configuration.md`.
  public var maxConnections: Int

  /// A configuration.
  public init(
    host: String = "127.0.0.1", port: Int = 0, tlsCertificate: String? = nil, tlsKey: String? = nil,
    eventLoops: Int = 0, headTimeoutSeconds: Int = 20, idleTimeoutSeconds: Int = 60, headLimit: Int = 64 << 10,
    relayTimeoutSeconds: Int = 300, drainSeconds: Int = 30, writeConnections: WriteConnections = .fresh,
    maxConnections: Int = 4096
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
    self.writeConnections = writeConnections
    self.maxConnections = maxConnections
  }

  /// The file descriptors that the process needs when it has as many connections as it takes: two each, one to the client
  /// and one to the engine, those of refused ones, and some for the log, the libraries and idle connections to the engine.
  public var descriptorsNeeded: Int {
    2 * maxConnections + ConnectionCount.refusedAtMost(with: maxConnections) + 128
  }
}

/// The HTTP front: accepts connections, chooses the lane, relays, and writes the handler's answers.
public final class Front: Sendable {
  /// The port that it listens on.
  public let port: Int

  private let group: MultiThreadedEventLoopGroup
  private let loops: [FrontLoop]
  private let listener: any Channel
  private let drainSeconds: Int

  private init(
    port: Int, group: MultiThreadedEventLoopGroup, loops: [FrontLoop], listener: any Channel, drainSeconds: Int
  ) {
    self.port = port
    self.group = group
    self.loops = loops
    self.listener = listener
    self.drainSeconds = drainSeconds
  }

  /// Starts listening.
  ///
  /// - Throws: `GatewayError` `CONFIGURATION_INVALID` for a certificate or an address that can't be used.
  public static func start(
    _ configuration: FrontConfiguration, engine: EngineClientConfiguration, handler: any RequestHandler,
    log: RewriteLog
  ) async throws -> Front {
    let tls = try FrontTLS.context(configuration)
    let count = configuration.eventLoops > 0 ? configuration.eventLoops : UsableCores.count
    let group = MultiThreadedEventLoopGroup(numberOfThreads: count)
    let loops = group.makeIterator().map {
      FrontLoop($0, configuration: configuration, engine: engine, handler: handler, log: log)
    }
    let connections = ConnectionCount(limit: configuration.maxConnections)
    let byEventLoop = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let loop = byEventLoop[ObjectIdentifier(channel.eventLoop)] else {
            throw ChannelError.unknownLocalAddress
          }
          let admission = connections.admit()
          // Thrown into the initialiser, an error closes the channel.
          guard admission != .closed else { throw ChannelError.eof }
          channel.closeFuture.whenComplete { _ in connections.leave(admission) }
          try addHandlers(to: channel, loop: loop, tls: tls, isBeyondLimit: admission == .refused)
        }
      }
    do {
      let listener = try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
      return Front(
        port: listener.localAddress?.port ?? configuration.port, group: group, loops: loops, listener: listener,
        drainSeconds: configuration.drainSeconds)
    } catch {
      try? await group.shutdownGracefully()
      throw GatewayError(
        .configurationInvalid, stage: .configuration,
        detail: "The front can't listen on \(configuration.host):\(configuration.port).",
        nextStep: "Choose a free address and port with --listen.", cause: "\(error)")
    }
  }

  private static func addHandlers(
    to channel: any Channel, loop: FrontLoop, tls: NIOSSLContext?, isBeyondLimit: Bool
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
    let connection = FrontConnection(loop: loop, isTLS: tls != nil, isBeyondLimit: isBeyondLimit)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = loop.configuration.headLimit
    limits.maxHeaderListSize = loop.configuration.headLimit
    limits.maxHeaderFieldCount = 256
    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
    try pipeline.addHandler(ReadWatch(connection))
    try pipeline.addHandler(ByteToMessageHandler(decoder))
    try pipeline.addHandler(connection)
  }

  /// How many exchanges with the engine and tasks of the translating lane are under way, and how many connections there
  /// are.
  package func counts() async -> (connections: Int, exchanges: Int, engine: Int) {
    var counts = (connections: 0, exchanges: 0, engine: 0)
    for loop in loops {
      let one = try? await loop.eventLoop.submit { [loop] in loop.counts }.get()
      counts.connections += one?.connections ?? 0
      counts.exchanges += one?.exchanges ?? 0
      counts.engine += loop.engine.liveExchanges
    }
    return counts
  }

  /// Stops accepting, lets requests under way end, and closes.
  public func shutDown() async {
    try? await listener.close()
    await withTaskGroup(of: Void.self) { tasks in
      for loop in loops {
        tasks.addTask { [drainSeconds] in
          let eventLoop = loop.eventLoop
          let limit = eventLoop.scheduleTask(in: .seconds(Int64(drainSeconds))) { loop.closeAll() }
          let last = eventLoop.scheduleTask(in: .seconds(Int64(drainSeconds + 1))) { loop.giveUp() }
          try? await eventLoop.flatSubmit { loop.drain() }.get()
          limit.cancel()
          last.cancel()
        }
      }
    }
    await withCheckedContinuation { continuation in
      let loops = loops
      Thread.detachNewThread {
        for loop in loops { loop.engine.shutDown() }
        continuation.resume()
      }
    }
    for loop in loops { await loop.executor.close() }
    try? await group.shutdownGracefully()
  }
}

/// Tells the connection of bytes before they are decoded, so that it knows when a head has begun.
private final class ReadWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: FrontConnection

  init(_ connection: FrontConnection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.received(unwrapInboundIn(data).readableBytes)
    context.fireChannelRead(data)
  }
}

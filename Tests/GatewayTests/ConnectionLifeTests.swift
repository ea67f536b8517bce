import EngineClient
import NIOCore
import NIOEmbedded
import NIOHTTP1
import RewriteLog
import Testing

@testable import Gateway

/// Connection and exchange hold each other while a request is relayed; both are gone when it can't be sent any more.
@Suite struct ConnectionLifeTests {
  /// What may be left of a request, and must not be.
  private final class Remains {
    weak var connection: FrontConnection?
    weak var exchange: RelayExchange?
  }

  private static func remains(after end: (EmbeddedChannel) throws -> Void) throws -> Remains {
    let remains = Remains()
    let channel = EmbeddedChannel()
    let loop = FrontLoop(
      channel.eventLoop, configuration: FrontConfiguration(),
      engine: EngineClientConfiguration(origin: "http://127.0.0.1:1"),
      handler: PathHandler(), log: try RewriteLog(path: nil))
    let connection = FrontConnection(loop: loop, isTLS: false, isBeyondLimit: false)
    try channel.pipeline.syncOperations.addHandler(connection)
    // The channel's own handler isn't the decoder here, so a part is one read that hasn't ended.
    var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/ovirt-engine/api/vms")
    head.headers = ["Host": "gateway", "Content-Length": "10"]
    channel.pipeline.fireChannelRead(HTTPServerRequestPart.head(head))
    guard case .relaying(let exchange) = connection.current?.sink else {
      Issue.record("The request isn't relayed.")
      return remains
    }
    remains.connection = connection
    remains.exchange = exchange
    try end(channel)
    // Already closed where the answer was a refusal; the handlers go in the loop's next round.
    _ = try? channel.finish()
    channel.embeddedEventLoop.run()
    return remains
  }

  @Test func nothingIsLeftOfAClientThatLeavesBeforeItsBody() throws {
    let remains = try Self.remains { _ in }
    #expect(remains.exchange == nil)
    #expect(remains.connection == nil)
  }

  @Test func nothingIsLeftOfARequestWhoseBodyBreaks() throws {
    let remains = try Self.remains { $0.pipeline.fireErrorCaught(HTTPParserError.invalidChunkSize) }
    #expect(remains.exchange == nil)
    #expect(remains.connection == nil)
  }
}

import EngineClient
import NIOCore
import RewriteLog

/// What the connections of one event loop share: their libcurl thread, the sweep for those that take too long, and the
/// count of what is under way.
///
/// `@unchecked Sendable`: but for ``engine`` and what never changes, it is used on its event loop only.
final class FrontLoop: @unchecked Sendable {
  /// The event loop.
  let eventLoop: any EventLoop
  /// Runs tasks on the event loop.
  let executor: LoopExecutor
  /// libcurl's thread, which delivers on the event loop.
  let engine: EngineLoop
  /// The translating lane.
  let handler: any RequestHandler
  /// The rewrite log.
  let log: RewriteLog
  /// The limits.
  let configuration: FrontConfiguration
  /// Exchanges and tasks under way, those whose client has left included.
  var exchanges = 0
  /// Whether the front is shutting down.
  private(set) var isDraining = false

  private var connections: [ObjectIdentifier: FrontConnection] = [:]
  private var sweep: RepeatedTask?
  private var drained: EventLoopPromise<Void>?

  /// A loop.
  init(
    _ eventLoop: any EventLoop, configuration: FrontConfiguration, engine: EngineClientConfiguration,
    handler: any RequestHandler, log: RewriteLog
  ) {
    self.eventLoop = eventLoop
    executor = LoopExecutor(eventLoop)
    self.configuration = configuration
    self.handler = handler
    self.log = log
    self.engine = EngineLoop(
      engine,
      delivery: { batch in eventLoop.execute { for exchange in batch { exchange.deliver() } } },
      waking: { wake in eventLoop.execute(wake) })
  }

  /// A connection was made.
  func add(_ connection: FrontConnection) {
    connections[ObjectIdentifier(connection)] = connection
    guard sweep == nil else { return }
    sweep = eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak self] _ in
      let now = NIODeadline.now()
      for connection in self?.connections.values.map({ $0 }) ?? [] { connection.sweep(now) }
    }
  }

  /// A connection is gone. Without connections nothing wakes the loop.
  func remove(_ connection: FrontConnection) {
    connections[ObjectIdentifier(connection)] = nil
    if connections.isEmpty {
      sweep?.cancel()
      sweep = nil
    }
    endDrainIfDone()
  }

  /// An exchange or task that was counted has ended.
  func exchangeEnded() {
    exchanges -= 1
    endDrainIfDone()
  }

  /// Ends connections without a request, and the others after it; the future succeeds when nothing is left.
  func drain() -> EventLoopFuture<Void> {
    isDraining = true
    let promise = eventLoop.makePromise(of: Void.self)
    drained = promise
    for connection in Array(connections.values) { connection.drain() }
    endDrainIfDone()
    return promise.futureResult
  }

  /// Closes what is still open.
  func closeAll() {
    for connection in Array(connections.values) { connection.closeNow() }
  }

  /// Ends the wait of ``drain()`` whatever is left: exchanges whose client has gone, tasks that don't end. What the engine
  /// still does is ended with its thread.
  func giveUp() {
    drained?.succeed()
    drained = nil
  }

  private func endDrainIfDone() {
    guard isDraining, connections.isEmpty, exchanges == 0 else { return }
    drained?.succeed()
    drained = nil
  }

  /// For tests: connections and exchanges under way.
  var counts: (connections: Int, exchanges: Int) { (connections.count, exchanges) }
}

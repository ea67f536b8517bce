import EngineClient
import LegacyAPI
import Synchronization

/// Reads that are equal in everything that goes to the engine or shapes the answer, credentials included, and that wait at
/// the same time, are read once (`docs/adr/0010-memo-and-sharing.md`).
///
/// A read may be joined until its first call is on its way, so it is always sent after everybody who shares it has asked:
/// nobody gets an answer that is older than his question, and nobody waits for a read that had begun without him. It
/// runs for itself: whose client leaves makes no difference to the others, and it ends when all have left.
final class SharedReads: Sendable {
  /// What a read ended with.
  typealias Outcome = Result<WrittenAnswer, LaneFailure>
  /// Reads for one exchange.
  typealias Read = @Sendable (LegacyExchange) async -> Outcome

  /// What has to be equal: the request line and all header fields, in their order and spelling.
  private struct Key: Hashable {
    let head: RequestHead

    static func == (left: Key, right: Key) -> Bool {
      left.head.target == right.head.target && left.head.method == right.head.method
        && left.head.isTLS == right.head.isTLS && left.head.headers == right.head.headers
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(head.target)
    }
  }

  /// A read that is shared.
  private final class Flight: Sendable {
    /// The id of the request that it was begun for.
    let leaderID: String
    /// Gives what it ended with, and whether the engine set cookies for the leader's client.
    let task: Task<(outcome: Outcome, setsCookies: Bool), Never>
    private let waiting = Mutex(1)

    init(leaderID: String, task: Task<(outcome: Outcome, setsCookies: Bool), Never>) {
      self.leaderID = leaderID
      self.task = task
    }

    /// How many wait for it.
    var waitingCount: Int { waiting.withLock(\.self) }

    /// One more waits for it; false if nobody does any more.
    func join() -> Bool {
      waiting.withLock { count in
        guard count > 0 else { return false }
        count += 1
        return true
      }
    }

    /// One less waits for it; the last one ends it.
    func leave() {
      let isLast = waiting.withLock { count in
        count -= 1
        return count == 0
      }
      if isLast { task.cancel() }
    }
  }

  private let open = Mutex<[Key: Flight]>([:])

  /// Reads for an exchange, or joins a read that hasn't left yet.
  ///
  /// - Parameter executor: runs the read; nil leaves that to the system.
  /// - Returns: what it ended with, and the id of the request whose read was shared; nil if it was its own.
  func run(
    _ exchange: LegacyExchange, on executor: (any TaskExecutor)?, _ read: @escaping Read
  ) async -> (outcome: Outcome, sharedWith: String?) {
    guard exchange.session.mayShareReads else { return (await read(exchange), nil) }
    let key = Key(head: exchange.head)
    let (flight, isLeader) = open.withLock { open in
      if let flight = open[key], flight.join() { return (flight, false) }
      let flight = begin(key, exchange, on: executor, read)
      open[key] = flight
      return (flight, true)
    }
    let ended = await withTaskCancellationHandler {
      await flight.task.value
    } onCancel: {
      flight.leave()
    }
    if isLeader { return (ended.outcome, nil) }
    // Cookies are for one client, so the others ask for themselves.
    guard !ended.setsCookies else { return (await read(exchange), nil) }
    return (ended.outcome, flight.leaderID)
  }

  private func begin(
    _ key: Key, _ exchange: LegacyExchange, on executor: (any TaskExecutor)?, _ read: @escaping Read
  ) -> Flight {
    let leaderID = exchange.head.id
    exchange.session.beforeFirstCall { [self] in close(key, leaderID: leaderID) }
    let task = Task(executorPreference: executor) { [self] in
      let outcome = await read(exchange)
      close(key, leaderID: leaderID)
      return (outcome: outcome, setsCookies: !exchange.session.setCookieValues.isEmpty)
    }
    return Flight(leaderID: leaderID, task: task)
  }

  /// For tests: how many requests wait for reads that haven't left yet.
  var waitingCount: Int { open.withLock { $0.values.reduce(0) { $0 + $1.waitingCount } } }

  /// Lets nobody join a read any more.
  private func close(_ key: Key, leaderID: String) {
    open.withLock { open in
      if open[key]?.leaderID == leaderID { open[key] = nil }
    }
  }
}

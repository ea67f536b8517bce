import GatewayErrors
import Synchronization

/// One lock a host around read, decide, write: whoever comes second waits, and reads what the first left.
///
/// It protects only against this gateway; the new API has no conditional requests. Waiters are served in the order in
/// which they came.
final class HostLocks: Sendable {
  /// The waiters for each lock that is taken.
  private let waiters = Mutex<[String: [CheckedContinuation<Int?, Never>]]>([:])
  private let queueLimit: Int

  /// Locks whose queues hold at most `queueLimit` waiters a host.
  init(queueLimit: Int = 256) {
    self.queueLimit = queueLimit
  }

  /// Runs `body` while no other body runs for the same host.
  ///
  /// - Parameter hostID: the id in the path, however it is written.
  /// - Throws: `OVERLOADED` when the queue of the host is full; nothing was read or sent then.
  func withLock<Value: Sendable>(
    on hostID: String, _ body: @Sendable () async -> Value
  ) async throws(GatewayError) -> Value {
    let host = HostIDSpelling.theEngines(hostID)
    if let waiting = await acquire(host) {
      throw GatewayError(
        .overloaded, stage: .snapshot, detail: "\(waiting) changes wait for host \(host).",
        nextStep: "Nothing was sent. Try again when the changes under way have ended.")
    }
    defer { release(host) }
    return await body()
  }

  /// Returns when the lock is held; the length of the queue if it is full.
  private func acquire(_ host: String) async -> Int? {
    await withCheckedContinuation { continuation in
      let (isQueued, fullQueue) = waiters.withLock { waiters -> (Bool, Int?) in
        guard let count = waiters[host]?.count else {
          waiters[host] = []
          return (false, nil)
        }
        guard count < queueLimit else { return (false, count) }
        waiters[host]?.append(continuation)
        return (true, nil)
      }
      if !isQueued { continuation.resume(returning: fullQueue) }
    }
  }

  /// Hands the lock to who has waited longest.
  private func release(_ host: String) {
    let next = waiters.withLock { waiters -> CheckedContinuation<Int?, Never>? in
      guard waiters[host]?.isEmpty == false else {
        waiters[host] = nil
        return nil
      }
      return waiters[host]?.removeFirst()
    }
    next?.resume(returning: nil)
  }
}

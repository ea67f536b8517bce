import Synchronization

/// How many client connections there are, over all event loops, and how many there may be.
///
/// A connection beyond the limit is taken all the same, so that its client is told: its first request is answered 503 with
/// `Retry-After`, and it is closed. There are at most a quarter as many of those; what comes then is closed at once, so that
/// clients which never send anything can't use up the descriptors of the process. The two are counted apart: those which
/// are told to come later don't keep others from being served.
final class ConnectionCount: Sendable {
  /// What becomes of a new connection.
  enum Admission: Equatable {
    /// It is served.
    case served
    /// It is told that there are too many.
    case refused
    /// It is closed.
    case closed
  }

  private let limit: Int
  private let served = Atomic<Int>(0)
  private let refused = Atomic<Int>(0)

  /// A count up to a limit.
  init(limit: Int) { self.limit = limit }

  /// Counts a new connection, unless it is to be closed.
  func admit() -> Admission {
    if Self.enter(served, limit) { return .served }
    return Self.enter(refused, Self.refusedAtMost(with: limit)) ? .refused : .closed
  }

  /// A connection is gone.
  func leave(_ admission: Admission) {
    switch admission {
    case .served: served.subtract(1, ordering: .relaxed)
    case .refused: refused.subtract(1, ordering: .relaxed)
    case .closed: break
    }
  }

  private static func enter(_ count: borrowing Atomic<Int>, _ limit: Int) -> Bool {
    if count.add(1, ordering: .relaxed).oldValue < limit { return true }
    count.subtract(1, ordering: .relaxed)
    return false
  }

  /// How many connections are told to come later at once.
  static func refusedAtMost(with limit: Int) -> Int { max(16, limit / 4) }

  /// What a request on a connection beyond the limit is answered.
  static let refusal = Refusal(
    status: 503, detail: "The gateway has as many client connections as it takes (max-connections).",
    retryAfterSeconds: 5)
}

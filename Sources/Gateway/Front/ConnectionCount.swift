import Synchronization

/// How many client connections there are, over all event loops, and how many there may be.
///
/// A connection beyond the limit is taken all the same, so that its client is told: its first request is answered 503 with
/// `Retry-After`, and it is closed. There are at most a quarter more of those; what comes then is closed at once, so that
/// clients which never send anything can't use up the descriptors of the process.
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
  private let count = Atomic<Int>(0)

  /// A count up to a limit.
  init(limit: Int) { self.limit = limit }

  /// Counts a new connection, unless it is to be closed.
  func admit() -> Admission {
    let present = count.add(1, ordering: .relaxed).oldValue
    if present < limit { return .served }
    if present < Self.most(with: limit) { return .refused }
    count.subtract(1, ordering: .relaxed)
    return .closed
  }

  /// A connection that was counted is gone.
  func leave() { count.subtract(1, ordering: .relaxed) }

  /// The connections that there are at most, those included which are refused.
  static func most(with limit: Int) -> Int { limit + max(16, limit / 4) }

  /// What a request on a connection beyond the limit is answered.
  static let refusal = Refusal(
    status: 503, detail: "The gateway has as many client connections as it takes (max-connections).",
    retryAfterSeconds: 5)
}

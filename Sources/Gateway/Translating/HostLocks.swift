import GatewayErrors

/// One lock a host around read, decide, write: whoever comes second waits, and reads what the first left.
///
/// It protects only against this gateway; the new API has no conditional requests. Waiters are served in the order in
/// which they came.
actor HostLocks {
  private var waiters: [String: [CheckedContinuation<Void, Never>]] = [:]
  private let queueLimit: Int

  /// Locks whose queues hold at most `queueLimit` waiters a host.
  init(queueLimit: Int = 256) {
    self.queueLimit = queueLimit
  }

  /// Runs `body` while no other body runs for the same host.
  ///
  /// - Parameter host: the id in the path, as ``key(of:)`` writes it.
  /// - Throws: `OVERLOADED` when the queue of the host is full; nothing was read or sent then.
  nonisolated func withLock<Value: Sendable>(
    on host: String, _ body: @Sendable () async -> Value
  ) async throws(GatewayError) -> Value {
    try await acquire(host)
    let value = await body()
    await release(host)
    return value
  }

  /// A host's id in the one form that locks go by: engines take ids in any letter case and without leading zeros in their
  /// groups (engine 3.5, `GuidUtils`, `java.util.UUID.fromString`).
  static func key(of host: String) -> String {
    let groups = host.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [8, 4, 4, 4, 12]
    guard groups.count == lengths.count, groups.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
      return host.lowercased()
    }
    return zip(groups, lengths).map { group, length in
      String(repeating: "0", count: max(0, length - group.count)) + group
    }.joined(separator: "-")
  }

  private func acquire(_ host: String) async throws(GatewayError) {
    guard let queue = waiters[host] else {
      waiters[host] = []
      return
    }
    guard queue.count < queueLimit else {
      throw GatewayError(
        .overloaded, stage: .snapshot, detail: "\(queue.count) changes wait for host \(host).",
        nextStep: "Nothing was sent. Try again when the changes under way have ended.")
    }
    await withCheckedContinuation { waiters[host, default: []].append($0) }
  }

  private func release(_ host: String) {
    guard var queue = waiters[host], !queue.isEmpty else {
      waiters[host] = nil
      return
    }
    let next = queue.removeFirst()
    waiters[host] = queue
    next.resume()
  }
}

import NIOCore

/// Since when a client has been slow: with the head of a request, with its body, or between requests.
struct ClientClock {
  private var silentSince: NIODeadline
  private var headSince: NIODeadline?
  private var bytesInWindow = 0

  /// How many bytes of a body must come within one idle time-out.
  private static let leastProgress = 1024

  /// A clock that starts now.
  init(_ now: NIODeadline = .coarseNow()) {
    silentSince = now
  }

  /// Bytes came, of a head or, within a request, of its body or of what follows.
  mutating func received(_ count: Int, isWithinRequest: Bool) {
    guard isWithinRequest else {
      if headSince == nil { headSince = .coarseNow() }
      return
    }
    bytesInWindow += count
    if bytesInWindow >= Self.leastProgress { restart() }
  }

  /// The client was on time, or it wasn't its turn.
  mutating func restart() {
    silentSince = .coarseNow()
    headSince = nil
    bytesInWindow = 0
  }

  /// Whether the head of a request has begun.
  var isHeadBegun: Bool { headSince != nil }

  /// Whether a head that has begun took longer than the limit.
  func isHeadLate(_ now: NIODeadline, limitSeconds: Int) -> Bool {
    headSince.map { now - $0 > .seconds(Int64(limitSeconds)) } ?? false
  }

  /// Whether too little came for longer than the limit.
  func isSilent(_ now: NIODeadline, limitSeconds: Int) -> Bool {
    now - silentSince > .seconds(Int64(limitSeconds))
  }
}

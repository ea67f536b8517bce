/// Work that takes so long that it must not be done on an event loop.
enum LongWork {
  /// From how many bytes on reading or writing a document is long: a millisecond, about.
  static let bytes = 64 << 10
  /// From how many nics and attachments on it is long to join them.
  static let devices = 100
  /// From how many nics, attachments and networks on it is long to decide on a change.
  static let planned = 300

  /// Does work at once, or if it is long on the threads that are there for it.
  static func run<Value, Failure: Error>(
    isLong: Bool, _ work: () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    guard isLong else { return try work() }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) { () async throws(Failure) -> Value in
      try work()
    }
  }

  /// The same for work that waits in between.
  static func run<Value: Sendable>(isLong: Bool, _ work: () async -> Value) async -> Value {
    guard isLong else { return await work() }
    return await withTaskExecutorPreference(globalConcurrentExecutor) { await work() }
  }
}

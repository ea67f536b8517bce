import RewriteLog
import Synchronization

/// The rewrite log of the demo: kept in memory, read after each step.
final class DemoLog: Sendable {
  private let ends = Mutex<[EndRecord]>([])

  /// Takes a record of the log.
  func add(_ record: LogRecord) {
    if case .end(let end) = record { ends.withLock { $0.append(end) } }
  }

  /// How the mutation with that id ended.
  func end(of id: String?) -> EndRecord? {
    ends.withLock { ends in ends.first { $0.id == id } }
  }
}

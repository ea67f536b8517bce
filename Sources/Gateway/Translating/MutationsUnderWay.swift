import Synchronization

/// Mutations that run to their end even if their clients have gone.
///
/// A task that isn't a child of the connection's doesn't end with it; shutting down waits for all of them.
final class MutationsUnderWay: Sendable {
  private struct State {
    var last = 0
    var tasks: [Int: Task<GatewayAnswer, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Runs `body` to its end, whatever becomes of the calling task.
  ///
  /// - Parameter executor: runs it; nil leaves that to the system.
  func run(
    on executor: (any TaskExecutor)? = nil, _ body: @escaping @Sendable () async -> GatewayAnswer
  ) async -> GatewayAnswer {
    let (number, task) = state.withLock { state in
      state.last += 1
      let task = Task(executorPreference: executor) { await body() }
      state.tasks[state.last] = task
      return (state.last, task)
    }
    let answer = await task.value
    state.withLock { $0.tasks[number] = nil }
    return answer
  }

  /// Waits until none is under way.
  func drain() async {
    while let task = state.withLock({ $0.tasks.values.first }) {
      _ = await task.value
      await Task.yield()
    }
  }
}

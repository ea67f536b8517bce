import Dispatch
import NIOCore
import Synchronization

/// Runs tasks on an event loop, so that a request of the translating lane goes from its connection to the engine and back
/// without waking other threads. Long work leaves it by ``LongWork``.
///
/// Changes may outlive the loop of their clients. Once it is closed, jobs run on threads of the system instead: none is lost.
final class LoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop
  private let isClosed = Atomic(false)
  /// How many jobs are just being queued, on the loop or past it.
  private let queuing = Atomic(0)

  /// An executor on a loop.
  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// Queues a job behind what the loop has to do.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Counted before it looks, so that close() is either seen or waits. A lock would be held while the loop is woken,
    // which wants it at once.
    queuing.add(1, ordering: .sequentiallyConsistent)
    defer { queuing.subtract(1, ordering: .sequentiallyConsistent) }
    if isClosed.load(ordering: .sequentiallyConsistent) {
      DispatchQueue.global().async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    } else {
      eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  /// Leaves the loop, which may be shut down when this returns: what was queued on it has run.
  func close() async {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    while queuing.load(ordering: .sequentiallyConsistent) > 0 { await Task.yield() }
    try? await eventLoop.submit {}.get()
  }
}

import Dispatch
import NIOCore
import Synchronization

/// Runs tasks on an event loop, so that a request of the translating lane goes from its connection to the engine and back
/// without waking other threads. Long work leaves it by ``LongWork``.
///
/// Changes may outlive the loop of their clients. Once it is closed, jobs run on threads of the system instead: none is lost.
final class LoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop
  private let isClosed = Mutex(false)

  /// An executor on a loop.
  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// Queues a job behind what the loop has to do.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Under the lock, so that nothing is queued on the loop any more when close() goes on.
    let isQueued = isClosed.withLock { isClosed in
      guard !isClosed else { return false }
      eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
      return true
    }
    if !isQueued {
      DispatchQueue.global().async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  /// Leaves the loop, which may be shut down when this returns: what was queued on it has run.
  func close() async {
    isClosed.withLock { $0 = true }
    try? await eventLoop.submit {}.get()
  }
}

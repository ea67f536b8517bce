import NIOCore

/// Runs tasks on an event loop, so that a request of the translating lane goes from its connection to the engine and back
/// without waking other threads. Long work leaves it by ``LongWork``.
final class LoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop

  /// An executor on a loop that outlives the tasks.
  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// Queues a job behind what the loop has to do.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

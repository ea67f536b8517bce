import CLibcurl
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// libcurl's multi interface on a thread of its own. The thread starts with the first exchange and sleeps when
/// there is nothing to do.
public final class EngineLoop: Sendable {
  /// Hands a batch of exchanges that have something new to where their receivers live.
  public typealias Delivery = @Sendable (_ batch: [EngineExchange]) -> Void

  /// Runs a closure soon, on the caller's event loop.
  public typealias Waking = @Sendable (_ wake: @escaping @Sendable () -> Void) -> Void

  /// What the thread is asked to do.
  enum Command: Sendable {
    case start(EngineExchange)
    case resume(EngineExchange)
    case cancel(EngineExchange, EngineExchange.CancelReason)
  }

  private struct Inbox {
    var commands: [Command] = []
    var core: EngineLoopCore?
    var thread: pthread_t?
    /// Whether the thread has been woken and hasn't looked yet.
    var isAwake = false
    var isClosed = false
  }

  private let configuration: EngineClientConfiguration
  private let delivery: Delivery
  private let waking: Waking
  private let inbox = Mutex(Inbox())
  private let live = Atomic<Int>(0)

  /// A loop.
  ///
  /// - Parameters:
  ///   - delivery: hands over what came, in batches; nil runs the receivers on the loop's own thread.
  ///   - waking: puts off waking the thread, so that what is asked for in one round of an event loop wakes it once; nil
  ///     wakes it at once.
  public init(_ configuration: EngineClientConfiguration, delivery: Delivery? = nil, waking: Waking? = nil) {
    self.configuration = configuration
    self.waking = waking ?? { wake in wake() }
    self.delivery = delivery ?? { batch in for exchange in batch { exchange.deliver() } }
  }

  /// How many exchanges are under way.
  public var liveExchanges: Int { live.load(ordering: .relaxed) }

  /// Queues a command. What comes after ``shutDown()`` ends at once, unsent.
  func submit(_ command: Command) {
    let (isTaken, mustWake) = inbox.withLock { inbox in
      guard !inbox.isClosed else { return (false, false) }
      if inbox.core == nil {
        guard case .start = command, startThread(&inbox) else { return (false, false) }
      }
      if case .start = command { live.add(1, ordering: .relaxed) }
      inbox.commands.append(command)
      defer { inbox.isAwake = true }
      return (true, !inbox.isAwake)
    }
    if mustWake { waking { [self] in wake() } }
    if !isTaken, case .start(let exchange) = command {
      exchange.end(.failure(.notSent(cause: "The client for the engine has been shut down.")))
      delivery([exchange])
    }
  }

  /// Wakes the thread, unless it has looked meanwhile. Not under the lock, which the thread wants first.
  private func wake() {
    let core = inbox.withLock { $0.isAwake ? $0.core : nil }
    core?.wake()
  }

  /// Ends all exchanges, and returns when the thread has ended. Never called on an event loop.
  public func shutDown() {
    let thread = inbox.withLock { inbox in
      inbox.isClosed = true
      inbox.core?.wake()
      let thread = inbox.thread
      inbox.thread = nil
      return thread
    }
    if let thread { pthread_join(thread, nil) }
  }

  private func startThread(_ inbox: inout Inbox) -> Bool {
    guard LibcurlGlobal.isReady, let core = EngineLoopCore(configuration) else { return false }
    let start = Unmanaged.passRetained(ThreadStart(loop: self, core: core))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
        start.loop.run(start.core)
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      start.release()
      return false
    }
    inbox.core = core
    inbox.thread = thread
    return true
  }

  /// The thread.
  private func run(_ core: EngineLoopCore) {
    EngineLoopCore.blockBrokenPipeSignal()
    var commands: [Command] = []
    while true {
      let isClosed = inbox.withLock { inbox in
        swap(&commands, &inbox.commands)
        inbox.isAwake = false
        return inbox.isClosed
      }
      for command in commands { core.carryOut(command) }
      commands.removeAll(keepingCapacity: true)
      if isClosed { core.endAll() } else { core.perform() }
      hand(over: core)
      if isClosed { break }
      core.wait()
      hand(over: core)
    }
    inbox.withLock { $0.core = nil }
  }
}

extension EngineLoop {
  /// Hands over what has something new.
  private func hand(over core: EngineLoopCore) {
    let batch = core.takeBatch()
    if core.ended > 0 {
      live.subtract(core.ended, ordering: .relaxed)
      core.ended = 0
    }
    if !batch.isEmpty { delivery(batch) }
  }
}

/// What a new thread is given.
private final class ThreadStart {
  let loop: EngineLoop
  let core: EngineLoopCore

  init(loop: EngineLoop, core: EngineLoopCore) {
    self.loop = loop
    self.core = core
  }
}

/// libcurl's global state, set up once for the process.
enum LibcurlGlobal {
  /// Whether libcurl can be used.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}

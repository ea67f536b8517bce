import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// The way to a client: what is written, what is still on its way, and how the connection ends. Confined to its event loop.
final class ClientOutput {
  private var context: ChannelHandlerContext?
  private var unwritten = 0
  private var progressed = NIODeadline.coarseNow()

  /// The handler has its place in the pipeline.
  func open(_ context: ChannelHandlerContext) {
    self.context = context
    allocator = context.channel.allocator
  }

  /// The connection is gone; nothing is written any more.
  func forget() {
    context = nil
  }

  /// The loop of the connection; nil once it is gone.
  var eventLoop: (any EventLoop)? { context?.eventLoop }

  /// Where buffers come from.
  private(set) var allocator = ByteBufferAllocator()

  /// Queues bytes.
  func write(_ bytes: ByteBuffer) {
    guard bytes.readableBytes > 0 else { return }
    context?.write(NIOAny(bytes), promise: nil)
  }

  /// Writes bytes and whatever is queued.
  func writeAndFlush(_ bytes: ByteBuffer) {
    context?.writeAndFlush(NIOAny(bytes), promise: nil)
  }

  /// Writes bytes and whatever is queued, and says when all is with the system, or can't be.
  func writeAndFlush(_ bytes: ByteBuffer, then: @escaping (_ isWritten: Bool) -> Void) {
    guard let context else { return then(false) }
    if unwritten == 0 { progressed = .coarseNow() }
    unwritten += 1
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { [self] result in
      unwritten -= 1
      progressed = .coarseNow()
      if case .success = result { then(true) } else { then(false) }
    }
    context.writeAndFlush(NIOAny(bytes), promise: promise)
  }

  /// Whether a write that somebody waits for has not got on for longer than the limit.
  func isStuck(_ now: NIODeadline, limitSeconds: Int) -> Bool {
    unwritten > 0 && now - progressed > .seconds(Int64(limitSeconds))
  }

  /// Reads on after a read was held back.
  func read() {
    context?.read()
  }

  /// Closes our direction.
  func endSending() {
    context?.close(mode: .output, promise: nil)
  }

  /// Closes the connection.
  func close() {
    context?.close(promise: nil)
  }

  /// Breaks the connection off with a reset, so that the client sees that the answer isn't whole, even one that only the
  /// end of the connection ends.
  func abort() {
    if let socket = context?.channel as? any SocketOptionProvider {
      _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
    close()
  }
}

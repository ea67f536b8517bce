#if canImport(Glibc)
  import Glibc
#endif

/// Collects the lines of an answer's head. Its memory is kept from one answer to the next.
///
/// libcurl gives the head line by line, some ten times for each request, so a line costs one copy here and nothing else.
final class AnswerHeadBuffer {
  private var memory: UnsafeMutableRawBufferPointer
  private var count = 0

  /// Memory that stays; what was larger is given back.
  private static let usualBytes = 4 << 10

  /// An empty one.
  init() {
    memory = .allocate(byteCount: Self.usualBytes, alignment: 1)
  }

  deinit {
    memory.deallocate()
  }

  /// Forgets what was collected.
  func clear() {
    count = 0
    if memory.count > Self.usualBytes { resize(Self.usualBytes) }
  }

  /// Adds a line; false if all would be more than `limit` bytes.
  func append(_ line: UnsafeRawBufferPointer, limit: Int) -> Bool {
    let needed = count + line.count
    guard needed <= limit else { return false }
    if needed > memory.count { resize(max(needed, 2 * memory.count)) }
    UnsafeMutableRawBufferPointer(rebasing: memory[count..<needed]).copyMemory(from: line)
    count = needed
    return true
  }

  /// The lines so far.
  var bytes: [UInt8] { Array(memory[..<count]) }

  private func resize(_ size: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<min(count, size)]))
    memory.deallocate()
    memory = larger
  }
}

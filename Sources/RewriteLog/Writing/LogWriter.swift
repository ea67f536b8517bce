import Foundation

/// Writes the lines of all requests from one thread of its own: what has come in while a write and its sync were under
/// way is the next batch, so that many requests share one wait for the disk (group commit).
///
/// The thread sleeps on a condition variable while there is nothing to write.
///
/// Unchecked because the compiler can't see the lock: every `var` is touched only with `condition` held. The file is
/// the thread's alone.
final class LogWriter: @unchecked Sendable {
  /// A line that somebody waits for.
  struct Line {
    /// The bytes with the newline.
    var bytes: [UInt8]
    /// Whether the line is written with a later batch if it can't be written now (ends).
    var isKept: Bool
    /// Told when the line is on the disk (nil), or why it isn't.
    var done: CheckedContinuation<String?, Never>
  }

  /// How many notes may wait; more are dropped and counted.
  static let noteLimit = 8192
  /// How many notes make the thread write at once: about a millisecond of work, in which requests on the same core wait.
  static let noteBatch = 256
  /// How long notes alone may wait for company.
  static let noteDelaySeconds = 0.1
  /// How many bytes of ends are kept for a disk that refuses them; 4 MiB.
  static let keptLimit = 4 << 20

  private let condition = NSCondition()
  private var lines: [Line] = []
  private var notes: [NoteRecord] = []
  private var droppedNotes = 0
  private var isClosing = false
  private var isClosed = false
  private var closers: [CheckedContinuation<Void, Never>] = []
  private let observe: (@Sendable (LogRecord) -> Void)?

  /// A writer on an open file; its thread starts at once.
  ///
  /// - Parameter observe: gets each note once it is written.
  init(file: consuming LogFile, observe: (@Sendable (LogRecord) -> Void)?) {
    self.observe = observe
    let box = FileBox(file)
    let thread = Thread { self.run(box) }
    thread.name = "rewrite-log"
    thread.start()
  }

  /// Queues a line and returns when it is on the disk; gives the cause if it isn't.
  func write(_ bytes: [UInt8], isKept: Bool) async -> String? {
    await withCheckedContinuation { done in
      condition.lock()
      let isRefused = isClosing
      if !isRefused {
        lines.append(Line(bytes: bytes, isKept: isKept, done: done))
        condition.signal()
      }
      condition.unlock()
      if isRefused { done.resume(returning: "the log is closed") }
    }
  }

  /// Queues a note; never waits for the disk.
  func note(_ note: NoteRecord) {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosing, notes.count < Self.noteLimit else {
      droppedNotes += 1
      return
    }
    notes.append(note)
    if notes.count == 1 || notes.count == Self.noteBatch { condition.signal() }
  }

  /// Asks the thread to write what is queued and to end.
  func beginClosing() {
    condition.lock()
    isClosing = true
    condition.signal()
    condition.unlock()
  }

  /// Waits until the thread has written everything and closed the file.
  func close() async {
    await withCheckedContinuation { done in
      condition.lock()
      isClosing = true
      let isDone = isClosed
      if !isDone { closers.append(done) }
      condition.signal()
      condition.unlock()
      if isDone { done.resume() }
    }
  }

  private struct Batch {
    var lines: [Line]
    var notes: [NoteRecord]
    var isLast: Bool
  }

  private func run(_ file: FileBox) {
    var kept: [UInt8] = []
    while true {
      var batch = nextBatch()
      var lines = LineBuilder()
      lines.append(lines: kept)
      for line in batch.lines { lines.append(lines: line.bytes) }
      for index in batch.notes.indices {
        batch.notes[index].redact()
        batch.notes[index].write(to: &lines)
      }
      let bytes = lines.bytes
      let cause = bytes.isEmpty ? nil : file.append(bytes, durably: !batch.lines.isEmpty || !kept.isEmpty)
      if cause == nil {
        kept = []
        if let observe { batch.notes.forEach { observe(.note($0)) } }
      } else {
        keep(&kept, from: batch)
      }
      for line in batch.lines { line.done.resume(returning: cause) }
      if batch.isLast { return end(unwritten: kept.isEmpty ? nil : cause) }
    }
  }

  /// Sleeps until there is something to do. Notes alone wait a little for others.
  private func nextBatch() -> Batch {
    condition.lock()
    defer { condition.unlock() }
    while lines.isEmpty, notes.isEmpty, !isClosing { condition.wait() }
    if lines.isEmpty, !isClosing {
      let limit = Date(timeIntervalSinceNow: Self.noteDelaySeconds)
      while lines.isEmpty, !isClosing, notes.count < Self.noteBatch {
        guard condition.wait(until: limit) else { break }
      }
    }
    var batch = Batch(lines: lines, notes: notes, isLast: isClosing)
    lines = []
    notes = []
    if droppedNotes > 0, !batch.notes.isEmpty {
      batch.notes[0].dropped = droppedNotes
      droppedNotes = 0
    }
    return batch
  }

  /// After a failed batch: ends are kept for a later one, notes are counted as dropped.
  private func keep(_ kept: inout [UInt8], from batch: Batch) {
    for line in batch.lines where line.isKept && kept.count + line.bytes.count <= Self.keptLimit { kept += line.bytes }
    condition.lock()
    droppedNotes += batch.notes.reduce(0) { $0 + 1 + ($1.dropped ?? 0) }
    condition.unlock()
  }

  private func end(unwritten cause: String?) {
    condition.lock()
    isClosed = true
    let waiting = closers
    closers = []
    let dropped = droppedNotes
    condition.unlock()
    if let cause { StandardError.write("rewrite log: the last ends could not be written: \(cause)") }
    if dropped > 0 { StandardError.write("rewrite log: \(dropped) notes were dropped") }
    for closer in waiting { closer.resume() }
  }
}

/// Carries the file, which can't be copied, into the thread.
private final class FileBox: @unchecked Sendable {
  // Made before the thread starts and used by nothing but the thread.
  private var file: LogFile

  init(_ file: consuming LogFile) {
    self.file = file
  }

  /// Appends; gives the cause if that failed.
  func append(_ bytes: [UInt8], durably: Bool) -> String? {
    do throws(LogFile.Failure) {
      try file.append(bytes, durably: durably)
      return nil
    } catch {
      return error.cause
    }
  }
}

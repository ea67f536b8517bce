import Foundation
import GatewayErrors
import Glibc

/// Reads a log of any size from the front in constant memory, line by line; damaged lines are told and passed over.
public final class RewriteLogReader {
  /// What the file holds at one place.
  public enum Item: Sendable, Equatable {
    /// A record.
    case record(LogRecord)
    /// A line that can't be read, with its number and why: torn by a crash, or written by another version.
    case warning(String)
  }

  /// The longest line that is read, in bytes: twice four bodies at their limit with every byte escaped, and room for
  /// headers.
  static let lineLimit = 8 << 20

  /// The file, as it was named.
  public let path: String
  private var descriptor: Int32 = -1
  private var inode: UInt = 0
  private var position: Int64 = 0
  private var lineNumber = 0
  private var isSkippingLine = false
  private var buffer: [UInt8] = []
  /// Where the next line begins in the buffer, and up to where no newline was found.
  private var start = 0
  private var searched = 0
  private let decoder = JSONDecoder()

  /// Opens a log.
  ///
  /// - Throws: `CONFIGURATION_INVALID` if there is no such file, or it can't be read.
  public init(path: String) throws(GatewayError) {
    self.path = path
    guard reopen() else {
      throw GatewayError(
        .configurationInvalid, stage: .log, detail: "The rewrite log \(path) can't be read.",
        nextStep: "Name the file that serve was given with --rewrite-log.", cause: String(cString: strerror(errno)))
    }
    var byte: UInt8 = 0
    guard Glibc.pread(descriptor, &byte, 1, 0) >= 0 || errno == ESPIPE else {
      throw GatewayError(
        .configurationInvalid, stage: .log, detail: "The rewrite log \(path) can't be read.",
        nextStep: "Name the file that serve was given with --rewrite-log.", cause: String(cString: strerror(errno)))
    }
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// The next record or warning; nil at the end of the file, where a later call goes on when more was written.
  ///
  /// A last line without its newline is left for later; see ``finish()``.
  public func next() -> Item? {
    while true {
      if let newline = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[start..<newline]
        start = newline + 1
        searched = start
        lineNumber += 1
        if isSkippingLine {
          isSkippingLine = false
          return .warning("line \(lineNumber): longer than \(Self.lineLimit) bytes, passed over")
        }
        if let item = item(of: line) { return item }
        continue
      }
      if buffer.count - start > Self.lineLimit { isSkippingLine = true }
      if isSkippingLine { start = buffer.count }
      searched = buffer.count
      guard fill() else { return nil }
    }
  }

  /// What the last line without newline holds; nil if there is none. To be asked once, at the end.
  public func finish() -> Item? {
    guard start < buffer.count, !isSkippingLine else { return nil }
    let line = buffer[start...]
    start = buffer.count
    searched = start
    lineNumber += 1
    return item(of: line)
  }

  /// Goes on with the file that stands at the path now, if the old one was moved away or cut; to be called at the end of
  /// the old one.
  public func followRotation() {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard UInt(status.st_ino) != inode || Int64(status.st_size) < position else { return }
    _ = reopen()
  }

  private func reopen() -> Bool {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return false }
    var status = stat()
    fstat(opened, &status)
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = opened
    inode = UInt(status.st_ino)
    position = 0
    lineNumber = 0
    isSkippingLine = false
    buffer = []
    start = 0
    searched = 0
    return true
  }

  /// Reads on; false at the end of the file.
  private func fill() -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      searched -= start
      start = 0
    }
    let size = 64 << 10
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: size))
    let count = buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = read(descriptor, bytes.baseAddress.map { $0 + old }, size)
        if count >= 0 || errno != EINTR { return max(0, count) }
      }
    }
    buffer.removeLast(size - count)
    position += Int64(count)
    return count > 0
  }

  /// What a line holds; nil if it is empty.
  private func item(of line: ArraySlice<UInt8>) -> Item? {
    guard !line.isEmpty else { return nil }
    let data = Data(line)
    do {
      let head = try decoder.decode(Head.self, from: data)
      guard head.schema == LogRecord.schema else {
        return .warning(
          "line \(lineNumber): schema \(head.schema) is not known; this version reads \(LogRecord.schema)")
      }
      switch head.record {
      case "intent": return .record(.intent(try decoder.decode(IntentRecord.self, from: data)))
      case "end": return .record(.end(try decoder.decode(EndRecord.self, from: data)))
      case "note": return .record(.note(try decoder.decode(NoteRecord.self, from: data)))
      default: return .warning("line \(lineNumber): a record of kind \(head.record.prefix(40)) is not known")
      }
    } catch {
      return .warning("line \(lineNumber): not a whole record, passed over")
    }
  }

  /// The fields that tell how to read the rest.
  private struct Head: Decodable {
    var schema: Int
    var record: String
  }
}

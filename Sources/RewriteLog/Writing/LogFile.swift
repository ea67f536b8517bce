import Glibc

/// The open file: appends, syncs, and follows its path when it is rotated. Only the writer's thread uses it.
struct LogFile: ~Copyable {
  /// A system call that failed.
  struct Failure: Error {
    /// The call in words and the system's message.
    let cause: String

    /// The failure of `call` with the present `errno`.
    init(_ call: String) {
      cause = "\(call): \(String(cString: strerror(errno)))"
    }
  }

  private let path: String
  private var descriptor: Int32
  private var identity: Identity
  private var isRegular: Bool
  private var endsMidLine: Bool

  private struct Identity: Equatable {
    var device: UInt
    var inode: UInt
  }

  /// Opens the file for appending with mode 0600 and creates it if need be.
  ///
  /// A line that a crash left unfinished is closed by the first line that is written.
  init(path: String) throws(Failure) {
    self.path = path
    descriptor = -1
    identity = Identity(device: 0, inode: 0)
    isRegular = false
    endsMidLine = false
    try reopen()
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Appends whole lines; with `durably` they are on the disk when it returns.
  ///
  /// - Returns: the lines may be in the file in part if it throws; the next append begins on a line of its own.
  mutating func append(_ lines: [UInt8], durably: Bool) throws(Failure) {
    try followPath()
    if endsMidLine { try write([0x0A]) }
    try write(lines)
    if durably { try sync() }
  }

  /// Opens the path again if another file, or none, is there now.
  private mutating func followPath() throws(Failure) {
    var status = stat()
    guard descriptor < 0 || stat(path, &status) != 0 || Self.identity(of: status) != identity else { return }
    try reopen()
  }

  private mutating func reopen() throws(Failure) {
    let isNew = access(path, F_OK) != 0
    let opened = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o600)
    guard opened >= 0 else { throw Failure("open") }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      defer { Glibc.close(opened) }
      throw Failure("fstat")
    }
    let regular = status.st_mode & S_IFMT == S_IFREG
    if regular, status.st_mode & 0o177 != 0, fchmod(opened, 0o600) != 0 {
      defer { Glibc.close(opened) }
      throw Failure("fchmod")
    }
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = opened
    identity = Self.identity(of: status)
    isRegular = regular
    var last: UInt8 = 0x0A
    endsMidLine = regular && status.st_size > 0 && pread(opened, &last, 1, status.st_size - 1) == 1 && last != 0x0A
    if isNew { try syncDirectory() }
  }

  /// Makes a new file's name as durable as its content (fsync(2), on directories).
  private func syncDirectory() throws(Failure) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Failure("open \(directory)") }
    defer { Glibc.close(opened) }
    if fsync(opened) != 0, errno != EINVAL { throw Failure("fsync \(directory)") }
  }

  private mutating func write(_ bytes: [UInt8]) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure("write")
      }
      offset += written
      if offset > 0 { endsMidLine = bytes[offset - 1] != 0x0A }
    }
  }

  /// Waits for the disk. After a failure the pages may be lost although a second call would say otherwise, so the file
  /// is opened anew. What is no regular file (a pipe, a terminal) can't be synced and counts as written.
  private mutating func sync() throws(Failure) {
    while fdatasync(descriptor) != 0 {
      if errno == EINTR { continue }
      if errno == EINVAL, !isRegular { return }
      let failure = Failure("fdatasync")
      Glibc.close(descriptor)
      descriptor = -1
      throw failure
    }
  }

  private static func identity(of status: stat) -> Identity {
    Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }
}

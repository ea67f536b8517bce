import Glibc

/// Standard error, for what the log itself can't take.
enum StandardError {
  /// Writes one line.
  static func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

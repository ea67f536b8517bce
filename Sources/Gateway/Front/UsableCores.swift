import Foundation
import NIOCore

/// The cores that the process may use.
enum UsableCores {
  /// At least 1. NIO's count knows the quota of the control group but not the affinity, which `taskset`, containers and
  /// systemd's `CPUAffinity` set; a second loop on one core would cost a tenth.
  static var count: Int {
    let status = try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
    return max(1, min(System.coreCount, status.flatMap(allowed) ?? System.coreCount))
  }

  /// The cores that the calling thread may run on, from its `status` (proc_pid_status(5), `Cpus_allowed`: a mask in
  /// hexadecimal digits with commas); nil if it isn't told.
  static func allowed(_ status: String) -> Int? {
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") }) else { return nil }
    let cores = line.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return cores > 0 ? cores : nil
  }
}

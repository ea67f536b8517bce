import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

extension NIODeadline {
  /// The present moment by the clock of ``NIODeadline/now()``, a few milliseconds behind at most. For limits of seconds,
  /// which are looked at several times a request: the kernel has it at hand, while the exact time must be worked out
  /// (`CLOCK_MONOTONIC_COARSE`, clock_gettime(2)).
  static func coarseNow() -> NIODeadline {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return .uptimeNanoseconds(UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
  }
}

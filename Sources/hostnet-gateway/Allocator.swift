import CMalloc

/// How memory is got from the system and given back.
enum Allocator {
  /// Has buffers of streams reused: glibc maps every block from 128 KiB on anew and gives it back at once, which costs a
  /// relayed answer of 8 MiB half as much processor time again (`docs/performance.md`). At most 16 MiB that were freed
  /// stay with a thread's arena. `MALLOC_MMAP_THRESHOLD_` and `MALLOC_TRIM_THRESHOLD_` in the environment have no effect
  /// then.
  static func keepBuffers() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    mallopt(M_TRIM_THRESHOLD, 16 << 20)
  }
}

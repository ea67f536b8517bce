import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ids of requests: the millisecond in which the process started, then a counter. Base 32 without the letters that are
/// taken for others (i, l, o, u), so an id can be read out over a telephone.
enum RequestID {
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let counter = Atomic<UInt64>(1)

  /// Eight letters: 40 bits of milliseconds, which come round after 34 years.
  private static let start: [UInt8] = {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return digits(UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000, width: 8)
  }()

  /// The next id: 8 letters and at least 4 more, unique on this machine.
  static func next() -> String {
    let number = counter.wrappingAdd(1, ordering: .relaxed).oldValue
    var width = 4
    while width < 13, number >> UInt64(5 * width) > 0 { width += 1 }
    return String(unsafeUninitializedCapacity: start.count + width) { bytes in
      for (index, letter) in start.enumerated() { bytes[index] = letter }
      for index in 0..<width { bytes[start.count + index] = letter(number, width - 1 - index) }
      return start.count + width
    }
  }

  /// The low `5 * width` bits.
  private static func digits(_ value: UInt64, width: Int) -> [UInt8] {
    (0..<width).reversed().map { letter(value, $0) }
  }

  private static func letter(_ value: UInt64, _ place: Int) -> UInt8 {
    alphabet[Int(value >> UInt64(5 * place) & 31)]
  }
}

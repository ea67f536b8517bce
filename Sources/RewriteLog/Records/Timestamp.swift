import Glibc

/// A moment in UTC with milliseconds; `2026-11-24T23:03:27.123Z` in text (RFC 3339 section 5.6).
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var millisecondsSince1970: Int64

  /// A moment.
  public init(millisecondsSince1970: Int64) {
    self.millisecondsSince1970 = millisecondsSince1970
  }

  /// The present moment by the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Earlier comes first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.millisecondsSince1970 < right.millisecondsSince1970
  }
}

extension Timestamp: CustomStringConvertible {
  /// The text of RFC 3339, always with three digits of milliseconds and `Z`; for the years 0 to 9999.
  public var description: String {
    var seconds = time_t(millisecondsSince1970.flooredDivision(by: 1000))
    let milliseconds = millisecondsSince1970 - Int64(seconds) * 1000
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return String(unsafeUninitializedCapacity: 32) { text in
      var count = 0
      func add(_ value: Int, _ digits: Int, _ end: StaticString) {
        let value = max(0, value)
        var scale = 1
        for _ in 1..<digits { scale *= 10 }
        while scale > 0 {
          text[count] = UInt8(ascii: "0") + UInt8(value / scale % 10)
          count += 1
          scale /= 10
        }
        text[count] = end.utf8Start.pointee
        count += 1
      }
      add(Int(parts.tm_year) + 1900, 4, "-")
      add(Int(parts.tm_mon) + 1, 2, "-")
      add(Int(parts.tm_mday), 2, "T")
      add(Int(parts.tm_hour), 2, ":")
      add(Int(parts.tm_min), 2, ":")
      add(Int(parts.tm_sec), 2, ".")
      add(Int(milliseconds), 3, "Z")
      return count
    }
  }

  /// Reads a time of RFC 3339 with or without fraction and with any offset; also a date alone, which means midnight UTC.
  public init?(_ text: String) {
    var rest = text[...]
    func number(_ count: Int) -> Int? {
      let head = rest.utf8.prefix(count)
      guard head.count == count, head.allSatisfy({ (48...57).contains($0) }) else { return nil }
      rest = rest.dropFirst(count)
      return Int(Substring(head))
    }
    func skip(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    var milliseconds: Int64 = 0
    var offsetSeconds: Int64 = 0
    if !rest.isEmpty {
      guard skip("T") || skip("t") || skip(" "), let hour = number(2), skip(":"), let minute = number(2),
        hour < 24, minute < 60
      else { return nil }
      parts.tm_hour = Int32(hour)
      parts.tm_min = Int32(minute)
      if skip(":") {
        guard let second = number(2), second <= 60 else { return nil }
        parts.tm_sec = Int32(second)
      }
      if skip(".") {
        let fraction = rest.prefix { $0.isASCII && $0.isNumber }
        guard !fraction.isEmpty else { return nil }
        rest = rest.dropFirst(fraction.count)
        milliseconds = Int64((fraction + "00").prefix(3)) ?? 0
      }
      if !rest.isEmpty, !skip("Z"), !skip("z") {
        let isWest = rest.first == "-"
        guard skip("-") || skip("+"), let hours = number(2), skip(":"), let minutes = number(2) else { return nil }
        offsetSeconds = Int64(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
      }
    }
    guard rest.isEmpty else { return nil }
    millisecondsSince1970 = (Int64(timegm(&parts)) - offsetSeconds) * 1000 + milliseconds
  }
}

extension Timestamp: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = Timestamp(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Not a time of RFC 3339.")
    }
    self = time
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity.
  fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

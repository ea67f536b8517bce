/// Takes apart, on its bytes, a target that has nothing to decode. Nearly all have not, and every relayed request needs it.
enum PlainTarget {
  /// What a target is.
  enum Parsed {
    /// Well-formed, and not below `/ovirt-engine/api` or `/api`.
    case outsideTheAPI
    /// Below the API.
    case below(LegacyTarget)
    /// Something that a closer look has to tell: it may need decoding, or be refused.
    case unusual
  }

  /// Takes it apart, if it is in origin form and its path has only letters, digits, `-`, `_`, `~` and dots that begin no
  /// segment.
  static func parse(_ target: String) -> Parsed {
    var target = target
    return target.withUTF8 { parse($0) }
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Parsed {
    guard bytes.first == slash else { return .unusual }
    var pathEnd = bytes.count
    var before = slash
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "?") {
        pathEnd = index
        break
      }
      guard isPlain(byte), byte != UInt8(ascii: ".") || before != slash else { return .unusual }
      before = byte
    }
    for byte in bytes[pathEnd...] where byte <= 0x20 || byte == 0x7F || byte == 0x23 { return .unusual }

    var position = 0
    var prefix = "/api"
    if next(in: bytes, from: position, to: pathEnd).map({ matches(bytes, $0, "ovirt-engine") }) == true {
      prefix = "/ovirt-engine/api"
      position = next(in: bytes, from: position, to: pathEnd)?.upperBound ?? pathEnd
    }
    guard let api = next(in: bytes, from: position, to: pathEnd), matches(bytes, api, "api") else {
      return .outsideTheAPI
    }
    position = api.upperBound
    var version: String?
    if let segment = next(in: bytes, from: position, to: pathEnd), segment.count == 2,
      matches(bytes, segment, "v3") || matches(bytes, segment, "v4")
    {
      version = text(bytes, segment)
      position = segment.upperBound
    }
    var segments: [String] = []
    while let segment = next(in: bytes, from: position, to: pathEnd) {
      segments.append(text(bytes, segment))
      position = segment.upperBound
    }
    return .below(
      LegacyTarget(
        hrefPrefix: version.map { "\(prefix)/\($0)" } ?? prefix, versionSegment: version, segments: segments,
        query: pathEnd < bytes.count ? text(bytes, (pathEnd + 1)..<bytes.count) : nil))
  }

  private static let slash = UInt8(ascii: "/")

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), slash, UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// The next segment that isn't empty.
  private static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    var start = start
    while start < end, bytes[start] == slash { start += 1 }
    var stop = start
    while stop < end, bytes[stop] != slash { stop += 1 }
    return start < stop ? start..<stop : nil
  }

  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
    range.count == word.utf8CodeUnitCount && word.withUTF8Buffer { bytes[range].elementsEqual($0) }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}

#if canImport(Glibc)
  import Glibc
#endif

/// A body that an answer probably has, and how much of it has come.
struct LikelyBody {
  /// The body.
  let bytes: [UInt8]
  /// How many bytes have come, all of them the same.
  private(set) var matched = 0

  /// A body of which nothing has come.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether all of it has come.
  var isWhole: Bool { matched == bytes.count }

  /// Takes more bytes; false if they are others, and then nothing is taken.
  mutating func goesOn(with more: UnsafeRawBufferPointer) -> Bool {
    guard let start = more.baseAddress, more.count <= bytes.count - matched else { return more.isEmpty }
    let isSame = bytes.withUnsafeBytes { known in
      known.baseAddress.map { memcmp($0 + matched, start, more.count) == 0 } ?? false
    }
    if isSame { matched += more.count }
    return isSame
  }
}

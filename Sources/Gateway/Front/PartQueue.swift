import NIOCore
import NIOHTTP1

/// Parts of requests that a client sent ahead, until the request under way lets them be taken.
struct PartQueue {
  /// What waits, in bytes; parts count something beside what they carry.
  private(set) var weight = 0
  private var parts = CircularBuffer<HTTPServerRequestPart>(initialCapacity: 4)

  /// How much may wait before the client is no longer read.
  private static let limit = 64 << 10

  /// Whether the client has sent enough for now.
  var isFull: Bool { weight >= Self.limit }
  /// Whether nothing waits.
  var isEmpty: Bool { parts.isEmpty }
  /// What comes next.
  var first: HTTPServerRequestPart? { parts.first }

  /// Adds a part.
  mutating func append(_ part: HTTPServerRequestPart) {
    weight += Self.weight(part)
    parts.append(part)
  }

  /// Takes the next part.
  mutating func popFirst() -> HTTPServerRequestPart? {
    guard let part = parts.popFirst() else { return nil }
    weight -= Self.weight(part)
    return part
  }

  /// Drops all.
  mutating func removeAll() {
    parts.removeAll()
    weight = 0
  }

  private static func weight(_ part: HTTPServerRequestPart) -> Int {
    if case .body(let bytes) = part { bytes.readableBytes + 32 } else { 512 }
  }
}

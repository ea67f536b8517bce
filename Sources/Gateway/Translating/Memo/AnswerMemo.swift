import EngineAPI
import LegacyAPI
import NIOCore
import Synchronization

/// Remembers what bodies of the engine meant and what was written from them, so that the same bytes are neither read nor
/// written twice.
///
/// Nothing in it is an answer. The engine is asked for every request, with the credentials of its client; only if what it
/// answers is, byte for byte, what it answered to that call before is the work that was done then used again
/// (`docs/adr/0010-memo-and-sharing.md`).
final class AnswerMemo: Sendable {
  /// What was asked of the engine, and how its answer is read.
  struct ReadKey: Hashable, Sendable {
    /// The path below the API root.
    var target: String
    /// The dialect that it is read in.
    var dialect: EngineDialect
    /// Whether its API version was looked at too.
    var isChecked = false

    /// What a call asks, read by a wire.
    init(_ call: EngineAPI.EngineCall, wire: any EngineWire, isChecked: Bool = false) {
      target = call.path
      dialect = wire.dialect
      self.isChecked = isChecked
    }
  }

  /// What an answer to a client depends on beside the bodies that it is made from.
  struct WrittenKey: Hashable, Sendable {
    /// The id of the host, as it stands in the answer.
    var hostID: String
    /// The id of the nic; nil for the list.
    var nicID: String?
    /// What hrefs start with.
    var hrefPrefix: String
    /// The media type.
    var media: LegacyMediaType
    /// How many nics the list may have.
    var limit: Int?
  }

  private enum Key: Hashable, Sendable {
    case read(ReadKey)
    case written(WrittenKey)
  }

  private let cache: WeightedCache<Key, any AnyObject & Sendable>
  private let lastNumber = Atomic<UInt64>(0)

  /// A memo.
  ///
  /// - Parameter limitBytes: how much is remembered, in bytes: those of the bodies, which count twice for what was read from
  ///   them, and of the answers; 0 remembers nothing.
  init(limitBytes: Int) {
    cache = WeightedCache(limit: limitBytes)
  }

  /// The body that was read last for a call; nil if none is remembered.
  func body<Value>(_ key: ReadKey, as type: Value.Type) -> RememberedBody<Value>? {
    cache.value(for: .read(key)) as? RememberedBody<Value>
  }

  /// Remembers a body and what was read from it.
  func remember<Value>(_ bytes: [UInt8], meaning value: Value, for key: ReadKey) -> RememberedBody<Value> {
    let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let body = RememberedBody(bytes: bytes, value: value, number: number)
    cache.keep(body, for: .read(key), weight: 2 * bytes.count + Self.overheadBytes)
    return body
  }

  /// What was written from these bodies; nil if it isn't remembered.
  func written(_ key: WrittenKey, from sources: ReadNumbers) -> ByteBuffer? {
    guard let written = cache.value(for: .written(key)) as? Written, written.sources == sources else { return nil }
    return written.bytes
  }

  /// Remembers what was written from these bodies.
  func remember(_ bytes: ByteBuffer, for key: WrittenKey, from sources: ReadNumbers) {
    cache.keep(
      Written(bytes: bytes, sources: sources), for: .written(key), weight: bytes.readableBytes + Self.overheadBytes)
  }

  /// About what keys and bookkeeping take for each.
  private static let overheadBytes = 512

  private final class Written: Sendable {
    let bytes: ByteBuffer
    let sources: ReadNumbers

    init(bytes: ByteBuffer, sources: ReadNumbers) {
      self.bytes = bytes
      self.sources = sources
    }
  }
}

/// A body of the engine and what was read from it.
final class RememberedBody<Value: Sendable>: Sendable {
  /// The body.
  let bytes: [UInt8]
  /// What it means.
  let value: Value
  /// A number that no other body of this memo has.
  let number: UInt64

  /// A body.
  init(bytes: [UInt8], value: Value, number: UInt64) {
    self.bytes = bytes
    self.value = value
    self.number = number
  }
}

/// The numbers of the bodies that an answer is made from; nil where one wasn't read.
struct ReadNumbers: Hashable, Sendable {
  /// That of the host.
  var host: UInt64?
  /// That of the nics.
  var nics: UInt64
  /// That of the attachments.
  var attachments: UInt64
  /// That of the networks.
  var networks: UInt64?
}

/// What was read, and the number of the body that it came from; nil if that can't be remembered.
struct Reading<Value: Sendable>: Sendable {
  /// What was read.
  var value: Value
  /// The number of the body.
  var number: UInt64?
}

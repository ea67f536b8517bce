import EngineClient
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// The head of a relayed answer: the engine's lines as they came, without those that belong to the engine's connection,
/// and with our own framing.
struct RelayAnswerHead {
  /// How the body goes to the client.
  enum Body {
    /// There is none.
    case none
    /// As many bytes as the head says.
    case length
    /// In chunks.
    case chunked
    /// Until the connection is closed; for HTTP/1.0.
    case untilClose
  }

  /// The head with its empty line; gone once taken.
  private var bytes: ByteBuffer
  /// The body's framing.
  private(set) var body: Body = .none
  /// Whether the connection can serve another request.
  private(set) var keepsAlive: Bool

  /// The head for the client; nil if the engine's framing contradicts itself.
  ///
  /// - Parameter room: how many bytes will be written behind it.
  init?(
    _ head: EngineAnswerHead, request: CheckedRequest, prefix: String, keepsAlive: Bool, room: Int,
    allocator: ByteBufferAllocator
  ) {
    self.keepsAlive = keepsAlive
    bytes = allocator.buffer(capacity: head.bytes.count + 256 + room)
    let length = Self.withoutBareReturns(head.bytes).withUnsafeBytes {
      copyLines($0, status: head.status, prefix: prefix, isTLS: request.head.isTLS)
    }
    if length == .contradictory { return nil }
    if head.status != 204 && head.status != 304 && request.head.method != "HEAD" {
      setFraming(hasLength: length == .stated, isHTTP10: request.isHTTP10)
    }
    AnswerBytes.writeRequestID(request.head.id, into: &bytes)
    AnswerBytes.writeConnection(keepsAlive: self.keepsAlive, isHTTP10: request.isHTTP10, into: &bytes)
    bytes.writeStaticString("\r\n")
  }

  /// Gives the head away, so that what follows is written behind it without a copy.
  mutating func takeBytes() -> ByteBuffer {
    defer { bytes = ByteBuffer() }
    return bytes
  }

  /// What the engine's head says of the length of the body.
  private enum Length {
    case none, stated, contradictory
  }

  /// Copies the lines that go on, in one piece where neighbours do. On the memory itself: this runs for every answer.
  private mutating func copyLines(_ head: UnsafeRawBufferPointer, status: Int, prefix: String, isTLS: Bool) -> Length {
    let (names, isChunked) = Self.framing(head)
    var length: Range<Int>?
    var isDropped = false
    var at = 0
    // What of the head is still to be copied begins here.
    var keptFrom = 0
    while at < head.count {
      let start = at
      let end = Self.lineEnd(head, from: at)
      let hasCR = end > at && head[end - 1] == 13
      let textEnd = hasCR ? end - 1 : end
      at = end + 1
      if start == 0 {
        // The front speaks HTTP/1.1, whatever the engine's server does.
        bytes.writeStaticString("HTTP/1.1")
        write(head, min(8, textEnd)..<textEnd)
        bytes.writeStaticString("\r\n")
        keptFrom = at
        continue
      }
      if start < textEnd, head[start] == 32 || head[start] == 9 {
        // A folded line goes on with the one before (RFC 9112, 5.2).
        copy(head, &keptFrom, upTo: start, resumingAt: at)
        guard !isDropped else { continue }
        bytes.moveWriterIndex(to: bytes.writerIndex - 2)
        write(head, start..<textEnd)
        bytes.writeStaticString("\r\n")
        continue
      }
      isDropped = false
      guard let colon = Self.colon(head, start..<textEnd), Self.isName(head[start..<colon]) else {
        // No field. Its folded lines go with it.
        isDropped = true
        copy(head, &keptFrom, upTo: start, resumingAt: at)
        continue
      }
      let name = start..<colon
      let value = colon + 1..<textEnd
      if Self.equals(head, name, "content-length") {
        let trimmed = Self.trimmed(head, value)
        if let length, !head[length].elementsEqual(head[trimmed]) { return .contradictory }
        // The length of a chunked answer means nothing, and a 204 has none (RFC 9112, 6.3; RFC 9110, 8.6).
        isDropped = length != nil || isChunked || status == 204
        length = trimmed
      } else if HopByHop.contains(Self.letters(head, name)) {
        isDropped = true
      } else if !names.isEmpty, names.contains(Self.text(head, name).lowercased()) {
        isDropped = true
      } else if Self.equals(head, name, "set-cookie"),
        head[Self.trimmed(head, value)].starts(with: "JSESSIONID".utf8)
      {
        copy(head, &keptFrom, upTo: start, resumingAt: at)
        write(head, start..<colon + 1)
        bytes.writeStaticString(" ")
        bytes.writeString(
          SessionCookie.adapted(Self.text(head, Self.trimmed(head, value)), prefix: prefix, isTLS: isTLS))
        bytes.writeStaticString("\r\n")
        continue
      }
      if isDropped {
        copy(head, &keptFrom, upTo: start, resumingAt: at)
      } else if !hasCR || end == head.count {
        copy(head, &keptFrom, upTo: start, resumingAt: at)
        write(head, start..<textEnd)
        bytes.writeStaticString("\r\n")
      }
    }
    copy(head, &keptFrom, upTo: head.count, resumingAt: head.count)
    return length == nil || isChunked ? .none : .stated
  }

  /// The head with a blank for each carriage return that ends no line: what reads it next might take one for a line end
  /// (RFC 9112, 2.2).
  private static func withoutBareReturns(_ head: [UInt8]) -> [UInt8] {
    var clean = head
    var at = 0
    while let found = head.withUnsafeBytes({ place(of: 13, in: $0, at..<head.count) }) {
      at = found + 1
      if at == head.count || head[at] != 10 { clean[found] = 32 }
    }
    return clean
  }

  /// Whether bytes can be the name of a field: visible letters, without blanks (RFC 9110, 5.1).
  private static func isName(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private mutating func write(_ head: UnsafeRawBufferPointer, _ range: Range<Int>) {
    bytes.writeBytes(UnsafeRawBufferPointer(rebasing: head[range]))
  }

  /// Copies what is kept so far, up to a line that isn't.
  private mutating func copy(
    _ head: UnsafeRawBufferPointer, _ keptFrom: inout Int, upTo end: Int, resumingAt next: Int
  ) {
    if keptFrom < end { write(head, keptFrom..<end) }
    keptFrom = next
  }

  /// Where the line that begins at `start` ends: at its line feed, or with the head.
  private static func lineEnd(_ head: UnsafeRawBufferPointer, from start: Int) -> Int {
    place(of: 10, in: head, start..<head.count) ?? head.count
  }

  /// Where the first colon of a line is.
  private static func colon(_ head: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int? {
    place(of: 0x3A, in: head, line)
  }

  private static func place(of byte: Int32, in head: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    guard let base = head.baseAddress, let found = memchr(base + range.lowerBound, byte, range.count) else {
      return nil
    }
    return base.distance(to: UnsafeRawPointer(found))
  }

  private mutating func setFraming(hasLength: Bool, isHTTP10: Bool) {
    if hasLength {
      body = .length
    } else if isHTTP10 {
      body = .untilClose
      keepsAlive = false
    } else {
      body = .chunked
      bytes.writeStaticString("Transfer-Encoding: chunked\r\n")
    }
  }

  /// What the engine's `Connection` lines name, in lower case, but for the two words that are no names; and whether there
  /// is a `Transfer-Encoding`, which libcurl has taken off.
  private static func framing(_ head: UnsafeRawBufferPointer) -> (names: [String], isChunked: Bool) {
    var names: [String] = []
    var isChunked = false
    var at = 0
    while at < head.count {
      let end = lineEnd(head, from: at)
      let start = at
      at = end + 1
      switch head[start] | 0x20 {
      case UInt8(ascii: "c") where start + 10 < end && head[start + 10] == UInt8(ascii: ":"):
        guard equals(head, start..<start + 10, "connection") else { continue }
        let value = trimmed(head, start + 11..<end)
        if equals(head, value, "keep-alive") || equals(head, value, "close") { continue }
        for word in text(head, value).lowercased().split(separator: ",") {
          let name = String(word.filter { $0 != " " && $0 != "\t" })
          if name != "close" && name != "keep-alive" { names.append(name) }
        }
      case UInt8(ascii: "t") where start + 17 < end && head[start + 17] == UInt8(ascii: ":"):
        if equals(head, start..<start + 17, "transfer-encoding") { isChunked = true }
      default: continue
      }
    }
    return (names, isChunked)
  }

  /// Whether bytes are this lower-case name, in any letter case.
  private static func equals(_ head: UnsafeRawBufferPointer, _ range: Range<Int>, _ name: StaticString) -> Bool {
    HeaderField.isName(letters(head, range), name)
  }

  private static func letters(_ head: UnsafeRawBufferPointer, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: head[range]).assumingMemoryBound(to: UInt8.self)
  }

  private static func text(_ head: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    String(decoding: head[range], as: UTF8.self)
  }

  /// A range without blanks and carriage returns around it.
  private static func trimmed(_ head: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, head[start] == 32 || head[start] == 9 { start += 1 }
    while end > start, head[end - 1] == 32 || head[end - 1] == 9 || head[end - 1] == 13 { end -= 1 }
    return start..<end
  }
}

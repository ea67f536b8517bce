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

  /// The head with its empty line.
  private(set) var bytes: ByteBuffer
  /// The body's framing.
  private(set) var body: Body = .none
  /// Whether the connection can serve another request.
  private(set) var keepsAlive: Bool

  /// The head for the client; nil if the engine's framing contradicts itself.
  init?(
    _ head: EngineAnswerHead, request: CheckedRequest, prefix: String, keepsAlive: Bool, allocator: ByteBufferAllocator
  ) {
    self.keepsAlive = keepsAlive
    bytes = allocator.buffer(capacity: head.bytes.count + 4096 + 256)
    let (names, isChunked) = Self.framing(head.bytes)
    var length: ArraySlice<UInt8>?
    var isDropped = false
    var at = 0
    // Lines that go on as they came are copied in one piece: what of it is still to be copied begins here.
    var keptFrom = 0
    while at < head.bytes.count {
      let start = at
      let end = Self.lineEnd(head.bytes, from: at)
      let hasCR = end > at && head.bytes[end - 1] == 13
      let line = head.bytes[at..<(hasCR ? end - 1 : end)]
      at = end + 1
      if start == 0 {
        // The front speaks HTTP/1.1, whatever the engine's server does.
        bytes.writeStaticString("HTTP/1.1")
        bytes.writeBytes(line.dropFirst(8))
        bytes.writeStaticString("\r\n")
        keptFrom = at
        continue
      }
      if let first = line.first, first == 32 || first == 9 {
        // A folded line goes on with the one before (RFC 9112, 5.2).
        copy(head.bytes, &keptFrom, upTo: start, resumingAt: at)
        guard !isDropped else { continue }
        bytes.moveWriterIndex(to: bytes.writerIndex - 2)
        bytes.writeBytes(line)
        bytes.writeStaticString("\r\n")
        continue
      }
      isDropped = false
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        copy(head.bytes, &keptFrom, upTo: start, resumingAt: at)
        continue
      }
      let name = line[..<colon]
      let value = { Self.trimmed(line[(colon + 1)...]) }
      if Self.equals(name, "content-length") {
        if let length, !length.elementsEqual(value()) { return nil }
        // The length of a chunked answer means nothing, and a 204 has none (RFC 9112, 6.3; RFC 9110, 8.6).
        isDropped = length != nil || isChunked || head.status == 204
        length = value()
      } else if HopByHop.mayContain(first: name.first ?? 0, count: name.count),
        HopByHop.contains(String(decoding: name, as: UTF8.self).lowercased())
      {
        isDropped = true
      } else if !names.isEmpty, names.contains(String(decoding: name, as: UTF8.self).lowercased()) {
        isDropped = true
      } else if Self.equals(name, "set-cookie"), value().starts(with: "JSESSIONID".utf8) {
        copy(head.bytes, &keptFrom, upTo: start, resumingAt: at)
        bytes.writeBytes(line[...colon])
        bytes.writeStaticString(" ")
        bytes.writeString(
          SessionCookie.adapted(
            String(decoding: value(), as: UTF8.self), prefix: prefix, isTLS: request.head.isTLS))
        bytes.writeStaticString("\r\n")
        continue
      }
      if isDropped {
        copy(head.bytes, &keptFrom, upTo: start, resumingAt: at)
      } else if !hasCR || end == head.bytes.count {
        copy(head.bytes, &keptFrom, upTo: start, resumingAt: at)
        bytes.writeBytes(line)
        bytes.writeStaticString("\r\n")
      }
    }
    copy(head.bytes, &keptFrom, upTo: head.bytes.count, resumingAt: head.bytes.count)
    if head.status != 204 && head.status != 304 && request.head.method != "HEAD" {
      setFraming(hasLength: length != nil && !isChunked, isHTTP10: request.isHTTP10)
    }
    AnswerBytes.writeRequestID(request.head.id, into: &bytes)
    AnswerBytes.writeConnection(keepsAlive: self.keepsAlive, isHTTP10: request.isHTTP10, into: &bytes)
    bytes.writeStaticString("\r\n")
  }

  /// Copies what is kept so far, up to a line that isn't.
  private mutating func copy(_ head: [UInt8], _ keptFrom: inout Int, upTo end: Int, resumingAt next: Int) {
    if keptFrom < end { bytes.writeBytes(head[keptFrom..<end]) }
    keptFrom = next
  }

  /// Where the line that begins at `start` ends: at its line feed, or with the head.
  private static func lineEnd(_ head: [UInt8], from start: Int) -> Int {
    head.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base + start, 10, bytes.count - start) else {
        return bytes.count
      }
      return base.distance(to: UnsafeRawPointer(found))
    }
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
  private static func framing(_ head: [UInt8]) -> (names: [String], isChunked: Bool) {
    var names: [String] = []
    var isChunked = false
    var at = 0
    while at < head.count {
      let end = lineEnd(head, from: at)
      let start = at
      at = end + 1
      switch head[start] | 0x20 {
      case UInt8(ascii: "c") where start + 10 < end && head[start + 10] == UInt8(ascii: ":"):
        let line = head[start..<end]
        guard equals(line.prefix(10), "connection") else { continue }
        for word in String(decoding: trimmed(line.dropFirst(11)), as: UTF8.self).lowercased().split(separator: ",") {
          let name = String(word.filter { $0 != " " && $0 != "\t" })
          if name != "close" && name != "keep-alive" { names.append(name) }
        }
      case UInt8(ascii: "t") where start + 17 < end && head[start + 17] == UInt8(ascii: ":"):
        if equals(head[start..<(start + 17)], "transfer-encoding") { isChunked = true }
      default: continue
      }
    }
    return (names, isChunked)
  }

  /// Whether bytes are this lower-case name, in any letter case.
  private static func equals(_ bytes: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { expected in
      var index = bytes.startIndex
      for letter in expected {
        if bytes[index] != letter && bytes[index] | 0x20 != letter { return false }
        index += 1
      }
      return true
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
    while let last = bytes.last, last == 32 || last == 9 || last == 13 { bytes.removeLast() }
    return bytes
  }
}

import EngineClient
import NIOCore

/// The bytes of a whole answer.
enum AnswerBytes {
  /// The header that gives the client the id of its request in the rewrite log.
  static let requestIDField = "Hostnet-Gateway-Request"

  /// Bodies up to this size are copied behind their heads: one write costs less than two then.
  private static let copiedBodyLimit = 16 << 10

  /// Status line, fields and framing, and the body if it is small. Line ends in reason or values become blanks, so that
  /// nothing can be smuggled into the head.
  ///
  /// - Returns: the body, if it is to be written after what is in the buffer.
  static func write(
    _ answer: GatewayAnswer, id: String?, isHead: Bool, keepsAlive: Bool, isHTTP10: Bool, into buffer: inout ByteBuffer
  ) -> ByteBuffer? {
    let count = answer.bytes.readableBytes
    let isCopied = count <= copiedBodyLimit
    buffer.reserveCapacity(minimumWritableBytes: 512 + (isCopied ? count : 0))
    buffer.writeString("HTTP/1.1 \(answer.status) ")
    writeText(answer.reason, into: &buffer)
    buffer.writeStaticString("\r\n")
    var hasID = false
    for field in answer.headers {
      if HopByHop.contains(field.name) || field.isNamed("content-length") { continue }
      if field.name == requestIDField { hasID = true }
      writeText(field.name, into: &buffer)
      buffer.writeStaticString(": ")
      writeText(field.value, into: &buffer)
      buffer.writeStaticString("\r\n")
    }
    if let id, !hasID { writeRequestID(id, into: &buffer) }
    let hasNoBody = answer.status < 200 || answer.status == 204 || answer.status == 304
    if !hasNoBody { buffer.writeString("Content-Length: \(count)\r\n") }
    writeConnection(keepsAlive: keepsAlive, isHTTP10: isHTTP10, into: &buffer)
    buffer.writeStaticString("\r\n")
    guard !hasNoBody, !isHead, count > 0 else { return nil }
    guard isCopied else { return answer.bytes }
    buffer.writeImmutableBuffer(answer.bytes)
    return nil
  }

  /// The field with the id.
  static func writeRequestID(_ id: String, into buffer: inout ByteBuffer) {
    buffer.writeStaticString("Hostnet-Gateway-Request: ")
    buffer.writeString(id)
    buffer.writeStaticString("\r\n")
  }

  /// `Connection`, where the version's default doesn't say it.
  static func writeConnection(keepsAlive: Bool, isHTTP10: Bool, into buffer: inout ByteBuffer) {
    if !keepsAlive {
      buffer.writeStaticString("Connection: close\r\n")
    } else if isHTTP10 {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
  }

  private static func writeText(_ text: String, into buffer: inout ByteBuffer) {
    let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 }
    if isClean {
      buffer.writeString(text)
    } else {
      buffer.writeBytes(text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 })
    }
  }
}

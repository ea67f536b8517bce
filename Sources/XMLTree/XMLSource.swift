import CLibxml2
import GatewayErrors
import Glibc

/// The bytes of a document that is parsed.
///
/// As a rule libxml2 parses them in place. It compares each attribute of a tag with each other one before it hands any of
/// them over, and can be stopped before only if it reads in pieces; so a document that may have a longer tag than allowed
/// is read in pieces. So is one that isn't plainly UTF-8, and one with a NUL, which is the end to libxml2 in place.
struct XMLSource {
  /// What is read at a time, and at most after a mistake.
  static let pieceBytes = 64 << 10

  /// The document without white space in front, and with a NUL behind it, as libxml2 needs it.
  private var bytes: [UInt8]

  /// Copies a document.
  init(_ document: some Collection<UInt8>) {
    bytes =
      document.withContiguousStorageIfAvailable(Self.ended) ?? Array(document).withUnsafeBufferPointer(Self.ended)
  }

  private static func ended(_ document: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let document = document.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(document.count + 1)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: document))
    bytes.append(0)
    return bytes
  }

  /// Whether there is nothing but white space.
  var isEmpty: Bool { bytes.count == 1 }

  /// Parses the document; once only.
  mutating func parse(_ limits: XMLLimits) -> Result<XMLDocument, GatewayError> {
    let isInPlace = isPlainUTF8 && hasShortTagsOnly(limits.tag)
    let read = bytes.withUnsafeMutableBufferPointer { bytes in
      var builder = DocumentBuilder(limits: limits, bytes: bytes.count)
      if isInPlace { builder.source = bytes }
      return withUnsafeMutablePointer(to: &builder) { builder -> Result<DocumentBuilder, GatewayError> in
        let isWellFormed =
          isInPlace
          ? Self.parseInPlace(bytes, builder)
          : Self.parseInPieces(UnsafeBufferPointer(rebasing: bytes.dropLast()), builder)
        guard let isWellFormed else {
          return .failure(GatewayError(.internalError, stage: .parse, detail: "No memory for an XML parser."))
        }
        if let failure = builder.pointee.failure { return .failure(failure) }
        return isWellFormed ? .success(builder.pointee) : .failure(builder.pointee.notWellFormed)
      }
    }
    return read.flatMap { builder in
      builder.document(source: isInPlace ? bytes : []).map { .success($0) } ?? .failure(builder.notWellFormed)
    }
  }

  /// Parses all at once; nil if there was no memory for it, else whether the document is well-formed.
  private static func parseInPlace(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ builder: UnsafeMutablePointer<DocumentBuilder>
  ) -> Bool? {
    guard let context = xmlNewParserCtxt() else { return nil }
    defer { xmlFreeParserCtxt(context) }
    guard let sax = context.pointee.sax, let input = xmlNewInputStream(context), let base = bytes.baseAddress else {
      return nil
    }
    input.pointee.base = UnsafePointer(base)
    input.pointee.cur = UnsafePointer(base)
    input.pointee.end = UnsafePointer(base) + (bytes.count - 1)
    inputPush(context, input)
    sax.pointee = SAXEvents.handler
    context.pointee.userData = UnsafeMutableRawPointer(builder)
    builder.pointee.context = context
    xmlCtxtUseOptions(context, SAXEvents.options)
    xmlParseDocument(context)
    return context.pointee.wellFormed == 1
  }

  /// Parses a piece after the other, so that a document that is refused early isn't scanned to its end.
  private static func parseInPieces(
    _ bytes: UnsafeBufferPointer<UInt8>, _ builder: UnsafeMutablePointer<DocumentBuilder>
  ) -> Bool? {
    var handler = SAXEvents.handler
    guard let context = xmlCreatePushParserCtxt(&handler, UnsafeMutableRawPointer(builder), nil, 0, nil) else {
      return nil
    }
    defer { xmlFreeParserCtxt(context) }
    builder.pointee.context = context
    xmlCtxtUseOptions(context, SAXEvents.options)
    let limit = builder.pointee.limits.tag
    bytes.withMemoryRebound(to: CChar.self) { chars in
      var offset = 0
      while offset < chars.count, builder.pointee.failure == nil, context.pointee.wellFormed == 1 {
        let count = min(pieceBytes, chars.count - offset)
        xmlParseChunk(context, chars.baseAddress.map { $0 + offset }, Int32(count), 0)
        offset += count
        if context.pointee.instate == XML_PARSER_START_TAG, let input = context.pointee.input?.pointee,
          let start = input.cur, let end = input.end, start.distance(to: end) > limit
        {
          builder.pointee.fail(XMLReader.tooLarge("A tag of the document is longer than \(limit) bytes."))
        }
      }
      if builder.pointee.failure == nil { xmlParseChunk(context, nil, 0, 1) }
    }
    return context.pointee.wellFormed == 1
  }

  /// Whether the document is UTF-8 by all that it says, without a NUL. One that only claims it is still refused by libxml2.
  private var isPlainUTF8: Bool {
    let document = bytes.dropLast()
    guard document.place(of: 0) == nil else { return false }
    let text = document.starts(with: [0xEF, 0xBB, 0xBF]) ? document.dropFirst(3) : document
    guard text.first == UInt8(ascii: "<") else { return false }
    if text.starts(with: XMLWriter.declaration.utf8) { return true }
    guard text.starts(with: "<?xml".utf8) else { return true }
    guard let end = text.prefix(256).firstIndex(of: UInt8(ascii: ">")) else { return false }
    let declaration = String(decoding: text[..<end], as: UTF8.self).lowercased()
    return !declaration.contains("encoding") || declaration.contains("encoding=\"utf-8\"")
      || declaration.contains("encoding='utf-8'")
  }

  /// Whether no tag is longer than the limit, told without reading the document: a `<` stands in no tag but in front, so
  /// a tag that is too long covers some half of the limit, counted from the start, in which there is none.
  private func hasShortTagsOnly(_ limit: Int) -> Bool {
    let document = bytes.dropLast()
    if document.count <= limit { return true }
    let step = limit / 2
    guard step > 0 else { return false }
    return stride(from: 0, to: document.count - step, by: step).allSatisfy { start in
      document[start..<(start + step)].place(of: UInt8(ascii: "<")) != nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// How far from the start the first byte of that value is; nil if there is none. Many times faster than `firstIndex`.
  fileprivate func place(of byte: UInt8) -> Int? {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
      return start.distance(to: UnsafeRawPointer(found))
    }
  }
}

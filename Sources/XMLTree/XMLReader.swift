import CLibxml2
import GatewayErrors

/// Reads a document into an ``XMLElement``, hardened and bounded.
///
/// libxml2 parses without network, DTD loading and entity substitution; a DOCTYPE, a namespace or a processing
/// instruction is refused, and every limit of ``XMLLimits`` is checked while reading, so that a hostile document costs
/// no more than its limits allow. A DOCTYPE ends the reading at its first line, so no entity is ever declared, and none
/// expanded. White space before the declaration, which some old clients send, is skipped.
public enum XMLReader {
  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the whole document, in UTF-8 or in an encoding that it declares and libxml2 knows.
  ///   - limits: how much is read before it is refused.
  /// - Returns: the root element.
  /// - Throws: `REQUEST_NOT_XML`, `REQUEST_XML_FORBIDDEN` or `REQUEST_XML_TOO_LARGE`, stage `parse`, with the line.
  public static func read(
    _ bytes: some Collection<UInt8>, limits: XMLLimits = XMLLimits()
  ) throws(GatewayError) -> XMLElement {
    guard bytes.count <= limits.bytes else {
      throw tooLarge("The document has \(bytes.count) bytes; \(limits.bytes) are read.")
    }
    let contiguous = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let result: Result<XMLElement, GatewayError>? = contiguous.withContiguousStorageIfAvailable { parse($0, limits) }
    return try (result ?? Array(contiguous).withUnsafeBufferPointer { parse($0, limits) }).get()
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ limits: XMLLimits
  ) -> Result<XMLElement, GatewayError> {
    guard !bytes.isEmpty else {
      return .failure(
        GatewayError(
          .requestNotXML, stage: .parse, detail: "The body is empty.",
          nextStep: "Send the XML document that the call takes."))
    }
    let builder = TreeBuilder(limits: limits)
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = onStart
    handler.endElementNs = onEnd
    handler.characters = onCharacters
    handler.cdataBlock = onCharacters
    handler.internalSubset = onDoctype
    handler.reference = onReference
    handler.processingInstruction = onProcessingInstruction
    guard
      let context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(builder).toOpaque(), nil, 0, nil)
    else {
      return .failure(GatewayError(.internalError, stage: .parse, detail: "No memory for an XML parser."))
    }
    defer { xmlFreeParserCtxt(context) }
    builder.context = context
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
    bytes.withMemoryRebound(to: CChar.self) { chars in
      var offset = 0
      // In pieces, so that a document that is refused early isn't scanned to its end.
      while offset < chars.count, builder.failure == nil, context.pointee.wellFormed == 1 {
        let count = min(64 << 10, chars.count - offset)
        xmlParseChunk(context, chars.baseAddress.map { $0 + offset }, Int32(count), 0)
        offset += count
        if context.pointee.instate == XML_PARSER_START_TAG, let input = context.pointee.input?.pointee,
          let start = input.cur, let end = input.end, start.distance(to: end) > limits.tag
        {
          builder.fail(tooLarge("A tag of the document is longer than \(limits.tag) bytes."))
        }
      }
      if builder.failure == nil { xmlParseChunk(context, nil, 0, 1) }
    }
    if let failure = builder.failure { return .failure(failure) }
    guard context.pointee.wellFormed == 1, let root = builder.root else {
      return .failure(notWellFormed(context))
    }
    return .success(root)
  }

  private static func notWellFormed(_ context: xmlParserCtxtPtr) -> GatewayError {
    var message = "not well-formed"
    var line = Int32(0)
    if let error = xmlCtxtGetLastError(context) {
      if let text = error.pointee.message {
        message = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
      }
      line = error.pointee.line
    }
    return GatewayError(
      .requestNotXML, stage: .parse,
      detail: "The body is not well-formed XML\(line > 0 ? ", line \(line)" : "").",
      nextStep: "Send the XML document that the call takes.", cause: message)
  }

  /// The error that a document exceeds a limit.
  static func tooLarge(_ detail: String) -> GatewayError {
    GatewayError(.requestXMLTooLarge, stage: .parse, detail: detail)
  }
}

private func builder(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
  context.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

private let onStart: startElementNsSAX2Func = {
  user, localName, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted, attributes in
  guard let builder = builder(user), let localName else { return }
  guard uri == nil, prefix == nil, namespaceCount == 0 else {
    return builder.forbid("a namespace on <\(String(cString: localName))>")
  }
  guard Int(attributeCount) <= builder.limits.attributes else {
    return builder.fail(
      XMLReader.tooLarge("<\(String(cString: localName))> has more than \(builder.limits.attributes) attributes."))
  }
  var list: [XMLAttribute] = []
  if let attributes, attributeCount > 0 {
    list.reserveCapacity(Int(attributeCount))
    // Five pointers an attribute: name, prefix, namespace, begin and end of the value.
    for index in stride(from: 0, to: Int(attributeCount) * 5, by: 5) {
      guard let name = attributes[index], let begin = attributes[index + 3], let end = attributes[index + 4] else {
        continue
      }
      let value = UnsafeBufferPointer(start: begin, count: begin.distance(to: end))
      guard value.count <= builder.limits.text else {
        return builder.fail(
          XMLReader.tooLarge(
            "An attribute of <\(String(cString: localName))> is longer than \(builder.limits.text) bytes."))
      }
      // A prefixed attribute (xml:lang, xsi:type) is no attribute of the API; 3.5 ignored unknown attributes.
      guard attributes[index + 1] == nil else { continue }
      list.append(XMLAttribute(builder.names.text(name), attributeText(value)))
    }
  }
  builder.start(builder.names.text(localName), list)
}

/// The value of an attribute as text.
///
/// Without entity substitution libxml2 hands over an ampersand, however it was written, as `&#38;`, and nothing else that
/// begins with one (`xmlParseAttValueComplex`).
private func attributeText(_ value: UnsafeBufferPointer<xmlChar>) -> String {
  guard value.contains(0x26) else { return String(decoding: value, as: UTF8.self) }
  var bytes: [UInt8] = []
  var rest = value[...]
  while let byte = rest.popFirst() {
    bytes.append(byte)
    if byte == 0x26, rest.starts(with: "#38;".utf8) { rest = rest.dropFirst(4) }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private let onEnd: endElementNsSAX2Func = { user, _, _, _ in
  builder(user)?.end()
}

private let onCharacters: charactersSAXFunc = { user, characters, count in
  guard let characters else { return }
  builder(user)?.characters(UnsafeBufferPointer(start: characters, count: Int(count)))
}

private let onDoctype: internalSubsetSAXFunc = { user, _, _, _ in
  builder(user)?.forbid("a DOCTYPE")
}

private let onReference: referenceSAXFunc = { user, name in
  builder(user)?.forbid("an entity &\(name.map { String(cString: $0) } ?? "");")
}

private let onProcessingInstruction: processingInstructionSAXFunc = { user, target, _ in
  builder(user)?.forbid("a processing instruction <?\(target.map { String(cString: $0) } ?? "")?>")
}

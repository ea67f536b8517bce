import CLibxml2

/// The yardstick: libxml2 parses the same bytes into callbacks that do nothing, as `xmllint --sax` does.
enum PlainSAX {
  /// Parses a document; false if it isn't well-formed.
  static func parse(_ bytes: [UInt8]) -> Bool {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { _, _, _, _, _, _, _, _, _ in }
    handler.endElementNs = { _, _, _, _ in }
    handler.characters = { _, _, _ in }
    return bytes.withUnsafeBytes { bytes in
      let chars = bytes.bindMemory(to: CChar.self)
      guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { return false }
      defer { xmlFreeParserCtxt(context) }
      // Documents of more than 10 MB are refused without.
      xmlCtxtUseOptions(context, Int32(XML_PARSE_HUGE.rawValue))
      xmlParseChunk(context, chars.baseAddress, Int32(chars.count), 1)
      return context.pointee.wellFormed == 1
    }
  }
}

/// The other yardstick: libxml2's reader walks over the same bytes, as `xmllint --stream` does.
enum PlainStream {
  /// Walks over a document; false if it isn't well-formed.
  static func parse(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let chars = bytes.bindMemory(to: CChar.self)
      guard
        let reader = xmlReaderForMemory(chars.baseAddress, Int32(chars.count), nil, nil, Int32(XML_PARSE_HUGE.rawValue))
      else { return false }
      defer { xmlFreeTextReader(reader) }
      var state = xmlTextReaderRead(reader)
      while state == 1 { state = xmlTextReaderRead(reader) }
      return state == 0
    }
  }
}

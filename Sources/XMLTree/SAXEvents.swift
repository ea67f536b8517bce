import CLibxml2
import GatewayErrors

/// The events of libxml2 that a ``DocumentBuilder`` is built from; it is the user data of the parser.
enum SAXEvents {
  /// No network, and nothing on the standard error stream.
  static let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)

  /// The events.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = onStart
    handler.endElementNs = onEnd
    handler.characters = onCharacters
    handler.cdataBlock = onCharacters
    handler.internalSubset = onDoctype
    handler.reference = onReference
    handler.processingInstruction = onProcessingInstruction
    handler.serror = onError
    return handler
  }
}

private func builder(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<DocumentBuilder>? {
  user?.assumingMemoryBound(to: DocumentBuilder.self)
}

private let onStart: startElementNsSAX2Func = {
  user, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted, attributes in
  guard let builder = builder(user), let name else { return }
  guard uri == nil, prefix == nil, namespaceCount == 0 else {
    return builder.pointee.forbid("a namespace on <\(String(cString: name))>")
  }
  builder.pointee.start(name)
  guard let attributes, attributeCount > 0, builder.pointee.failure == nil else { return }
  builder.pointee.add(UnsafeBufferPointer(start: attributes, count: Int(attributeCount) * 5), of: name)
}

private let onEnd: endElementNsSAX2Func = { user, _, _, _ in
  builder(user)?.pointee.end()
}

private let onCharacters: charactersSAXFunc = { user, characters, count in
  guard let characters else { return }
  builder(user)?.pointee.characters(UnsafeBufferPointer(start: characters, count: Int(count)))
}

private let onDoctype: internalSubsetSAXFunc = { user, _, _, _ in
  builder(user)?.pointee.forbid("a DOCTYPE")
}

private let onReference: referenceSAXFunc = { user, name in
  builder(user)?.pointee.forbid("an entity &\(name.map { String(cString: $0) } ?? "");")
}

private let onProcessingInstruction: processingInstructionSAXFunc = { user, target, _ in
  builder(user)?.pointee.forbid("a processing instruction <?\(target.map { String(cString: $0) } ?? "")?>")
}

private let onError: xmlStructuredErrorFunc = { user, error in
  guard let error, error.pointee.level == XML_ERR_FATAL else { return }
  let text = error.pointee.message.map { String(cString: $0) } ?? ""
  builder(user)?.pointee.note(text, line: Int(error.pointee.line))
}

import CLibxml2
import GatewayErrors
import XMLTree

/// A reader without anything clever, to compare with: always in pieces of 64 KiB, every text copied, a tree built at once.
enum ReferenceReader {
  /// What becomes of a document.
  enum Outcome: Equatable {
    /// It is this tree.
    case tree(XMLElement)
    /// It is refused.
    case refused(FaultCode)
  }

  /// Reads a document into a tree, or says with which code it is refused.
  static func read(_ bytes: [UInt8], limits: XMLLimits) -> Outcome {
    guard bytes.count <= limits.bytes else { return .refused(.requestXMLTooLarge) }
    let trimmed = Array(bytes.drop(while: isBlank))
    guard !trimmed.isEmpty else { return .refused(.requestNotXML) }
    let tree = ReferenceTree(limits)
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, name, prefix, uri, namespaceCount, _, count, _, attributes in
      guard let name, let tree = referenceTree(user) else { return }
      guard uri == nil, prefix == nil, namespaceCount == 0 else { return tree.fail(.requestXMLForbidden) }
      guard Int(count) <= tree.limits.attributes else { return tree.fail(.requestXMLTooLarge) }
      var list: [XMLAttribute] = []
      for index in stride(from: 0, to: Int(count) * 5, by: 5) {
        guard let key = attributes?[index], let begin = attributes?[index + 3], let end = attributes?[index + 4] else {
          continue
        }
        let value = UnsafeBufferPointer(start: begin, count: begin.distance(to: end))
        guard value.count <= tree.limits.text else { return tree.fail(.requestXMLTooLarge) }
        guard attributes?[index + 1] == nil else { continue }
        list.append(
          XMLAttribute(
            String(cString: key), String(decoding: value, as: UTF8.self).replacing("&#38;", with: "&")))
      }
      tree.start(XMLElement(String(cString: name), list))
    }
    handler.endElementNs = { user, _, _, _ in referenceTree(user)?.end() }
    handler.characters = { user, text, count in
      referenceTree(user)?.text(Array(UnsafeBufferPointer(start: text, count: Int(count))))
    }
    handler.cdataBlock = handler.characters
    handler.internalSubset = { user, _, _, _ in referenceTree(user)?.fail(.requestXMLForbidden) }
    handler.reference = { user, _ in referenceTree(user)?.fail(.requestXMLForbidden) }
    handler.processingInstruction = { user, _, _ in referenceTree(user)?.fail(.requestXMLForbidden) }
    guard
      let context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(tree).toOpaque(), nil, 0, nil)
    else { return .refused(.internalError) }
    defer { xmlFreeParserCtxt(context) }
    tree.context = context
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
    var offset = 0
    while offset < trimmed.count, tree.failure == nil, context.pointee.wellFormed == 1 {
      let count = min(65_536, trimmed.count - offset)
      trimmed.withUnsafeBytes { bytes in
        _ = xmlParseChunk(
          context, (bytes.baseAddress.map { $0 + offset })?.assumingMemoryBound(to: CChar.self), Int32(count), 0)
      }
      offset += count
    }
    if tree.failure == nil { xmlParseChunk(context, nil, 0, 1) }
    if let failure = tree.failure { return .refused(failure) }
    guard context.pointee.wellFormed == 1, let root = tree.root else { return .refused(.requestNotXML) }
    return .tree(root)
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

private func referenceTree(_ user: UnsafeMutableRawPointer?) -> ReferenceTree? {
  user.map { Unmanaged<ReferenceTree>.fromOpaque($0).takeUnretainedValue() }
}

private final class ReferenceTree {
  let limits: XMLLimits
  var context: xmlParserCtxtPtr?
  var failure: FaultCode?
  var root: XMLElement?
  private var open: [(element: XMLElement, text: [UInt8])] = []
  private var elements = 0

  init(_ limits: XMLLimits) { self.limits = limits }

  func fail(_ code: FaultCode) {
    if failure == nil { failure = code }
    xmlStopParser(context)
  }

  func start(_ element: XMLElement) {
    elements += 1
    guard elements <= limits.elements, open.count < limits.depth else { return fail(.requestXMLTooLarge) }
    open.append((element, []))
  }

  func text(_ bytes: [UInt8]) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += bytes
    if open[open.count - 1].text.count > limits.text { fail(.requestXMLTooLarge) }
  }

  func end() {
    guard let last = open.popLast() else { return }
    var element = last.element
    let text = last.text
    let hasOnlyBlanks = text.allSatisfy(isBlank)
    element.text = hasOnlyBlanks && !element.children.isEmpty ? "" : String(decoding: text, as: UTF8.self)
    if open.isEmpty { root = element } else { open[open.count - 1].element.children.append(element) }
  }
}

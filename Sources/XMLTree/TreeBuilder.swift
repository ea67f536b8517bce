import CLibxml2
import GatewayErrors

/// Collects SAX events into a tree; lives only for one parse, on one thread.
///
/// Children that are complete and character data of all open elements lie on two stacks, so that an element costs one
/// array of its children in their exact number, and one text.
final class TreeBuilder {
  /// How much is read.
  let limits: XMLLimits
  /// The parser, to be stopped on a failure.
  var context: xmlParserCtxtPtr?
  /// Names as text, each made once.
  var names = NameTexts()
  /// The root element, once it is complete.
  private(set) var root: XMLElement?
  /// Why the reading ended early.
  private(set) var failure: GatewayError?

  private struct Open {
    var name: String
    var attributes: [XMLAttribute]
    /// Where its children begin in `complete`.
    var firstChild: Int
    /// Where its own character data begins in `text`.
    var firstByte: Int
  }

  private var open: [Open] = []
  private var complete: [XMLElement] = []
  private var text: [UInt8] = []
  private var elements = 0

  /// A builder that refuses what exceeds `limits`.
  init(limits: XMLLimits) {
    self.limits = limits
    open.reserveCapacity(limits.depth)
    complete.reserveCapacity(64)
    text.reserveCapacity(256)
  }

  /// Ends the reading; the first failure is kept.
  func fail(_ error: GatewayError) {
    if failure == nil { failure = error }
    xmlStopParser(context)
  }

  /// Ends the reading because of something that API documents never have.
  func forbid(_ what: String) {
    fail(
      GatewayError(
        .requestXMLForbidden, stage: .parse, detail: "The body has \(what), which API documents never have.",
        nextStep: "Send it without."))
  }

  /// An element begins.
  func start(_ name: String, _ attributes: [XMLAttribute]) {
    elements += 1
    guard elements <= limits.elements else {
      return fail(XMLReader.tooLarge("The document has more than \(limits.elements) elements."))
    }
    guard open.count < limits.depth else {
      return fail(XMLReader.tooLarge("The document nests deeper than \(limits.depth) elements."))
    }
    open.append(Open(name: name, attributes: attributes, firstChild: complete.count, firstByte: text.count))
  }

  /// The element that began last ends.
  func end() {
    guard let element = open.popLast() else { return }
    let children = element.firstChild == complete.count ? [] : Array(complete[element.firstChild...])
    let own = text[element.firstByte...]
    let isBlank = !children.isEmpty && own.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let ended = XMLElement(
      element.name, element.attributes, text: isBlank || own.isEmpty ? "" : String(decoding: own, as: UTF8.self),
      children: children)
    complete.removeLast(children.count)
    text.removeLast(own.count)
    if open.isEmpty { root = ended } else { complete.append(ended) }
  }

  /// Character data of the element that is open.
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let element = open.last else { return }
    guard text.count - element.firstByte + bytes.count <= limits.text else {
      return fail(XMLReader.tooLarge("The text of <\(element.name)> is longer than \(limits.text) bytes."))
    }
    text.append(contentsOf: bytes)
  }
}

/// The names of a document as text. libxml2 gives the same pointer for the same name during one parse (its dictionary), so
/// most names are found by their pointer.
struct NameTexts {
  private var pointers: [UnsafePointer<xmlChar>?]
  private var texts: [String]

  /// No names yet.
  init() {
    pointers = Array(repeating: nil, count: 128)
    texts = Array(repeating: "", count: 128)
  }

  /// The text of a name.
  mutating func text(_ name: UnsafePointer<xmlChar>) -> String {
    let bits = UInt(bitPattern: name)
    let slot = Int((bits ^ bits >> 7) & 127)
    if pointers[slot] == name { return texts[slot] }
    let text = String(cString: name)
    pointers[slot] = name
    texts[slot] = text
    return text
  }
}

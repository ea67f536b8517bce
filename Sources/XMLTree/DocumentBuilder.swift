import CLibxml2
import GatewayErrors

/// Collects SAX events into an ``XMLDocument``; lives only for one parse, on one thread.
///
/// A text that libxml2 hands over as a place in the source, which is the rule, is noted as that place. All others are
/// copied: texts with references, CDATA sections, attributes with other than ASCII, and everything of a source that isn't
/// UTF-8 or that is read in pieces.
struct DocumentBuilder {
  /// How much is read.
  let limits: XMLLimits
  /// The parser, to be stopped on a failure.
  var context: xmlParserCtxtPtr?
  /// The bytes that are parsed in place, with the NUL behind them; empty if libxml2 parses a copy of its own.
  var source = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  /// Why the reading ended early.
  private(set) var failure: GatewayError?
  /// What libxml2 said of the first mistake, with its line; 0 if it isn't known.
  private var mistake: (text: String, line: Int)?

  private typealias Piece = XMLDocument.Piece

  private struct Open {
    /// Its place in `nodes`; -1 for what is around the root.
    var node = -1
    /// Where its own character data begins in `pieces`.
    var firstPiece = 0
    /// The bytes of its own character data so far.
    var bytes = 0
    /// Whether these are white space only.
    var isBlank = true
  }

  private var nodes: [XMLDocument.Node] = []
  private var attributes: [XMLDocument.Attribute] = []
  private var names = DocumentNames()
  /// What doesn't stand in the source as it is.
  private var copied: [UInt8] = []
  /// The element that is open, innermost.
  private var current = Open()
  /// Those around it, the innermost last.
  private var around: [Open] = []
  /// The character data of all open elements, each on top of its parent's.
  private var pieces: [Piece] = []

  /// A builder that refuses what exceeds `limits`.
  ///
  /// - Parameter bytes: how long the document is.
  init(limits: XMLLimits, bytes: Int) {
    self.limits = limits
    around.reserveCapacity(limits.depth)
    pieces.reserveCapacity(64)
    // Documents of engines have 50 to 70 bytes an element and 80 an attribute, indentation included.
    nodes.reserveCapacity(bytes / 56)
    attributes.reserveCapacity(bytes / 64)
  }

  /// The document, once its root is complete.
  ///
  /// - Parameter source: what ``source`` points to.
  func document(source: [UInt8]) -> XMLDocument? {
    guard around.isEmpty, !nodes.isEmpty else { return nil }
    return XMLDocument(nodes: nodes, attributes: attributes, names: names.texts, source: source, copied: copied)
  }

  /// Ends the reading; the first failure is kept.
  mutating func fail(_ error: GatewayError) {
    if failure == nil { failure = error }
    xmlStopParser(context)
  }

  /// Ends the reading because of something that API documents never have.
  mutating func forbid(_ what: String) {
    fail(
      GatewayError(
        .requestXMLForbidden, stage: .parse, detail: "The body has \(what), which API documents never have.",
        nextStep: "Send it without."))
  }

  /// Notes a mistake; the first is kept.
  ///
  /// libxml2 reads on, without any further event; in place it finds the end soon, as it does where it reads in pieces.
  mutating func note(_ text: String, line: Int) {
    guard mistake == nil else { return }
    mistake = (text, line)
    // Character data is the one event that may still come (`xmlParseCharData`).
    current.node = -1
    guard let base = source.baseAddress, let input = context?.pointee.input, let place = input.pointee.cur else {
      return
    }
    let end = UnsafePointer(base).distance(to: place) + XMLSource.pieceBytes
    guard end > 0, end < source.count else { return }
    source[end] = 0
    input.pointee.end = UnsafePointer(base) + end
  }

  /// The error that the document isn't well-formed.
  var notWellFormed: GatewayError {
    let line = mistake?.line ?? 0
    return GatewayError(
      .requestNotXML, stage: .parse,
      detail: "The body is not well-formed XML\(line > 0 ? ", line \(line)" : "").",
      nextStep: "Send the XML document that the call takes.",
      cause: mistake.map { $0.text.split(whereSeparator: \.isNewline).joined(separator: " ") } ?? "not well-formed")
  }

  /// An element begins.
  mutating func start(_ name: UnsafePointer<xmlChar>) {
    guard nodes.count < limits.elements else {
      return fail(XMLReader.tooLarge("The document has more than \(limits.elements) elements."))
    }
    guard around.count < limits.depth else {
      return fail(XMLReader.tooLarge("The document nests deeper than \(limits.depth) elements."))
    }
    around.append(current)
    current = Open(node: nodes.count, firstPiece: pieces.count)
    let attribute = UInt32(truncatingIfNeeded: attributes.count)
    nodes.append(
      XMLDocument.Node(
        name: names.number(of: name), end: 0, firstAttribute: attribute, endOfAttributes: attribute, text: .empty))
  }

  /// The attributes of the element that begins: five pointers each, to name, prefix, namespace, and begin and end of the
  /// value.
  mutating func add(_ list: UnsafeBufferPointer<UnsafePointer<xmlChar>?>, of element: UnsafePointer<xmlChar>) {
    guard list.count <= 5 * limits.attributes else {
      return fail(
        XMLReader.tooLarge("<\(String(cString: element))> has more than \(limits.attributes) attributes."))
    }
    for index in stride(from: 0, to: list.count, by: 5) {
      guard let name = list[index], let begin = list[index + 3], let end = list[index + 4] else { continue }
      let value = UnsafeBufferPointer(start: begin, count: begin.distance(to: end))
      guard value.count <= limits.text else {
        return fail(
          XMLReader.tooLarge(
            "An attribute of <\(String(cString: element))> is longer than \(limits.text) bytes."))
      }
      // A prefixed attribute (xml:lang, xsi:type) is no attribute of the API; 3.5 ignored unknown attributes.
      guard list[index + 1] == nil else { continue }
      attributes.append(XMLDocument.Attribute(name: names.number(of: name), value: attributeValue(value)))
    }
    if !nodes.isEmpty { nodes[nodes.count - 1].endOfAttributes = UInt32(truncatingIfNeeded: attributes.count) }
  }

  /// Character data of the element that is open.
  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard current.node >= 0, bytes.count > 0 else { return }
    current.bytes += bytes.count
    guard current.bytes <= limits.text else {
      let name = names.texts[Int(nodes[current.node].name)]
      return fail(XMLReader.tooLarge("The text of <\(name)> is longer than \(limits.text) bytes."))
    }
    if current.isBlank, !Self.isBlank(bytes) { current.isBlank = false }
    let piece = piece(bytes)
    let last = pieces.count - 1
    // Pieces of the source that touch have no tag between them.
    if last >= current.firstPiece, pieces[last].start + pieces[last].count == piece.start {
      pieces[last].count += piece.count
    } else {
      pieces.append(piece)
    }
  }

  /// The element that began last ends.
  mutating func end() {
    let element = current
    guard let next = around.popLast() else { return }
    current = next
    nodes[element.node].end = UInt32(truncatingIfNeeded: nodes.count)
    guard element.bytes > 0 else { return }
    let hasChildren = nodes.count > element.node + 1
    if !hasChildren || !element.isBlank { nodes[element.node].text = joined(from: element.firstPiece) }
    while pieces.count > element.firstPiece { pieces.removeLast() }
  }

  /// The character data of an element as one piece.
  private mutating func joined(from first: Int) -> Piece {
    if pieces.count == first + 1 { return pieces[first] }
    let start = copied.count
    for piece in pieces[first...] {
      let place = Int(piece.start)
      if place < source.count {
        copied.append(contentsOf: UnsafeBufferPointer(rebasing: source[place..<(place + Int(piece.count))]))
      } else {
        let place = place - source.count
        copied.append(contentsOf: copied[place..<(place + Int(piece.count))])
      }
    }
    return copiedPiece(from: start)
  }

  /// Where a text stands: in the source if it is handed over from there, or else in a copy.
  private mutating func piece(_ bytes: UnsafeBufferPointer<UInt8>) -> Piece {
    if let place = placeInSource(bytes) { return place }
    let start = copied.count
    copied.append(contentsOf: bytes)
    return copiedPiece(from: start)
  }

  /// The value of an attribute.
  ///
  /// Without entity substitution libxml2 hands over an ampersand, however it was written, as `&#38;`, and nothing else
  /// that begins with one (`xmlParseAttValueComplex`). None stands in a value that it hands over from the source.
  private mutating func attributeValue(_ value: UnsafeBufferPointer<xmlChar>) -> Piece {
    if value.isEmpty { return .empty }
    if let place = placeInSource(value) { return place }
    guard value.contains(0x26) else { return piece(value) }
    let start = copied.count
    var rest = value[...]
    while let byte = rest.popFirst() {
      copied.append(byte)
      if byte == 0x26, rest.starts(with: "#38;".utf8) { rest = rest.dropFirst(4) }
    }
    return copiedPiece(from: start)
  }

  private func placeInSource(_ bytes: UnsafeBufferPointer<UInt8>) -> Piece? {
    guard let first = bytes.baseAddress, let base = source.baseAddress else { return nil }
    let place = UInt(bitPattern: first) &- UInt(bitPattern: base)
    guard place < UInt(source.count) else { return nil }
    return Piece(start: UInt32(truncatingIfNeeded: place), count: UInt32(truncatingIfNeeded: bytes.count))
  }

  private func copiedPiece(from start: Int) -> Piece {
    Piece(start: UInt32(source.count + start), count: UInt32(copied.count - start))
  }

  /// Whether bytes are white space only; indentation is looked at eight bytes at a time.
  private static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0x2020_2020_2020_2020
      {
        index += 8
        continue
      }
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D else { return false }
      index += 1
    }
    return true
  }
}

/// The names of a document, each once, numbered in the order of their appearance.
///
/// libxml2 gives the same pointer for the same name during one parse (its dictionary), so a name is found by its pointer:
/// in a table with open addressing, until that is three quarters full.
struct DocumentNames {
  private struct Slot {
    var pointer: UInt = 0
    var number: UInt32 = 0
  }

  /// The names.
  private(set) var texts: [String] = []
  private var numbers: [String: UInt32] = [:]
  private var slots = Array(repeating: Slot(), count: 256)
  private var taken = 0

  /// The number of a name.
  mutating func number(of name: UnsafePointer<xmlChar>) -> UInt32 {
    let bits = UInt(bitPattern: name)
    var slot = Int(truncatingIfNeeded: (bits ^ bits >> 8) & 255)
    while slots[slot].pointer != bits {
      guard slots[slot].pointer != 0 else { return add(name, slot: slot) }
      slot = (slot + 1) & 255
    }
    return slots[slot].number
  }

  private mutating func add(_ name: UnsafePointer<xmlChar>, slot: Int) -> UInt32 {
    let text = String(cString: name)
    let number = numbers[text] ?? UInt32(texts.count)
    if Int(number) == texts.count {
      texts.append(text)
      numbers[text] = number
    }
    if taken < 192 {
      slots[slot] = Slot(pointer: UInt(bitPattern: name), number: number)
      taken += 1
    }
    return number
  }
}

/// A document as it was read: its elements in one array in document order, its attributes in another, and their texts as
/// places in the bytes of the document. Nothing of it changes, so all its elements share it.
///
/// It is looked at through ``XMLNode``, or where every step counts by the places of elements, the root's being 0.
public final class XMLDocument: Sendable {
  /// An element.
  struct Node: Sendable {
    /// The place of its name in `names`.
    var name: UInt32
    /// The place behind the last element in it.
    var end: UInt32
    /// Where its attributes begin.
    var firstAttribute: UInt32
    /// The place behind its attributes.
    var endOfAttributes: UInt32
    /// Its own character data.
    var text: Piece
  }

  /// An attribute.
  struct Attribute: Sendable {
    /// The place of its name in `names`.
    var name: UInt32
    /// Its value.
    var value: Piece
  }

  /// A piece of text: bytes of the source, or behind its end those that don't stand in the source as they are.
  struct Piece: Sendable {
    /// Where it begins.
    var start: UInt32
    /// Its bytes.
    var count: UInt32

    /// No text.
    static var empty: Piece { Piece(start: 0, count: 0) }

    /// A piece.
    init(start: UInt32, count: UInt32) {
      self.start = start
      self.count = count
    }
  }

  /// The elements, the root first.
  let nodes: [Node]
  /// The attributes of all elements.
  let attributes: [Attribute]
  /// The names of elements and attributes, each once; the place of a name here is its ``XMLName``.
  public let names: [String]
  private let source: [UInt8]
  private let copied: [UInt8]

  /// A document.
  ///
  /// - Parameters:
  ///   - source: the bytes that were read; empty if no text is found in them.
  ///   - copied: texts that don't stand there as they are.
  init(nodes: [Node], attributes: [Attribute], names: [String], source: [UInt8], copied: [UInt8]) {
    self.nodes = nodes
    self.attributes = attributes
    self.names = names
    self.source = source
    self.copied = copied
  }

  /// A piece as text.
  func text(_ piece: Piece) -> String {
    guard piece.count > 0 else { return "" }
    let start = Int(piece.start)
    let count = Int(piece.count)
    return start < source.count
      ? Self.text(source, start, count) : Self.text(copied, start - source.count, count)
  }

  private static func text(_ bytes: [UInt8], _ start: Int, _ count: Int) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0[start..<(start + count)], as: UTF8.self) }
  }

  /// The text of an element.
  public func text(of place: Int) -> String { text(nodes[place].text) }

  /// Whether an element has that name.
  public func isNamed(_ name: XMLName, _ place: Int) -> Bool { nodes[place].name == name.number }

  /// The value of an attribute of an element; nil if it isn't there.
  public func attribute(_ name: XMLName, of place: Int) -> String? {
    if name.number == XMLName.absent.number { return nil }
    let node = nodes[place]
    for place in Int(node.firstAttribute)..<Int(node.endOfAttributes) where attributes[place].name == name.number {
      return text(attributes[place].value)
    }
    return nil
  }

  /// The place of the next child of an element with that name; nil if there is none.
  ///
  /// - Parameter place: a child, or the element itself to find the first.
  public func child(of parent: Int, after place: Int, _ name: XMLName) -> Int? {
    if name.number == XMLName.absent.number { return nil }
    return nodes.withUnsafeBufferPointer { nodes in
      let end = Int(nodes[parent].end)
      var next = place == parent ? parent + 1 : Int(nodes[place].end)
      while next < end {
        if nodes[next].name == name.number { return next }
        next = Int(nodes[next].end)
      }
      return nil
    }
  }

  /// A name; nil if neither an element nor an attribute has it.
  func name(_ name: String) -> XMLName? {
    names.firstIndex(of: name).map(XMLName.init(place:))
  }
}

/// A document as it was read: its elements in one array in document order, its attributes in another, and their texts as
/// places in the bytes of the document. Nothing of it changes, so all its elements share it.
@usableFromInline
final class XMLDocument: Sendable {
  /// An element.
  @usableFromInline
  struct Node: Sendable {
    /// The place of its name in `names`.
    @usableFromInline var name: UInt32
    /// The place behind the last element in it.
    @usableFromInline var end: UInt32
    /// Where its attributes begin.
    @usableFromInline var firstAttribute: UInt32
    /// The place behind its attributes.
    @usableFromInline var endOfAttributes: UInt32
    /// Its own character data.
    @usableFromInline var text: Piece
  }

  /// An attribute.
  @usableFromInline
  struct Attribute: Sendable {
    /// The place of its name in `names`.
    @usableFromInline var name: UInt32
    /// Its value.
    @usableFromInline var value: Piece
  }

  /// A piece of text: bytes of the source, or behind its end those that don't stand in the source as they are.
  @usableFromInline
  struct Piece: Sendable {
    /// Where it begins.
    @usableFromInline var start: UInt32
    /// Its bytes.
    @usableFromInline var count: UInt32

    /// No text.
    @usableFromInline static var empty: Piece { Piece(start: 0, count: 0) }

    /// A piece.
    @inlinable
    init(start: UInt32, count: UInt32) {
      self.start = start
      self.count = count
    }
  }

  /// The elements, the root first.
  @usableFromInline let nodes: [Node]
  /// The attributes of all elements.
  @usableFromInline let attributes: [Attribute]
  /// The names of elements and attributes, each once.
  let names: [String]
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
  @usableFromInline
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

  /// The place of the next child of an element with that name.
  ///
  /// - Parameter place: a child, or the element itself to find the first.
  @usableFromInline
  func child(of parent: Int, after place: Int, _ name: XMLName) -> Int? {
    nodes.withUnsafeBufferPointer { nodes in
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

/// An element of a document that was only read: a place in its ``XMLDocument``, which costs nothing to make.
///
/// Texts are made when they are asked for. Otherwise it is the same as ``XMLElement``, which can be made from it.
public struct XMLNode: Sendable {
  /// The document.
  public let document: XMLDocument
  /// Its place among the nodes of the document.
  public let index: Int

  /// The element at a place.
  public init(_ document: XMLDocument, _ index: Int) {
    self.document = document
    self.index = index
  }

  /// The name of the element.
  public var name: String { document.names[Int(document.nodes[index].name)] }

  /// Its own character data; empty if it has none, or only white space beside children.
  public var text: String { document.text(of: index) }

  /// Its attributes, in document order.
  public var attributes: [XMLAttribute] {
    let node = document.nodes[index]
    return (node.firstAttribute..<node.endOfAttributes).map { place in
      let attribute = document.attributes[Int(place)]
      return XMLAttribute(document.names[Int(attribute.name)], document.text(attribute.value))
    }
  }

  /// Its child elements, in document order.
  public var children: [XMLNode] {
    var children: [XMLNode] = []
    var next = index + 1
    while next < document.nodes[index].end {
      children.append(XMLNode(document, next))
      next = Int(document.nodes[next].end)
    }
    return children
  }

  /// The value of an attribute; nil if it isn't there (an empty one is "").
  public func attribute(_ name: String) -> String? {
    document.name(name).flatMap { document.attribute($0, of: index) }
  }

  /// The first child of that name.
  public func child(_ name: String) -> XMLNode? {
    document.name(name).flatMap { document.child(of: index, after: index, $0) }.map { XMLNode(document, $0) }
  }

  /// The children of that name, in document order.
  public func children(_ name: String) -> [XMLNode] {
    guard let name = document.name(name) else { return [] }
    return children.filter { document.isNamed(name, $0.index) }
  }

  /// The text of the first child of that name; nil if there is no such child.
  public func childText(_ name: String) -> String? { child(name)?.text }

  /// The element at the end of a path of child names.
  public func descendant(_ path: String...) -> XMLNode? {
    var element = self
    for name in path {
      guard let next = element.child(name) else { return nil }
      element = next
    }
    return element
  }
}

extension XMLNode {
  /// The elements from the root down to this one, this one included.
  public var lineage: [XMLNode] {
    var lineage: [XMLNode] = []
    var place = 0
    while place < index {
      if index < document.nodes[place].end {
        lineage.append(XMLNode(document, place))
        place += 1
      } else {
        place = Int(document.nodes[place].end)
      }
    }
    return lineage + [self]
  }

  /// Whether it is the same place of the same document.
  public func isSame(as other: XMLNode) -> Bool { document === other.document && index == other.index }
}

/// A name in one document, found once and compared as a number; it means nothing in another document.
public struct XMLName: Sendable {
  /// The place of the name in ``XMLDocument/names``.
  let number: UInt32

  /// The name at a place of ``XMLDocument/names``.
  public init(place: Int) {
    number = UInt32(place)
  }

  /// A name that the document doesn't have.
  public static let absent = XMLName(place: Int(UInt32.max))
}

extension XMLElement {
  /// A copy of an element that was read, with all that is in it.
  public init(_ node: XMLNode) {
    let children = node.children
    self.init(
      node.name, node.attributes, text: node.text, children: children.isEmpty ? [] : children.map(XMLElement.init))
  }
}

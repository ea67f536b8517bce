/// One attribute of an element, in document order.
public struct XMLAttribute: Sendable, Equatable {
  /// The name, without namespace.
  public var name: String
  /// The value, with entities resolved.
  public var value: String

  /// An attribute.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// An element of a small document: a plain value, in document order, without namespaces.
///
/// API documents have either child elements or text; for the few that have both, `text` is all character data of the
/// element itself, joined. White space between child elements isn't kept.
public struct XMLElement: Sendable, Equatable {
  /// The name of the element.
  public var name: String
  /// Its attributes, in document order.
  public var attributes: [XMLAttribute]
  /// Its child elements, in document order.
  public var children: [XMLElement]
  /// Its own character data; empty if it has none, or only white space beside children.
  public var text: String

  /// An element with attributes, text and children.
  public init(_ name: String, _ attributes: [XMLAttribute] = [], text: String = "", children: [XMLElement] = []) {
    self.name = name
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  /// An element with nothing but text.
  public init(_ name: String, text: String) {
    self.init(name, [], text: text, children: [])
  }

  /// The value of an attribute; nil if it isn't there (an empty one is "").
  public func attribute(_ name: String) -> String? {
    // By index: an element or attribute that is only looked at isn't copied.
    for index in attributes.indices where attributes[index].name == name { return attributes[index].value }
    return nil
  }

  /// Sets an attribute in place, or adds it at the end.
  public mutating func setAttribute(_ name: String, _ value: String) {
    if let index = attributes.firstIndex(where: { $0.name == name }) {
      attributes[index].value = value
    } else {
      attributes.append(XMLAttribute(name, value))
    }
  }

  /// The first child of that name.
  public func child(_ name: String) -> XMLElement? {
    for index in children.indices where children[index].name == name { return children[index] }
    return nil
  }

  /// The children of that name, in document order.
  public func children(_ name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }

  /// The text of the first child of that name; nil if there is no such child.
  public func childText(_ name: String) -> String? {
    for index in children.indices where children[index].name == name { return children[index].text }
    return nil
  }

  /// The element at the end of a path of child names.
  public func descendant(_ path: String...) -> XMLElement? {
    var element = self
    for name in path {
      guard let next = element.child(name) else { return nil }
      element = next
    }
    return element
  }
}

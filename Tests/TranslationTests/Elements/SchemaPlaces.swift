import XMLTree

@testable import LegacyAPI

/// A place in a document of the 3.5 schema, below its root: an element, or an attribute, whose name begins with `@`.
struct SchemaPlace {
  /// The names from the root down, without the root.
  var steps: [String]
  /// The type of the element; that of the value for an attribute.
  var type: LegacyType

  /// As the tables write it: `ip/@address`.
  var path: String { steps.joined(separator: "/") }
  /// The place of the element around it; empty for the root.
  var parent: [String] { Array(steps.dropLast()) }
  /// Whether it is an attribute.
  var isAttribute: Bool { steps.last?.hasPrefix("@") == true }
}

/// The places of a type, as the schema of the gateway has them.
enum SchemaPlaces {
  /// All places below a root, in schema order.
  ///
  /// - Parameter isWhole: whether a place is one thing, so that what is in it isn't told apart. Without it the places of
  ///   a type that contains itself have no end.
  static func below(_ root: LegacyType, isWhole: (String) -> Bool) -> [SchemaPlace] {
    var places: [SchemaPlace] = []
    func visit(_ type: LegacyType, _ steps: [String]) {
      for member in members(of: type) {
        let place = SchemaPlace(steps: steps + [member.name], type: member.type)
        places.append(place)
        if !isWhole(place.path) { visit(member.type, place.steps) }
      }
    }
    visit(root, [])
    return places
  }

  /// Attributes and children of a type.
  static func members(of type: LegacyType) -> [(name: String, type: LegacyType)] {
    switch type.shape {
    case .leaf, .foreign: []
    case .attributes(let known): known.sorted { $0.key < $1.key }.map { ("@\($0.key)", $0.value) }
    case .children(let children):
      type.attributes.map { ("@\($0)", LegacyType.text) } + children.map { ($0.name, $0.type) }
    }
  }

  /// All places that an element has in fact, repeated ones once.
  static func used(by element: XMLElement) -> Set<String> {
    var paths: Set<String> = []
    func visit(_ element: XMLElement, _ prefix: String) {
      for attribute in element.attributes { paths.insert("\(prefix)@\(attribute.name)") }
      for child in element.children {
        paths.insert(prefix + child.name)
        visit(child, "\(prefix)\(child.name)/")
      }
    }
    visit(element, "")
    return paths
  }
}

extension XMLElement {
  /// The first element at a place; itself for no steps.
  func first(at steps: [String]) -> XMLElement? {
    guard let step = steps.first else { return self }
    return child(step)?.first(at: Array(steps.dropFirst()))
  }

  /// With empty elements where those of the steps are missing.
  func ensuring(_ steps: [String]) -> XMLElement {
    guard let step = steps.first else { return self }
    var copy = self
    let rest = Array(steps.dropFirst())
    if let index = children.firstIndex(where: { $0.name == step }) {
      copy.children[index] = children[index].ensuring(rest)
    } else {
      copy.children.append(XMLElement(step).ensuring(rest))
    }
    return copy
  }

  /// With the first member at a place replaced, added or (nil) removed.
  func replacing(_ steps: [String], with value: XMLElement?) -> XMLElement {
    guard let step = steps.first else { return self }
    var copy = self
    let index = children.firstIndex { $0.name == step }
    if step.hasPrefix("@") {
      let name = String(step.dropFirst())
      copy.attributes.removeAll { $0.name == name }
      if let value { copy.setAttribute(name, value.text) }
    } else if steps.count > 1 {
      if let index { copy.children[index] = children[index].replacing(Array(steps.dropFirst()), with: value) }
    } else {
      if let index { copy.children.remove(at: index) }
      if let value { copy.children.insert(value, at: index ?? copy.children.count) }
    }
    return copy
  }
}

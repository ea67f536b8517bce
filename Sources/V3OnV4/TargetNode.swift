import XMLTree

/// What a row found in a document.
enum FoundValue: Sendable {
  /// A plain value, as the other version writes it.
  case text(String)
  /// A converted element; its name is the one of its place.
  case element(XMLElement)
}

/// What the rows of a type found in one element.
struct FoundValues: Sendable {
  /// By row.
  var values: [[FoundValue]]
  /// By row: whether the wrapper of its list was there.
  var hasWrapper: [Bool]

  /// Nothing found yet.
  init(count: Int) {
    values = Array(repeating: [], count: count)
    hasWrapper = Array(repeating: false, count: count)
  }
}

/// The places of a type's rows as an ordered tree, v3's for an answer and v4's for a request: the shape of the element
/// that is written.
struct TargetNode: Sendable {
  /// The place.
  var step: RuleStep
  /// The rows that write this place.
  var rules: [Int] = []
  /// The places inside, in the order of the rows, which is that of the v3 schema.
  var children: [TargetNode] = []

  /// Adds the path of a row.
  mutating func insert(_ steps: ArraySlice<RuleStep>, rule: Int) {
    guard let first = steps.first else {
      rules.append(rule)
      return
    }
    if let index = children.firstIndex(where: { $0.step == first }) {
      children[index].insert(steps.dropFirst(), rule: rule)
    } else {
      var child = TargetNode(step: first)
      child.insert(steps.dropFirst(), rule: rule)
      children.append(child)
    }
  }

  /// Writes what was found into an element.
  func fill(_ element: inout XMLElement, from found: FoundValues) {
    for child in children {
      switch child.step {
      case .attribute(let name):
        if let text = child.firstText(found) { element.attributes.append(XMLAttribute(name, text)) }
      case .text:
        if let text = child.firstText(found) { element.text = text }
      case .element(let name, let repeats, let key):
        if child.children.isEmpty {
          child.appendValues(to: &element, name, repeats: repeats, found)
        } else if repeats {
          child.appendRepeated(to: &element, name, found)
        } else {
          var inner = child.firstElement(found) ?? XMLElement(name)
          inner.name = name
          child.fill(&inner, from: found)
          let hasContent = !inner.children.isEmpty || !inner.attributes.isEmpty || !inner.text.isEmpty
          guard hasContent || child.children.contains(where: { $0.rules.contains { found.hasWrapper[$0] } }) else {
            continue
          }
          if let key, key.isAttribute { inner.setAttribute(key.name, key.value) }
          if let key, !key.isAttribute { inner.children.insert(XMLElement(key.name, text: key.value), at: 0) }
          element.children.append(inner)
        }
      }
    }
  }

  private func firstText(_ found: FoundValues) -> String? {
    for rule in rules {
      if case .text(let text)? = found.values[rule].first { return text }
    }
    return nil
  }

  private func firstElement(_ found: FoundValues) -> XMLElement? {
    for rule in rules {
      if case .element(let element)? = found.values[rule].first { return element }
    }
    return nil
  }

  /// Writes a list, or the first value for a place that has one only; what stands there already stays.
  private func appendValues(to element: inout XMLElement, _ name: String, repeats: Bool, _ found: FoundValues) {
    if !repeats, element.child(name) != nil { return }
    for rule in rules {
      for value in repeats ? found.values[rule][...] : found.values[rule].prefix(1) {
        switch value {
        case .text(let text): element.children.append(XMLElement(name, text: text))
        case .element(var inner):
          inner.name = name
          element.children.append(inner)
        }
        if !repeats { return }
      }
    }
  }

  /// One element for each value: `boot[]/@dev`.
  private func appendRepeated(to element: inout XMLElement, _ name: String, _ found: FoundValues) {
    for child in children {
      guard case .attribute(let attribute) = child.step else { continue }
      for rule in child.rules {
        for case .text(let text) in found.values[rule] {
          element.children.append(XMLElement(name, [XMLAttribute(attribute, text)]))
        }
      }
    }
  }
}

import GatewayErrors
import XMLTree

/// Turns the v3 body of a request into a v4 one, in one walk.
///
/// Nothing gets lost on the way: an element that v3 doesn't have is refused, and so is one that v4 can't take. What a
/// client sends back because it read it before (links, actions, hrefs, members that only answers have) goes; so do
/// attributes that v3 doesn't have, which 3.5 didn't look at.
struct RequestConverter {
  /// The rules.
  let table: RuleTable
  /// The method and path of the call in v3, for texts.
  let callName: String

  /// Converts an element of a known type.
  ///
  /// - Parameters:
  ///   - element: the v3 element.
  ///   - type: the rules of its type.
  ///   - name: its name in v4.
  ///   - path: where it stands, for texts.
  /// - Throws: `REQUEST_ELEMENT_UNKNOWN`, `REQUEST_VALUE_INVALID` or `REQUEST_NOT_SUPPORTED`, stage `parse`.
  func convert(
    _ element: XMLElement, _ type: TypeRules, as name: String, path: String
  ) throws(GatewayError) -> XMLElement {
    var found = FoundValues(count: type.rules.count)
    try gather(element, at: (0, path), root: element, type, isRead: false, &found)
    for (index, rule) in type.rules.enumerated() where rule.v3 == nil && rule.direction != .answer {
      if let text = rule.constant { found.values[index] = [.text(text)] }
    }
    var result = XMLElement(name)
    type.requestTarget.fill(&result, from: found)
    return result
  }

  /// - Parameter isRead: whether a row takes the element as a whole, so that only what other rows find in it matters.
  private func gather(
    _ element: XMLElement, at place: (node: Int, path: String), root: XMLElement, _ type: TypeRules, isRead: Bool,
    _ found: inout FoundValues
  ) throws(GatewayError) {
    let node = type.requestSource.nodes[place.node]
    for attribute in element.attributes {
      for rule in node.attributes[attribute.name] ?? [] where attribute.name != "href" {
        if let value = try value(attribute.value, type.rules[rule], root, "\(place.path)/@\(attribute.name)", type) {
          found.values[rule].append(value)
        }
      }
    }
    if !element.text.isEmpty, !node.text.isEmpty {
      for rule in node.text {
        if let value = try value(element.text, type.rules[rule], root, place.path, type) {
          found.values[rule].append(value)
        }
      }
    } else if !isRead, element.text.contains(where: { !$0.isWhitespace }) {
      throw GatewayError(
        .requestValueInvalid, stage: .parse, detail: "\(place.path) has the text \(element.text), and takes none.",
        nextStep: "State its members.")
    }
    var counts: [String: Int] = [:]
    for child in element.children {
      counts[child.name, default: 0] += 1
      guard let edges = node.children[child.name] else {
        if isRead { continue }
        throw unknown(child, in: element, known: node.children.keys.sorted(), path: place.path)
      }
      for edge in edges where edge.key == nil || edge.key?.picks(child) == true {
        let next = type.requestSource.nodes[edge.node]
        let path = "\(place.path)/\(child.name)"
        if !isRead, counts[child.name] != 1, !next.isRepeated {
          throw GatewayError(
            .requestValueInvalid, stage: .parse, detail: "\(path) is stated twice.", nextStep: "State it once.")
        }
        for rule in next.wrapperOf { found.hasWrapper[rule] = true }
        for rule in next.rules {
          if let value = try value(child, type.rules[rule], root, path, type) { found.values[rule].append(value) }
        }
        if next.hasInside {
          try gather(child, at: (edge.node, path), root: root, type, isRead: !next.rules.isEmpty, &found)
        }
      }
    }
  }

  /// An element as a row takes it; nil if it isn't sent.
  private func value(
    _ element: XMLElement, _ rule: Rule, _ root: XMLElement, _ path: String, _ type: TypeRules
  ) throws(GatewayError) -> FoundValue? {
    guard let name = rule.type else {
      if let child = element.children.first, rule.isForRequests {
        throw unknown(child, in: element, known: [], path: path)
      }
      return try value(element.text, rule, root, path, type)
    }
    if name == "Link" { return nil }
    guard try isSent(rule, root, path), let inner = table.types[name] else { return nil }
    return .element(try convert(element, inner, as: element.name, path: path))
  }

  private func value(
    _ text: String, _ rule: Rule, _ root: XMLElement, _ path: String, _ type: TypeRules
  ) throws(GatewayError) -> FoundValue? {
    guard try isSent(rule, root, path) else { return nil }
    return .text(rule.change.v4(from: text))
  }

  /// Whether a row sends what it found.
  ///
  /// - Throws: `REQUEST_NOT_SUPPORTED` for what v4 has no place for, or takes and doesn't keep.
  private func isSent(
    _ rule: Rule, _ root: XMLElement, _ path: String
  ) throws(GatewayError) -> Bool {
    guard rule.applies(to: root) else { return false }
    if rule.direction != .answer, rule.isHandlerOnly || rule.handler != nil {
      throw GatewayError(
        .requestNotSupported, stage: .parse,
        detail:
          "\(path) can't be sent to an engine of API v4 with \(callName): it has no place for it, or doesn't keep it.",
        nextStep: "Nothing was sent to the engine. Leave it out, and set it where the engine has it now.")
    }
    return rule.isForRequests
  }

  private func unknown(
    _ child: XMLElement, in element: XMLElement, known: [String], path: String
  ) -> GatewayError {
    GatewayError(
      .requestElementUnknown, stage: .parse, detail: "\(path) has no element \(child.name).",
      nextStep: known.isEmpty ? "It has text only." : "It has: \(known.joined(separator: ", ")).")
  }
}

extension ValueChange {
  /// The v4 text of a v3 value.
  func v4(from v3: String) -> String {
    switch self {
    case .same: v3
    case .upper: v3.lowercased()
    case .pairs(let pairs):
      (pairs.first { $0.v3.lowercased() == v3.lowercased() } ?? pairs.first { $0.v3 == "*" })
        .map { $0.v4 == "*" ? v3 : $0.v4 } ?? v3
    case .times(let factor): Int(v3).map { String($0 / factor) } ?? v3
    }
  }
}

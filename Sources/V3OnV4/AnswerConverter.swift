import XMLTree

/// Turns a v4 document into a v3 one, in one walk.
struct AnswerConverter {
  /// The rules.
  let table: RuleTable
  /// The hrefs.
  let hrefs: HrefMap
  /// What was left out, and whether the table knows it as v4's own.
  private(set) var dropped: [String: Bool] = [:]

  /// A converter for one document.
  init(table: RuleTable, hrefs: HrefMap) {
    self.table = table
    self.hrefs = hrefs
  }

  /// Converts an element of a known type.
  ///
  /// - Parameters:
  ///   - element: the v4 element.
  ///   - type: the rules of its v3 type.
  ///   - name: its name in v3.
  mutating func convert(_ element: XMLElement, _ type: TypeRules, as name: String) -> XMLElement {
    var found = FoundValues(count: type.rules.count)
    gather(element, at: (0, ""), root: element, type, reports: true, &found)
    for index in type.constants where type.rules[index].applies(to: element) {
      if let text = type.rules[index].constant { found.values[index] = [.text(text)] }
    }
    arrangeLinks(of: element, type, &found)
    var result = XMLElement(name)
    type.target.fill(&result, from: found)
    return result
  }

  private mutating func gather(
    _ element: XMLElement, at place: (node: Int, path: String), root: XMLElement, _ type: TypeRules, reports: Bool,
    _ found: inout FoundValues
  ) {
    let node = type.source.nodes[place.node]
    for attribute in element.attributes {
      guard let rules = node.attributes[attribute.name] else {
        if reports { drop(place.path + "@" + attribute.name, type) }
        continue
      }
      for rule in rules where type.rules[rule].applies(to: root) {
        if attribute.name != "href" {
          found.values[rule].append(.text(type.rules[rule].change.v3(from: attribute.value)))
        } else if let href = hrefs(attribute.value) {
          found.values[rule].append(.text(href))
        } else {
          drop(place.path + "@href", type, isKnown: true)
        }
      }
    }
    if !element.text.isEmpty {
      if node.text.isEmpty, reports { drop(place.path + "text()", type) }
      for rule in node.text { found.values[rule].append(.text(type.rules[rule].change.v3(from: element.text))) }
    }
    for child in element.children {
      guard let edges = node.children[child.name] else {
        if reports { drop(place.path + child.name, type) }
        continue
      }
      for edge in edges where edge.key == nil || edge.key?.picks(child) == true {
        let next = type.source.nodes[edge.node]
        for rule in next.wrapperOf { found.hasWrapper[rule] = true }
        for rule in next.rules where type.rules[rule].applies(to: root) {
          if let value = value(child, type.rules[rule], in: element, type) { found.values[rule].append(value) }
        }
        if next.hasInside {
          let inside = (node: edge.node, path: place.path + child.name + "/")
          gather(child, at: inside, root: root, type, reports: next.rules.isEmpty, &found)
        }
      }
    }
  }

  private mutating func value(
    _ element: XMLElement, _ rule: Rule, in parent: XMLElement, _ type: TypeRules
  ) -> FoundValue? {
    if rule.isSingle, parent.children.count != 1 { return nil }
    guard let name = rule.type else {
      for child in element.children { drop(element.name + "/" + child.name, type) }
      return .text(rule.change.v3(from: element.text))
    }
    if name == "Link" {
      return link(element, type.links, isAction: parent.name == "actions", type).map { .element($0) }
    }
    guard let inner = table.types[name] else { return nil }
    return .element(convert(element, inner, as: element.name))
  }

  private mutating func drop(_ member: String, _ type: TypeRules, isKnown: Bool? = nil) {
    dropped[type.name + "." + member] = isKnown ?? type.v4Only.contains(member)
  }

  private mutating func link(
    _ element: XMLElement, _ rules: LinkRules, isAction: Bool, _ type: TypeRules
  ) -> XMLElement? {
    let rel = element.attribute("rel") ?? ""
    guard !rules.drop.contains(rel.hasSuffix("/search") ? String(rel.dropLast(7)) : rel),
      let href = element.attribute("href").flatMap({ hrefs($0) })
    else {
      drop((isAction ? "actions/link[" : "link[") + rel + "]", type, isKnown: true)
      return nil
    }
    let v3Rel = (isAction ? rules.renameActions : rules.rename)[rel] ?? rel
    return XMLElement("link", [XMLAttribute("href", href), XMLAttribute("rel", v3Rel)])
  }

  /// Adds the links that only v3 has, if the element has links at all, and puts them into the order of v3.
  private func arrangeLinks(of element: XMLElement, _ type: TypeRules, _ found: inout FoundValues) {
    let rules = type.links
    guard !rules.add.isEmpty || !rules.order.isEmpty, element.child("link") != nil, let index = type.linkRow else {
      return
    }
    var links = found.values[index].compactMap { value -> XMLElement? in
      if case .element(let link) = value { link } else { nil }
    }
    let base = element.attribute("href").map { hrefs($0) } ?? hrefs.clientPrefix
    for rel in rules.add where !links.contains(where: { $0.attribute("rel") == rel }) {
      guard let base else { continue }
      links.append(XMLElement("link", [XMLAttribute("href", base + "/" + rel), XMLAttribute("rel", rel)]))
    }
    let ranked = links.enumerated().map { position, link in
      (rank: rules.order[link.attribute("rel") ?? ""] ?? Int.max, position: position, link: link)
    }
    found.values[index] = ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.map { .element($0.link) }
  }
}

extension RuleKey {
  /// Whether an element is the one that the key names.
  func picks(_ element: XMLElement) -> Bool {
    (isAttribute ? element.attribute(name) : element.childText(name)) == value
  }
}

extension RulePath {
  /// Whether an element has something at this path that isn't empty.
  func isPresent(in element: XMLElement) -> Bool {
    var here = element
    for step in steps {
      switch step {
      case .attribute(let name): return here.attribute(name) != nil
      case .text: return !here.text.isEmpty
      case .element(let name, _, let key):
        guard let next = here.children.first(where: { $0.name == name && key?.picks($0) != false }) else {
          return false
        }
        here = next
      }
    }
    return !here.text.isEmpty || !here.children.isEmpty || !here.attributes.isEmpty
  }
}

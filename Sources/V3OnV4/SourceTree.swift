/// The names of a type's rows as a tree, v4's for an answer and v3's for a request, so that one walk down a document visits
/// each element once.
struct SourceTree: Sendable {
  /// An element of the document that is read.
  struct Node: Sendable {
    /// The rows that read this element.
    var rules: [Int] = []
    /// The rows whose list stands in this element, which is shown even if it is empty.
    var wrapperOf: [Int] = []
    /// The rows that read an attribute, by its name.
    var attributes: [String: [Int]] = [:]
    /// The child elements that rows name.
    var children: [String: [Edge]] = [:]
    /// The rows that read the character data.
    var text: [Int] = []
    /// Whether the element may stand more than once: a list item, or one of several that a value picks.
    var isRepeated = false

    /// Whether a row looks into this element.
    var hasInside: Bool { !attributes.isEmpty || !children.isEmpty || !text.isEmpty }
  }

  /// The way to a child element.
  struct Edge: Sendable {
    /// What picks it among others of its name.
    var key: RuleKey?
    /// Its place in ``SourceTree/nodes``.
    var node: Int
  }

  /// The nodes; the first is the element of the type itself.
  private(set) var nodes = [Node()]

  /// Adds the path of a row.
  mutating func insert(_ steps: [RuleStep], rule: Int, isWrappedList: Bool) {
    var node = 0
    for (position, step) in steps.enumerated() {
      switch step {
      case .attribute(let name):
        nodes[node].attributes[name, default: []].append(rule)
        return
      case .text:
        nodes[node].text.append(rule)
        return
      case .element(let name, let repeats, let key):
        if isWrappedList, node != 0, position == steps.count - 1 { nodes[node].wrapperOf.append(rule) }
        if let edge = nodes[node].children[name]?.first(where: { $0.key == key }) {
          node = edge.node
        } else {
          nodes.append(Node())
          // What picks the element is read, though no row has it.
          if let key, !key.isAttribute { nodes[nodes.count - 1].children[key.name] = [] }
          nodes[node].children[name, default: []].append(Edge(key: key, node: nodes.count - 1))
          node = nodes.count - 1
        }
        nodes[node].isRepeated = nodes[node].isRepeated || repeats || key != nil
      }
    }
    nodes[node].rules.append(rule)
  }
}

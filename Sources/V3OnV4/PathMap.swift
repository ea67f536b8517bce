/// Paths below the API root, from v3 to v4 and back.
struct PathMap: Sendable {
  /// What an engine's path is for the client.
  private(set) var toV3 = PathTree()
  /// What a client's path is for the engine.
  private(set) var toV4 = PathTree()

  /// The paths of all calls that have a place in v4.
  init(_ calls: [CallRule]) {
    for call in calls {
      guard let v4 = call.v4 else { continue }
      let isAction = call.method == "POST" && call.response == "Action"
      toV4.insert(call.v3, becomes: v4, isAction: isAction)
      toV3.insert(v4, becomes: call.v3, isAction: isAction)
    }
  }
}

/// Patterns of path segments, each with the pattern that it becomes.
struct PathTree: Sendable {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case identifier(Int)
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var identifier: Int?
    var result: [Part]?
    var isSame = false
    var isAction = false
  }

  private var nodes = [Node()]

  /// Adds a pattern, unless the result has an identifier that the pattern doesn't have. Of two results for one pattern
  /// the one that is the same path goes first.
  mutating func insert(_ pattern: [String], becomes result: [String], isAction: Bool) {
    let names = pattern.filter { $0.hasPrefix("{") }
    var parts: [Part] = []
    for segment in result {
      guard segment.hasPrefix("{") else {
        parts.append(.literal(segment))
        continue
      }
      guard let position = names.firstIndex(of: segment) else { return }
      parts.append(.identifier(position))
    }
    var node = 0
    for segment in pattern { node = child(of: node, segment) }
    nodes[node].isAction = nodes[node].isAction || isAction
    guard nodes[node].result == nil || pattern == result else { return }
    nodes[node].result = parts
    nodes[node].isSame = pattern == result
  }

  /// The segments that a path becomes; nil if no pattern fits.
  ///
  /// What every action and resource has below it, `…/<action>/<id>` and `…/creation_status/<id>`, fits too.
  func map(_ path: [Substring]) -> [Substring]? {
    var node = 0
    var identifiers: [Substring] = []
    var position = 0
    while position < path.count {
      if let next = nodes[node].literals[String(path[position])] {
        node = next
      } else if let next = nodes[node].identifier {
        node = next
        identifiers.append(path[position])
      } else {
        break
      }
      position += 1
    }
    let rest = path[position...]
    let fits =
      rest.isEmpty || (rest.count == 1 && nodes[node].isAction)
      || (rest.count == 2 && rest.first == "creation_status")
    guard fits, let result = nodes[node].result else { return nil }
    if nodes[node].isSame { return path }
    return result.map { part in
      switch part {
      case .literal(let name): name[...]
      case .identifier(let index): identifiers[index]
      }
    } + rest
  }

  private mutating func child(of node: Int, _ segment: String) -> Int {
    let isIdentifier = segment.hasPrefix("{")
    if let known = isIdentifier ? nodes[node].identifier : nodes[node].literals[segment] { return known }
    nodes.append(Node())
    if isIdentifier {
      nodes[node].identifier = nodes.count - 1
    } else {
      nodes[node].literals[segment] = nodes.count - 1
    }
    return nodes.count - 1
  }
}

import GatewayErrors
import HostNetworking
import XMLTree

/// Reads a `host` document.
enum HostAnswer {
  /// Reads it; `actions` are the names of the multi-change action in `actions`, the one to prefer first.
  ///
  /// A host must have an id, and the address by which the engine reaches it, since rules protect that address.
  static func read(_ document: XMLNode, actions: [String]) throws(GatewayError) -> EngineHost {
    let root = try AnswerElement.root(document, named: .host)
    let id = try root.required(.id)
    let host = Host(
      id: id, name: root.value(.name) ?? "", address: try root.required(.address), status: root.status ?? "",
      clusterID: root.child(.cluster)?.value(.id))
    let links = Array(root.items(.actions, .link))
    let path = actions.lazy.compactMap { action -> String? in
      guard let href = links.first(where: { $0.attribute(.rel) == action })?.attribute(.href) else { return nil }
      return EnginePath.action(href: href, hostID: id)
    }.first
    return EngineHost(host: host, multiChangePath: path)
  }
}

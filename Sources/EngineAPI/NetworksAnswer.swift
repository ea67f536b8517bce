import GatewayErrors
import HostNetworking
import XMLTree

/// Reads a `networks` document (engine 3.6 and master, `NetworkMapper`).
enum NetworksAnswer {
  /// Reads it, in the engine's order.
  ///
  /// The roles stand in `usages`, in a cluster's list only: engines since 3.6 give the management network of the cluster
  /// the usage `management` there. It is never recognised by its name; in a list without that usage no network is the
  /// management network, and the engine's own checks remain. Engines since 4.2 give the usage `default_route`; in a list
  /// where no network has it the management network carries the default route.
  static func read(_ document: XMLNode, inCluster: Bool) throws(GatewayError) -> [Network] {
    var networks: [Network] = []
    for element in try AnswerElement.root(document, named: .networks).children(.network) {
      var usages: Set<String> = []
      for usage in element.items(.usages, .usage) { usages.insert(usage.node.text.lowercased()) }
      networks.append(
        Network(
          id: try element.required(.id), name: try element.required(.name),
          vlan: try element.child(.vlan)?.number(.id), isVM: usages.contains("vm"), isInCluster: inCluster,
          isManagement: inCluster && usages.contains("management"),
          isDefaultRoute: inCluster && usages.contains("default_route"), label: try element.labels().first,
          mtu: try element.number(.mtu) ?? 0))
    }
    if !networks.contains(where: \.isDefaultRoute) {
      for index in networks.indices { networks[index].isDefaultRoute = networks[index].isManagement }
    }
    return networks
  }
}

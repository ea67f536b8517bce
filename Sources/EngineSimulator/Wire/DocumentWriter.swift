import FoundationEssentials
import XMLTree

/// Writes the documents of one version of the API over the one world.
protocol DocumentWriter: Sendable {
  /// Where hrefs start: `/ovirt-engine/api`, with the version segment that was asked for.
  var root: String { get }
  /// The rules of the engine's version.
  var persona: Persona { get }
  /// The version of the documents.
  var api: RequestReader.API { get }

  /// The api root.
  func apiRoot(_ world: World, user: String) -> XMLElement
  /// A host.
  func host(_ host: Host, _ world: World) -> XMLElement
  /// A nic; the list shows the properties of its attachment, the single nic doesn't.
  func nic(_ view: NicView, inList: Bool) -> XMLElement
  /// An attachment; below a nic it doesn't name the host, and hrefs are those of the path that was asked for.
  func attachment(_ attachment: NetworkAttachment, _ host: Host, _ world: World, nicID: String?) -> XMLElement
  /// A network; status and roles are shown in the cluster's list only.
  func network(_ network: Network, _ world: World, inCluster: Bool) -> XMLElement
  /// A cluster.
  func cluster(_ world: World) -> XMLElement
  /// A data center.
  func dataCenter(_ world: World) -> XMLElement
  /// A label of a nic.
  func label(_ label: String, nicID: String, hostID: String) -> XMLElement
  /// A statistic of a nic.
  func statistic(_ statistic: Statistic, nicID: String, hostID: String) -> XMLElement
  /// An unmanaged network of a host.
  func unmanagedNetwork(_ name: String, nicID: String, hostID: String) -> XMLElement
  /// A job.
  func job(_ job: World.Named, isOpen: Bool) -> XMLElement
  /// A fault.
  func fault(reason: String, detail: String) -> XMLElement
  /// The status of an action: `complete`, `failed`, `in_progress`.
  func status(_ text: String) -> XMLElement
}

extension DocumentWriter {
  /// The path of a host.
  func path(_ host: String) -> String { "\(root)/hosts/\(host)" }

  /// The path of a nic.
  func path(_ host: String, nic: String) -> String { "\(root)/hosts/\(host)/nics/\(nic)" }

  /// An element with href and id only.
  func reference(_ name: String, _ path: String) -> XMLElement {
    let id = path.split(separator: "/").last.map(String.init) ?? ""
    return XMLElement(name, [XMLAttribute("href", path), XMLAttribute("id", id)])
  }

  /// An element with href, id and children.
  func entity(_ name: String, _ path: String, _ children: [XMLElement?]) -> XMLElement {
    var element = reference(name, path)
    element.children = children.compactMap { $0 }
    return element
  }

  /// An element with children only.
  func group(_ name: String, _ children: [XMLElement?]) -> XMLElement {
    XMLElement(name, children: children.compactMap { $0 })
  }

  /// An element with text; nil for no text.
  func text(_ name: String, _ text: String?) -> XMLElement? { text.map { XMLElement(name, text: $0) } }

  /// A link.
  func link(_ rel: String, _ path: String) -> XMLElement {
    XMLElement("link", [XMLAttribute("href", path), XMLAttribute("rel", rel)])
  }

  /// Links below a path, named like their last segment.
  func links(_ rels: [String], below path: String) -> [XMLElement] { rels.map { link($0, "\(path)/\($0)") } }

  /// The links of the api root; what can be searched is there twice.
  func rootLinks(_ rels: [String]) -> [XMLElement] {
    let searchable = ["clusters", "datacenters", "events", "hosts", "networks", "storagedomains", "templates", "vms"]
    return rels.flatMap { rel in
      searchable.contains(rel)
        ? [link(rel, "\(root)/\(rel)"), link("\(rel)/search", "\(root)/\(rel)?search={query}")]
        : [link(rel, "\(root)/\(rel)")]
    }
  }

  /// The host's actions.
  var hostActions: [String] {
    var names = ["activate", "approve", "commitnetconfig"]
    if persona.knowsCopyNetworks { names.append("copyhostnetworks") }
    names += [
      "deactivate", "enrollcertificate", "fence", "forceselectspm", "install", "iscsidiscover", "iscsilogin", "refresh",
      persona.setupAction,
    ]
    if persona.knowsSyncAll && api == .v4 { names.append("syncallnetworks") }
    return names + ["unregisteredstoragedomainsdiscover", "upgrade"]
  }

  /// The path of the cluster's scheduling policy.
  var schedulingPolicyPath: String { "\(root)/schedulingpolicies/\(IdentifierSource.named("evenly_distributed"))" }

  /// Now, as xs:dateTime with milliseconds.
  var now: String {
    Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// The values of a network's usages that show in a cluster.
  func usages(_ network: Network, inCluster: Bool) -> [String] {
    var list = network.vm ? ["vm"] : []
    if inCluster {
      list += (network.usages ?? []) + (network.management ? ["management"] : [])
      if network.defaultRoute && persona.knowsDefaultRoute && api == .v4 { list.append("default_route") }
    }
    return list
  }
}

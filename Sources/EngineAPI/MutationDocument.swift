import HostNetworking
import XMLTree

/// Writes the bodies of mutating calls (engine 3.6, `api.xsd`; API model, `HostService.SetupNetworks`, `NetworkAttachment`).
struct MutationDocument {
  /// How it is written.
  let form: DocumentForm
  /// Whether the engine knows `commit_on_success`.
  let commitsOnSuccess: Bool

  /// The `action` of setupnetworks. `check_connectivity` is always there, since engines take a missing one as true.
  func action(_ change: Change) -> XMLElement {
    let lists = [
      list("modified_network_attachments", change.modifiedAttachments.map(attachment)),
      list("removed_network_attachments", change.removedAttachments.map { reference("network_attachment", $0) }),
      list(
        "synchronized_network_attachments", change.synchronizedAttachments.map { reference("network_attachment", $0) }),
      list("modified_bonds", change.modifiedBonds.map(bond)),
      list("removed_bonds", change.removedBonds.map { reference("host_nic", $0) }),
      list("modified_labels", change.modifiedLabels.map(label)),
      list("removed_labels", change.removedLabels.map { reference(form.label, $0) }),
    ].compactMap { $0 }
    var flags = [XMLElement("check_connectivity", text: String(change.checkConnectivity))]
    if change.commitOnSuccess && commitsOnSuccess { flags.append(XMLElement("commit_on_success", text: "true")) }
    if let seconds = change.connectivityTimeoutSeconds {
      flags.append(XMLElement("connectivity_timeout", text: String(seconds)))
    }
    return XMLElement("action", children: form.arrange(own: lists + flags))
  }

  /// A `network_attachment`, with no more than what the change states.
  func attachment(_ change: AttachmentChange) -> XMLElement {
    var links = [reference("network", change.networkID)]
    switch change.nic {
    case .id(let id): links.append(reference("host_nic", id))
    case .name(let name): links.append(XMLElement("host_nic", children: [XMLElement("name", text: name)]))
    case nil: break
    }
    var own: [XMLElement] = []
    if let ipv4 = change.ipv4 {
      own.append(XMLElement("ip_address_assignments", children: ipv4.map(assignment) + ipv6(change.ipv6)))
    }
    if let properties = change.properties { own.append(XMLElement("properties", children: properties.map(property))) }
    return XMLElement(
      "network_attachment", change.id.map { [XMLAttribute("id", $0)] } ?? [],
      children: form.arrange(links: links, own: own))
  }

  private func bond(_ change: BondChange) -> XMLElement {
    var bonding: [XMLElement] = []
    if let options = change.options {
      let items = options.map { form.group("option", ["name": $0.name, "value": $0.value]) }
      bonding.append(XMLElement("options", children: items))
    }
    let slaves = change.slaves.map { XMLElement("host_nic", children: [XMLElement("name", text: $0)]) }
    bonding.append(XMLElement("slaves", children: slaves))
    return XMLElement(
      "host_nic", change.id.map { [XMLAttribute("id", $0)] } ?? [],
      children: [XMLElement("name", text: change.name), XMLElement("bonding", children: bonding)])
  }

  private func label(_ change: LabelChange) -> XMLElement {
    XMLElement(form.label, [XMLAttribute("id", change.label)], children: [reference("host_nic", change.nicID)])
  }

  private func property(_ property: CustomProperty) -> XMLElement {
    XMLElement(
      "property", children: [XMLElement("name", text: property.name), XMLElement("value", text: property.value)])
  }

  /// An IPv4 assignment. Only a static one carries an address: engines answer 400 to dhcp or none with one.
  private func assignment(_ ipv4: IPv4Configuration) -> XMLElement {
    let isStatic = ipv4.method == .static
    return assignment(
      method: ipv4.method.rawValue, version: "v4", address: isStatic ? ipv4.address : nil,
      netmask: isStatic ? ipv4.netmask : nil, gateway: isStatic ? ipv4.gateway : nil)
  }

  /// The IPv6 assignments; API v3 has none.
  private func ipv6(_ assignments: [IPv6Configuration]) -> [XMLElement] {
    guard form == .v4 else { return [] }
    return assignments.map { ipv6 in
      let isStatic = ipv6.method.lowercased() == "static"
      return assignment(
        method: ipv6.method, version: "v6", address: isStatic ? ipv6.address : nil,
        netmask: isStatic ? ipv6.prefix : nil, gateway: isStatic ? ipv6.gateway : nil)
    }
  }

  private func assignment(
    method: String, version: String, address: String?, netmask: String?, gateway: String?
  ) -> XMLElement {
    let ip = form.group(
      "ip",
      [
        "address": address, "netmask": netmask, "gateway": gateway.flatMap { $0.isEmpty ? nil : $0 },
        "version": form == .v4 ? version : nil,
      ])
    let hasIP = !ip.attributes.isEmpty || !ip.children.isEmpty
    return XMLElement(
      "ip_address_assignment",
      children: form.arrange(own: (hasIP ? [ip] : []) + [XMLElement("assignment_method", text: method)]))
  }

  private func reference(_ name: String, _ id: String) -> XMLElement {
    XMLElement(name, [XMLAttribute("id", id)])
  }

  private func list(_ name: String, _ items: [XMLElement]) -> XMLElement? {
    items.isEmpty ? nil : XMLElement(name, children: items)
  }
}

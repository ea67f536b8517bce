import XMLTree

/// Documents of API v3 (`api.xsd` of engine 3.6): attributes where v4 has elements, nested states, orders of its own.
struct V3Documents: DocumentWriter {
  /// Where hrefs start: `/ovirt-engine/api`, with the version segment that was asked for.
  let root: String
  /// The rules of the engine's version.
  let persona: Persona
  /// The version of the documents.
  let api = RequestReader.API.v3

  /// The api root.
  func apiRoot(_ world: World, user: String) -> XMLElement {
    let rels = [
      "capabilities", "clusters", "datacenters", "events", "hosts", "jobs", "networks", "storagedomains", "tags",
      "templates", "vms", "vnicprofiles",
    ]
    let blank = "\(root)/templates/00000000-0000-0000-0000-000000000000"
    let version = persona.version
    return group(
      "api",
      rootLinks(rels) + [
        group(
          "special_objects",
          [link("templates/blank", blank), link("tags/root", "\(root)/tags/00000000-0000-0000-0000-000000000000")]),
        group(
          "product_info",
          [
            text("name", "oVirt Engine"), text("vendor", "ovirt.org"),
            XMLElement(
              "version",
              [
                XMLAttribute("major", String(version.major)), XMLAttribute("minor", String(version.minor)),
                XMLAttribute("build", "0"), XMLAttribute("revision", "0"),
              ]),
            text("full_version", "\(version.major).\(version.minor).0-1.sim"),
          ]),
        group(
          "summary",
          [
            count("vms", 0, 0), count("hosts", world.hosts.count, world.hosts.count { $0.status == "up" }),
            count("users", 1, 1), count("storage_domains", 0, 0),
          ]),
        text("time", now),
      ])
  }

  private func count(_ name: String, _ total: Int, _ active: Int) -> XMLElement {
    group(name, [text("total", String(total)), text("active", String(active))])
  }

  /// A host.
  func host(_ host: Host, _ world: World) -> XMLElement {
    let path = path(host.id)
    let rels = [
      "storage", "nics", "numanodes", "tags", "permissions", "statistics", "hooks", "fenceagents", "katelloerrata",
      "devices", "networkattachments", "unmanagednetworks", "storageconnectionextensions",
    ]
    return entity(
      "host", path,
      [group("actions", links(hostActions, below: path)), text("name", host.name), text("comment", "")]
        + links(rels, below: path) + [
          text("address", host.address), status(host.status),
          reference("cluster", "\(root)/clusters/\(world.cluster.id)"),
          text("port", "54321"), text("type", "rhel"),
        ])
  }

  /// A nic; the list shows the properties of its attachment, the single nic doesn't.
  func nic(_ view: NicView, inList: Bool) -> XMLElement {
    let nic = view.nic
    let path = path(view.host.id, nic: nic.id)
    let master = view.masterID.map { link("master", self.path(view.host.id, nic: $0)) }
    let options = nic.options.map { options in
      group(
        "options",
        options.list.map { option in
          var element = XMLElement("option", [XMLAttribute("name", option.name), XMLAttribute("value", option.value)])
          if let type = NicView.type(of: option, persona) { element.setAttribute("type", type) }
          return element
        })
    }
    let slaves = view.slaves.map { slave in
      let slavePath = self.path(view.host.id, nic: slave.id)
      return entity("host_nic", slavePath, [persona.showsActionsOfSlaves ? actions(slavePath) : nil])
    }
    let properties = inList ? view.attachment?.properties ?? [:] : [:]
    return entity(
      "host_nic", path,
      [actions(path), text("name", nic.name)] + links(["statistics", "labels", "networkattachments"], below: path) + [
        master, reference("host", self.path(view.host.id)), network(view.network),
        nic.mac.map { XMLElement("mac", [XMLAttribute("address", $0)]) }, ip(nic.ipv4),
        text("base_interface", nic.base), nic.vlan.map { XMLElement("vlan", [XMLAttribute("id", String($0))]) },
        nic.kind == .bond ? group("bonding", [options, group("slaves", slaves)]) : nil,
        text("boot_protocol", nic.ipv4.method), text("speed", view.speed.map { String($0) }),
        status(nic.status ?? "up"), text("mtu", String(view.mtu)), text("bridged", String(view.isBridged)),
        text("custom_configuration", view.hasCustomConfiguration.map { String($0) }),
        properties.isEmpty ? nil : self.properties(properties), qos(view.attachment?.qos),
      ])
  }

  private func actions(_ path: String) -> XMLElement {
    // The v3 layer of 4.x dropped the legacy calls, and with them their links.
    group("actions", persona.dialect == .v36 ? links(["attach", "detach"], below: path) : [])
  }

  private func network(_ shown: NicView.Shown?) -> XMLElement? {
    switch shown {
    case nil: nil
    case .managed(let id): reference("network", "\(root)/networks/\(id)")
    case .unmanaged(let name): group("network", [text("name", name)])
    }
  }

  private func ip(_ ip: IPv4Configuration) -> XMLElement? {
    let element = address(ip, withVersion: false)
    return element.attributes.isEmpty ? nil : element
  }

  private func address(_ ip: IPv4Configuration, withVersion: Bool) -> XMLElement {
    var element = XMLElement("ip")
    for (name, value) in [("address", ip.address), ("netmask", ip.netmask), ("gateway", ip.gateway)] {
      if let value { element.setAttribute(name, value) }
    }
    if withVersion && persona.isV4 { element.setAttribute("version", "v4") }
    return element
  }

  private func properties(_ properties: [String: String]) -> XMLElement {
    group(
      "properties",
      properties.sorted { $0.key < $1.key }.map {
        group("property", [text("name", $0.key), text("value", $0.value)])
      })
  }

  private func qos(_ qos: NetworkAttachment.QoS?) -> XMLElement? {
    qos.map { qos in
      var element = group(
        "qos",
        [
          text("outbound_average_linkshare", qos.linkShare.map { String($0) }),
          text("outbound_average_upperlimit", qos.upperLimit.map { String($0) }),
          text("outbound_average_realtime", qos.realTime.map { String($0) }),
        ])
      element.setAttribute("type", "hostnetwork")
      return element
    }
  }

  /// An attachment; below a nic it doesn't name the host, and hrefs are those of the path that was asked for.
  func attachment(_ attachment: NetworkAttachment, _ host: Host, _ world: World, nicID: String?) -> XMLElement {
    let below = nicID.map { path(host.id, nic: $0) } ?? path(host.id)
    let reported = ReportedConfiguration.all(of: attachment, host, world, persona).map { lines in
      group(
        "reported_configurations",
        [text("in_sync", String(attachment.inSync))]
          + lines.map { line in
            group(
              "reported_configuration",
              [
                text("name", line.name), text("expected_value", line.expected), text("actual_value", line.actual),
                text("in_sync", String(line.isInSync)),
              ])
          })
    }
    return entity(
      "network_attachment", "\(below)/networkattachments/\(attachment.id)",
      [
        reference("network", "\(root)/networks/\(attachment.network)"),
        reference("host_nic", path(host.id, nic: nicID ?? attachment.nic)),
        group(
          "ip_address_assignments",
          [
            group(
              "ip_address_assignment",
              [address(attachment.ipv4, withVersion: true), text("assignment_method", attachment.ipv4.method)])
          ]),
        attachment.properties.isEmpty ? nil : properties(attachment.properties), reported,
        nicID == nil ? reference("host", path(host.id)) : nil, qos(attachment.qos),
      ])
  }

  /// A network; status and roles are shown in the cluster's list only.
  func network(_ network: Network, _ world: World, inCluster: Bool) -> XMLElement {
    let path =
      inCluster ? "\(root)/clusters/\(world.cluster.id)/networks/\(network.id)" : "\(root)/networks/\(network.id)"
    let rels = inCluster ? [] : ["permissions", "vnicprofiles", "labels"]
    return entity(
      "network", path,
      [text("name", network.name), text("description", network.description)] + links(rels, below: path) + [
        reference("data_center", "\(root)/datacenters/\(world.dataCenter.id)"),
        inCluster ? reference("cluster", "\(root)/clusters/\(world.cluster.id)") : nil,
        network.vlan.map { XMLElement("vlan", [XMLAttribute("id", String($0))]) }, text("stp", "false"),
        inCluster ? status("operational") : nil,
        inCluster ? text("display", String(network.usages?.contains("display") == true)) : nil,
        text("mtu", String(network.mtu ?? 0)),
        group("usages", usages(network, inCluster: inCluster).map { text("usage", $0) }),
        inCluster ? text("required", String(network.required == true)) : nil,
      ])
  }

  /// A cluster.
  func cluster(_ world: World) -> XMLElement {
    let path = "\(root)/clusters/\(world.cluster.id)"
    let management = world.networks.first(where: \.management)
    return entity(
      "cluster", path,
      [text("name", world.cluster.name)] + links(["networks", "permissions"], below: path) + [
        reference("data_center", "\(root)/datacenters/\(world.dataCenter.id)"),
        entity(
          "scheduling_policy", schedulingPolicyPath,
          [
            text("name", "evenly_distributed"), text("policy", "evenly_distributed"),
            XMLElement("thresholds", [XMLAttribute("high", "80"), XMLAttribute("duration", "120")]),
          ]),
        XMLElement(
          "version",
          [
            XMLAttribute("major", String(persona.version.major)), XMLAttribute("minor", String(persona.version.minor)),
          ]),
        management.map { reference("management_network", "\(path)/networks/\($0.id)") },
      ])
  }

  /// A data center.
  func dataCenter(_ world: World) -> XMLElement {
    let path = "\(root)/datacenters/\(world.dataCenter.id)"
    return entity(
      "data_center", path,
      [text("name", world.dataCenter.name)] + links(["clusters", "networks", "permissions"], below: path) + [
        text("local", "false"),
        XMLElement(
          "version",
          [
            XMLAttribute("major", String(persona.version.major)), XMLAttribute("minor", String(persona.version.minor)),
          ]), status("up"),
      ])
  }

  /// A label of a nic.
  func label(_ label: String, nicID: String, hostID: String) -> XMLElement {
    let nic = path(hostID, nic: nicID)
    return entity("label", "\(nic)/labels/\(label)", [reference("host_nic", nic)])
  }

  /// A statistic of a nic.
  func statistic(_ statistic: Statistic, nicID: String, hostID: String) -> XMLElement {
    let nic = path(hostID, nic: nicID)
    var values = group("values", [group("value", [text("datum", "0")])])
    values.setAttribute("type", statistic.type.uppercased())
    return entity(
      "statistic", "\(nic)/statistics/\(statistic.id)",
      [
        text("name", statistic.name), text("description", statistic.description), values,
        text("type", statistic.kind.uppercased()), text("unit", statistic.unit.uppercased()),
        reference("host_nic", nic),
      ])
  }

  /// An unmanaged network of a host.
  func unmanagedNetwork(_ name: String, nicID: String, hostID: String) -> XMLElement {
    entity(
      "unmanaged_network", "\(path(hostID))/unmanagednetworks/\(UnmanagedNetworks.hex(name))",
      [text("name", name), reference("host_nic", path(hostID, nic: nicID)), reference("host", path(hostID))])
  }

  /// A job.
  func job(_ job: World.Named, isOpen: Bool) -> XMLElement {
    let path = "\(root)/jobs/\(job.id)"
    return entity(
      "job", path,
      [
        text("description", job.name), link("steps", "\(path)/steps"), status(isOpen ? "STARTED" : "FINISHED"),
        text("external", String(isOpen)),
        text("auto_cleared", "true"),
      ])
  }

  /// A fault.
  func fault(reason: String, detail: String) -> XMLElement {
    group("fault", [text("reason", reason), text("detail", detail)])
  }

  /// The status of an action: `complete`, `failed`, `in_progress`.
  func status(_ text: String) -> XMLElement { group("status", [self.text("state", text)]) }
}

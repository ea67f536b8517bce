import XMLTree

/// Documents of API v4 (`ovirt-engine-api-model`): own members by name, then references by name; only id, href and rel
/// are attributes, and a vlan's id.
struct V4Documents: DocumentWriter {
  /// Where hrefs start: `/ovirt-engine/api`, with the version segment that was asked for.
  let root: String
  /// The rules of the engine's version.
  let persona: Persona
  /// The version of the documents.
  let api = RequestReader.API.v4

  /// The api root.
  func apiRoot(_ world: World, user: String) -> XMLElement {
    let rels = [
      "clusterlevels", "clusters", "datacenters", "events", "hosts", "jobs", "networks", "storagedomains", "tags",
      "templates", "vms", "vnicprofiles",
    ]
    let zero = "00000000-0000-0000-0000-000000000000"
    let userID = IdentifierSource.named(user)
    return group(
      "api",
      rootLinks(rels) + [
        group(
          "product_info",
          [
            text("instance_id", IdentifierSource.named("instance")), text("name", "oVirt Engine"),
            text("vendor", "ovirt.org"), version(withFullVersion: true),
          ]),
        group(
          "special_objects",
          [reference("blank_template", "\(root)/templates/\(zero)"), reference("root_tag", "\(root)/tags/\(zero)")]),
        group(
          "summary",
          [
            count("hosts", world.hosts.count { $0.status == "up" }, world.hosts.count), count("storage_domains", 0, 0),
            count("users", 1, 1), count("vms", 0, 0),
          ]),
        text("time", now),
        persona.knowsFollow ? reference("authenticated_user", "\(root)/users/\(userID)") : nil,
        persona.knowsFollow ? reference("effective_user", "\(root)/users/\(userID)") : nil,
      ])
  }

  private func version(withFullVersion: Bool = false) -> XMLElement {
    let numbers = "\(persona.version.major).\(persona.version.minor)"
    guard withFullVersion else {
      return group(
        "version", [text("major", String(persona.version.major)), text("minor", String(persona.version.minor))])
    }
    return group(
      "version",
      [
        text("build", "0"), text("full_version", "\(numbers).0-1.sim"), text("major", String(persona.version.major)),
        text("minor", String(persona.version.minor)), text("revision", "0"),
      ])
  }

  private func count(_ name: String, _ active: Int, _ total: Int) -> XMLElement {
    group(name, [text("active", String(active)), text("total", String(total))])
  }

  /// A host.
  func host(_ host: Host, _ world: World) -> XMLElement {
    let path = path(host.id)
    let rels = [
      "affinitylabels", "devices", "fenceagents", "hooks", "katelloerrata", "networkattachments", "nics", "numanodes",
      "permissions", "statistics", "storage", "storageconnectionextensions", "tags", "unmanagednetworks",
    ]
    return entity(
      "host", path,
      [group("actions", links(hostActions, below: path)), text("name", host.name), text("comment", "")]
        + links(rels, below: path) + [
          text("address", host.address), text("network_operation_in_progress", "false"), text("port", "54321"),
          text("protocol", "stomp"), status(host.status), text("type", "rhel"),
          reference("cluster", "\(root)/clusters/\(world.cluster.id)"),
        ])
  }

  /// A nic; the list shows the properties of its attachment, the single nic doesn't.
  func nic(_ view: NicView, inList: Bool) -> XMLElement {
    let nic = view.nic
    let path = path(view.host.id, nic: nic.id)
    var rels = ["networkattachments", "networklabels", "statistics"]
    if persona.knowsFollow && nic.kind != .bond { rels.insert("linklayerdiscoveryprotocolelements", at: 0) }
    let master = view.masterID.map { link("master", self.path(view.host.id, nic: $0)) }
    let properties = inList ? view.attachment?.properties ?? [:] : [:]
    return entity(
      "host_nic", path,
      [XMLElement("actions"), text("name", nic.name)] + links(rels, below: path) + [
        master, text("base_interface", nic.base), nic.kind == .bond ? bonding(view) : nil,
        text("boot_protocol", nic.ipv4.method), text("bridged", String(view.isBridged)),
        text("custom_configuration", view.hasCustomConfiguration.map { String($0) }), ip(nic.ipv4), ipv6(view.ipv6),
        text("ipv6_boot_protocol", view.ipv6?.method ?? "none"), nic.mac.map { group("mac", [text("address", $0)]) },
        text("mtu", String(view.mtu)), properties.isEmpty ? nil : self.properties(properties),
        text("speed", view.speed.map { String($0) }), status(nic.status ?? "up"),
        nic.vlan.map { XMLElement("vlan", [XMLAttribute("id", String($0))]) },
        reference("host", self.path(view.host.id)), network(view.network), qos(view.attachment?.qos),
      ])
  }

  private func bonding(_ view: NicView) -> XMLElement {
    let slaves = view.slaves.map { slave in
      let path = path(view.host.id, nic: slave.id)
      return entity("host_nic", path, [persona.showsActionsOfSlaves ? XMLElement("actions") : nil])
    }
    let options = view.nic.options.map { options in
      group(
        "options",
        options.list.map {
          group(
            "option",
            [text("name", $0.name), text("type", NicView.type(of: $0, persona)), text("value", $0.value)])
        })
    }
    let isActiveBackup = view.nic.options?.mode == 1 && persona.showsActiveSlave
    let active = isActiveBackup ? view.slaves.first : nil
    return group(
      "bonding",
      [options, group("slaves", slaves), active.map { reference("active_slave", path(view.host.id, nic: $0.id)) }])
  }

  private func network(_ shown: NicView.Shown?) -> XMLElement? {
    switch shown {
    case nil: nil
    case .managed(let id): reference("network", "\(root)/networks/\(id)")
    case .unmanaged(let name): group("network", [text("name", name)])
    }
  }

  private func ip(_ ip: IPv4Configuration) -> XMLElement? {
    guard ip.address != nil || ip.netmask != nil || ip.gateway != nil else { return nil }
    return address("ip", ip.address, ip.gateway, ip.netmask, "v4")
  }

  private func ipv6(_ ip: IPv6Configuration?) -> XMLElement? {
    guard let ip, ip.address != nil || ip.prefix != nil || ip.gateway != nil else { return nil }
    return address("ipv6", ip.address, ip.gateway, ip.prefix, "v6")
  }

  private func address(
    _ name: String, _ address: String?, _ gateway: String?, _ netmask: String?, _ version: String
  ) -> XMLElement {
    group(
      name,
      [text("address", address), text("gateway", gateway), text("netmask", netmask), text("version", version)])
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
      group(
        "qos",
        [
          text("outbound_average_linkshare", qos.linkShare.map { String($0) }),
          text("outbound_average_realtime", qos.realTime.map { String($0) }),
          text("outbound_average_upperlimit", qos.upperLimit.map { String($0) }), text("type", "hostnetwork"),
        ])
    }
  }

  /// An attachment; below a nic it doesn't name the host, and hrefs are those of the path that was asked for.
  func attachment(_ attachment: NetworkAttachment, _ host: Host, _ world: World, nicID: String?) -> XMLElement {
    let below = nicID.map { path(host.id, nic: $0) } ?? path(host.id)
    let lines = ReportedConfiguration.all(of: attachment, host, world, persona)
    let ipv4 = attachment.ipv4
    let ipv6 = attachment.ipv6
    return entity(
      "network_attachment", "\(below)/networkattachments/\(attachment.id)",
      [
        attachment.nameServers.map { servers in
          group(
            "dns_resolver_configuration", [group("name_servers", servers.map { text("name_server", $0) })])
        },
        lines.map { _ in XMLElement("in_sync", text: String(attachment.inSync)) },
        group(
          "ip_address_assignments",
          [
            assignment(ipv4.method, address("ip", ipv4.address, ipv4.gateway, ipv4.netmask, "v4")),
            assignment(ipv6.method, address("ip", ipv6.address, ipv6.gateway, ipv6.prefix, "v6")),
          ]),
        attachment.properties.isEmpty ? nil : properties(attachment.properties),
        lines.map { lines in group("reported_configurations", lines.map(line)) },
        nicID == nil ? reference("host", path(host.id)) : nil,
        reference("host_nic", path(host.id, nic: nicID ?? attachment.nic)),
        reference("network", "\(root)/networks/\(attachment.network)"), qos(attachment.qos),
      ])
  }

  private func line(_ line: ReportedConfiguration) -> XMLElement {
    group(
      "reported_configuration",
      [
        text("actual_value", line.actual), text("expected_value", line.expected),
        text("in_sync", String(line.isInSync)), text("name", line.name),
      ])
  }

  private func assignment(_ method: String, _ ip: XMLElement) -> XMLElement {
    group("ip_address_assignment", [text("assignment_method", method), ip])
  }

  /// A network; status and roles are shown in the cluster's list only.
  func network(_ network: Network, _ world: World, inCluster: Bool) -> XMLElement {
    let path =
      inCluster ? "\(root)/clusters/\(world.cluster.id)/networks/\(network.id)" : "\(root)/networks/\(network.id)"
    let rels = inCluster ? [] : ["networklabels", "permissions", "vnicprofiles"]
    return entity(
      "network", path,
      [text("name", network.name), text("description", network.description)] + links(rels, below: path) + [
        inCluster ? text("display", String(network.usages?.contains("display") == true)) : nil,
        text("mtu", String(network.mtu ?? 0)),
        inCluster ? text("required", String(network.required == true)) : nil,
        inCluster ? status("operational") : nil, text("stp", "false"),
        group("usages", usages(network, inCluster: inCluster).map { text("usage", $0) }),
        network.vlan.map { XMLElement("vlan", [XMLAttribute("id", String($0))]) },
        inCluster ? reference("cluster", "\(root)/clusters/\(world.cluster.id)") : nil,
        reference("data_center", "\(root)/datacenters/\(world.dataCenter.id)"),
      ])
  }

  /// A cluster.
  func cluster(_ world: World) -> XMLElement {
    let path = "\(root)/clusters/\(world.cluster.id)"
    let management = world.networks.first(where: \.management)
    return entity(
      "cluster", path,
      [text("name", world.cluster.name)] + links(["networks", "permissions"], below: path) + [
        customSchedulingProperties, text("switch_type", "legacy"), version(),
        reference("data_center", "\(root)/datacenters/\(world.dataCenter.id)"),
        management.map { reference("management_network", "\(path)/networks/\($0.id)") },
        reference("scheduling_policy", schedulingPolicyPath),
      ])
  }

  private var customSchedulingProperties: XMLElement {
    let properties = [("CpuOverCommitDurationMinutes", "2"), ("HighUtilization", "80")]
    return group(
      "custom_scheduling_policy_properties",
      properties.map { group("property", [text("name", $0.0), text("value", $0.1)]) })
  }

  /// A data center.
  func dataCenter(_ world: World) -> XMLElement {
    let path = "\(root)/datacenters/\(world.dataCenter.id)"
    return entity(
      "data_center", path,
      [text("name", world.dataCenter.name)] + links(["clusters", "networks", "permissions"], below: path) + [
        text("local", "false"), status("up"), version(),
      ])
  }

  /// A label of a nic.
  func label(_ label: String, nicID: String, hostID: String) -> XMLElement {
    let nic = path(hostID, nic: nicID)
    return entity("network_label", "\(nic)/networklabels/\(label)", [reference("host_nic", nic)])
  }

  /// A statistic of a nic.
  func statistic(_ statistic: Statistic, nicID: String, hostID: String) -> XMLElement {
    let nic = path(hostID, nic: nicID)
    return entity(
      "statistic", "\(nic)/statistics/\(statistic.id)",
      [
        text("name", statistic.name), text("description", statistic.description), text("kind", statistic.kind),
        text("type", statistic.type), text("unit", statistic.unit),
        group("values", [group("value", [text("datum", "0")])]), reference("host_nic", nic),
      ])
  }

  /// An unmanaged network of a host.
  func unmanagedNetwork(_ name: String, nicID: String, hostID: String) -> XMLElement {
    entity(
      "unmanaged_network", "\(path(hostID))/unmanagednetworks/\(UnmanagedNetworks.hex(name))",
      [text("name", name), reference("host", path(hostID)), reference("host_nic", path(hostID, nic: nicID))])
  }

  /// A job.
  func job(_ job: World.Named, isOpen: Bool) -> XMLElement {
    let path = "\(root)/jobs/\(job.id)"
    return entity(
      "job", path,
      [
        text("description", job.name), link("steps", "\(path)/steps"), text("auto_cleared", "true"),
        text("external", String(isOpen)), status(isOpen ? "started" : "finished"),
      ])
  }

  /// A fault.
  func fault(reason: String, detail: String) -> XMLElement {
    group("fault", [text("detail", detail), text("reason", reason)])
  }

  /// The status of an action: `complete`, `failed`, `in_progress`.
  func status(_ text: String) -> XMLElement { XMLElement("status", text: text) }
}

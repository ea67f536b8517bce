/// One line of `reported_configurations`: what the engine wants, and what the host has.
struct ReportedConfiguration: Equatable {
  /// The name of the setting.
  var name: String
  /// What the engine wants; nil for nothing.
  var expected: String?
  /// What the host has; nil for nothing.
  var actual: String?

  /// Whether both are the same.
  var isInSync: Bool { expected == actual }

  /// The lines of an attachment; nil when no device reports the network.
  static func all(
    of attachment: NetworkAttachment, _ host: Host, _ world: World, _ persona: Persona
  ) -> [ReportedConfiguration]? {
    guard let network = world.network(id: attachment.network) else { return nil }
    let place = host.place(of: attachment, network)
    let isHidden = network.vlan != nil && !world.hasVlanDevices
    guard place != nil || isHidden else { return nil }
    let reported = attachment.reported
    let vlan = reported == nil ? network.vlan : reported?.vlan
    let ipv4 = reported?.ipv4 ?? attachment.ipv4
    var lines = [
      ReportedConfiguration(
        name: "mtu", expected: String(network.effectiveMTU), actual: String(reported?.mtu ?? network.effectiveMTU)),
      ReportedConfiguration(
        name: "bridged", expected: String(network.vm), actual: String(reported?.bridged ?? network.vm)),
      ReportedConfiguration(name: "vlan", expected: network.vlan.map { String($0) }, actual: vlan.map { String($0) }),
    ]
    let prefix = persona.isV4 ? "ipv4_" : ""
    lines.append(
      .init(name: prefix + "boot_protocol", expected: word(attachment.ipv4.method), actual: word(ipv4.method)))
    if attachment.ipv4.method == "static" && ipv4.method == "static" {
      let address = persona.isV4 ? "ipv4_address" : "ip_address"
      lines.append(.init(name: address, expected: attachment.ipv4.address, actual: ipv4.address))
      lines.append(.init(name: prefix + "netmask", expected: attachment.ipv4.netmask, actual: ipv4.netmask))
      lines.append(.init(name: prefix + "gateway", expected: attachment.ipv4.gateway, actual: ipv4.gateway))
    }
    if persona.isV4 {
      let ipv6 = attachment.ipv6
      lines.append(.init(name: "ipv6_boot_protocol", expected: word(ipv6.method), actual: word(ipv6.method)))
      if ipv6.method == "static" {
        lines.append(.init(name: "ipv6_address", expected: ipv6.address, actual: ipv6.address))
        lines.append(.init(name: "ipv6_prefix", expected: ipv6.prefix, actual: ipv6.prefix))
        lines.append(.init(name: "ipv6_gateway", expected: ipv6.gateway, actual: ipv6.gateway))
      }
      lines.append(.init(name: "switchType", expected: "LEGACY", actual: "LEGACY"))
    }
    if let qos = attachment.qos {
      for (name, value) in [
        ("outAverageLinkShare", qos.linkShare), ("outAverageUpperLimit", qos.upperLimit),
        ("outAverageRealTime", qos.realTime),
      ] {
        lines.append(.init(name: name, expected: value.map { String($0) }, actual: value.map { String($0) }))
      }
    }
    if persona.knowsDefaultRoute {
      let servers = attachment.nameServers?.joined(separator: ",")
      lines.append(.init(name: "dns_configuration", expected: servers, actual: servers))
      let route = String(network.defaultRoute)
      lines.append(.init(name: "default_route", expected: route, actual: route))
    }
    return lines
  }

  /// The engine's internal word for a boot protocol: upper case, and `STATIC_IP` for static.
  private static func word(_ method: String) -> String {
    method == "static" ? "STATIC_IP" : method.uppercased()
  }
}

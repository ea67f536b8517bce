import EngineClient
import EngineSimulator
import RewriteLog
import XMLTree

/// What the demo shows: a list, an attach, a setupnetworks with a new bond and two vlan devices, one that is refused, a
/// detach, and the list again.
struct DemoStory {
  /// The engine, whose ledger tells what really reached it.
  let engine: EngineSimulator
  /// The old client.
  let client: DemoClient
  /// The gateway's log.
  let log: DemoLog
  /// Where it is shown.
  let printer: DemoPrinter
  /// What the engine speaks.
  let dialect: SimulatorConfiguration.Dialect

  /// Tells it.
  ///
  /// - Returns: what isn't as it should be.
  func tell() async throws -> [String] {
    printer.title(
      "An oVirt 3.5 client on an engine that knows only network attachments",
      [
        "engine   simulated, \(dialect.title)",
        "gateway  http://127.0.0.1:…\(DemoClient.prefix), between the two",
        "Ids are shown as ‹names›. What the engine gets is taken from the engine's own ledger.",
      ])
    guard
      let host = try await client.document("/hosts?search=name%3Drack4-node2").children("host").first,
      let hostID = host.attribute("id")
    else { return ["the engine doesn't list the host rack4-node2"] }
    var teller = DemoTeller(story: self, hostID: hostID)
    try await teller.learn()

    try await teller.list(
      "It lists the nics, as 3.5 listed them, vlan devices included",
      expecting: [
        "eno1": "ovirtmgmt", "eno2.310": "backup", "bond1": "migration",
      ])
    try await teller.change(
      "It attaches a network to a free nic", "/nics/\(teller.id("eno3"))/attach",
      XMLElement("action", children: [Self.network("tenant-a")]), expecting: 200)
    let desired = [
      Self.nic("eno1", "ovirtmgmt", "static", address: "192.0.2.21", gateway: "192.0.2.1"),
      Self.nic("eno3", "tenant-a", "none"),
      Self.nic("bond1", "migration", "static", address: "203.0.113.21", slaves: ["ens4f0", "ens4f1"]),
      Self.nic("bond2", nil, nil, slaves: ["ens5f0", "ens5f1"], mode: "1"),
      Self.nic("bond2.44", "storage", "static", address: "198.51.100.21"),
      Self.nic("bond2.310", "backup", "none"),
    ]
    try await teller.change(
      "It states all that the host should have: a new bond with two vlan devices, one of them moved to it",
      "/nics/setupnetworks", Self.action(desired), expecting: 200)
    try await teller.change(
      "It states the same, but forgets the management network", "/nics/setupnetworks",
      Self.action(Array(desired.dropFirst())), shown: "the body of step 3 without eno1", expecting: 400)
    try await teller.change(
      "It takes the first network away again", "/nics/\(teller.id("eno3"))/detach",
      XMLElement("action", children: [Self.network("tenant-a")]), expecting: 200)
    try await teller.list(
      "It looks at the result",
      expecting: [
        "eno1": "ovirtmgmt", "bond1": "migration", "bond2.44": "storage", "bond2.310": "backup",
      ])
    return teller.problems
  }

  private static func network(_ name: String) -> XMLElement {
    XMLElement("network", children: [XMLElement("name", text: name)])
  }

  private static func action(_ nics: [XMLElement]) -> XMLElement {
    XMLElement(
      "action",
      children: [XMLElement("host_nics", children: nics), XMLElement("check_connectivity", text: "true")])
  }

  private static func nic(
    _ name: String, _ network: String?, _ bootProtocol: String?, address: String? = nil, gateway: String? = nil,
    slaves: [String] = [], mode: String? = nil
  ) -> XMLElement {
    var nic = XMLElement("host_nic", children: [XMLElement("name", text: name)])
    if let network { nic.children.append(Self.network(network)) }
    if let address {
      var ip = XMLElement("ip", [XMLAttribute("address", address), XMLAttribute("netmask", "255.255.255.0")])
      if let gateway { ip.setAttribute("gateway", gateway) }
      nic.children.append(ip)
    }
    if !slaves.isEmpty {
      var bonding = XMLElement("bonding")
      if let mode {
        let option = XMLElement("option", [XMLAttribute("name", "mode"), XMLAttribute("value", mode)])
        bonding.children.append(XMLElement("options", children: [option]))
      }
      bonding.children.append(
        XMLElement(
          "slaves", children: slaves.map { XMLElement("host_nic", children: [XMLElement("name", text: $0)]) }))
      nic.children.append(bonding)
    }
    if let bootProtocol { nic.children.append(XMLElement("boot_protocol", text: bootProtocol)) }
    return nic
  }
}

extension SimulatorConfiguration.Dialect {
  /// What it stands for, in a few words.
  var title: String {
    switch self {
    case .design: "the published design: hostsetupnetworks, vlan devices hidden"
    case .v36: "oVirt 3.6, API v3"
    case .v4: "oVirt 4.5, API v4"
    }
  }
}

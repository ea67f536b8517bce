import Foundation
import GatewayErrors
import HostNetworking
import TranslationCases

@testable import Translation

/// A trial as the two files that `fixtures` would hold: a state and a case.
///
/// What the case expects is what the translation does now. Who keeps it puts in what should be.
struct CaseText {
  /// For `fixtures/states/NAME.json`.
  let state: String
  /// For `fixtures/cases/ID.json`.
  let translationCase: String

  init(_ trial: Trial, id: String, stateName: String, title: String) throws {
    let ids = Self.uuids(of: trial)
    state = try Self.text(Self.state(trial.world), ids)
    translationCase = try Self.text(Self.translationCase(trial, id: id, stateName: stateName, title: title), ids)
  }

  // MARK: JSON

  private static func text(_ object: [String: Any], _ ids: [(id: String, uuid: String)]) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    var text = String(decoding: data, as: UTF8.self)
    for (id, uuid) in ids { text = text.replacingOccurrences(of: id, with: uuid) }
    return text
  }

  /// Case files have UUIDs, since engines do: the kind in the first block, a number in the last. Longer ids come first, so
  /// that none is replaced by part of another.
  private static func uuids(of trial: Trial) -> [(id: String, uuid: String)] {
    let world = trial.world
    let kinds: [(String, [String])] = [
      ("99999999", [World.hostID]), ("eeeeeeee", world.networks.map(\.id)), ("aaaaaaaa", world.nics.map(\.id)),
      ("bbbbbbbb", world.bonds.map(\.id)), ("dddddddd", world.attachments.map(\.id)),
      ("cccccccc", trial.state.nics.map(\.id).filter { $0.hasPrefix("vlan-") }),
    ]
    let pairs = kinds.flatMap { kind, ids in
      ids.enumerated().map { index, id in
        let number = String(index + 1)
        return (id: id, uuid: "\(kind)-0000-4000-8000-\(String(repeating: "0", count: 12 - number.count))\(number)")
      }
    }
    return pairs.sorted { $0.id.count > $1.id.count }
  }

  private static func state(_ world: World) -> [String: Any] {
    let state = world.state()
    return [
      "host": ["id": World.hostID, "address": world.hostAddress, "status": "up"],
      "networks": world.networks.map { network in
        dropNil([
          "id": network.id, "name": network.name, "vlan": network.vlan, "vm": network.isVM,
          "in_cluster": network.isInCluster, "management": network.isManagement,
          "default_route": network.isDefaultRoute,
        ])
      },
      "nics": state.nics.map { nic($0, world) },
      "attachments": world.attachments.map { item in
        dropNil([
          "id": item.id, "network": item.network, "nic": world.baseID(item.base),
          "ipv4": oneOrMany(item.configured),
          "ipv6": item.ipv6.first.map { dropNil(["method": $0.method, "address": $0.address, "prefix": $0.prefix]) }
            ?? ["method": "none"],
          "properties": item.properties, "in_sync": item.isInSync,
          "reported": item.isInSync
            ? nil : ["vlan": item.tag as Any? ?? NSNull(), "ipv4": ipv4(item.reported)] as [String: Any],
        ])
      },
    ]
  }

  private static func nic(_ nic: HostNic, _ world: World) -> [String: Any] {
    var form: [String: Any] = ["id": nic.id, "name": nic.name, "ipv4": ipv4(nic.ipv4), "labels": [String]()]
    switch nic.network {
    case .managed(let id): form["network"] = world.network(id).name
    case .unmanaged(let name): form["network"] = name
    case nil: break
    }
    switch nic.kind {
    case .physical: form["type"] = "physical"
    case .bond(let slaves, let options):
      form["type"] = "bond"
      form["slaves"] = slaves
      form["options"] = Dictionary(options.map { ($0.name, $0.value) }) { $1 }
    case .vlan(let base, let tag):
      form["type"] = "vlan"
      form["base"] = base
      form["vlan"] = tag
    }
    return form
  }

  private static func ipv4(_ value: IPv4Configuration) -> [String: Any] {
    dropNil([
      "method": value.method.rawValue, "address": value.address, "netmask": value.netmask, "gateway": value.gateway,
    ])
  }

  private static func oneOrMany(_ values: [IPv4Configuration]) -> Any {
    values.count == 1 ? ipv4(values[0]) as Any : values.map(ipv4) as Any
  }

  private static func dropNil(_ members: [String: Any?]) -> [String: Any] { members.compactMapValues { $0 } }

  private static func translationCase(
    _ trial: Trial, id: String, stateName: String, title: String
  ) -> [String: Any] {
    [
      "id": id, "title": title, "tags": ["property"], "state": stateName,
      "call": [
        "method": "POST", "path": "/hosts/\(World.hostID)/nics/setupnetworks", "body": body(trial.desired),
      ] as [String: Any],
      "expect": expectation(trial.result),
    ]
  }

  private static func expectation(_ result: Result<EnginePlan, GatewayError>) -> [String: Any] {
    switch result {
    case .failure(let error):
      ["status": error.status, "upstream": NSNull(), "fault": ["code": error.code.rawValue]]
    case .success(.call(.setupNetworks(let change))):
      [
        "status": 200, "fault": NSNull(),
        "upstream": [
          "method": "POST", "path": "/hosts/\(World.hostID)/setupnetworks", "change": self.change(change),
        ] as [String: Any],
      ]
    case .success: ["status": 200, "upstream": NSNull(), "fault": NSNull()]
    }
  }

  private static func change(_ change: Change) -> [String: Any] {
    dropNil([
      "modified_bonds": change.modifiedBonds.map { bond in
        dropNil([
          "id": bond.id, "name": bond.name, "slaves": bond.slaves,
          "options": bond.options.map { Dictionary($0.map { ($0.name, $0.value) }) { $1 } },
        ])
      },
      "removed_bonds": change.removedBonds,
      "modified_attachments": change.modifiedAttachments.map { item in
        dropNil([
          "id": item.id, "network": item.networkID,
          "nic": item.nic.map { nic in
            switch nic {
            case .id(let id): ["id": id]
            case .name(let name): ["name": name]
            }
          },
          "ipv4": item.ipv4.map(oneOrMany),
          "ipv6": item.ipv6.first.map { dropNil(["method": $0.method, "address": $0.address, "prefix": $0.prefix]) },
          "properties": item.properties.map { Dictionary($0.map { ($0.name, $0.value) }) { $1 } },
        ])
      },
      "removed_attachments": change.removedAttachments,
      "synchronized_attachments": change.synchronizedAttachments,
      "check_connectivity": change.checkConnectivity, "connectivity_timeout": change.connectivityTimeoutSeconds,
    ])
  }

  // MARK: The body

  private static func body(_ desired: LegacyDesiredState) -> [String] {
    var lines = ["<action>"]
    if let nics = desired.hostNics {
      lines.append("  <host_nics>")
      for nic in nics { lines += element(nic, "    ") }
      lines.append("  </host_nics>")
    }
    if let flag = desired.checkConnectivity { lines.append("  <check_connectivity>\(flag)</check_connectivity>") }
    if let seconds = desired.connectivityTimeoutSeconds {
      lines.append("  <connectivity_timeout>\(seconds)</connectivity_timeout>")
    }
    return lines + ["</action>"]
  }

  private static func element(_ nic: LegacyHostNic, _ indent: String) -> [String] {
    var lines = ["\(indent)<host_nic\(attribute("id", nic.id))>"]
    func add(_ name: String, _ text: String?) {
      if let text { lines.append("\(indent)  <\(name)>\(text)</\(name)>") }
    }
    add("name", nic.name)
    if let network = nic.network {
      let name = network.name.map { "<name>\($0)</name>" } ?? ""
      lines.append("\(indent)  <network\(attribute("id", network.id))>\(name)</network>")
    }
    if let ip = nic.ip {
      let parts = [("address", ip.address), ("netmask", ip.netmask), ("gateway", ip.gateway)]
      lines.append("\(indent)  <ip\(parts.map { attribute($0.0, $0.1) }.joined())/>")
    }
    add("base_interface", nic.baseInterface)
    if let bonding = nic.bonding {
      lines.append("\(indent)  <bonding>")
      if let options = bonding.options {
        let text = options.map { "<option\(attribute("name", $0.name))\(attribute("value", $0.value))/>" }.joined()
        lines.append("\(indent)    <options>\(text)</options>")
      }
      if let slaves = bonding.slaves {
        lines.append("\(indent)    <slaves>")
        for slave in slaves { lines += element(slave, indent + "      ") }
        lines.append("\(indent)    </slaves>")
      }
      lines.append("\(indent)  </bonding>")
    }
    add("boot_protocol", nic.bootProtocol)
    add("override_configuration", nic.overrideConfiguration.map { "\($0)" })
    if let properties = nic.properties {
      let text = properties.map { "<property><name>\($0.name)</name><value>\($0.value)</value></property>" }
      lines.append("\(indent)  <properties>\(text.joined())</properties>")
    }
    return lines + ["\(indent)</host_nic>"]
  }

  private static func attribute(_ name: String, _ value: String?) -> String { value.map { " \(name)=\"\($0)\"" } ?? "" }
}

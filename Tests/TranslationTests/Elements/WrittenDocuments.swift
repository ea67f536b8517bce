import GatewayErrors
import HostNetworking
import Testing
import XMLTree

@testable import LegacyAPI

/// Documents as the gateway writes them, with all that it ever writes.
enum WrittenDocuments {
  private static let writer = LegacyAnswerWriter(hrefPrefix: "/api")

  /// Documents of a kind, which together have every place that answers have.
  static func all(_ document: String) throws -> [XMLElement] {
    switch document {
    case "host_nic": try nics().map { try #require(writer.nic($0, hostID: "h").body) }
    case "label": [try #require(writer.label("a", hostID: "h", nicID: "n").body)]
    default: [try #require(writer.statistic(statistic, hostID: "h", nicID: "n")?.body)]
    }
  }

  /// The answers to calls with this action as their body: carried out, refused, and a commitnetconfig.
  static func actions(echo: XMLElement) throws -> [XMLElement] {
    let fault = LegacyFault(status: 400, code: .engineRefused, reason: "Operation Failed", detail: "[no]")
    let answers = [
      writer.complete(echo: echo, jobID: "j"), writer.committed(echo: echo, jobID: "j", hostID: "h"),
      writer.failed(fault, call: .attach(hostID: "h", nicID: "n"), echo: echo, requestID: "r"),
    ]
    return try answers.map { try #require($0.body) }
  }

  private static func nics() -> [LegacyNic] {
    let ipv4 = IPv4Configuration(method: .static, address: "192.0.2.9", netmask: "255.255.255.0", gateway: "192.0.2.1")
    return [
      LegacyNic(
        id: "n", name: "eth0", masterID: "b", network: .managed(id: "x"), mac: "00:00:00:00:00:01", ipv4: ipv4,
        baseInterface: "eth0", vlan: 7,
        bonding: LegacyNic.Bonding(options: [BondOption("mode", "1")], slaveIDs: ["s", "t"]), speed: 1, status: "up",
        mtu: 1500, isBridged: true, hasCustomConfiguration: false, properties: [CustomProperty("a", "b")],
        statistics: [statistic]),
      LegacyNic(id: "n", name: "eth1", network: .unmanaged(name: "foreign")),
    ]
  }

  private static let statistic = NicStatistic(
    id: "s", name: "data.current.rx", description: "Receive data rate", kind: "gauge", valueType: "decimal",
    unit: "bytes_per_second", values: ["1"])
}

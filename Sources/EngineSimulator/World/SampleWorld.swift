/// The world that the simulator starts with: two hosts in a rack, as the client walks and the documentation name them.
enum SampleWorld {
  /// The sample world; `fixtures/worlds/rack4.json` is its dump.
  static func make() -> World {
    var first = Host(
      id: "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201", name: "rack4-node2", address: "192.0.2.21", status: "up",
      running: .init(nics: [], attachments: []))
    let names = ["eno1", "eno2", "eno2.310", "ens4f0", "ens4f1", "bond1", "eno3", "ens5f0", "ens5f1"]
    for (index, name) in names.enumerated() {
      first.running.nics.append(nic(name, "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f21", index + 1, macGroup: "10"))
    }
    put("ovirtmgmt", on: "eno1", fixed("192.0.2.21", gateway: "192.0.2.1"), &first, 1)
    put("backup", on: "eno2", place: "eno2.310", .none, &first, 2)
    put("migration", on: "bond1", fixed("203.0.113.21"), &first, 3)

    var second = Host(
      id: "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c202", name: "rack4-node3", address: "192.0.2.22", status: "up",
      running: .init(nics: [], attachments: []))
    for (index, name) in ["eno1", "eno2", "eno3"].enumerated() {
      second.running.nics.append(nic(name, "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f22", index + 1, macGroup: "11"))
    }
    put("ovirtmgmt", on: "eno1", fixed("192.0.2.22", gateway: "192.0.2.1"), &second, 0x11)

    return World(
      dataCenter: .init(id: "8b3f9e14-62d7-45ac-b0c8-19a2d7e6f501", name: "rack4-dc"),
      cluster: .init(id: "7a0e4d53-1c62-4f0b-8d27-5be9c3f4a101", name: "rack4"),
      networks: networks, hosts: [first, second])
  }

  private static let networks: [Network] = [
    network("ovirtmgmt", 1, management: true), network("tenant-a", 2), network("backup", 3, vlan: 310),
    network("storage", 4, vlan: 44), network("migration", 5), network("tenant-b", 6),
  ]

  private static func network(_ name: String, _ number: Int, vlan: Int? = nil, management: Bool = false) -> Network {
    Network(
      id: "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e710\(number)", name: name, vlan: vlan,
      vm: name != "migration", inCluster: true, management: management, defaultRoute: management, label: nil,
      usages: management ? ["display", "migration"] : nil, required: management ? true : nil)
  }

  private static func nic(_ name: String, _ idStart: String, _ number: Int, macGroup: String) -> HostNic {
    let digits = "0" + String(number, radix: 16)
    let kind: HostNic.Kind = name.contains(".") ? .vlan : name.hasPrefix("bond") ? .bond : .physical
    var nic = HostNic(id: idStart + digits, name: name, kind: kind)
    switch kind {
    case .vlan:
      nic.base = name.split(separator: ".").first.map(String.init)
      nic.vlan = name.split(separator: ".").last.flatMap { Int($0) }
    case .bond:
      nic.slaves = ["ens4f0", "ens4f1"]
      nic.options = BondOptions([.init(name: "mode", value: "4"), .init(name: "miimon", value: "100")])
      // A bond takes the hardware address of its first slave.
      nic.mac = "02:00:5e:\(macGroup):00:04"
    case .physical:
      nic.mac = "02:00:5e:\(macGroup):00:\(digits)"
      nic.speed = 10_000
    }
    return nic
  }

  private static func fixed(_ address: String, gateway: String? = nil) -> IPv4Configuration {
    IPv4Configuration(method: "static", address: address, netmask: "255.255.255.0", gateway: gateway)
  }

  private static func put(
    _ name: String, on base: String, place: String? = nil, _ ipv4: IPv4Configuration, _ host: inout Host, _ number: Int
  ) {
    guard let network = networks.first(where: { $0.name == name }), let nic = host.nic(name: base),
      let index = host.running.nics.firstIndex(where: { $0.name == place ?? base })
    else { return }
    host.running.nics[index].network = name
    host.running.nics[index].ipv4 = ipv4
    let digits = number < 16 ? "0" + String(number, radix: 16) : String(number, radix: 16)
    host.running.attachments.append(
      NetworkAttachment(
        id: "a4c7e91b-58d0-4236-9f1e-3b6d8a2c51\(digits)", network: network.id, nic: nic.id, ipv4: ipv4, ipv6: .none,
        properties: [:], inSync: true))
  }
}

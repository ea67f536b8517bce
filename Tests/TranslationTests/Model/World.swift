import HostNetworking

/// A host as an engine keeps it: what is configured and what the host reports. Vlan devices are derived from it.
struct World: Equatable {
  struct Nic: Equatable {
    var name: String
    /// What the nic reports while it carries no network.
    var bare: IPv4Configuration
    var id: String { "nic-\(name)" }
  }

  struct Bond: Equatable {
    var id: String
    var name: String
    var slaves: Set<String>
    var options: [String: String]
  }

  struct Attachment: Equatable {
    var id: String
    var network: String
    var base: String
    var configured: [IPv4Configuration]
    var ipv6: [IPv6Configuration]
    var properties: [String: String]
    var isInSync = true
    /// What the host reports.
    var reported: IPv4Configuration
    /// The tag on the host.
    var tag: Int?
    /// Name servers of its own, which no legacy client can state.
    var nameServers: [String]?
    /// QoS of its own: the weighted share.
    var linkShare: Int?
    var deviceName: String { tag.map { "\(base).\($0)" } ?? base }
  }

  struct Unmanaged: Equatable {
    var name: String
    var base: String
    var tag: Int?
    var deviceName: String { tag.map { "\(base).\($0)" } ?? base }
  }

  /// The id of the host.
  static let hostID = "host-1"

  var hostAddress = "host.example.com"
  var networks: [Network] = []
  var nics: [Nic] = []
  var bonds: [Bond] = []
  var attachments: [Attachment] = []
  var unmanaged: [Unmanaged] = []

  func network(_ id: String) -> Network { networks.first { $0.id == id } ?? Network(id: id, name: "unknown \(id)") }

  func attachment(of network: String) -> Attachment? { attachments.first { $0.network == network } }

  func baseID(_ name: String) -> String { bonds.first { $0.name == name }?.id ?? "nic-\(name)" }

  var slaves: Set<String> { bonds.reduce(into: []) { $0.formUnion($1.slaves) } }

  /// The names of the nics and bonds that may carry networks.
  var bases: [String] { nics.map(\.name).filter { !slaves.contains($0) } + bonds.map(\.name) }

  /// What an engine tells: with the vlan devices, or with what a hidden one reports in its attachment.
  func state(hidden: Bool = false) -> HostState {
    var listed: [HostNic] = nics.map { device($0.id, $0.name, .physical, bare: $0.bare) }
    listed += bonds.map { bond in
      let options = bond.options.map { BondOption($0, $1) }.sorted { $0.name < $1.name }
      return device(bond.id, bond.name, .bond(slaves: bond.slaves.sorted(), options: options), bare: .none)
    }
    for item in unmanaged {
      guard let tag = item.tag else { continue }
      listed.append(
        HostNic(
          id: hidden ? "" : "vlan-\(item.deviceName)", name: item.deviceName, kind: .vlan(base: item.base, tag: tag),
          network: .unmanaged(name: item.name)))
    }
    for item in attachments where !hidden {
      guard let tag = item.tag else { continue }
      listed.append(
        HostNic(
          id: "vlan-\(item.deviceName)", name: item.deviceName, kind: .vlan(base: item.base, tag: tag),
          network: .managed(id: item.network), ipv4: item.reported))
    }
    return HostState(
      host: Host(id: Self.hostID, address: hostAddress, status: "up"), networks: networks, nics: listed,
      attachments: attachments.map { item in
        NetworkAttachment(
          id: item.id, networkID: item.network, nicID: baseID(item.base), ipv4: item.configured, ipv6: item.ipv6,
          properties: item.properties.map { CustomProperty($0, $1) }.sorted { $0.name < $1.name },
          isInSync: item.isInSync,
          reported: item.isInSync
            ? nil : NetworkAttachment.Reported(vlan: item.tag, hasVlan: true, ipv4: item.reported))
      })
  }

  private func device(_ id: String, _ name: String, _ kind: HostNic.Kind, bare: IPv4Configuration) -> HostNic {
    var nic = HostNic(id: id, name: name, kind: kind, ipv4: bare)
    if let item = attachments.first(where: { $0.base == name && $0.tag == nil }) {
      nic.network = .managed(id: item.network)
      nic.ipv4 = item.reported
    } else if let item = unmanaged.first(where: { $0.base == name && $0.tag == nil }) {
      nic.network = .unmanaged(name: item.name)
      nic.ipv4 = .none
    }
    return nic
  }
}

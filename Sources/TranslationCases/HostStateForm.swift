import HostNetworking

/// The `state` form of case files, as JSON has it.
struct HostStateForm: Decodable {
  /// `host`.
  struct HostForm: Decodable {
    var id: String
    var name: String?
    var address: String
    var status: String
    var cluster: String?
  }

  /// An item of `networks`.
  struct NetworkForm: Decodable {
    var id: String
    var name: String
    var vlan: Int?
    var vm: Bool?
    var in_cluster: Bool?
    var management: Bool?
    var default_route: Bool?
    var label: String?
    var mtu: Int?
  }

  /// `ipv4` of a nic, an attachment or a reported configuration.
  struct IPv4Form: Decodable {
    var method: BootProtocol
    var address: String?
    var netmask: String?
    var gateway: String?

    /// As a domain value; empty text is no value.
    var value: IPv4Configuration {
      IPv4Configuration(method: method, address: present(address), netmask: present(netmask), gateway: present(gateway))
    }
  }

  /// `ipv6` of an attachment.
  struct IPv6Form: Decodable {
    var method: String
    var address: String?
    var prefix: String?
    var gateway: String?

    /// As a domain value.
    var value: IPv6Configuration {
      IPv6Configuration(method: method, address: present(address), prefix: present(prefix), gateway: present(gateway))
    }
  }

  /// An item of `nics`.
  struct NicForm: Decodable {
    /// `type`.
    enum Kind: String, Decodable {
      case physical, bond, vlan
    }
    var id: String?
    var name: String
    var type: Kind
    var network: String?
    var ipv4: IPv4Form?
    var labels: [String]?
    var slaves: [String]?
    var options: [String: String]?
    var base: String?
    var vlan: Int?
    var mac: String?
    var speed: Int?
    var mtu: Int?
    var bridged: Bool?
    var status: String?
    var custom_configuration: Bool?
  }

  /// `reported` of an attachment.
  struct ReportedForm: Decodable {
    enum CodingKeys: CodingKey { case vlan, ipv4, mtu, bridged }
    var value: NetworkAttachment.Reported

    init(from decoder: any Decoder) throws {
      let form = try decoder.container(keyedBy: CodingKeys.self)
      value = NetworkAttachment.Reported(
        vlan: try form.decodeIfPresent(Int.self, forKey: .vlan), hasVlan: form.contains(.vlan),
        ipv4: try form.decodeIfPresent(IPv4Form.self, forKey: .ipv4)?.value,
        mtu: try form.decodeIfPresent(Int.self, forKey: .mtu),
        isBridged: try form.decodeIfPresent(Bool.self, forKey: .bridged))
    }
  }

  /// An item of `attachments`.
  struct AttachmentForm: Decodable {
    var id: String
    var network: String
    var nic: String
    var ipv4: OneOrMany<IPv4Form>?
    var ipv6: OneOrMany<IPv6Form>?
    var properties: [String: String]?
    var in_sync: Bool?
    var reported: ReportedForm?
  }

  var host: HostForm
  var networks: [NetworkForm]
  var nics: [NicForm]
  var attachments: [AttachmentForm]

  /// As domain values. A name on a nic is that of a network of the cluster, else that of an unmanaged one.
  var state: HostState {
    var ids: [String: String] = [:]
    for network in networks where network.in_cluster ?? true { ids[network.name] = network.id }
    return HostState(
      host: Host(
        id: host.id, name: host.name ?? "", address: host.address, status: host.status, clusterID: host.cluster),
      networks: networks.map(\.value), nics: nics.map { $0.value(networkIDs: ids) },
      attachments: attachments.map(\.value))
  }
}

extension HostStateForm.NetworkForm {
  /// As a domain value.
  var value: Network {
    Network(
      id: id, name: name, vlan: vlan, isVM: vm ?? true, isInCluster: in_cluster ?? true,
      isManagement: management ?? false, isDefaultRoute: default_route ?? management ?? false, label: label,
      mtu: mtu ?? 0)
  }
}

extension HostStateForm.NicForm {
  /// As a domain value.
  func value(networkIDs: [String: String]) -> HostNic {
    let kind: HostNic.Kind =
      switch type {
      case .physical: .physical
      case .bond: .bond(slaves: slaves ?? [], options: sortedOptions(options ?? [:]))
      case .vlan: .vlan(base: base ?? "", tag: vlan ?? 0)
      }
    return HostNic(
      id: id ?? "", name: name, kind: kind,
      network: network.map { name in networkIDs[name].map { .managed(id: $0) } ?? .unmanaged(name: name) },
      ipv4: ipv4?.value ?? .none, mac: mac, speed: speed, mtu: mtu, isBridged: bridged, status: status,
      hasCustomConfiguration: custom_configuration, labels: labels ?? [])
  }
}

extension HostStateForm.AttachmentForm {
  /// As a domain value.
  var value: NetworkAttachment {
    NetworkAttachment(
      id: id, networkID: network, nicID: nic, ipv4: ipv4?.values.map(\.value) ?? [],
      ipv6: ipv6?.values.map(\.value) ?? [],
      properties: (properties ?? [:]).map { CustomProperty($0, $1) }.sorted { $0.name < $1.name },
      isInSync: in_sync ?? true, reported: reported?.value)
  }
}

/// JSON objects have no order: the mode first, as engines write it, then by name.
func sortedOptions(_ options: [String: String]) -> [BondOption] {
  options.map { BondOption($0, $1) }
    .sorted { ($0.name == "mode" ? 0 : 1, $0.name) < ($1.name == "mode" ? 0 : 1, $1.name) }
}

/// Text that says something; nil for absent and empty text.
func present(_ text: String?) -> String? {
  text.flatMap { $0.isEmpty ? nil : $0 }
}

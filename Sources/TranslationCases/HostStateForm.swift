import HostNetworking

/// The `state` form of case files, as JSON has it.
struct HostStateForm: Decodable {
  /// `host`.
  struct HostForm: Decodable {
    /// Member `id`.
    var id: String
    /// Member `name`.
    var name: String?
    /// Member `address`.
    var address: String
    /// Member `status`.
    var status: String
    /// Member `cluster`.
    var cluster: String?
  }

  /// An item of `networks`.
  struct NetworkForm: Decodable {
    /// Member `id`.
    var id: String
    /// Member `name`.
    var name: String
    /// Member `vlan`.
    var vlan: Int?
    /// Member `vm`.
    var vm: Bool?
    /// Member `in_cluster`.
    var inCluster: Bool?
    /// Member `management`.
    var management: Bool?
    /// Member `default_route`.
    var defaultRoute: Bool?
    /// Member `label`.
    var label: String?
    /// Member `mtu`.
    var mtu: Int?
  }

  /// `ipv4` of a nic, an attachment or a reported configuration.
  struct IPv4Form: Decodable {
    /// Member `method`.
    var method: BootProtocol
    /// Member `address`.
    var address: String?
    /// Member `netmask`.
    var netmask: String?
    /// Member `gateway`.
    var gateway: String?

    /// As a domain value; empty text is no value.
    var value: IPv4Configuration {
      IPv4Configuration(method: method, address: present(address), netmask: present(netmask), gateway: present(gateway))
    }
  }

  /// `ipv6` of an attachment.
  struct IPv6Form: Decodable {
    /// Member `method`.
    var method: String
    /// Member `address`.
    var address: String?
    /// Member `prefix`.
    var prefix: String?
    /// Member `gateway`.
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
    /// Member `id`.
    var id: String?
    /// Member `name`.
    var name: String
    /// Member `type`.
    var type: Kind
    /// Member `network`.
    var network: String?
    /// Member `ipv4`.
    var ipv4: IPv4Form?
    /// Member `labels`.
    var labels: [String]?
    /// Member `slaves`.
    var slaves: [String]?
    /// Member `options`.
    var options: [String: String]?
    /// Member `base`.
    var base: String?
    /// Member `vlan`.
    var vlan: Int?
    /// Member `mac`.
    var mac: String?
    /// Member `speed`.
    var speed: Int?
    /// Member `mtu`.
    var mtu: Int?
    /// Member `bridged`.
    var bridged: Bool?
    /// Member `status`.
    var status: String?
    /// Member `custom_configuration`.
    var customConfiguration: Bool?
  }

  /// `reported` of an attachment.
  struct ReportedForm: Decodable {
    /// The members.
    enum CodingKeys: CodingKey { case vlan, ipv4, mtu, bridged }
    /// Member `value`.
    var value: NetworkAttachment.Reported

    /// Reads the members, and whether there is a tag at all.
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
    /// Member `id`.
    var id: String
    /// Member `network`.
    var network: String
    /// Member `nic`.
    var nic: String
    /// Member `ipv4`.
    var ipv4: OneOrMany<IPv4Form>?
    /// Member `ipv6`.
    var ipv6: OneOrMany<IPv6Form>?
    /// Member `properties`.
    var properties: [String: String]?
    /// Member `in_sync`.
    var inSync: Bool?
    /// Member `reported`.
    var reported: ReportedForm?
  }

  /// Member `host`.
  var host: HostForm
  /// Member `networks`.
  var networks: [NetworkForm]
  /// Member `nics`.
  var nics: [NicForm]
  /// Member `attachments`.
  var attachments: [AttachmentForm]

  /// As domain values. A name on a nic is that of a network of the cluster, else that of an unmanaged one.
  var state: HostState {
    var ids: [String: String] = [:]
    for network in networks where network.inCluster ?? true { ids[network.name] = network.id }
    return HostState(
      host: Host(
        id: host.id, name: host.name ?? "", address: host.address, status: host.status, clusterID: host.cluster),
      networks: networks.map(\.value), nics: nics.map { $0.value(networkIDs: ids) },
      attachments: attachments.map(\.value))
  }
}

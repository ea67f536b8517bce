import HostNetworking

extension HostStateForm.NetworkForm {
  /// As a domain value.
  var value: Network {
    Network(
      id: id, name: name, vlan: vlan, isVM: vm ?? true, isInCluster: inCluster ?? true,
      isManagement: management ?? false, isDefaultRoute: defaultRoute ?? management ?? false, label: label,
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
      hasCustomConfiguration: customConfiguration, labels: labels ?? [])
  }
}

extension HostStateForm.AttachmentForm {
  /// As a domain value.
  var value: NetworkAttachment {
    NetworkAttachment(
      id: id, networkID: network, nicID: nic, ipv4: ipv4?.values.map(\.value) ?? [],
      ipv6: ipv6?.values.map(\.value) ?? [],
      properties: (properties ?? [:]).map { CustomProperty($0, $1) }.sorted { $0.name < $1.name },
      isInSync: inSync ?? true, reported: reported?.value)
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

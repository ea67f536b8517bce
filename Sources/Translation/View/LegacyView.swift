import HostNetworking

/// The picture that a 3.5 client has of a host.
public enum LegacyView {
  /// Every device that a 3.5 engine would list, vlan devices that the engine hides included, in the engine's order; a
  /// hidden vlan device follows its base.
  ///
  /// A device with an empty id, which is how a vlan device is told that the engine hides and that carries an unmanaged
  /// network, gets a version 5 UUID over host id and name. Netmasks are dotted, which is all that 3.5 knew.
  public static func nics(of state: HostState) -> [LegacyNic] {
    let picture = HostPicture(of: state)
    // A device that the engine hides has none, never those of its base.
    let noStatistics: [NicStatistic]? = state.nics.contains { $0.statistics != nil } ? [] : nil
    return picture.devices.map { device in
      let listed = device.listed
      var nic = LegacyNic(
        id: device.id, name: device.name,
        masterID: picture.masterNames[device.name].flatMap { picture.device(named: $0)?.id },
        network: device.network, mac: listed?.mac, ipv4: device.ipv4, speed: listed?.speed, status: listed?.status,
        mtu: listed?.mtu, isBridged: listed?.isBridged,
        hasCustomConfiguration: listed.map(\.hasCustomConfiguration) ?? device.attachment.map { !$0.isInSync },
        properties: device.attachment?.properties ?? [], isSynthetic: listed.map(\.id.isEmpty) ?? true,
        statistics: listed.map(\.statistics) ?? noStatistics)
      nic.ipv4.netmask = Netmask.dotted(nic.ipv4.netmask)
      switch device.kind {
      case .physical:
        break
      case .bond(let slaves, let options):
        nic.bonding = LegacyNic.Bonding(
          options: options, slaveIDs: slaves.compactMap { picture.device(named: $0)?.id })
      case .vlan(let base, let tag):
        nic.baseInterface = base
        nic.vlan = tag
      }
      if listed == nil, let attachment = device.attachment {
        let network = picture.networks.byID[attachment.networkID]
        let mtu = network.map { $0.mtu == 0 ? 1500 : $0.mtu }
        nic.mtu = attachment.reported?.mtu ?? mtu
        nic.isBridged = attachment.reported?.isBridged ?? network?.isVM
        nic.status = device.baseName.flatMap { picture.device(named: $0)?.listed?.status }
      }
      return nic
    }
  }

  /// Whether the networks of the cluster have a part in the view: some attached network isn't shown by the device that it
  /// is attached to, nor by a listed vlan device on it, and the host doesn't report all that else only the network itself
  /// says: where it belongs, its MTU, and whether it is bridged.
  public static func needsNetworks(_ state: HostState) -> Bool {
    let nics = Dictionary(state.nics.map { ($0.id, $0) }) { first, _ in first }
    var shown: [HostNic.ShownNetwork: Set<String>] = [:]
    for nic in state.nics {
      guard let network = nic.network, case .vlan(let base, _) = nic.kind else { continue }
      shown[network, default: []].insert(base)
    }
    return state.attachments.contains { attachment in
      guard let base = nics[attachment.nicID] else { return false }
      let network = HostNic.ShownNetwork.managed(id: attachment.networkID)
      if base.network == network || shown[network]?.contains(base.name) == true { return false }
      let reported = attachment.reported
      return reported?.vlan == nil || reported?.mtu == nil || reported?.isBridged == nil
    }
  }
}

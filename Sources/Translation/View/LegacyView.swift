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
}

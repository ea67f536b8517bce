import HostNetworking

/// The device that a mutation of devices is answered with, in a list that was read after it.
public enum AnsweredNic {
  /// The device; nil if it isn't there, or if the mutation isn't answered with a device.
  ///
  /// A new bond is found by its name, as in 3.5. An edited vlan device is found by its base and the network that it shall
  /// show: with another network, or another tag, it has another name and id. All others are found by their id.
  ///
  /// - Parameters:
  ///   - before: the host as it was when the mutation was planned.
  ///   - after: the host as it is now.
  public static func find(_ mutation: LegacyMutation, before: HostState, after: HostState) -> LegacyNic? {
    let nics = LegacyView.nics(of: after)
    switch mutation {
    case .addBond(let bond):
      return nics.first { $0.name == bond.name }
    case .updateNic(let nicID, let body):
      let picture = HostPicture(of: before)
      if let old = picture.device(id: nicID), let base = old.baseName, let network = old.network {
        let wanted = body.network.flatMap { reference in
          reference.id ?? reference.name.flatMap { picture.networks.byName[$0]?.id }
        }
        let shown = wanted.map(HostNic.ShownNetwork.managed) ?? network
        if let vlan = nics.first(where: { $0.baseInterface == base && $0.network == shown }) { return vlan }
      }
      return nics.first { $0.id == nicID }
    case .attach, .detach, .setupNetworks, .removeNic, .addLabel, .removeLabel, .commitNetConfig:
      return nil
    }
  }
}

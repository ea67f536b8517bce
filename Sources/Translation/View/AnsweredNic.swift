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
      if let old = picture.device(id: nicID), let base = old.baseName,
        let shown = wanted(body, in: picture) ?? old.network,
        let vlan = nics.first(where: { $0.baseInterface == base && $0.network == shown })
      {
        return vlan
      }
      return nics.first { $0.id == nicID }
    case .attach, .detach, .setupNetworks, .removeNic, .addLabel, .removeLabel, .commitNetConfig:
      return nil
    }
  }

  /// The id of that device as far as it is known without looking: not that of a new bond, nor that of a vlan device which
  /// gets another network or may get another tag.
  ///
  /// - Parameter before: the host as it was when the mutation was planned.
  public static func knownID(_ mutation: LegacyMutation, before: HostState) -> String? {
    guard case .updateNic(let nicID, let body) = mutation else { return nil }
    let picture = HostPicture(of: before)
    guard let old = picture.device(id: nicID), old.isVlan else { return nicID }
    let staysAsItIs = (wanted(body, in: picture) ?? old.network) == old.network && body.overrideConfiguration != true
    return staysAsItIs ? nicID : nil
  }

  /// The network that a body names.
  private static func wanted(_ body: LegacyHostNic, in picture: HostPicture) -> HostNic.ShownNetwork? {
    body.network.flatMap { $0.id ?? $0.name.flatMap { picture.networks.byName[$0]?.id } }.map { .managed(id: $0) }
  }
}

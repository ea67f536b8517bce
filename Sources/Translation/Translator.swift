import GatewayErrors
import HostNetworking

/// Legacy call and host state to a plan: the way into the rules.
public enum Translator {
  /// What a legacy mutation becomes.
  ///
  /// - Parameter policy: how far 3.5 is followed where it was dangerous.
  /// - Throws: stage `translate`, with the rule that refused; nothing is sent then.
  public static func plan(
    _ mutation: LegacyMutation, on state: HostState, policy: TranslationPolicy = .guarded
  ) throws(GatewayError) -> EnginePlan {
    try plan(mutation, on: state, .of(policy))
  }

  /// What a legacy mutation becomes with these switches.
  static func plan(
    _ mutation: LegacyMutation, on state: HostState, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    let picture = HostPicture(of: state)
    switch mutation {
    case .attach(let nicID, let network):
      return try AttachNetwork.plan(nicID: nicID, network: network, on: picture, switches)
    case .detach(let nicID, let network):
      return try DetachNetwork.plan(nicID: nicID, network: network, on: picture, switches)
    case .setupNetworks(let desired):
      return try SetupNetworks.plan(desired, on: picture, switches)
    case .addBond(let bond):
      return try AddBond.plan(bond, on: picture, switches)
    case .updateNic(let nicID, let nic):
      return try UpdateNic.plan(nicID: nicID, nic, on: picture, switches)
    case .removeNic(let nicID):
      return try RemoveBond.plan(nicID: nicID, on: picture, switches)
    case .addLabel(let nicID, let label):
      return try AddLabel.plan(nicID: nicID, label: label, on: picture)
    case .removeLabel(let nicID, let label):
      return try RemoveLabel.plan(nicID: nicID, label: label, on: picture)
    case .commitNetConfig:
      return .call(.commit)
    }
  }

  /// Whether the mutation names a network that the cluster doesn't have, so that all networks of the system must be read
  /// to tell 404 from 409.
  ///
  /// Where both id and name are given the id decides: if the cluster has it, what the name means is known already. A
  /// network in a slave element is refused whatever it is, so it isn't looked at.
  ///
  /// - Parameter state: the state with the networks of the cluster only.
  public static func needsAllNetworks(_ mutation: LegacyMutation, on state: HostState) -> Bool {
    let references: [LegacyNetworkReference] =
      switch mutation {
      case .attach(_, let network), .detach(_, let network): [network].compactMap { $0 }
      case .setupNetworks(let desired): (desired.hostNics ?? []).compactMap(\.network)
      case .addBond(let nic): [nic.network].compactMap { $0 }
      // An edit looks in the cluster only, as in 3.5.
      case .updateNic, .removeNic, .addLabel, .removeLabel, .commitNetConfig: []
      }
    if references.isEmpty { return false }
    let inCluster = state.networks.filter(\.isInCluster)
    let ids = Set(inCluster.map(\.id))
    var names = Set(inCluster.map(\.name))
    for nic in state.nics {
      if case .unmanaged(let name) = nic.network { names.insert(name) }
    }
    return references.contains { reference in
      if let id = reference.id { return !ids.contains(id) }
      return reference.name.map { !names.contains($0) } ?? false
    }
  }
}

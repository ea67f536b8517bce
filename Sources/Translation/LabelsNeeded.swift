import HostNetworking

/// The labels that a rule has to know, and that lists of nics and networks don't tell.
public struct LabelsNeeded: Sendable, Equatable {
  /// The ids of the nics and bonds.
  public var nicIDs: [String]
  /// The ids of the networks.
  public var networkIDs: [String]

  /// What a mutation needs on a host in that state; nil if it needs no labels.
  ///
  /// A new label: all nics and bonds, since one may have it already, and the networks that other nics carry, since the label
  /// would move them. A removal: the nic, and the networks on it that must stay.
  public init?(for mutation: LegacyMutation, on state: HostState) {
    let nics = state.nics.filter { if case .vlan = $0.kind { false } else { !$0.id.isEmpty } }
    switch mutation {
    case .addLabel(let nicID, let label):
      guard label != nil, nics.contains(where: { $0.id == nicID }) else { return nil }
      nicIDs = nics.map(\.id)
      networkIDs = state.attachments.filter { $0.nicID != nicID }.map(\.networkID)
    case .removeLabel(let nicID, _):
      guard nics.contains(where: { $0.id == nicID }) else { return nil }
      let picture = HostPicture(of: state)
      nicIDs = [nicID]
      networkIDs = state.attachments.filter { $0.nicID == nicID }.map(\.networkID).filter { id in
        picture.networks.byID[id]?.isManagement == true
          || KeepHostAddress.isAddress(of: state.host, picture.attached[id]?.reportedIPv4.address)
      }
    default:
      return nil
    }
  }
}

import HostNetworking

/// Where the two policies differ: one switch a difference, and the only place where a policy is looked at. Rules ask a
/// switch, never the policy.
///
/// The guards of the management network and of the address by which the engine reaches the host have no switch: they hold
/// under both policies. Every switch has a row in `docs/translation.md`, which a test compares with this list.
struct PolicySwitches: Sendable, Equatable {
  /// What becomes of a thing that the host has and the request doesn't mention.
  enum Unstated: Sendable, Equatable {
    /// The request is refused.
    case refuse
    /// It stays.
    case keep
    /// It goes, or returns to its default.
    case remove
  }

  /// What becomes of something that contradicts itself, or that 3.5 read in a way of its own.
  enum Doubtful: Sendable, Equatable {
    /// The request is refused.
    case refuse
    /// It is read as 3.5 read it.
    case readAs35
  }

  /// What becomes of a request whose meaning is plain although 3.5 refused its form.
  enum Form: Sendable, Equatable {
    /// It is carried out.
    case accept
    /// It is refused, as 3.5 did.
    case refuse
  }

  /// What an address without `boot_protocol` means.
  enum LoneAddress: Sendable, Equatable {
    /// A static one, unless the network is on dhcp.
    case isStatic
    /// Nothing; it is as unstated.
    case isIgnored
  }

  /// When a slave that its bond isn't stated with any more leaves it.
  enum LeftOutSlave: Sendable, Equatable {
    /// Always.
    case leaves
    /// Only if 3.5 noticed; see ``FreedSlaves``.
    case leavesIfNoticed
  }

  /// The address of a network that is stated without `boot_protocol` (D1).
  var unstatedAddress: Unstated
  /// An address without `boot_protocol` in setupnetworks (D2).
  var loneAddress: LoneAddress
  /// A word in `boot_protocol` that is none of its values, in setupnetworks: 3.5 took it as absent (D2).
  var unknownBootProtocol: Doubtful
  /// The gateway of the management or default route network beside a static address (D3).
  var unstatedDefaultGateway: Unstated
  /// The value of `check_connectivity` where it isn't stated (D6).
  var unstatedConnectivityCheck: Bool
  /// The properties of an attached network (D7).
  var unstatedProperties: Unstated
  /// The options of a bond (D8).
  var unstatedBondOptions: Unstated
  /// A slave left out of its bond (D9).
  var leftOutSlave: LeftOutSlave
  /// An entry of its own, without network and bonding, for a slave (D12).
  var slaveEntry: Form
  /// An entry with an id and no name (D13).
  var entryWithoutName: Form
  /// An entry whose id and name are not of one device: 3.5 took the name (D13).
  var idAgainstName: Doubtful
  /// `base_interface` against the name of the device: 3.5 took `base_interface` for a new device (D15).
  var baseAgainstName: Doubtful
  /// The gateway that a bare nic reports, when an untagged network is attached to it (D21).
  var gatewayOfBareNic: Unstated
  /// A detach that names another network than the device carries: 3.5 detached what was there (D22).
  var detachOfAnotherNetwork: Doubtful

  /// The address of a network in a PUT that states none (D1).
  var unstatedAddressOfNic: Unstated
  /// The gateway in a PUT that states another static address beside (D3, D4).
  var unstatedGatewayOfNic: Unstated
  /// A PUT of a device that carries only one vlan device: 3.5 edited the first one's network (D24).
  var onlyVlanOfNic: Doubtful
  /// Slaves in a PUT that aren't those of the bond: 3.5 didn't read them.
  var slavesOfNic: Doubtful
  /// A slave of a new bond by an id that no device has: 3.5 made the bond without it.
  var unknownSlaveOfNewBond: Doubtful

  /// Refuses where 3.5 lost something that the request doesn't mention.
  static let guarded = PolicySwitches(
    unstatedAddress: .refuse, loneAddress: .isStatic, unknownBootProtocol: .refuse, unstatedDefaultGateway: .refuse,
    unstatedConnectivityCheck: true, unstatedProperties: .keep, unstatedBondOptions: .keep, leftOutSlave: .leaves,
    slaveEntry: .accept, entryWithoutName: .accept, idAgainstName: .refuse, baseAgainstName: .refuse,
    gatewayOfBareNic: .keep, detachOfAnotherNetwork: .refuse, unstatedAddressOfNic: .keep, unstatedGatewayOfNic: .keep,
    onlyVlanOfNic: .refuse, slavesOfNic: .refuse, unknownSlaveOfNewBond: .refuse)

  /// Does what 3.5 did.
  static let faithful = PolicySwitches(
    unstatedAddress: .remove, loneAddress: .isIgnored, unknownBootProtocol: .readAs35, unstatedDefaultGateway: .remove,
    unstatedConnectivityCheck: false, unstatedProperties: .remove, unstatedBondOptions: .remove,
    leftOutSlave: .leavesIfNoticed, slaveEntry: .refuse, entryWithoutName: .refuse, idAgainstName: .readAs35,
    baseAgainstName: .readAs35, gatewayOfBareNic: .remove, detachOfAnotherNetwork: .readAs35,
    unstatedAddressOfNic: .remove, unstatedGatewayOfNic: .remove, onlyVlanOfNic: .readAs35, slavesOfNic: .readAs35,
    unknownSlaveOfNewBond: .readAs35)

  /// The switches of a policy.
  static func of(_ policy: TranslationPolicy) -> PolicySwitches {
    switch policy {
    case .guarded: .guarded
    case .faithful: .faithful
    }
  }
}

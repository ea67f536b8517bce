/// What an engine of the chosen dialect and version does differently from others.
struct Persona: Sendable {
  /// A released engine's version.
  struct Version: Sendable, Comparable {
    /// The first number.
    var major: Int
    /// The second number.
    var minor: Int

    /// By the first number, then the second.
    static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor) < (right.major, right.minor)
    }
  }

  /// The dialect.
  let dialect: SimulatorConfiguration.Dialect
  /// The version.
  let version: Version
  /// Whether vlan devices are left out of lists.
  let hidesVlanDevices: Bool

  /// The persona of a configuration.
  init(_ configuration: SimulatorConfiguration) {
    dialect = configuration.dialect
    version = Version(major: configuration.version.major, minor: configuration.version.minor)
    hidesVlanDevices = configuration.hidesVlanDevices
  }

  private func isAtLeast(_ minor: Int) -> Bool { version >= Version(major: 4, minor: minor) }

  /// Whether it is an engine of 4.0 or later.
  var isV4: Bool { isAtLeast(0) }
  /// The action that takes many changes at once: `hostsetupnetworks` in the published design only.
  var setupAction: String { dialect == .design ? "hostsetupnetworks" : "setupnetworks" }
  /// Whether API v3 documents can be had: 3.6 natively, 4.0 to 4.3 by a layer that 4.4 removed.
  var speaksV3: Bool { !isAtLeast(4) }
  /// An attached network must be changed by its own attachment (from 4.0, `existingAttachmentIsReused`).
  var requiresReuse: Bool { isV4 }
  /// setupnetworks finds an attachment by its network (from 4.3, `BackendHostResource.mapNetworkAttachment`).
  var findsAttachmentsByNetwork: Bool { isAtLeast(3) }
  /// setupnetworks takes `commit_on_success` (from 4.3).
  var knowsCommitOnSuccess: Bool { isAtLeast(3) }
  /// Bond names may have letters (cluster level 4.3).
  var allowsBondLetters: Bool { isAtLeast(3) }
  /// What a bond gets that names no options.
  var defaultBondOptions: BondOptions {
    var options = BondOptions([BondOptions.Option(name: "mode", value: "4"), .init(name: "miimon", value: "100")])
    if isAtLeast(1) { options.list.append(.init(name: "xmit_hash_policy", value: "2")) }
    return options
  }
  /// The status of a refused permission: 403 from 4.3, 400 before.
  var permissionStatus: Int { isAtLeast(3) ? 403 : 400 }
  /// IPv6 in assignments and nics (from 4.0).
  var knowsIPv6: Bool { isV4 }
  /// `poly_dhcp_autoconf` (from 4.2).
  var knowsPolyDHCPAutoconf: Bool { isAtLeast(2) }
  /// Name servers in attachments (mapped from 4.2).
  var knowsNameServers: Bool { isAtLeast(2) }
  /// The `syncallnetworks` action (from 4.2.2).
  var knowsSyncAll: Bool { isAtLeast(2) }
  /// The `copyhostnetworks` action (from 4.4); listed, but not played.
  var knowsCopyNetworks: Bool { isAtLeast(4) }
  /// The `follow` parameter (from 4.2).
  var knowsFollow: Bool { isAtLeast(2) }
  /// The role `default_route` (from 4.2).
  var knowsDefaultRoute: Bool { isAtLeast(2) }
  /// `Correlation-Id` is echoed (from 4.1).
  var echoesCorrelationID: Bool { isAtLeast(1) }
  /// A bond's `active_slave` is shown (from 4.1).
  var showsActiveSlave: Bool { isAtLeast(1) }
  /// Slaves below `bonding` carry an `<actions>` block (3.6 and 4.0).
  var showsActionsOfSlaves: Bool { !isAtLeast(1) }
  /// `speed` of bonds and vlan devices is shown (from 4.2), and is a string in JSON.
  var showsSpeedOfLogicalDevices: Bool { isAtLeast(2) }
  /// Option `mode` has its descriptive type for 0, 3 and 6 too (from 4.4).
  var namesEveryBondMode: Bool { isAtLeast(4) }
  /// A malformed id in a body is answered with a fault (from 4.2), before with bare text.
  var faultsMalformedIDs: Bool { isAtLeast(2) }
  /// Networks of the host that the cluster doesn't know block their nic (from 4.0, `UnmanagedNetworkValidator`).
  var guardsUnmanagedNetworks: Bool { isV4 }
  /// A bond may not be updated and removed at once (from 4.1).
  var refusesBondInBothLists: Bool { isAtLeast(1) }
}

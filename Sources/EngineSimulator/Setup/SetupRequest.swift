/// A reference by id, name or both, as a body states it.
struct Reference: Sendable, Equatable {
  /// The id, in lower case.
  var id: String?
  /// The name.
  var name: String?
}

/// One entry of `ip_address_assignments`.
struct AddressAssignment: Sendable, Equatable {
  /// The method in lower case; nil when missing, or unknown to engine 3.6.
  var method: String?
  /// Whether it belongs to IPv6.
  var isIPv6: Bool
  /// The address.
  var address: String?
  /// The mask, or the prefix length of IPv6.
  var netmask: String?
  /// The gateway.
  var gateway: String?
}

/// A `network_attachment` of a request; what is nil was not sent.
struct AttachmentRequest: Sendable, Equatable {
  /// The id, in lower case.
  var id: String?
  /// The network.
  var network: Reference?
  /// The nic.
  var nic: Reference?
  /// The whole list of addresses.
  var assignments: [AddressAssignment]?
  /// All custom properties.
  var properties: [String: String]?
  /// All name servers.
  var nameServers: [String]?
  /// The overriding QoS.
  var qos: NetworkAttachment.QoS?
}

/// A bond of a request; what is nil was not sent.
struct BondRequest: Sendable, Equatable {
  /// Id and name.
  var bond: Reference
  /// All options.
  var options: BondOptions?
  /// All slaves.
  var slaves: [Reference]?
}

/// A label to be put on a nic.
struct LabelRequest: Sendable, Equatable {
  /// The label.
  var label: String
  /// The nic; its own may be missing.
  var nic: Reference?
}

/// One setup of a host's networks: all that a request wants changed.
struct SetupRequest: Sendable, Equatable {
  /// New and changed attachments.
  var modifiedAttachments: [AttachmentRequest] = []
  /// Attachments to remove.
  var removedAttachments: [AttachmentRequest] = []
  /// The ids of attachments to apply again although out of sync.
  var synchronizedAttachments: [String] = []
  /// New and changed bonds.
  var modifiedBonds: [BondRequest] = []
  /// Bonds to remove.
  var removedBonds: [Reference] = []
  /// Labels to put on nics.
  var modifiedLabels: [LabelRequest] = []
  /// Labels to take off.
  var removedLabels: [String] = []
  /// Names of unmanaged networks to take off the host; not part of the REST action.
  var removedUnmanagedNetworks: [String] = []
  /// Whether the host rolls back when it loses the engine.
  var checksConnectivity = true
  /// How long it waits for that, in seconds, 1 to 120.
  var connectivityTimeoutSeconds = 120
  /// Whether the result is committed at once.
  var commitsOnSuccess = false
  /// Whether an attachment that is out of sync may be changed (`override_configuration` of PUT).
  var overridesOutOfSync = false
  /// Whether entries without id are matched by network: setupnetworks does it, the attachment resources don't.
  var findsAttachmentsByNetwork = true
  /// Whether networks are looked up outside the cluster too: the attachment resources do it, setupnetworks doesn't.
  var findsNetworksOutsideCluster = false
}

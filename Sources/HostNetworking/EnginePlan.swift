/// What a legacy mutation becomes: at most one mutating engine call.
public enum EnginePlan: Sendable, Equatable {
  /// The host is as asked already; nothing is sent.
  case nothing
  /// The one call to send.
  case call(EngineMutation)
}

/// A mutating call of the newer engine.
public enum EngineMutation: Sendable, Equatable {
  /// `POST hosts/{h}/setupnetworks` (or as the host's actions name it).
  case setupNetworks(Change)
  /// `POST hosts/{h}/nics/{n}/networkattachments`.
  case createAttachment(nicID: String, AttachmentChange)
  /// `PUT hosts/{h}/nics/{n}/networkattachments/{a}`.
  case updateAttachment(nicID: String, attachmentID: String, AttachmentChange)
  /// `DELETE hosts/{h}/nics/{n}/networkattachments/{a}`.
  case deleteAttachment(nicID: String, attachmentID: String)
  /// A label put on a nic and saved for the next boot: one setupnetworks, or, on an engine that can't save in the same
  /// call, `POST hosts/{h}/nics/{n}/labels` and then `commitnetconfig`.
  case addLabel(LabelChange)
  /// A label taken off a nic, and saved in the same way.
  case removeLabel(LabelChange)
  /// `POST hosts/{h}/commitnetconfig`.
  case commit
}

/// A relative change of a host's networks: the body of the new setupnetworks. What it doesn't mention stays.
public struct Change: Sendable, Equatable {
  /// Bonds to create (no id) or to reshape.
  public var modifiedBonds: [BondChange]
  /// Ids of bonds to dissolve.
  public var removedBonds: [String]
  /// Attachments to create (no id), move or edit.
  public var modifiedAttachments: [AttachmentChange]
  /// Ids of attachments to remove.
  public var removedAttachments: [String]
  /// Ids of attachments to re-apply although they are out of sync.
  public var synchronizedAttachments: [String]
  /// Labels to put on nics.
  public var modifiedLabels: [LabelChange]
  /// Labels to take off.
  public var removedLabels: [String]
  /// Whether the host rolls back when it loses the engine.
  public var checkConnectivity: Bool
  /// Seconds; nil leaves it to the engine.
  public var connectivityTimeoutSeconds: Int?
  /// Whether the configuration is saved for the next boot.
  public var commitOnSuccess: Bool

  /// A change; without arguments it changes nothing.
  public init(
    modifiedBonds: [BondChange] = [], removedBonds: [String] = [], modifiedAttachments: [AttachmentChange] = [],
    removedAttachments: [String] = [], synchronizedAttachments: [String] = [], modifiedLabels: [LabelChange] = [],
    removedLabels: [String] = [], checkConnectivity: Bool = true, connectivityTimeoutSeconds: Int? = nil,
    commitOnSuccess: Bool = false
  ) {
    self.modifiedBonds = modifiedBonds
    self.removedBonds = removedBonds
    self.modifiedAttachments = modifiedAttachments
    self.removedAttachments = removedAttachments
    self.synchronizedAttachments = synchronizedAttachments
    self.modifiedLabels = modifiedLabels
    self.removedLabels = removedLabels
    self.checkConnectivity = checkConnectivity
    self.connectivityTimeoutSeconds = connectivityTimeoutSeconds
    self.commitOnSuccess = commitOnSuccess
  }

  /// Whether it changes nothing; flags don't count.
  public var isEmpty: Bool {
    modifiedBonds.isEmpty && removedBonds.isEmpty && modifiedAttachments.isEmpty && removedAttachments.isEmpty
      && synchronizedAttachments.isEmpty && modifiedLabels.isEmpty && removedLabels.isEmpty
  }
}

/// A bond to create or to reshape.
public struct BondChange: Sendable, Equatable {
  /// The id; nil for a new bond.
  public var id: String?
  /// The name.
  public var name: String
  /// The complete set of slaves, by name.
  public var slaves: [String]
  /// The complete options; nil if they are not sent, which keeps those of an existing bond.
  public var options: [BondOption]?

  /// A bond.
  public init(id: String?, name: String, slaves: [String], options: [BondOption]?) {
    self.id = id
    self.name = name
    self.slaves = slaves
    self.options = options
  }
}

/// An attachment to create, move or edit; what is nil isn't sent and so stays as it is.
public struct AttachmentChange: Sendable, Equatable {
  /// How the base device of an item is named.
  public enum NicReference: Sendable, Equatable {
    /// A nic or bond that exists.
    case id(String)
    /// A bond made in the same call.
    case name(String)
  }

  /// The id; nil for a new attachment.
  public var id: String?
  /// The id of the network.
  public var networkID: String
  /// The base nic; nil if it isn't sent.
  public var nic: NicReference?
  /// The complete IPv4 assignments; nil if `ip_address_assignments` isn't sent.
  public var ipv4: [IPv4Configuration]?
  /// The configured IPv6 assignments sent along; only ever non-empty together with `ipv4`, since the list replaces
  /// both families.
  public var ipv6: [IPv6Configuration]
  /// The complete properties; nil if they are not sent, empty clears them.
  public var properties: [CustomProperty]?

  /// An item.
  public init(
    id: String?, networkID: String, nic: NicReference? = nil, ipv4: [IPv4Configuration]? = nil,
    ipv6: [IPv6Configuration] = [], properties: [CustomProperty]? = nil
  ) {
    self.id = id
    self.networkID = networkID
    self.nic = nic
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.properties = properties
  }
}

/// A label to put on a nic, or to take off it.
public struct LabelChange: Sendable, Equatable {
  /// The label.
  public var label: String
  /// The id of the nic.
  public var nicID: String

  /// A label on a nic.
  public init(label: String, nicID: String) {
    self.label = label
    self.nicID = nicID
  }
}

import GatewayErrors
import HostNetworking

/// What becomes of the attachments.
struct AttachmentChanges: Sendable, Equatable {
  /// Items to create, move or edit, in the order of the networks' names.
  var modified: [AttachmentChange]
  /// The ids of attachments to remove.
  var removed: [String]
  /// The ids of attachments to re-apply.
  var synchronized: [String]
}

/// A network that isn't stated is detached, a new one is attached, and an attached one is sent with what differs, under
/// the id of its attachment: newer engines move and edit an attachment, and refuse to remove and make one anew in one
/// call (`NetworkAttachmentValidator.existingAttachmentIsReused`).
enum CompareAttachments {
  /// The changes of attachments.
  ///
  /// - Throws: what ``RequireSync`` throws.
  static func compare(_ wishes: [Wish], on picture: HostPicture) throws(GatewayError) -> AttachmentChanges {
    var changes = AttachmentChanges(modified: [], removed: [], synchronized: [])
    for wish in wishes {
      guard let attached = wish.placement.attached else {
        changes.modified.append(newAttachment(wish))
        continue
      }
      guard let item = try item(wish, of: attached) else { continue }
      if let change = item.change { changes.modified.append(change) }
      if item.isSynchronized { changes.synchronized.append(attached.attachment.id) }
    }
    let stated = Set(wishes.map(\.placement.network.id))
    changes.removed = picture.attached
      .filter { !stated.contains($0.key) }
      .sorted { (picture.networks.name(ofID: $0.key), $0.key) < (picture.networks.name(ofID: $1.key), $1.key) }
      .map(\.value.attachment.id)
    return changes
  }

  /// What becomes of the attachment that a wish is about; nil if it stays as it is, out of sync.
  ///
  /// - Throws: what ``RequireSync`` throws.
  static func item(_ wish: Wish, of attached: AttachedNetwork) throws(GatewayError) -> ItemChange? {
    if attached.attachment.isInSync { return EditInSync.change(wish, of: attached) }
    guard try RequireSync.isOverridden(wish, of: attached) else { return nil }
    return EditOutOfSync.change(wish, of: attached)
  }

  /// A network that is new to the host: without address if none is given, without properties if there are none.
  static func newAttachment(_ wish: Wish) -> AttachmentChange {
    AttachmentChange(
      id: nil, networkID: wish.placement.network.id, nic: wish.placement.nicReference,
      ipv4: wish.ipv4.flatMap { $0.method == .none ? nil : [$0] },
      properties: wish.properties.flatMap { $0.isEmpty ? nil : $0 })
  }
}

/// What becomes of one stored attachment.
struct ItemChange: Sendable, Equatable {
  /// The item; nil if nothing is sent.
  var change: AttachmentChange?
  /// Whether it is re-applied.
  var isSynchronized: Bool
}

extension Placement {
  /// How the base is named in an item: a bond that the same call makes has only a name.
  var nicReference: AttachmentChange.NicReference {
    base.map { .id($0.id) } ?? .name(baseName)
  }
}

extension Wish {
  /// Whether an address is given that differs from the reported one.
  func changesAddress(of attached: AttachedNetwork) -> Bool {
    ipv4.map { !IPv4Equality.same($0, attached.reportedIPv4) } ?? false
  }

  /// Whether an address is given that differs from the configured one.
  func differsFromConfigured(_ attached: AttachedNetwork) -> Bool {
    ipv4.map { !IPv4Equality.same($0, attached.configuredIPv4) } ?? false
  }

  /// Whether properties are given that differ from the stored ones.
  func changesProperties(of attached: AttachedNetwork) -> Bool {
    properties.map { !PropertyMaps.same($0, attached.attachment.properties) } ?? false
  }

  /// The item for a stored attachment: the base only if it moves, properties only if they differ, and addresses if
  /// asked.
  func item(of attached: AttachedNetwork, withAddress: Bool) -> AttachmentChange {
    let sent = withAddress ? ipv4 : nil
    return AttachmentChange(
      id: attached.attachment.id, networkID: placement.network.id,
      nic: placement.isMoved ? placement.nicReference : nil,
      ipv4: sent.map { KeepOtherAssignments.ipv4($0, of: attached.attachment) },
      ipv6: sent == nil ? [] : KeepOtherAssignments.ipv6(of: attached.attachment),
      properties: changesProperties(of: attached) ? properties : nil)
  }
}

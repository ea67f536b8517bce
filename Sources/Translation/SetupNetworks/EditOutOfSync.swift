import HostNetworking

/// An attachment that shall be brought in sync is synchronised; an item is sent too if it moves, its properties change,
/// or an address is given that differs from the configured one.
///
/// Since 4.x synchronising re-applies the configured address, which a legacy client doesn't see; the stated one is what it
/// asked for. Where none is given the configured one comes back.
enum EditOutOfSync {
  /// What becomes of the attachment.
  static func change(_ wish: Wish, of attached: AttachedNetwork) -> ItemChange {
    let differs = wish.differsFromConfigured(attached)
    guard wish.placement.isMoved || wish.changesProperties(of: attached) || differs else {
      return ItemChange(change: nil, isSynchronized: true)
    }
    return ItemChange(change: wish.item(of: attached, withAddress: differs), isSynchronized: true)
  }
}

import HostNetworking

/// An attachment in sync is sent if it moves, or its address or properties change, and then with only that.
///
/// The address is compared with what the host reports. It may differ from the configured one even in sync, since engine
/// 3.6 doesn't count addresses. If only the address changes and the wish is what is configured already, the engine would
/// drop the item as equal (`HostSetupNetworksCommand`), so it is synchronised too. If the item is sent for another
/// reason, a stated address that differs from the configured one goes along, because the engine re-applies the latter.
/// `override_configuration` changes nothing here, as in 3.5.
enum EditInSync {
  /// What becomes of the attachment.
  static func change(_ wish: Wish, of attached: AttachedNetwork) -> ItemChange {
    let changesAddress = wish.changesAddress(of: attached)
    let changesOther = wish.placement.isMoved || wish.changesProperties(of: attached)
    guard changesAddress || changesOther else { return ItemChange(change: nil, isSynchronized: false) }
    let differs = wish.differsFromConfigured(attached)
    return ItemChange(
      change: wish.item(of: attached, withAddress: changesAddress || differs),
      isSynchronized: changesAddress && !changesOther && !differs)
  }
}

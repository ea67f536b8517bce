import GatewayErrors
import HostNetworking

/// An attachment that is out of sync stays untouched when it is restated as reported, under its present device name.
/// Anything else needs `override_configuration`; so does an address that goes because it isn't stated, even where there is
/// none, since 3.5 counted that as a difference.
///
/// Source: engine 3.5, `SetupNetworksHelper` (NETWORKS_NOT_IN_SYNC); newer engines refuse an edit without
/// synchronising as well (`HostSetupNetworksCommand`).
enum RequireSync {
  /// Whether the attachment shall be brought in sync; false if it stays untouched.
  ///
  /// - Throws: `NETWORKS_NOT_IN_SYNC`.
  static func isOverridden(_ wish: Wish, of attached: AttachedNetwork) throws(GatewayError) -> Bool {
    if wish.overridesConfiguration { return true }
    let placement = wish.placement
    let difference =
      // A network that moves is stated on another device: on its own it stays on its base.
      if placement.device.name != attached.place.name {
        "be moved from \(attached.place.name) to \(placement.device.name)"
      } else if wish.changesAddress(of: attached) || wish.removesUnstatedAddress {
        wish.removesUnstatedAddress ? "be stated without boot_protocol" : "get another address"
      } else if wish.changesProperties(of: attached) {
        "get other properties"
      } else {
        ""
      }
    guard !difference.isEmpty else { return false }
    throw refusal(
      .networksNotInSync,
      "The network \(placement.network.name) on \(attached.place.name) isn't in sync, so it can't \(difference).",
      instead: "State override_configuration true to bring it in sync, or restate it as the list of nics shows it.")
  }
}

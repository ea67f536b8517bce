import GatewayErrors
import HostNetworking

/// A placed network with what is asked of its attributes.
struct Wish: Sendable, Equatable {
  /// The network and its base.
  var placement: Placement
  /// The IPv4 setup asked for; nil if it stays as it is.
  var ipv4: IPv4Configuration?
  /// Whether the setup goes because the request doesn't state it, which 3.5 counted as a difference even where there was
  /// no address.
  var removesUnstatedAddress = false
  /// The properties asked for; nil if they stay, empty clears them.
  var properties: [CustomProperty]?
  /// Whether a network that is out of sync shall be brought in sync.
  var overridesConfiguration: Bool
}

/// What `boot_protocol` and `ip` ask for.
///
/// | boot_protocol | address | network now | result |
/// |---|---|---|---|
/// | none, dhcp | any | any | none, dhcp; `ip` is ignored |
/// | static | given | any | static |
/// | absent | missing | not attached, or reported without | not given |
/// | absent | missing | reported with dhcp or static | refused: 3.5 stripped the address |
/// | absent | given | not attached, or reported none or static | static |
/// | absent | given | reported with dhcp | refused: an echoed lease looks like a wish for static |
///
/// 3.5 ignored `ip` without `boot_protocol`, took an unknown word as absent, and configured the network without address then
/// (engine 3.5, `HostNicMapper`, `SetupNetworksVDSCommand`). That cuts hosts off, or is a guess, so only the faithful policy
/// does it: under it the result of the last four rows, and of an unknown word, is none.
enum DesiredAddresses {
  /// The wishes, in the order of the placements.
  ///
  /// - Throws: `NETWORK_ADDR_BAD_FORMAT`, `BOOT_PROTOCOL_INVALID`, `BOOT_PROTOCOL_UNSTATED`, `REQUEST_VALUE_INVALID`,
  ///   and what ``StaticAddress`` throws.
  static func resolve(_ placements: [Placement], _ switches: PolicySwitches) throws(GatewayError) -> [Wish] {
    var wishes: [Wish] = []
    for placement in placements {
      var wish = Wish(
        placement: placement,
        properties: try DesiredProperties.resolve(placement, unstated: switches.unstatedProperties),
        overridesConfiguration: placement.device.entry.overrideConfiguration ?? false)
      try setAddress(of: &wish, switches)
      wishes.append(wish)
    }
    return wishes
  }

  private static func setAddress(of wish: inout Wish, _ switches: PolicySwitches) throws(GatewayError) {
    let placement = wish.placement
    let entry = placement.device.entry
    let what = "\(placement.network.name) on \(placement.device.name)"
    try checkForm(of: entry.ip, what: what)
    let word = entry.bootProtocol ?? ""
    switch BootProtocol(word: word) {
    case .none?: wish.ipv4 = IPv4Configuration.none
    case .dhcp?: wish.ipv4 = IPv4Configuration(method: .dhcp)
    case .static?: wish.ipv4 = try StaticAddress.resolve(placement, switches)
    case nil:
      if !word.isEmpty, switches.unknownBootProtocol == .refuse {
        throw refusal(
          .bootProtocolInvalid, "The boot_protocol \(word) of \(what) is unknown.",
          instead: "State none, dhcp or static.")
      }
      wish.ipv4 = try unstated(placement, what, switches)
      wish.removesUnstatedAddress = switches.unstatedAddress == .remove && wish.ipv4?.method == BootProtocol.none
    }
  }

  /// Checks that what an `ip` element states is of IPv4, in dotted form.
  ///
  /// - Parameter what: whose address it is, for a refusal.
  /// - Throws: `NETWORK_ADDR_BAD_FORMAT`.
  static func checkForm(of ip: LegacyIP?, what: String) throws(GatewayError) {
    for (name, value) in [("address", ip?.address), ("netmask", ip?.netmask), ("gateway", ip?.gateway)] {
      if let value, !value.isEmpty, !DottedQuad.isValid(value) {
        throw refusal(
          .networkAddressBadFormat, "The \(name) \(value) of \(what) is no IPv4 address in dotted form.",
          instead: "State four numbers from 0 to 255 with dots between; a netmask too.")
      }
    }
  }

  private static func unstated(
    _ placement: Placement, _ what: String, _ switches: PolicySwitches
  ) throws(GatewayError) -> IPv4Configuration? {
    let now: BootProtocol = placement.attached?.reportedIPv4.method ?? .none
    let hasAddress = switches.loneAddress == .isStatic && !(placement.device.entry.ip?.address ?? "").isEmpty
    switch (now, hasAddress, switches.unstatedAddress) {
    case (.none, true, _), (.static, true, _): return try StaticAddress.resolve(placement, switches)
    case (_, false, .remove): return IPv4Configuration.none
    case (.none, false, _), (_, false, .keep): return nil
    case (.dhcp, true, _), (_, false, .refuse):
      throw refusal(
        .bootProtocolUnstated,
        "\(what) has \(now == .dhcp ? "dhcp" : "a static address") now, and no boot_protocol is stated.",
        instead: "State boot_protocol: \(now.rawValue) to keep it, none to remove the address.")
    }
  }
}

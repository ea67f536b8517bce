import GatewayErrors
import HostNetworking

/// A placed network with what is asked of its attributes.
struct Wish: Sendable, Equatable {
  /// The network and its base.
  var placement: Placement
  /// The IPv4 setup asked for; nil if none is given.
  var ipv4: IPv4Configuration?
  /// The properties asked for; nil if none are given, empty clears them.
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
/// 3.5 ignored `ip` without `boot_protocol` and took an unknown word as absent (engine 3.5, `HostNicMapper`); the first
/// would cut hosts off, the second would be a guess.
enum DesiredAddresses {
  /// The wishes, in the order of the placements.
  ///
  /// - Throws: `NETWORK_ADDR_BAD_FORMAT`, `BOOT_PROTOCOL_INVALID`, `BOOT_PROTOCOL_UNSTATED`, `REQUEST_VALUE_INVALID`,
  ///   and what ``StaticAddress`` throws.
  static func resolve(_ placements: [Placement]) throws(GatewayError) -> [Wish] {
    var wishes: [Wish] = []
    for placement in placements {
      wishes.append(
        Wish(
          placement: placement, ipv4: try ipv4(of: placement),
          properties: try DesiredProperties.resolve(placement),
          overridesConfiguration: placement.device.entry.overrideConfiguration ?? false))
    }
    return wishes
  }

  private static func ipv4(of placement: Placement) throws(GatewayError) -> IPv4Configuration? {
    let entry = placement.device.entry
    let what = "\(placement.network.name) on \(placement.device.name)"
    try checkForm(of: entry.ip, what: what)
    guard let word = entry.bootProtocol, !word.isEmpty else { return try unstated(placement, what) }
    switch BootProtocol(word: word) {
    case nil:
      throw refusal(
        .bootProtocolInvalid, "The boot_protocol \(word) of \(what) is unknown.", instead: "State none, dhcp or static."
      )
    case .none?: return IPv4Configuration.none
    case .dhcp?: return IPv4Configuration(method: .dhcp)
    case .static?: return try StaticAddress.resolve(placement)
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

  private static func unstated(_ placement: Placement, _ what: String) throws(GatewayError) -> IPv4Configuration? {
    let now: BootProtocol = placement.attached?.reportedIPv4.method ?? .none
    let hasAddress = !(placement.device.entry.ip?.address ?? "").isEmpty
    switch (now, hasAddress) {
    case (.none, false): return nil
    case (.none, true), (.static, true): return try StaticAddress.resolve(placement)
    case (.dhcp, _), (.static, false):
      throw refusal(
        .bootProtocolUnstated,
        "\(what) has \(now == .dhcp ? "dhcp" : "a static address") now, and no boot_protocol is stated.",
        instead: "State boot_protocol: \(now.rawValue) to keep it, none to remove the address.")
    }
  }
}

import GatewayErrors
import HostNetworking

/// What `boot_protocol` and `ip` of a PUT ask for. It is what setupnetworks understands, but for this:
///
/// - Nothing stated keeps the address; 3.5 removed it, as the faithful policy does.
/// - An address without boot_protocol is static, on a dhcp network too (engine 3.5,
///   `UpdateNetworkToVdsInterfaceCommand`).
/// - Where a static address takes the place of one, a netmask or gateway left out stays; 3.5 dropped the gateway, as the
///   faithful policy does. An empty gateway removes it.
enum EditAddress {
  /// The IPv4 setup asked for; nil if none is.
  ///
  /// - Throws: `NETWORK_ADDR_MANDATORY_IN_STATIC_IP`, and what ``DesiredAddresses`` and ``StaticAddress`` throw.
  static func resolve(
    _ placement: Placement, _ switches: PolicySwitches
  ) throws(GatewayError) -> IPv4Configuration? {
    let body = placement.device.entry
    let what = "\(placement.network.name) on \(placement.device.name)"
    let now: IPv4Configuration = placement.attached?.reportedIPv4 ?? .none
    try DesiredAddresses.checkForm(of: body.ip, what: what)
    switch method(body) {
    case nil where switches.unstatedAddressOfNic == .remove: return IPv4Configuration.none
    case nil:
      guard restatesParts(body.ip, of: now) else {
        throw refusal(
          .networkAddressMandatory, "A netmask or gateway is stated for \(what), but no address.",
          instead: "State ip@address too.")
      }
      return nil
    case .none?: return IPv4Configuration.none
    case .dhcp?: return IPv4Configuration(method: .dhcp)
    case .static? where now.method == .static:
      // An echo of a setup that the host reports without address or netmask asks for nothing.
      if isRestated(body, as: now), filled(now.address) == nil || filled(now.netmask) == nil { return nil }
      var completed = placement
      completed.device.entry.ip = LegacyIP(
        address: body.ip?.address, netmask: filled(body.ip?.netmask) ?? now.netmask,
        gateway: body.ip?.gateway ?? (switches.unstatedGatewayOfNic == .keep ? now.gateway : nil))
      return try StaticAddress.resolve(completed, switches)
    case .static?: return try StaticAddress.resolve(placement, switches)
    }
  }

  /// Whether a body states nothing but what a device reports.
  static func isRestated(_ body: LegacyHostNic, as now: IPv4Configuration) -> Bool {
    guard let method = method(body) else { return restatesParts(body.ip, of: now) }
    guard method == now.method else { return false }
    guard method == .static else { return true }
    return filled(body.ip?.address) == filled(now.address) && restatesParts(body.ip, of: now)
  }

  /// The method that is stated, or that an address without one means; nil if nothing is stated.
  private static func method(_ body: LegacyHostNic) -> BootProtocol? {
    if let word = body.bootProtocol { return BootProtocol(word: word) }
    return filled(body.ip?.address) == nil ? nil : .static
  }

  /// Whether netmask and gateway are the present ones, as far as they are stated. An empty gateway means none beside an
  /// address, and nothing without one: engine 3.5 wrote empty attributes itself.
  private static func restatesParts(_ ip: LegacyIP?, of now: IPv4Configuration) -> Bool {
    if let netmask = filled(ip?.netmask), Netmask.dotted(netmask) != Netmask.dotted(now.netmask) { return false }
    guard let gateway = ip?.gateway, !gateway.isEmpty || filled(ip?.address) != nil else { return true }
    return IPv4Equality.gateway(gateway) == IPv4Equality.gateway(now.gateway)
  }

  private static func filled(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

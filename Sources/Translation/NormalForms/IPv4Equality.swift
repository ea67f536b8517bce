import HostNetworking

/// When two IPv4 setups mean the same: two `dhcp` are equal and two `none` are equal, whatever addresses stand beside
/// them (a lease is not a wish); `static` compares address, netmask and gateway.
enum IPv4Equality {
  /// Whether both mean the same setup.
  static func same(_ left: IPv4Configuration, _ right: IPv4Configuration) -> Bool {
    guard left.method == right.method else { return false }
    guard left.method == .static else { return true }
    return left.address == right.address
      && Netmask.dotted(left.netmask) == Netmask.dotted(right.netmask)
      && gateway(left.gateway) == gateway(right.gateway)
  }

  /// A gateway that is one: absent, empty and `0.0.0.0` are no gateway.
  static func gateway(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text != "0.0.0.0" else { return nil }
    return text
  }
}

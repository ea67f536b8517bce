import GatewayErrors
import HostNetworking

/// Reads `reported_configurations`: what the host has, under the names of either API version.
///
/// Engine 3.6 writes `boot_protocol`, `ip_address`, `netmask`, `gateway`; 4.0 and later put `ipv4_` before them. Boot
/// protocols are the engine's internal words NONE, DHCP and STATIC_IP. A missing value is a missing element
/// (`ReportedConfigurationsMapper`, `NetworkInSyncWithVdsNetworkInterface`).
enum ReportedConfigurations {
  /// Reads the actual values; names that no rule needs are passed over.
  static func read(_ element: AnswerElement) throws(GatewayError) -> NetworkAttachment.Reported {
    var reported = NetworkAttachment.Reported()
    var method: BootProtocol?
    var ipv4 = IPv4Configuration.none
    for item in element.children(.reportedConfiguration) {
      let actual = item.value(.actualValue)
      switch try item.required(.name) {
      case "vlan":
        reported.hasVlan = true
        reported.vlan = try item.number(.actualValue)
      case "mtu": reported.mtu = try item.number(.actualValue)
      case "bridged": reported.isBridged = try item.truth(.actualValue)
      case "boot_protocol", "ipv4_boot_protocol": method = try bootProtocol(item)
      case "ip_address", "ipv4_address": ipv4.address = actual
      case "netmask", "ipv4_netmask": ipv4.netmask = actual
      case "gateway", "ipv4_gateway": ipv4.gateway = actual
      default: break
      }
    }
    // Addresses are reported only where both sides are static.
    let hasAddress = ipv4.address != nil || ipv4.netmask != nil || ipv4.gateway != nil
    if let method = method ?? (hasAddress ? .static : nil) {
      ipv4.method = method
      reported.ipv4 = ipv4
    }
    return reported
  }

  private static func bootProtocol(_ item: AnswerElement) throws(GatewayError) -> BootProtocol? {
    guard let word = item.value(.actualValue) else { return nil }
    if word.uppercased() == "STATIC_IP" { return .static }
    guard let known = BootProtocol(word: word) else {
      throw item.unreadable(.actualValue, word, "NONE, DHCP or STATIC_IP")
    }
    return known
  }
}

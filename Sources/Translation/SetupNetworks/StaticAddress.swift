import GatewayErrors
import HostNetworking

/// A static address needs address and netmask. A gateway that isn't stated is removed, as stated by the `ip` element; the
/// one of the management or default route network only if a switch says so: else it has to be said with `gateway=""`.
///
/// The newer engine accepts no static address without netmask (`NetworkAttachmentIpConfigurationValidator`); losing the
/// default route cuts off any engine in another subnet. A gateway `0.0.0.0` is none.
enum StaticAddress {
  /// The static setup that an entry asks for.
  ///
  /// - Throws: `NETWORK_ADDR_MANDATORY_IN_STATIC_IP`, `NETMASK_MANDATORY_IN_STATIC_IP`, `MANAGEMENT_GATEWAY_UNSTATED`.
  static func resolve(
    _ placement: Placement, _ switches: PolicySwitches
  ) throws(GatewayError) -> IPv4Configuration {
    let ip = placement.device.entry.ip
    let what = "\(placement.network.name) on \(placement.device.name)"
    guard let address = ip?.address, !address.isEmpty else {
      throw refusal(.networkAddressMandatory, "\(what) is static without an address.", instead: "State ip@address.")
    }
    guard let netmask = ip?.netmask, !netmask.isEmpty else {
      throw refusal(
        .netmaskMandatory, "\(what) is static with the address \(address), but without a netmask.",
        instead: "State ip@netmask.")
    }
    let network = placement.network
    if switches.unstatedDefaultGateway == .refuse, ip?.gateway == nil, network.isManagement || network.isDefaultRoute,
      let gateway = IPv4Equality.gateway(placement.attached?.reportedIPv4.gateway)
    {
      throw refusal(
        .managementGatewayUnstated, "\(what) carries the default route; its gateway \(gateway) is left out.",
        instead: #"State ip@gateway "\#(gateway)" to keep it, or "" to remove it."#)
    }
    return IPv4Configuration(
      method: .static, address: address, netmask: netmask, gateway: IPv4Equality.gateway(ip?.gateway))
  }
}

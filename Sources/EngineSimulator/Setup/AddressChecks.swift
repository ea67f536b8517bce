// Part of step B: the addresses of an attachment (`NetworkAttachmentIpConfigurationValidator`).
extension HostSetup {
  /// Throws when the stated addresses contradict their method or lack something.
  func checkAddresses(_ change: AttachmentChange, _ network: Network, _ nic: HostNic) throws(Refusal) {
    guard let assignments = change.request.assignments else { return }
    let at = "network \(network.name) on \(nic.name)"
    if assignments.isEmpty && !persona.isV4 {
      throw .plain("NETWORK_ATTACHMENT_MISSING_IP_CONFIGURATION", 400, "The attachment of \(at) has no addresses.")
    }
    for assignment in [change.ipv4, change.ipv6] {
      guard let assignment else { continue }
      guard let method = assignment.method else {
        throw .plain(
          "NETWORK_ATTACHMENT_IP_CONFIGURATION_MISSING_BOOT_PROTOCOL", 400, "An address of \(at) has no boot protocol.")
      }
      let address = assignment.address.nonEmpty
      let netmask = assignment.netmask.nonEmpty
      let gateway = assignment.gateway.nonEmpty
      if method == "static" {
        guard address != nil && netmask != nil else {
          throw .plain(
            "NETWORK_ATTACHMENT_IP_CONFIGURATION_STATIC_BOOT_PROTOCOL_MISSING_IP_ADDRESS_DETAILS", 400,
            "The static address of \(at) needs both address and netmask.")
        }
      } else if address != nil || netmask != nil || gateway != nil {
        throw .plain(
          "NETWORK_ATTACHMENT_IP_CONFIGURATION_INCOMPATIBLE_BOOT_PROTOCOL_AND_IP_ADDRESS_DETAILS", 400,
          "Boot protocol \(method) of \(at) takes no address, netmask or gateway.")
      }
      if assignment.isIPv6, gateway != nil, persona.findsAttachmentsByNetwork, !network.defaultRoute {
        throw .plain(
          "NETWORK_ATTACHMENT_IPV6_GATEWAY_ON_NON_DEFAULT_ROUTE_ROLE", 400,
          "An IPv6 gateway is allowed on the default route network only, not on \(at).")
      }
    }
  }
}

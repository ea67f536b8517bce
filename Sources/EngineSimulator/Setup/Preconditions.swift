// What is checked before the request is looked at: the host's status, and the syntax of parameters.
extension HostSetup {
  /// Throws when the host can't be set up now, or a parameter is malformed.
  func checkPreconditions() throws(Refusal) {
    guard ["up", "maintenance", "non_operational"].contains(host.status) else {
      throw .setup(
        "ACTION_TYPE_FAILED_VDS_STATUS_ILLEGAL", 409,
        "Host \(host.name) is \(host.status); it must be Up, Maintenance or NonOperational.")
    }
    guard (1...120).contains(request.connectivityTimeoutSeconds) else {
      throw .plain(
        "VALIDATION_CONNECTIVITY_TIMEOUT_INVALID", 400, "The connectivity timeout must be between 1 and 120 seconds.")
    }
    for label in request.modifiedLabels.map(\.label) + request.removedLabels {
      try Self.checkLabelFormat(label)
    }
    // Engine 3.6 leaves bad addresses in setupnetworks to the host.
    guard persona.isV4 else { return }
    for attachment in request.modifiedAttachments {
      try Self.checkAddressFormat(attachment, persona)
    }
  }

  /// Labels are English letters, digits, hyphen and underscore.
  static func checkLabelFormat(_ label: String) throws(Refusal) {
    let allowed = label.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
      default: false
      }
    }
    guard allowed && !label.isEmpty else {
      throw .plain(
        "NETWORK_LABEL_FORMAT_INVALID", 400, "Label \"\(label)\" has other signs than letters, digits, - and _.")
    }
  }

  /// Addresses, masks and gateways of IPv4 are dotted quads; 4.x takes a prefix length as mask too.
  static func checkAddressFormat(_ attachment: AttachmentRequest, _ persona: Persona) throws(Refusal) {
    for assignment in attachment.assignments ?? [] where !assignment.isIPv6 {
      let keys =
        persona.isV4
        ? ("IPV4_ADDR_BAD_FORMAT", "NETWORK_ADDR_IN_SUBNET_BAD_FORMAT", "IPV4_ADDR_GATEWAY_BAD_FORMAT")
        : (
          "NETWORK_ADDR_IN_STATIC_IP_BAD_FORMAT", "NETWORK_ADDR_IN_SUBNET_BAD_FORMAT",
          "NETWORK_ADDR_IN_GATEWAY_BAD_FORMAT"
        )
      if let address = assignment.address.nonEmpty, !isDottedQuad(address) {
        throw .plain(keys.0, 400, "\(address) is no IPv4 address.")
      }
      if let mask = assignment.netmask.nonEmpty, !isDottedQuad(mask) {
        guard persona.isV4, let prefix = Int(mask), (0...32).contains(prefix) else {
          throw .plain(keys.1, 400, "\(mask) is no IPv4 netmask.")
        }
      }
      if let gateway = assignment.gateway.nonEmpty, !isDottedQuad(gateway) {
        throw .plain(keys.2, 400, "\(gateway) is no IPv4 address of a gateway.")
      }
    }
  }

  private static func isDottedQuad(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy {
        $0.allSatisfy { $0.isASCII && $0.isNumber } && Int($0).map { (0...255).contains($0) } == true
      }
  }
}

import GatewayErrors
import HostNetworking
import XMLTree

/// Reads a `network_attachments` document (engine 3.6 and master, `NetworkAttachmentMapper`).
enum AttachmentsAnswer {
  /// Reads it, in the engine's order.
  static func read(_ document: XMLNode) throws(GatewayError) -> [NetworkAttachment] {
    var attachments: [NetworkAttachment] = []
    for element in try AnswerElement.root(document, named: .networkAttachments).children(.networkAttachment) {
      attachments.append(try attachment(element))
    }
    return attachments
  }

  private static func attachment(_ element: AnswerElement) throws(GatewayError) -> NetworkAttachment {
    var attachment = NetworkAttachment(
      id: try element.required(.id), networkID: try element.requiredReference(.network),
      nicID: try element.requiredReference(.hostNic))
    for assignment in element.items(.ipAddressAssignments, .ipAddressAssignment) {
      if try isIPv6(assignment) {
        attachment.ipv6.append(try ipv6(assignment))
      } else {
        attachment.ipv4.append(try ipv4(assignment))
      }
    }
    for property in element.items(.properties, .property) {
      attachment.properties.append(CustomProperty(try property.required(.name), property.value(.value) ?? ""))
    }
    let reported = element.child(.reportedConfigurations)
    // API v4 has in_sync beside the reported configurations, API v3 in them; absent means not reported, not false.
    for place in [reported, element] {
      if let isInSync = try place?.truth(.inSync) { attachment.isInSync = isInSync }
    }
    if let reported { attachment.reported = try ReportedConfigurations.read(reported) }
    return attachment
  }

  /// Whether an assignment is of IPv6: by `version`, else by a colon in the address (engine 4.1, `IpHelper`), else by a
  /// method that only IPv6 has.
  private static func isIPv6(_ assignment: AnswerElement) throws(GatewayError) -> Bool {
    let ip = assignment.child(.ip)
    switch ip?.value(.version)?.lowercased() {
    case "v4": return false
    case "v6": return true
    case let word?: throw assignment.unreadable(.version, word, "v4 or v6")
    case nil: break
    }
    if let address = ip?.value(.address) { return address.contains(":") }
    let method = assignment.value(.assignmentMethod)?.lowercased()
    return method == "autoconf" || method == "poly_dhcp_autoconf"
  }

  private static func ipv4(_ assignment: AnswerElement) throws(GatewayError) -> IPv4Configuration {
    let word = try method(assignment)
    guard let method = BootProtocol(word: word) else {
      throw assignment.unreadable(.assignmentMethod, word, "none, dhcp or static")
    }
    let ip = assignment.child(.ip)
    return IPv4Configuration(
      method: method, address: ip?.value(.address), netmask: ip?.value(.netmask), gateway: ip?.value(.gateway))
  }

  private static func ipv6(_ assignment: AnswerElement) throws(GatewayError) -> IPv6Configuration {
    let ip = assignment.child(.ip)
    return IPv6Configuration(
      method: try method(assignment), address: ip?.value(.address), prefix: ip?.value(.netmask),
      gateway: ip?.value(.gateway))
  }

  /// The word of the method; where it is left out there must be no address either, and it is `none`.
  private static func method(_ assignment: AnswerElement) throws(GatewayError) -> String {
    if let word = assignment.value(.assignmentMethod) { return word }
    guard assignment.child(.ip)?.value(.address) == nil else {
      throw assignment.unreadable("has an address, but no assignment_method")
    }
    return BootProtocol.none.rawValue
  }
}

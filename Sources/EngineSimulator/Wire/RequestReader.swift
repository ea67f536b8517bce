import XMLTree

/// Reads checked request documents into what the engine works with.
struct RequestReader {
  /// The version of the API that the documents are of.
  enum API: Sendable {
    /// API v3.
    case v3
    /// API v4.
    case v4
  }

  /// The version of the documents.
  let api: API
  /// The rules of the engine's version.
  let persona: Persona

  /// The name of a label's element.
  var labelElement: String { api == .v3 ? "label" : "network_label" }

  /// Reads the action of a setup. The lists are those of `HostSetupNetworksParameters`.
  func setup(_ action: XMLElement) throws(Refusal) -> SetupRequest {
    var request = SetupRequest()
    for item in items(action, "modified_network_attachments") {
      request.modifiedAttachments.append(try attachment(item))
    }
    for item in items(action, "removed_network_attachments") {
      request.removedAttachments.append(try attachment(item))
    }
    for item in items(action, "synchronized_network_attachments") {
      // Entries without id are skipped silently.
      if let id = try id(of: item) { request.synchronizedAttachments.append(id) }
    }
    for item in items(action, "modified_bonds") { request.modifiedBonds.append(try bond(item)) }
    for item in items(action, "removed_bonds") { request.removedBonds.append(try reference(item)) }
    for item in items(action, "modified_labels") {
      request.modifiedLabels.append(
        LabelRequest(label: item.attribute("id") ?? "", nic: try item.child("host_nic").mapReference(reference)))
    }
    for item in items(action, "removed_labels") { request.removedLabels.append(item.attribute("id") ?? "") }
    if let text = action.childText("check_connectivity") { request.checksConnectivity = text == "true" }
    if let text = action.childText("connectivity_timeout"), let seconds = Int(text) {
      request.connectivityTimeoutSeconds = seconds
    }
    request.commitsOnSuccess = action.childText("commit_on_success") == "true"
    return request
  }

  /// Reads a `network_attachment`.
  func attachment(_ element: XMLElement) throws(Refusal) -> AttachmentRequest {
    var request = AttachmentRequest(id: try id(of: element))
    request.network = try element.child("network").mapReference(reference)
    request.nic = try element.child("host_nic").mapReference(reference)
    if let list = element.child("ip_address_assignments") {
      var assignments: [AddressAssignment] = []
      for item in list.children { assignments.append(try assignment(item)) }
      request.assignments = assignments
    }
    if let list = element.child("properties") {
      request.properties = [:]
      for item in list.children { request.properties?[item.childText("name") ?? ""] = item.childText("value") ?? "" }
    }
    if let resolver = element.child("dns_resolver_configuration"), persona.knowsNameServers {
      request.nameServers = resolver.child("name_servers")?.children.map(\.text) ?? []
    }
    if let qos = element.child("qos") {
      func number(_ name: String) -> Int? { qos.childText(name).flatMap { Int($0) } }
      request.qos = NetworkAttachment.QoS(
        linkShare: number("outbound_average_linkshare"), upperLimit: number("outbound_average_upperlimit"),
        realTime: number("outbound_average_realtime"))
    }
    return request
  }

  private func assignment(_ element: XMLElement) throws(Refusal) -> AddressAssignment {
    let ip = element.child("ip")
    func part(_ name: String) -> String? {
      (api == .v3 ? ip?.attribute(name) : ip?.childText(name)).nonEmpty
    }
    let address = part("address")
    let version = part("version")?.lowercased()
    if let version, !["v4", "v6"].contains(version), persona.isV4 {
      throw .invalidValue("\(version) is no IpVersion; it can be v4 or v6")
    }
    // 4.0 needs the version for IPv6; from 4.1 a colon tells it too. 3.6 knows IPv4 only.
    let looksIPv6 = persona.showsActiveSlave && address?.contains(":") == true
    let isIPv6 = persona.knowsIPv6 && (version.map { $0 == "v6" } ?? looksIPv6)
    let method = try method(element.childText("assignment_method"), isIPv6: isIPv6)
    let netmask = part("netmask")
    if isIPv6, let netmask, Int(netmask) == nil {
      throw .invalidValue("\(netmask) is no prefix length")
    }
    return AddressAssignment(
      method: method, isIPv6: isIPv6, address: address, netmask: netmask, gateway: part("gateway"))
  }

  private func method(_ text: String?, isIPv6: Bool) throws(Refusal) -> String? {
    guard let method = text.nonEmpty?.lowercased() else { return nil }
    if ["none", "dhcp", "static"].contains(method) { return method }
    // Unknown values become null silently in 3.6.
    guard persona.isV4 else { return nil }
    let known = method == "autoconf" || (method == "poly_dhcp_autoconf" && persona.knowsPolyDHCPAutoconf)
    guard known && isIPv6 else {
      throw .invalidValue("\(method) is no BootProtocol that can be used here")
    }
    return method
  }

  /// Reads a bond out of a `host_nic`.
  private func bond(_ element: XMLElement) throws(Refusal) -> BondRequest {
    var request = BondRequest(bond: try reference(element))
    guard let bonding = element.child("bonding") else { return request }
    if let options = bonding.child("options") {
      request.options = BondOptions(
        options.children.map { option in
          BondOptions.Option(
            name: (api == .v3 ? option.attribute("name") : option.childText("name")) ?? "",
            value: (api == .v3 ? option.attribute("value") : option.childText("value")) ?? "")
        }.filter { !$0.name.isEmpty })
    }
    if let slaves = bonding.child("slaves"), !slaves.children.isEmpty {
      var references: [Reference] = []
      for slave in slaves.children { references.append(try reference(slave)) }
      request.slaves = references
    }
    return request
  }

  /// Reads id and name.
  func reference(_ element: XMLElement) throws(Refusal) -> Reference {
    Reference(id: try id(of: element), name: element.childText("name").nonEmpty)
  }

  private func id(of element: XMLElement) throws(Refusal) -> String? {
    guard let id = element.attribute("id").nonEmpty else { return nil }
    guard IdentifierSource.isWellFormed(id) else {
      let text = "Invalid UUID string: \(id)"
      throw persona.faultsMalformedIDs
        ? .fault(status: 400, reason: "Operation failed", detail: text) : .text(status: 400, text)
    }
    return id.lowercased()
  }

  private func items(_ action: XMLElement, _ name: String) -> [XMLElement] { action.child(name)?.children ?? [] }
}

extension XMLElement? {
  /// The reference in the element; nil for no element.
  fileprivate func mapReference(
    _ read: (XMLElement) throws(Refusal) -> Reference
  ) throws(Refusal) -> Reference? {
    guard let element = self else { return nil }
    return try read(element)
  }
}

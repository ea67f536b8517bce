import GatewayErrors
import XMLTree

/// Reads a mutating engine request as it stands on the wire, in API v3 or v4 form, into the form that compares.
///
/// It shares nothing with the writer of `EngineAPI`, so that a mistake there can't hide here.
extension ObservedCall {
  /// A recorded call.
  ///
  /// - Parameters:
  ///   - path: as it stands on the request line; what stands before `hosts` is dropped.
  ///   - body: the body; empty for none.
  /// - Throws: `CONFIGURATION_INVALID` for a body that isn't one of a mutating call, or what the XML reader throws.
  public init(method: String, path: String, body: [UInt8]) throws(GatewayError) {
    guard !body.isEmpty else {
      self.init(method: method, path: path, content: .nothing)
      return
    }
    let root = try XMLReader.read(body, limits: .engineAnswer)
    switch root.name {
    case "network_attachment":
      self.init(method: method, path: path, content: .attachment(try EngineBody.attachment(root)))
    case "label", "network_label":
      self.init(method: method, path: path, content: .label(try EngineBody.id(root)))
    case "action" where method == "DELETE" || path.hasSuffix("/commitnetconfig"):
      self.init(method: method, path: path, content: .nothing)
    case "action":
      self.init(method: method, path: path, content: .changes(try EngineBody.changes(root)))
    default:
      throw JSONDocument.invalid("The body of \(method) \(path) is <\(root.name)>.")
    }
  }
}

private enum EngineBody {
  static func changes(_ action: XMLElement) throws(GatewayError) -> ObservedCall.Changes {
    var changes = ObservedCall.Changes()
    for child in action.children {
      switch child.name {
      case "modified_bonds":
        for item in try items(child, "host_nic") { changes.modifiedBonds.append(try bond(item)) }
      case "removed_bonds":
        for item in try items(child, "host_nic") { changes.removedBonds.append(try id(item)) }
      case "modified_network_attachments":
        for item in try items(child, "network_attachment") { changes.modifiedAttachments.append(try attachment(item)) }
      case "removed_network_attachments":
        for item in try items(child, "network_attachment") { changes.removedAttachments.append(try id(item)) }
      case "synchronized_network_attachments":
        for item in try items(child, "network_attachment") { changes.synchronizedAttachments.append(try id(item)) }
      case "modified_labels":
        for item in try items(child, "label", "network_label") {
          let nic = item.child("host_nic")
          changes.modifiedLabels.append(
            "\(try id(item)) on \(nic?.attribute("id") ?? nic?.childText("name") ?? "nothing")")
        }
      case "removed_labels":
        for item in try items(child, "label", "network_label") { changes.removedLabels.append(try id(item)) }
      case "check_connectivity": changes.checkConnectivity = try boolean(child)
      case "commit_on_success": changes.commitOnSuccess = try boolean(child)
      case "connectivity_timeout":
        guard let seconds = Int(child.text) else { throw unreadable(child) }
        changes.connectivityTimeoutSeconds = seconds
      default: throw unreadable(child)
      }
    }
    return changes
  }

  static func bond(_ item: XMLElement) throws(GatewayError) -> ObservedCall.Bond {
    var bond = ObservedCall.Bond(id: item.attribute("id"), name: item.childText("name"))
    guard let bonding = item.child("bonding") else { return bond }
    if let slaves = bonding.child("slaves") {
      var names: [String] = []
      for slave in try items(slaves, "host_nic") {
        guard let name = slave.childText("name") ?? slave.attribute("id").map({ "id:\($0)" }) else {
          throw unreadable(slave)
        }
        names.append(name)
      }
      bond.slaves = names
    }
    if let options = bonding.child("options") {
      var map: [String: String] = [:]
      for option in try items(options, "option") {
        guard let name = option.attribute("name") ?? option.childText("name"),
          let value = option.attribute("value") ?? option.childText("value"),
          map.updateValue(value, forKey: name) == nil
        else { throw unreadable(option) }
      }
      bond.options = map
    }
    return bond
  }

  static func attachment(_ item: XMLElement) throws(GatewayError) -> ObservedCall.Attachment {
    let network = item.child("network")
    let nic = item.child("host_nic")
    var attachment = ObservedCall.Attachment(
      id: item.attribute("id"), network: network?.attribute("id") ?? network?.childText("name"),
      nicID: nic?.attribute("id"),
      nicName: nic?.childText("name"))
    if let list = item.child("ip_address_assignments") {
      var assignments: [ObservedCall.Assignment] = []
      for assignment in try items(list, "ip_address_assignment") {
        assignments.append(try self.assignment(assignment))
      }
      attachment.assignments = assignments
    }
    if let properties = item.child("properties") {
      var map: [String: String] = [:]
      for property in try items(properties, "property") {
        guard let name = property.childText("name"), !name.isEmpty,
          map.updateValue(property.childText("value") ?? "", forKey: name) == nil
        else { throw unreadable(property) }
      }
      attachment.properties = map
    }
    return attachment
  }

  private static func assignment(_ item: XMLElement) throws(GatewayError) -> ObservedCall.Assignment {
    guard let method = item.childText("assignment_method") else { throw unreadable(item) }
    let ip = item.child("ip")
    func value(_ name: String) -> String? { present(ip?.attribute(name)) ?? present(ip?.childText(name)) }
    let address = value("address")
    let isIPv6 = value("version").map { $0.lowercased() == "v6" } ?? address?.contains(":") ?? false
    return ObservedCall.Assignment(
      isIPv6: isIPv6, method: method, address: address, netmask: value("netmask"), gateway: value("gateway"))
  }

  private static func items(_ list: XMLElement, _ names: String...) throws(GatewayError) -> [XMLElement] {
    for child in list.children where !names.contains(child.name) { throw unreadable(child) }
    return list.children
  }

  static func id(_ item: XMLElement) throws(GatewayError) -> String {
    guard let id = present(item.attribute("id")) else { throw unreadable(item) }
    return id
  }

  private static func boolean(_ element: XMLElement) throws(GatewayError) -> Bool {
    guard let value = ["true": true, "false": false][element.text] else { throw unreadable(element) }
    return value
  }

  private static func unreadable(_ element: XMLElement) -> GatewayError {
    JSONDocument.invalid(
      "The engine call has an element that can't be read: \(XMLWriter.text(element, declared: false))")
  }
}

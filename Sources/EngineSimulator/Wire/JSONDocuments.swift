import FoundationEssentials
import XMLTree

/// JSON documents of the API: the same model as the XML ones, without the root element's name.
///
/// Attributes and elements alike are keys; booleans and whole numbers are texts; lists are arrays below the item's name,
/// and absent when empty (engine 3.6 and 4.3 with Jackson 1.9, master with Jackson 2).
struct JSONDocuments {
  /// The rules of the engine's version.
  let persona: Persona
  /// The schema that tells lists and attributes in requests.
  let schema: Schema

  private static let lists: [String: String] = [
    "host_nics": "host_nic", "slaves": "host_nic", "nics": "host_nic", "modified_bonds": "host_nic",
    "removed_bonds": "host_nic", "options": "option", "actions": "link", "network_attachments": "network_attachment",
    "modified_network_attachments": "network_attachment", "removed_network_attachments": "network_attachment",
    "synchronized_network_attachments": "network_attachment", "ip_address_assignments": "ip_address_assignment",
    "properties": "property", "reported_configurations": "reported_configuration", "usages": "usage",
    "statistics": "statistic", "values": "value", "hosts": "host", "networks": "network", "clusters": "cluster",
    "data_centers": "data_center", "labels": "label", "modified_labels": "label", "removed_labels": "label",
    "network_labels": "network_label", "unmanaged_networks": "unmanaged_network", "name_servers": "name_server",
    "jobs": "job", "events": "event", "steps": "step", "vnic_profiles": "vnic_profile",
    "cluster_levels": "cluster_level", "cpu_types": "cpu_type", "permits": "permit",
  ]

  private static let objects: Set<String> = ["ip", "mac", "network", "host", "host_nic", "value", "status", "bonding"]

  /// Writes a document.
  func write(_ root: XMLElement) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array((try? encoder.encode(value(of: root, isRoot: true))) ?? Data())
  }

  private func value(of element: XMLElement, isRoot: Bool = false) -> JSONValue {
    if element.attributes.isEmpty && element.children.isEmpty {
      let isObject = isRoot || Self.lists[element.name] != nil || Self.objects.contains(element.name)
      if element.text.isEmpty { return isObject ? .object([:]) : .string("") }
      return scalar(element)
    }
    var object: [String: JSONValue] = [:]
    for attribute in element.attributes { object[attribute.name] = .string(attribute.value) }
    for name in Set(element.children.map(\.name)) {
      let same = element.children(name)
      let item = Self.lists[element.name]
      let isList =
        name == "link" || item == name || same.count > 1
        || (name == "network_label" && element.name.hasSuffix("_labels"))
      if isList {
        object[name] = .array(same.map { value(of: $0) })
      } else if let only = same.first {
        object[name] = value(of: only)
      }
    }
    return .object(object)
  }

  private func scalar(_ element: XMLElement) -> JSONValue {
    let isNumber = element.name == "datum" || (element.name == "speed" && !persona.showsSpeedOfLogicalDevices)
    if isNumber, let number = Double(element.text) { return .number(number) }
    if element.name == "time" || element.name.hasSuffix("_time"),
      let date = try? Date(element.text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    {
      return .number((date.timeIntervalSince1970 * 1000).rounded())
    }
    return .string(element.text)
  }

  /// Reads a request document into the tree that the XML form would have.
  ///
  /// - Throws: a syntax refusal for what is no JSON, or has an object where a list is expected.
  func read(_ bytes: [UInt8], root: String) throws(Refusal) -> XMLElement {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw .syntax("The body is no JSON.")
    }
    return try element(root, value, .type(root))
  }

  private func element(
    _ name: String, _ value: JSONValue, _ content: Schema.Content
  ) throws(Refusal) -> XMLElement {
    guard case .object(let members) = value else {
      guard let text = value.scalarText else { throw .syntax("\(name) is no object.") }
      return XMLElement(name, text: text)
    }
    var element = XMLElement(name)
    var type = Schema.ElementType()
    if case .type(let typeName) = content, let known = schema.types[typeName] { type = known }
    for (key, member) in members.sorted(by: { $0.key < $1.key }) where member != .null {
      if type.attributes.contains(key), let text = member.scalarText {
        element.attributes.append(XMLAttribute(key, text))
        continue
      }
      var inner = type.elements.first { $0.name == key }?.content ?? .any
      if case .list(let item, let itemType) = content {
        guard key == item, case .array = member else { throw .syntax("\(name) has no array \(item).") }
        inner = itemType == "text" ? .text : .type(itemType)
      }
      if case .array(let values) = member {
        for value in values { element.children.append(try self.element(key, value, inner)) }
      } else {
        element.children.append(try self.element(key, member, inner))
      }
    }
    return element
  }
}

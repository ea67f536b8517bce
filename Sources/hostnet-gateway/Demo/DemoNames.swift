import XMLTree

/// Names for the ids that the demo prints, since a stranger reads `‹eno3›` more easily than 36 hexadecimal digits.
struct DemoNames {
  private var names: [String: String] = [:]
  /// The devices by name.
  private(set) var nicIDs: [String: String] = [:]

  /// Learns the names that are in use now.
  mutating func learn(from client: DemoClient, hostID: String) async throws {
    for network in try await client.document("/networks").children("network") {
      if let id = network.attribute("id"), let name = network.childText("name") { names[id] = name }
    }
    for nic in try await client.document("/hosts/\(hostID)/nics").children("host_nic") {
      if let id = nic.attribute("id"), let name = nic.childText("name") {
        names[id] = name
        nicIDs[name] = id
      }
    }
    for attachment in try await client.document("/hosts/\(hostID)/networkattachments").children("network_attachment") {
      if let id = attachment.attribute("id"), let network = attachment.child("network")?.attribute("id") {
        // A vlan device that the engine hides has the id of its attachment.
        if names[id] == nil { names[id] = "attachment of \(names[network] ?? network)" }
      }
    }
  }

  /// Gives a name to an id.
  mutating func name(_ id: String, _ name: String) {
    names[id] = name
  }

  /// The name of an id, as it is printed; nil if it has none.
  func shown(_ id: String) -> String? {
    names[id].map { "‹\($0)›" }
  }

  /// A text with every id replaced by its name, or shortened if it has none.
  func replaced(in text: String) -> String {
    text.replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#) { match in
      names[String(match.output)].map { "‹\($0)›" } ?? "\(match.output.prefix(8))…"
    }
  }

  /// A document with every id replaced.
  func replaced(in element: XMLElement) -> XMLElement {
    var element = element
    element.text = replaced(in: element.text)
    for index in element.attributes.indices {
      element.attributes[index].value = replaced(in: element.attributes[index].value)
    }
    element.children = element.children.map { replaced(in: $0) }
    return element
  }
}

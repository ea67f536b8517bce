import XMLTree

// The label of a network; it has at most one (`BackendNetworkLabelsResource`, engine 3.5 to 4.5).
extension Exchange {
  /// `GET` and `POST networks/{n}/networklabels`, or `labels` in API v3.
  mutating func answerLabels(ofNetwork id: String) throws(Refusal) -> Reply {
    try allow("GET", "POST")
    let index = try networkIndex(id)
    let network = world.networks[index]
    guard method == "POST" else { return ok(labelList(network.label.map { [label($0, of: network)] } ?? [])) }
    let stated = try body(reader.labelElement)
    guard let name = stated.attribute("id").nonEmpty else {
      throw .incomplete(documents.api == .v3 ? "Label" : "NetworkLabel", "id", "add")
    }
    guard network.label == nil else {
      throw .plain("ACTION_TYPE_FAILED_NETWORK_ALREADY_LABELED", 409, "Network \(network.name) has a label already.")
    }
    try HostSetup.checkLabelFormat(name)
    try mayEdit()
    world.networks[index].label = name
    _ = world.finishJob("Labelling network \(network.name)")
    let document = label(name, of: network)
    return Reply(status: 201, document: document, location: document.attribute("href"))
  }

  /// `GET` and `DELETE` of the label.
  mutating func answerLabel(_ name: String, ofNetwork id: String) throws(Refusal) -> Reply {
    try allow("GET", "DELETE")
    let index = try networkIndex(id)
    guard world.networks[index].label == name else { throw .notFound }
    guard method == "DELETE" else { return ok(label(name, of: world.networks[index])) }
    try mayEdit()
    world.networks[index].label = nil
    return removed("Taking a label off network \(world.networks[index].name)")
  }

  private func label(_ name: String, of network: Network) -> XMLElement {
    let path = "\(documents.root)/networks/\(network.id)"
    let isV3 = documents.api == .v3
    return documents.entity(
      isV3 ? "label" : "network_label", "\(path)/\(isV3 ? "labels" : "networklabels")/\(name)",
      [documents.reference("network", path)])
  }
}

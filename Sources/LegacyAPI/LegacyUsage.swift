import XMLTree

/// How a call is used: its entry in the service description of engine 3.5 (`rsdl_metadata.yaml`), as far as a person needs
/// it who sent a body that can't be read.
struct LegacyUsage: Sendable, Equatable {
  /// The path below the API root, with 3.5's names for the variable parts.
  let path: String
  /// The name of the call.
  let rel: String
  /// The method.
  let method: String
  /// The type of the body; nil for none.
  let request: String?
  /// The type of the answer.
  let response: String
  /// What the call does.
  let description: String

  /// The usage of a call; nil where no body is read.
  init?(_ call: LegacyCall?) {
    let nics = "/hosts/{host:id}/nics"
    let nic = "\(nics)/{nic:id}"
    switch call {
    case .attach: self.init("\(nic)/attach", "attach", "POST", "Action", "attach a network to the nic")
    case .detach: self.init("\(nic)/detach", "detach", "POST", "Action", "detach the network from the nic")
    case .setupNetworks:
      self.init(
        "\(nics)/setupnetworks", "setupnetworks", "POST", "Action", "state all networks and bonds of the host's nics")
    case .addBond: self.init(nics, "add", "POST", "HostNIC", "add a bond with a network to the host")
    case .updateNic: self.init(nic, "update", "PUT", "HostNIC", "edit the network of the nic, or the options of a bond")
    case .addLabel: self.init("\(nic)/labels", "add", "POST", "Label", "add a label to the nic")
    case .commitNetConfig:
      self.init(
        "/hosts/{host:id}/commitnetconfig", "commitnetconfig", "POST", "Action", "save the network configuration")
    default: return nil
    }
  }

  private init(_ path: String, _ rel: String, _ method: String, _ type: String, _ description: String) {
    self.path = path
    self.rel = rel
    self.method = method
    request = type
    response = type
    self.description = description
  }

  /// The sentence with which every usage message of 3.5 begins (engine 3.5, `UsageFinder`).
  static let opening = "Request syntactically incorrect. See the description below for the correct usage:"
}

extension Optional<LegacyUsage> {
  /// The `usage_message` of engine 3.5.
  ///
  /// - Parameters:
  ///   - problem: what is wrong. 3.5 said only that something is; it stands behind 3.5's own words.
  ///   - hrefPrefix: what hrefs start with.
  func message(_ problem: String, hrefPrefix: String) -> XMLElement {
    var message = XMLElement(
      "usage_message", children: [XMLElement("message", text: "\(LegacyUsage.opening) \(problem)")])
    guard let usage = self else { return message }
    let contentType = XMLElement(
      "header", [XMLAttribute("required", "true")],
      children: [XMLElement("name", text: "Content-Type"), XMLElement("value", text: "application/xml|json")])
    var request = XMLElement(
      "request",
      children: [XMLElement("http_method", text: usage.method), XMLElement("headers", children: [contentType])])
    if let type = usage.request {
      request.children.append(XMLElement("body", children: [XMLElement("type", text: type)]))
    }
    message.children.append(
      XMLElement(
        "detailedLink", [XMLAttribute("href", hrefPrefix + usage.path), XMLAttribute("rel", usage.rel)],
        children: [
          XMLElement("description", text: usage.description), request,
          XMLElement("response", children: [XMLElement("type", text: usage.response)]),
        ]))
    return message
  }
}

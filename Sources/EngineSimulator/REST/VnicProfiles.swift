import XMLTree

// Vnic profiles, of one network or of all.
extension Exchange {
  /// `GET` and `POST` of the profiles of a network; nil for all.
  mutating func answerProfiles(ofNetwork id: String?) throws(Refusal) -> Reply {
    try allow("GET", "POST")
    let networkID = try id.map { id throws(Refusal) in world.networks[try networkIndex(id)].id }
    guard method == "POST" else {
      let found = world.vnicProfiles.filter { networkID == nil || $0.network == networkID }
      return ok(XMLElement("vnic_profiles", children: found.map(document)))
    }
    let stated = try body("vnic_profile")
    guard let name = stated.childText("name").nonEmpty else { throw .incomplete("VnicProfile", "name", "add") }
    guard let owner = networkID ?? stated.child("network")?.attribute("id").nonEmpty?.lowercased() else {
      throw .incomplete("VnicProfile", "network.id", "add")
    }
    guard world.network(id: owner) != nil else { throw .notFound }
    guard !world.vnicProfiles.contains(where: { $0.network == owner && $0.name == name }) else {
      throw .plain("ACTION_TYPE_FAILED_VNIC_PROFILE_NAME_IN_USE", 409, "The profile name \(name) is taken.")
    }
    try mayEdit()
    var profile = VnicProfile(id: world.identifiers.next("vnic profile"), name: name, network: owner)
    read(stated, into: &profile)
    world.vnicProfiles.append(profile)
    _ = world.finishJob("Adding vnic profile \(name)")
    return Reply(status: 201, document: document(profile), location: document(profile).attribute("href"))
  }

  /// One profile.
  mutating func answerProfile(_ id: String, ofNetwork network: String?) throws(Refusal) -> Reply {
    // Below a network API v4 and v3 have no PUT.
    guard network == nil || method != "PUT" else { throw .empty(status: 405) }
    try allow("GET", "PUT", "DELETE")
    guard
      let index = world.vnicProfiles.firstIndex(where: {
        $0.id == id.lowercased() && (network == nil || $0.network == network?.lowercased())
      })
    else { throw .notFound }
    switch method {
    case "PUT":
      let stated = try body("vnic_profile")
      try mayEdit()
      if let name = stated.childText("name").nonEmpty { world.vnicProfiles[index].name = name }
      read(stated, into: &world.vnicProfiles[index])
    case "DELETE":
      try mayEdit()
      let profile = world.vnicProfiles.remove(at: index)
      return removed("Removing vnic profile \(profile.name)")
    default: break
    }
    return ok(document(world.vnicProfiles[index]))
  }

  private func read(_ stated: XMLElement, into profile: inout VnicProfile) {
    if let text = stated.childText("description") { profile.description = text }
    if let text = stated.childText("port_mirroring") { profile.portMirroring = text == "true" }
  }

  private func document(_ profile: VnicProfile) -> XMLElement {
    let path = "\(documents.root)/vnicprofiles/\(profile.id)"
    let network = documents.reference("network", "\(documents.root)/networks/\(profile.network)")
    let mirroring = documents.text("port_mirroring", String(profile.portMirroring))
    let passThrough = documents.group(
      "pass_through",
      [
        documents.api == .v3
          ? documents.group("mode", [documents.text("mode", "disabled")]) : documents.text("mode", "disabled")
      ])
    let start = [documents.text("name", profile.name), documents.text("description", profile.description)]
    let links = documents.links(["permissions"], below: path)
    return documents.entity(
      "vnic_profile", path,
      documents.api == .v3
        ? start + links + [network, mirroring] : start + links + [passThrough, mirroring, network])
  }
}

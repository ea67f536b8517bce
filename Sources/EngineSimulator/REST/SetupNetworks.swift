import XMLTree

// The action that takes many changes at once: `setupnetworks`, or `hostsetupnetworks` in the published design.
extension Exchange {
  /// `POST hosts/{h}/setupnetworks`: the answer is the request's action, with job and status added.
  mutating func answerSetupNetworks(_ id: String) throws(Refusal) -> Reply {
    try allow("POST")
    let index = try hostIndex(id)
    let action = try body("action")
    let setup = try reader.setup(action)
    let isAsynchronous = try isAsynchronous()
    // Answers don't repeat what is said of the job; slaves given by id show their names too.
    var echo = action.children.filter { !["job", "status", "fault"].contains($0.name) }
    for place in echo.indices where echo[place].name == "modified_bonds" {
      echo[place] = nameSlaves(echo[place], world.hosts[index])
    }
    let isChanged = try setUp(setup, index)
    if isAsynchronous {
      return Reply(status: 202, document: self.action(echo, status: "in_progress"))
    }
    let job = "Setting up networks of host \(world.hosts[index].name)"
    if isChanged { _ = world.finishJob(job) }
    return ok(self.action(echo, status: "complete", job: isChanged ? job : nil))
  }

  private func nameSlaves(_ bonds: XMLElement, _ host: Host) -> XMLElement {
    var bonds = bonds
    for bond in bonds.children.indices {
      guard let bonding = bonds.children[bond].children.firstIndex(where: { $0.name == "bonding" }),
        let slaves = bonds.children[bond].children[bonding].children.firstIndex(where: { $0.name == "slaves" })
      else { continue }
      let list = bonds.children[bond].children[bonding].children[slaves].children
      bonds.children[bond].children[bonding].children[slaves].children = list.map { slave in
        guard slave.child("name") == nil, let id = slave.attribute("id"), let nic = host.nic(id: id.lowercased()) else {
          return slave
        }
        var named = slave
        named.children.insert(XMLElement("name", text: nic.name), at: 0)
        return named
      }
    }
    return bonds
  }
}

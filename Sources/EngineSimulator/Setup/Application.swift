// Carrying out: devices change, vlan devices are made and removed, the host becomes dirty.
extension HostSetup {
  /// Puts the resulting state into the world; everything has been validated.
  mutating func apply() {
    var next = host
    var mac: [String: String] = [:]
    for nic in host.running.nics { mac[nic.name] = nic.mac }
    for name in request.removedUnmanagedNetworks { remove(unmanaged: name, from: &next) }

    // First all that goes, so that what comes finds its place free.
    for stored in removals.compactMap(\.stored) { unplace(stored, &next) }
    for change in changes {
      guard let stored = change.stored else { continue }
      if stored.nic != change.result.nic || request.synchronizedAttachments.contains(stored.id) {
        unplace(stored, &next)
      }
    }
    let removedIDs = Set(removals.compactMap(\.stored?.id))
    next.running.attachments.removeAll { removedIDs.contains($0.id) }

    let shown = next.running.nics
    var nics = resultingNics.filter { nic in nic.kind != .vlan || shown.contains { $0.id == nic.id } }
    for index in nics.indices {
      // Networks and addresses are those after the removals; bonds and labels those of the result.
      guard let current = shown.first(where: { $0.id == nics[index].id }) else { continue }
      nics[index].network = current.network
      nics[index].ipv4 = current.ipv4
      nics[index].ipv6 = current.ipv6
      nics[index].mtu = current.mtu
    }
    let names = Set(nics.map(\.name))
    nics.removeAll { device in device.kind == .vlan && !names.contains(device.base ?? "") }
    for index in nics.indices where bonds.contains(where: { $0.result.id == nics[index].id }) {
      nics[index].mac = nics[index].slaves?.first.flatMap { mac[$0] } ?? nics[index].mac
      let slaves = nics[index].slaves ?? []
      for slave in nics.indices where slaves.contains(nics[slave].name) {
        nics[slave].ipv4 = .none
        nics[slave].ipv6 = nil
      }
    }
    next.running.nics = nics

    for change in changes { place(change, &next) }
    next.committed = host.committed ?? host.running
    if request.commitsOnSuccess { next.committed = nil }
    world.hosts[hostIndex] = next
  }

  private func unplace(_ attachment: NetworkAttachment, _ host: inout Host) {
    guard let network = world.network(id: attachment.network), let place = host.place(of: attachment, network),
      let index = host.running.nics.firstIndex(where: { $0.id == place.id })
    else { return }
    clear(index, &host)
  }

  private func clear(_ index: Int, _ host: inout Host) {
    guard host.running.nics[index].kind != .vlan else {
      host.running.nics.remove(at: index)
      return
    }
    host.running.nics[index].network = nil
    host.running.nics[index].ipv4 = .none
    host.running.nics[index].ipv6 = nil
    host.running.nics[index].mtu = nil
  }

  private func remove(unmanaged name: String, from host: inout Host) {
    guard let index = host.running.nics.firstIndex(where: { $0.network == name }) else { return }
    clear(index, &host)
  }

  private mutating func place(_ change: AttachmentChange, _ host: inout Host) {
    guard let network = change.network.value, let base = host.nic(id: change.result.nic) else { return }
    var attachment = change.result
    attachment.inSync = true
    attachment.reported = nil
    if let index = host.running.attachments.firstIndex(where: { $0.id == attachment.id }) {
      host.running.attachments[index] = attachment
    } else {
      host.running.attachments.append(attachment)
    }
    let index: Int
    if let there = host.place(of: attachment, network) {
      guard let found = host.running.nics.firstIndex(where: { $0.id == there.id }) else { return }
      index = found
      // The host is set up anew with what is configured, so an address that differed goes. A lease is renewed.
      if host.running.nics[index].ipv4.method == "dhcp", attachment.ipv4.method == "dhcp",
        change.stored?.ipv6 == attachment.ipv6
      {
        return
      }
    } else if let tag = network.vlan {
      guard world.hasVlanDevices else { return }
      var device = HostNic(id: world.identifiers.next("nic"), name: "\(base.name).\(tag)", kind: .vlan)
      device.base = base.name
      device.vlan = tag
      host.running.nics.append(device)
      index = host.running.nics.count - 1
    } else {
      guard let found = host.running.nics.firstIndex(where: { $0.id == base.id }) else { return }
      index = found
    }
    host.running.nics[index].network = network.name
    host.running.nics[index].ipv4 = attachment.ipv4
    host.running.nics[index].ipv6 = attachment.ipv6.method == "none" ? nil : attachment.ipv6
    host.running.nics[index].mtu = network.mtu.flatMap { $0 == 0 ? nil : $0 }
  }
}

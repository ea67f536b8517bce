import HostNetworking

@testable import Translation

// What the host is like afterwards, in both models.
extension Property {
  static let verbatim = [
    Property("P1", "the list posted back is no change, whether vlan devices are listed or hidden", least: 900) {
      trial, applied in
      if !trial.world.attachments.isEmpty { applied() }
      for hidden in [false, true] {
        let state = trial.world.state(hidden: hidden)
        let posted = LegacyDesiredState(hostNics: RandomRequest.verbatim(state))
        let result = Trial.plan(.setupNetworks(posted), state)
        if !agree(result, .success(.nothing)) { return "hidden \(hidden): \(result)" }
      }
      return nil
    }
  ]

  static let outcome = [
    Property(
      "P2", "afterwards exactly the stated networks, bonds and slaves are there, with the stated addresses", least: 200
    ) {
      trial, applied in
      if trial.afterwards.count == 2, trial.change?.isEmpty == false { applied() }
      for (model, after) in trial.afterwards {
        if let wrong = missedGoal(trial, after) { return "in \(model): \(wrong)" }
      }
      return nil
    },
    Property("P3", "the same request again changes nothing", least: 170) { trial, applied in
      guard !isExceptionOfP3(trial) else { return nil }
      if trial.afterwards.count == 2, trial.change?.isEmpty == false { applied() }
      for (model, after) in trial.afterwards {
        let result = Trial.plan(.setupNetworks(trial.desired), after.state())
        if !agree(result, .success(.nothing)) { return "in \(model): \(result)" }
      }
      return nil
    },
    Property("P7", "a network that was there before and is stated keeps its attachment", least: 75) { trial, applied in
      if trial.change?.modifiedAttachments.contains(where: { $0.id != nil && $0.nic != nil }) == true { applied() }
      for (model, after) in trial.afterwards {
        for item in after.attachments {
          guard let old = trial.world.attachment(of: item.network), old.id != item.id else { continue }
          return "in \(model): \(item.network) was \(old.id), is \(item.id)"
        }
      }
      return nil
    },
    Property(
      "P9", "IPv6, name servers, QoS, other addresses and unstated properties of what survives stay",
      least: ["IPv6": 60, "name servers": 35, "QoS": 5, "other addresses": 35, "properties": 45]
    ) { trial, applied in
      for (model, after) in trial.afterwards {
        for item in after.attachments {
          guard let old = trial.world.attachment(of: item.network) else { continue }
          // What isn't sent again stays by itself.
          if trial.change?.modifiedAttachments.contains(where: { $0.id == old.id }) == true {
            if old.ipv6.contains(where: { $0.method != "none" }) { applied("IPv6") }
            if old.nameServers != nil { applied("name servers") }
            if old.linkShare != nil { applied("QoS") }
            if old.configured.count > 1 { applied("other addresses") }
            if !old.properties.isEmpty, trial.entry(of: item.network)?.properties == nil { applied("properties") }
          }
          let isKept =
            item.ipv6.filter { $0.method != "none" } == old.ipv6.filter { $0.method != "none" }
            && item.nameServers == old.nameServers && item.linkShare == old.linkShare
            && item.configured.dropFirst() == old.configured.dropFirst()
            && (trial.entry(of: item.network)?.properties != nil || item.properties == old.properties)
          if !isKept { return "in \(model): \(old) became \(item)" }
        }
      }
      return nil
    },
    Property(
      "P10", "the management network stays, and keeps a way to get an address if it had one", least: 50
    ) { trial, applied in
      guard let before = trial.world.attachment(of: "net-mgmt") else { return nil }
      if trial.change?.modifiedAttachments.contains(where: { $0.id == before.id }) == true { applied() }
      func hasAddress(_ item: World.Attachment?) -> Bool {
        item.map { $0.reported.method != .none || $0.ipv6.contains { $0.method != "none" } } ?? false
      }
      for (model, after) in trial.afterwards {
        let now = after.attachment(of: "net-mgmt")
        if now == nil || hasAddress(before) && !hasAddress(now) {
          return "in \(model): \(before), now \(String(describing: now))"
        }
      }
      return nil
    },
    Property("P11", "no address is lost unless another one or none is stated, or the network is left out", least: 240) {
      trial, applied in
      for (model, after) in trial.afterwards {
        for old in trial.world.attachments where old.reported.method != .none {
          guard let item = after.attachment(of: old.network), let entry = trial.entry(of: old.network) else { continue }
          let statesOther = BootProtocol(word: entry.bootProtocol ?? "").map { $0 != old.reported.method } ?? false
          let isKept = IPv4Equality.same(item.reported, old.reported)
          if trial.change?.isEmpty == false, !statesOther { applied() }
          let statesStatic = entry.ip?.address != nil && entry.bootProtocol.map { $0 == "static" } ?? true
          if !isKept, !statesOther, !statesStatic { return "in \(model): \(old) became \(item)" }
        }
      }
      return nil
    },
    Property(
      "P12", "leaving one entry out removes its network or bond and nothing else, or is refused",
      least: ["network": 140, "bond": 8]
    ) { trial, applied in
      guard trial.change != nil, !trial.entries.isEmpty else { return nil }
      let index = Int(trial.seed % UInt64(trial.entries.count))
      var desired = trial.desired
      guard let left = desired.hostNics?.remove(at: index) else { return nil }
      let without = Trial(seed: trial.seed, world: trial.world, desired: desired)
      guard without.change != nil else { return nil }
      if left.network?.name != nil { applied("network") }
      if left.bonding != nil { applied("bond") }
      for (model, full) in trial.afterwards {
        guard let less = without.afterwards.first(where: { $0.model == model })?.world else { continue }
        var expected = full
        expected.attachments.removeAll { full.network($0.network).name == left.network?.name }
        if left.bonding != nil { expected.bonds.removeAll { $0.name == left.name } }
        let wrong = less.differences(from: expected).filter { !$0.hasPrefix("address of bare") }
        if !wrong.isEmpty { return "in \(model) without the entry of \(left.name ?? ""): \(wrong)" }
      }
      return nil
    },
    Property(
      "both models", "accept every change and come to the same host, but for what is left to the engine", least: 200
    ) {
      trial, applied in
      if trial.afterwards.count == 2, trial.change?.isEmpty == false { applied() }
      guard let model = trial.model, let simulated = trial.simulated else { return nil }
      if !model.complaints.isEmpty { return "the model complains: \(model.complaints)" }
      if let refusal = simulated.refusal {
        return simulated.isLeftToEngine ? nil : "the simulator refuses: \(refusal.key), \(refusal.text)"
      }
      let differences = model.world.differences(from: simulated.world)
      return differences.isEmpty ? nil : "model and simulator differ: \(differences.joined(separator: "; "))"
    },
  ]

  private static func missedGoal(_ trial: Trial, _ after: World) -> String? {
    let managed = Set(trial.world.networks.map(\.name))
    let stated = Set(trial.entries.compactMap(\.network?.name)).intersection(managed)
    let shown = Set(after.attachments.map { after.network($0.network).name })
    if shown != stated { return "carries \(shown.sorted()) instead of \(stated.sorted())" }
    let nics = LegacyView.nics(of: after.state())
    for entry in trial.entries {
      guard let item = after.attachments.first(where: { after.network($0.network).name == entry.network?.name }) else {
        continue
      }
      let device = entry.name ?? ""
      let base = entry.baseInterface ?? item.base
      guard item.base == device || device.hasPrefix("\(item.base)."), base == item.base || item.tag == nil else {
        return "\(item.network) stated on \(device) is on \(item.base)"
      }
      guard let nic = nics.first(where: { $0.network == .managed(id: item.network) }), nic.name == item.deviceName
      else {
        return "the legacy view shows \(item.network) on no device, or another than \(item.deviceName)"
      }
      guard let method = entry.bootProtocol.flatMap(BootProtocol.init(word:)) else { continue }
      if nic.ipv4.method != method { return "\(item.network) is \(nic.ipv4.method)" }
      if method == .static, nic.ipv4.address != entry.ip?.address || nic.ipv4.netmask != entry.ip?.netmask {
        return "\(item.network) has \(nic.ipv4)"
      }
      if method == .static, IPv4Equality.gateway(nic.ipv4.gateway) != IPv4Equality.gateway(entry.ip?.gateway) {
        return "\(item.network) has the gateway of \(nic.ipv4)"
      }
    }
    let bonds = trial.entries.filter { $0.bonding != nil }
    if Set(after.bonds.map(\.name)) != Set(bonds.compactMap(\.name)) { return "has the bonds \(after.bonds)" }
    for entry in bonds {
      let bond = after.bonds.first { $0.name == entry.name }
      if bond?.slaves != Set((entry.bonding?.slaves ?? []).compactMap(\.name)) {
        return "has the slaves of \(String(describing: bond))"
      }
      let options = (entry.bonding?.options ?? []).map { BondOption($0.name ?? "", $0.value ?? "") }
      if !options.isEmpty, !BondOptions.same(options, bond?.listedOptions ?? []) {
        return "has the options of \(String(describing: bond))"
      }
    }
    return nil
  }

  /// An entry for a vlan device without network names a device that is gone afterwards; and where no address is stated, a
  /// configured one that the host didn't have comes back when the network is synchronised or moved.
  private static func isExceptionOfP3(_ trial: Trial) -> Bool {
    trial.entries.contains { entry in
      guard let network = trial.world.networks.first(where: { $0.name == entry.network?.name }) else {
        return entry.bonding == nil && entry.name?.contains(".") == true
      }
      guard let old = trial.world.attachment(of: network.id), entry.bootProtocol == nil else { return false }
      return old.reported.method != old.configured.first?.method
    }
  }
}

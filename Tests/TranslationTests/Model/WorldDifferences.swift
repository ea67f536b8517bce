import HostNetworking

@testable import Translation

extension World {
  /// How another host differs from this one; empty if it doesn't. The ids of what is new aren't compared.
  func differences(from other: World) -> [String] {
    var differences: [String] = []
    func compare<Value>(
      _ what: String, _ mine: [String: Value], _ others: [String: Value], _ same: (Value, Value) -> Bool
    ) {
      for key in Set(mine.keys).union(others.keys).sorted() {
        switch (mine[key], others[key]) {
        case (let mine?, let theirs?) where same(mine, theirs): break
        case (let mine, let theirs):
          differences.append(
            "\(what) \(key): \(mine.map { "\($0)" } ?? "absent") and \(theirs.map { "\($0)" } ?? "absent")")
        }
      }
    }
    compare(
      "bond", Dictionary(bonds.map { ($0.name, $0) }) { $1 }, Dictionary(other.bonds.map { ($0.name, $0) }) { $1 }
    ) {
      $0.slaves == $1.slaves && Translation.BondOptions.same($0.listedOptions, $1.listedOptions)
    }
    compare("attachment of", byNetwork, other.byNetwork) { $0.isSame(as: $1) }
    compare(
      "unmanaged network", Dictionary(unmanaged.map { ($0.name, $0) }) { $1 },
      Dictionary(other.unmanaged.map { ($0.name, $0) }) { $1 }, ==)
    compare("address of bare", bareAddresses, other.bareAddresses, IPv4Equality.same)
    return differences
  }

  private var byNetwork: [String: Attachment] {
    Dictionary(attachments.map { (network($0.network).name, $0) }) { $1 }
  }

  private var bareAddresses: [String: IPv4Configuration] {
    Dictionary(nics.map { ($0.name, $0.bare) }) { $1 }
  }

  /// Whether the parts belong together, so that an engine could tell such a host.
  var isSound: Bool {
    let names = Set(nics.map(\.name))
    let slaves = bonds.flatMap(\.slaves)
    let bases = Set(self.bases)
    let untagged =
      attachments.filter { $0.tag == nil }.map(\.base) + unmanaged.filter { $0.tag == nil }.map(\.base)
    let devices = attachments.map(\.deviceName) + unmanaged.map(\.deviceName)
    return bonds.allSatisfy { $0.slaves.count >= 2 } && Set(slaves).count == slaves.count
      && slaves.allSatisfy(names.contains) && attachments.allSatisfy { bases.contains($0.base) }
      && unmanaged.allSatisfy { bases.contains($0.base) } && Set(untagged).count == untagged.count
      && Set(devices).count == devices.count
      && attachments.allSatisfy { item in networks.contains { $0.id == item.network } }
      && nics.allSatisfy { nic in
        nic.bare == .none || !slaves.contains(nic.name) && !untagged.contains(nic.name)
      }
  }
}

extension World.Bond {
  /// The options as an engine lists them.
  var listedOptions: [BondOption] { options.map { BondOption($0, $1) }.sorted { $0.name < $1.name } }
}

extension World.Attachment {
  /// Whether another one is the same, whatever its id.
  func isSame(as other: World.Attachment) -> Bool {
    base == other.base && tag == other.tag && isInSync == other.isInSync && properties == other.properties
      && nameServers == other.nameServers && linkShare == other.linkShare
      && ipv6.filter { $0.method != "none" } == other.ipv6.filter { $0.method != "none" }
      && IPv4Equality.same(configured.first ?? .none, other.configured.first ?? .none)
      && IPv4Equality.same(reported, other.reported)
  }
}

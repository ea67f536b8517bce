import HostNetworking

/// Makes a failing trial smaller: drops one thing at a time from host and request as long as it still fails.
enum Shrinker {
  /// The smallest trial that was found.
  ///
  /// - Parameter fails: whether a trial fails as the first one did.
  static func shrink(_ trial: Trial, _ fails: (Trial) -> Bool) -> Trial {
    var smallest = trial
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      var index = 0
      // Candidates are made anew after each success, and the search goes on where it stands.
      while index < count(smallest) {
        if let candidate = candidate(smallest, index), fails(candidate) {
          smallest = candidate
          isSmaller = true
        } else {
          index += 1
        }
      }
    }
    return smallest
  }

  private typealias Step = (inout World, inout [LegacyHostNic], inout LegacyDesiredState) -> Void

  private static func count(_ trial: Trial) -> Int { steps(trial).count }

  private static func candidate(_ trial: Trial, _ index: Int) -> Trial? {
    let steps = steps(trial)
    guard index < steps.count else { return nil }
    var world = trial.world
    var desired = trial.desired
    var entries = trial.entries
    steps[index](&world, &entries, &desired)
    desired.hostNics = desired.hostNics == nil ? nil : entries
    guard world != trial.world || desired != trial.desired, world.isSound else { return nil }
    return Trial(seed: trial.seed, world: world, desired: desired)
  }

  private static func steps(_ trial: Trial) -> [Step] {
    var steps: [Step] = []
    for index in trial.entries.indices { steps += entrySteps(trial.entries[index], index) }
    steps += worldSteps(trial.world)
    steps.append { _, _, desired in desired.checkConnectivity = nil }
    steps.append { _, _, desired in desired.connectivityTimeoutSeconds = nil }
    return steps
  }

  /// Big steps first: the entry as a whole, with its network, then its parts.
  private static func entrySteps(_ entry: LegacyHostNic, _ index: Int) -> [Step] {
    var steps: [Step] = [
      { world, entries, _ in
        let network = world.networks.first { $0.name == entries[index].network?.name }
        if let network { world.attachments.removeAll { $0.network == network.id } }
        world.unmanaged.removeAll { $0.name == entries[index].network?.name }
        if entries[index].bonding != nil { drop(bond: entries[index].name, &world, &entries) }
        entries.remove(at: index)
      },
      { _, entries, _ in entries.remove(at: index) },
      { _, entries, _ in entries[index].network = nil },
      { _, entries, _ in entries[index].ip = nil },
      { _, entries, _ in entries[index].ip?.gateway = nil },
      { _, entries, _ in entries[index].baseInterface = nil },
      { _, entries, _ in entries[index].vlan = nil },
      { _, entries, _ in entries[index].bootProtocol = nil },
      { _, entries, _ in entries[index].overrideConfiguration = nil },
      { _, entries, _ in entries[index].properties = nil },
      { _, entries, _ in entries[index].bonding?.options = nil },
      { _, entries, _ in entries[index].bonding = nil },
    ]
    for slave in (entry.bonding?.slaves ?? []).indices {
      steps.append { _, entries, _ in entries[index].bonding?.slaves?.remove(at: slave) }
      steps.append { _, entries, _ in entries[index].bonding?.slaves?[slave].network = nil }
    }
    return steps
  }

  private static func drop(bond name: String?, _ world: inout World, _ entries: inout [LegacyHostNic]) {
    world.attachments.removeAll { $0.base == name }
    world.unmanaged.removeAll { $0.base == name }
    world.bonds.removeAll { $0.name == name }
  }

  private static func worldSteps(_ world: World) -> [Step] {
    var steps: [Step] = [{ world, _, _ in world.hostAddress = "host.example.com" }]
    for bond in world.bonds {
      steps.append { world, entries, _ in drop(bond: bond.name, &world, &entries) }
      for slave in bond.slaves.sorted() {
        steps.append { world, _, _ in
          guard let index = world.bonds.firstIndex(where: { $0.id == bond.id }) else { return }
          world.bonds[index].slaves.remove(slave)
        }
      }
    }
    for index in world.attachments.indices {
      steps += [
        { world, _, _ in world.attachments.remove(at: index) },
        { world, _, _ in world.attachments[index].ipv6 = [] },
        { world, _, _ in world.attachments[index].properties = [:] },
        { world, _, _ in world.attachments[index].nameServers = nil },
        { world, _, _ in world.attachments[index].linkShare = nil },
        { world, _, _ in world.attachments[index].configured = Array(world.attachments[index].configured.prefix(1)) },
        { world, _, _ in
          let item = world.attachments[index]
          world.attachments[index].isInSync = true
          world.attachments[index].tag = world.network(item.network).vlan
          world.attachments[index].reported = item.configured.first ?? .none
        },
        { world, _, _ in
          world.attachments[index].configured = [.none]
          world.attachments[index].reported = .none
        },
      ]
    }
    for index in world.unmanaged.indices { steps.append { world, _, _ in world.unmanaged.remove(at: index) } }
    for index in world.nics.indices {
      steps.append { world, _, _ in world.nics.remove(at: index) }
      steps.append { world, _, _ in world.nics[index].bare = .none }
    }
    for index in world.networks.indices { steps.append { world, _, _ in world.networks.remove(at: index) } }
    return steps
  }
}

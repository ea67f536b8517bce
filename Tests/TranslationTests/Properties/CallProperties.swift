import GatewayErrors
import HostNetworking

@testable import Translation

// Calls that undo each other, and edits that say what is there. They are made on every host, whatever the request.
extension Property {
  static let calls = [
    Property(
      "P17", "attach then detach, detach then attach, and POST then DELETE of a bond, come back to the same view",
      least: ["attach and detach": 300, "detach and attach": 240, "add and remove a bond": 80]
    ) {
      trial, applied in
      for (model, apply) in models {
        for (part, check) in [
          ("attach and detach", attachAndDetach), ("detach and attach", detachAndAttach),
          ("add and remove a bond", addAndRemoveBond),
        ] {
          switch check(trial, apply) {
          case .wrong(let what): return "in \(model): \(what)"
          case .holds: applied(part)
          case .doesNotApply: break
          }
        }
      }
      return nil
    },
    Property(
      "P18", "PUT of a device with the body of the GET before is no change",
      least: ["of a nic": 480, "of a bond": 310, "of a vlan device": 490]
    ) { trial, applied in
      for hidden in [false, true] {
        let state = trial.world.state(hidden: hidden)
        for nic in RandomRequest.verbatim(state) {
          guard let network = nic.network, network.id != nil else { continue }
          applied(nic.vlan != nil ? "of a vlan device" : nic.bonding != nil ? "of a bond" : "of a nic")
          let result = Trial.plan(.updateNic(nicID: nic.id ?? "", nic), state)
          if !agree(result, .success(.nothing)) { return "hidden \(hidden), \(nic.name ?? ""): \(result)" }
        }
      }
      return nil
    },
  ]

  /// A model: the host after a call; nil if it refuses one that is left to the engine.
  private typealias Model = @Sendable (EnginePlan, World) -> (world: World?, wrong: String?)

  private static let models: [(name: String, apply: Model)] = [
    (
      "the model",
      { plan, world in
        guard case .call(let mutation) = plan else { return (nil, "\(plan) is no call") }
        let (after, complaints) = EngineModel.apply(mutation, to: world)
        return (after, complaints.isEmpty ? nil : "\(complaints) about \(mutation)")
      }
    ),
    (
      "the simulator",
      { plan, world in
        guard case .call(let mutation) = plan else { return (nil, "\(plan) is no call") }
        let outcome = SimulatorModel.apply(mutation, to: world)
        guard let refusal = outcome.refusal else { return (outcome.world, nil) }
        return (nil, outcome.isLeftToEngine ? nil : "\(refusal) about \(mutation)")
      }
    ),
  ]

  /// What comes of two calls that undo each other.
  private enum RoundTrip {
    case holds, doesNotApply
    case wrong(String)

    /// How the views before and after compare.
    init(_ before: World, _ after: World, _ what: String) {
      let (old, new) = (view(before), view(after))
      self =
        old == new
        ? .holds
        : .wrong("\(what): before \(old.filter { !new.contains($0) }), after \(new.filter { !old.contains($0) })")
    }

    /// A call that a model refused: it doesn't apply if that is left to the engine.
    init(refused wrong: String?) { self = wrong.map { .wrong($0) } ?? .doesNotApply }
  }

  /// What a legacy client sees, but for ids.
  private static func view(_ world: World) -> [String] {
    LegacyView.nics(of: world.state()).map { nic in
      var nic = nic
      if nic.vlan != nil { nic.id = "" }
      if let bonding = nic.bonding {
        nic.id = ""
        nic.bonding?.options = bonding.options.sorted { $0.name < $1.name }
      }
      if nic.masterID != nil { nic.masterID = "a bond" }
      if nic.ipv4.method == .dhcp { nic.ipv4 = IPv4Configuration(method: .dhcp) }
      return "\(nic)"
    }.sorted()
  }

  private static func attachAndDetach(_ trial: Trial, _ apply: Model) -> RoundTrip {
    let world = trial.world
    var random = SeededGenerator(seed: trial.seed &* 43)
    let free = world.networks.filter { !$0.isManagement && world.attachment(of: $0.id) == nil }
    guard let network = random.pick(free), let base = random.pick(world.bases),
      world.nics.first(where: { $0.name == base }).map({ $0.bare == .none }) ?? true,
      case .success(let attach) = Trial.plan(
        .attach(nicID: world.baseID(base), network: LegacyNetworkReference(id: network.id)), trial.state)
    else { return .doesNotApply }
    // Left to the engine: two untagged networks on one nic.
    if network.vlan == nil, world.attachments.contains(where: { $0.base == base && $0.tag == nil }) {
      return .doesNotApply
    }
    let (attached, wrong) = apply(attach, world)
    guard wrong == nil, let attached else { return RoundTrip(refused: wrong) }
    let shown = LegacyView.nics(of: attached.state()).first { $0.network == .managed(id: network.id) }
    let detach = Trial.plan(.detach(nicID: shown?.id ?? "", network: nil), attached.state())
    guard case .success(let plan) = detach else { return .wrong("\(network.name) on \(base): \(detach)") }
    let (detached, refused) = apply(plan, attached)
    guard refused == nil, let detached else { return RoundTrip(refused: refused) }
    return RoundTrip(world, detached, "\(network.name) attached to \(base) and detached")
  }

  private static func detachAndAttach(_ trial: Trial, _ apply: Model) -> RoundTrip {
    let world = trial.world
    var random = SeededGenerator(seed: trial.seed &* 47)
    let plain = world.attachments.filter { item in
      item.isInSync && item.reported.method == .none && item.configured == [.none] && item.properties.isEmpty
        && !world.network(item.network).isManagement && !world.unmanaged.contains { $0.base == item.base }
    }
    guard let item = random.pick(plain),
      let shown = LegacyView.nics(of: trial.state).first(where: { $0.network == .managed(id: item.network) })
    else { return .doesNotApply }
    let detach = Trial.plan(.detach(nicID: shown.id, network: LegacyNetworkReference(id: item.network)), trial.state)
    guard case .success(let plan) = detach else { return .wrong("\(item.network) on \(item.base): \(detach)") }
    let (detached, wrong) = apply(plan, world)
    guard wrong == nil, let detached else { return RoundTrip(refused: wrong) }
    let attach = Trial.plan(
      .attach(nicID: world.baseID(item.base), network: LegacyNetworkReference(id: item.network)), detached.state())
    guard case .success(let again) = attach else { return .wrong("\(item.network) on \(item.base) again: \(attach)") }
    let (attached, refused) = apply(again, detached)
    guard refused == nil, let attached else { return RoundTrip(refused: refused) }
    return RoundTrip(world, attached, "\(item.network) detached and attached to \(item.base)")
  }

  private static func addAndRemoveBond(_ trial: Trial, _ apply: Model) -> RoundTrip {
    let world = trial.world
    var random = SeededGenerator(seed: trial.seed &* 53)
    let carrying = Set(world.attachments.map(\.base) + world.unmanaged.map(\.base))
    let slaves = world.nics.filter {
      $0.bare == .none && !world.slaves.contains($0.name) && !carrying.contains($0.name)
    }
    let free = world.networks.filter { $0.vlan == nil && !$0.isManagement && world.attachment(of: $0.id) == nil }
    guard slaves.count >= 2, let network = random.pick(free) else { return .doesNotApply }
    let body = LegacyHostNic(
      name: "bond9", network: LegacyNetworkReference(name: network.name),
      bonding: LegacyBonding(
        options: [LegacyBondOption(name: "mode", value: "1")],
        slaves: slaves.prefix(2).map { LegacyHostNic(name: $0.name) }))
    let add = Trial.plan(.addBond(body), trial.state)
    guard case .success(let plan) = add else { return .wrong("bond9 over \(slaves.prefix(2)): \(add)") }
    let (added, wrong) = apply(plan, world)
    guard wrong == nil, let added else { return RoundTrip(refused: wrong) }
    guard let bond = added.bonds.first(where: { $0.name == "bond9" }), bond.slaves.count == 2,
      added.attachment(of: network.id)?.base == "bond9"
    else { return .wrong("\(plan) makes no bond9 with \(network.name)") }
    let remove = Trial.plan(.removeNic(nicID: bond.id), added.state())
    guard case .success(let removal) = remove else { return .wrong("bond9 with \(network.name): \(remove)") }
    let (removed, refused) = apply(removal, added)
    guard refused == nil, let removed else { return RoundTrip(refused: refused) }
    return RoundTrip(world, removed, "bond9 added and removed")
  }
}

/// What a nic shows, whatever the document: values that stand in the world only indirectly.
struct NicView {
  /// The network on it.
  enum Shown: Equatable {
    /// A network of the cluster, by id.
    case managed(String)
    /// A network that the cluster doesn't know, by name.
    case unmanaged(String)
  }

  /// The nic.
  let nic: HostNic
  /// The host that it belongs to.
  let host: Host
  /// The network on it; nil for none.
  let network: Shown?
  /// The attachment behind the network; nil for an unmanaged one.
  let attachment: NetworkAttachment?
  /// The IPv6 address: as reported, else as configured; nil for none.
  let ipv6: IPv6Configuration?
  /// The id of the bond that it is a slave of.
  let masterID: String?
  /// The slaves in the order of the nics list.
  let slaves: [HostNic]
  /// Bits a second; nil when it isn't shown.
  let speed: Int?
  /// The MTU in bytes.
  let mtu: Int
  /// Whether a VM network's bridge stands on it.
  let isBridged: Bool
  /// Whether it differs from what the engine knows; nil without a network.
  let hasCustomConfiguration: Bool?

  /// The view of a nic.
  init(_ nic: HostNic, _ host: Host, _ world: World, _ persona: Persona) {
    self.nic = nic
    self.host = host
    masterID = host.bond(ofSlave: nic.name)?.id
    let slaves = host.running.nics.filter { nic.slaves?.contains($0.name) == true }
    self.slaves = slaves
    let baseID = nic.kind == .vlan ? nic.base.flatMap { host.nic(name: $0)?.id } : nic.id
    if let name = nic.network, let known = world.clusterNetwork(name: name) {
      network = .managed(known.id)
      attachment = host.running.attachments.first { $0.network == known.id && $0.nic == baseID }
      isBridged = attachment?.reported?.bridged ?? known.vm
      mtu = attachment?.reported?.mtu ?? nic.mtu ?? known.effectiveMTU
    } else {
      network = nic.network.map { .unmanaged($0) }
      attachment = nil
      isBridged = false
      mtu = nic.mtu ?? 1500
    }
    ipv6 = nic.ipv6 ?? attachment?.ipv6
    hasCustomConfiguration = nic.network == nil ? nil : attachment?.inSync != true
    let carriers: [HostNic]
    switch nic.kind {
    case .physical: carriers = [nic]
    case .bond: carriers = persona.showsSpeedOfLogicalDevices ? slaves : []
    case .vlan:
      let base = nic.base.flatMap { host.nic(name: $0) }
      let below = base.map { base in
        base.kind == .bond ? host.running.nics.filter { base.slaves?.contains($0.name) == true } : [base]
      }
      carriers = persona.showsSpeedOfLogicalDevices ? below ?? [] : []
    }
    // A stated speed wins; else a bond in mode 1 is as fast as one slave, in other modes as all.
    let speeds = carriers.map { $0.speed ?? 0 }
    let shown = carriers.isEmpty ? nil : nic.speed ?? (nic.options?.mode == 1 ? speeds.max() : speeds.reduce(0, +))
    speed = shown.flatMap { $0 > 0 ? $0 * 1_000_000 : nil }
  }

  /// The descriptive type of option `mode`; nil for other options, unnamed modes and modes given by name.
  static func type(of option: BondOptions.Option, _ persona: Persona) -> String? {
    guard option.name == "mode", let mode = Int(option.value) else { return nil }
    switch mode {
    case 1: return "Active-Backup"
    case 2: return "Load balance (balance-xor)"
    case 4: return "Dynamic link aggregation (802.3ad)"
    case 5: return "Adaptive transmit load balancing (balance-tlb)"
    case 0 where persona.namesEveryBondMode: return "Round-robin"
    case 3 where persona.namesEveryBondMode: return "Broadcast"
    case 6 where persona.namesEveryBondMode: return "Adaptive load balancing (balance-alb)"
    default: return nil
    }
  }
}

@testable import EngineSimulator
import HostNetworking

/// What the simulated engine makes of a change: a second implementation of the newer engine, written from its sources and
/// from nothing of ours. It is called in the process, without documents and sockets.
enum SimulatorModel {
  /// The host afterwards; the host as it was if the change is refused.
  struct Outcome {
    var world: World
    /// Key and text of the refusal; nil if the change is accepted.
    var refusal: (key: String, text: String)?
    /// Whether the refusal is one of those that the gateway leaves to the engine, since the engine knows better.
    var isLeftToEngine: Bool { refusal.map { SimulatorModel.leftToEngine.contains($0.key) } ?? false }
  }

  /// What is valid as a translation and the engine judges: exclusive use, modes of bonds, roles, unmanaged networks beside
  /// an edited one, QoS of neighbours.
  static let leftToEngine: Set<String> = [
    "NETWORK_INTERFACES_NOT_EXCLUSIVELY_USED_BY_UNTAGGED_NETWORK", "INVALID_BOND_MODE_FOR_BOND_WITH_VM_NETWORK",
    "ACTION_TYPE_FAILED_ROLE_NETWORK_HAS_NO_BOOT_PROTOCOL",
    "ACTION_TYPE_FAILED_HOST_NETWORK_ATTACHEMENT_ON_UNMANAGED_NETWORK",
    "ACTION_TYPE_FAILED_HOST_NETWORK_QOS_INTERFACES_WITHOUT_QOS",
  ]

  /// Carries a call out on a host, as engine 4.5 does.
  static func apply(_ mutation: EngineMutation, to world: World) -> Outcome {
    var simulated = SampleWorld.make()
    simulated.networks = world.networks.map {
      SimulatedNetwork(
        id: $0.id, name: $0.name, vlan: $0.vlan, vm: $0.isVM, inCluster: $0.isInCluster, management: $0.isManagement,
        defaultRoute: $0.isDefaultRoute, label: nil, mtu: $0.mtu)
    }
    simulated.hosts = [host(world)]
    do throws(Refusal) {
      _ = try HostSetup.run(
        request(mutation), hostIndex: 0, world: &simulated, persona: Persona(SimulatorConfiguration(dialect: .v4)))
    } catch {
      guard case .message(let message) = error else { return Outcome(world: world, refusal: ("\(error)", "\(error)")) }
      return Outcome(world: world, refusal: (message.key, message.text))
    }
    return Outcome(world: self.world(simulated.hosts[0], like: world))
  }

  // MARK: The request

  private static func request(_ mutation: EngineMutation) -> SetupRequest {
    // As the attachment resources make it: an entry isn't matched by its network.
    var single = SetupRequest(findsAttachmentsByNetwork: false, findsNetworksOutsideCluster: true)
    switch mutation {
    case .setupNetworks(let change): return request(change)
    case .createAttachment(let nicID, let item):
      single.modifiedAttachments = [attachment(item)]
      single.modifiedAttachments[0].nic = Reference(id: nicID)
    case .updateAttachment(_, let id, let item):
      single.modifiedAttachments = [attachment(item)]
      single.modifiedAttachments[0].id = id
    case .deleteAttachment(_, let id): single.removedAttachments = [AttachmentRequest(id: id)]
    case .addLabel(let label):
      single.modifiedLabels = [LabelRequest(label: label.label, nic: Reference(id: label.nicID))]
      single.commitsOnSuccess = true
    case .removeLabel(let label):
      single.removedLabels = [label.label]
      single.commitsOnSuccess = true
    case .commit: break
    }
    return single
  }

  private static func request(_ change: Change) -> SetupRequest {
    var request = SetupRequest()
    request.modifiedBonds = change.modifiedBonds.map { bond in
      BondRequest(
        bond: Reference(id: bond.id, name: bond.name),
        options: bond.options.map { SimulatedBondOptions($0.map { .init(name: $0.name, value: $0.value) }) },
        slaves: bond.slaves.map { Reference(name: $0) })
    }
    request.removedBonds = change.removedBonds.map { Reference(id: $0) }
    request.modifiedAttachments = change.modifiedAttachments.map(attachment)
    request.removedAttachments = change.removedAttachments.map { AttachmentRequest(id: $0) }
    request.synchronizedAttachments = change.synchronizedAttachments
    request.checksConnectivity = change.checkConnectivity
    request.connectivityTimeoutSeconds = change.connectivityTimeoutSeconds ?? request.connectivityTimeoutSeconds
    request.commitsOnSuccess = change.commitOnSuccess
    return request
  }

  private static func attachment(_ item: AttachmentChange) -> AttachmentRequest {
    var request = AttachmentRequest(id: item.id, network: Reference(id: item.networkID))
    switch item.nic {
    case .id(let id): request.nic = Reference(id: id)
    case .name(let name): request.nic = Reference(name: name)
    case nil: break
    }
    request.assignments = item.ipv4.map { ipv4 in
      ipv4.map {
        AddressAssignment(
          method: $0.method.rawValue, isIPv6: false, address: $0.address, netmask: $0.netmask, gateway: $0.gateway)
      }
        + item.ipv6.map {
          AddressAssignment(
            method: $0.method, isIPv6: true, address: $0.address, netmask: $0.prefix, gateway: $0.gateway)
        }
    }
    request.properties = item.properties.map { Dictionary($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
    return request
  }

  // MARK: The host

  private static func host(_ world: World) -> SimulatedHost {
    var nics: [SimulatedNic] = []
    for nic in world.nics {
      var device = SimulatedNic(id: nic.id, name: nic.name, kind: .physical)
      show(world, on: &device, bare: nic.bare)
      nics.append(device)
    }
    for bond in world.bonds {
      var device = SimulatedNic(id: bond.id, name: bond.name, kind: .bond)
      device.slaves = bond.slaves.sorted()
      device.options = SimulatedBondOptions(
        bond.options.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) })
      show(world, on: &device, bare: .none)
      nics.append(device)
    }
    for item in world.attachments where item.tag != nil {
      nics.append(vlan(item.deviceName, item.base, item.tag, world.network(item.network).name, item.reported))
    }
    for item in world.unmanaged where item.tag != nil {
      nics.append(vlan(item.deviceName, item.base, item.tag, item.name, .none))
    }
    let attachments = world.attachments.map { item in
      SimulatedAttachment(
        id: item.id, network: item.network, nic: world.baseID(item.base), ipv4: ipv4(item.configured.first ?? .none),
        ipv6: item.ipv6.first.map {
          SimulatedIPv6(method: $0.method, address: $0.address, prefix: $0.prefix, gateway: $0.gateway)
        } ?? .none,
        properties: item.properties, inSync: item.isInSync,
        reported: item.isInSync ? nil : .init(vlan: item.tag, ipv4: ipv4(item.reported)),
        nameServers: item.nameServers, qos: item.linkShare.map { .init(linkShare: $0) })
    }
    return SimulatedHost(
      id: World.hostID, name: "host", address: world.hostAddress, status: "up",
      running: .init(nics: nics, attachments: attachments))
  }

  private static func show(_ world: World, on device: inout SimulatedNic, bare: HostNetworking.IPv4Configuration) {
    let name = device.name
    device.ipv4 = ipv4(bare)
    if let item = world.attachments.first(where: { $0.base == name && $0.tag == nil }) {
      device.network = world.network(item.network).name
      device.ipv4 = ipv4(item.reported)
    } else if let item = world.unmanaged.first(where: { $0.base == name && $0.tag == nil }) {
      device.network = item.name
      device.ipv4 = .none
    }
  }

  private static func vlan(
    _ name: String, _ base: String, _ tag: Int?, _ network: String, _ reported: HostNetworking.IPv4Configuration
  ) -> SimulatedNic {
    var device = SimulatedNic(id: "vlan-\(name)", name: name, kind: .vlan)
    device.base = base
    device.vlan = tag
    device.network = network
    device.ipv4 = ipv4(reported)
    return device
  }

  private static func ipv4(_ value: HostNetworking.IPv4Configuration) -> SimulatedIPv4 {
    SimulatedIPv4(
      method: value.method.rawValue, address: value.address, netmask: value.netmask, gateway: value.gateway)
  }

  private static func ipv4(_ value: SimulatedIPv4) -> HostNetworking.IPv4Configuration {
    .init(
      method: BootProtocol(word: value.method) ?? .none, address: value.address, netmask: value.netmask,
      gateway: value.gateway)
  }

  private static func world(_ host: SimulatedHost, like old: World) -> World {
    var world = World()
    world.hostAddress = host.address
    world.networks = old.networks
    let names = Dictionary(host.running.nics.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    let managed = Set(old.networks.map(\.name))
    for nic in host.running.nics {
      switch nic.kind {
      case .physical: world.nics.append(.init(name: nic.name, bare: nic.network == nil ? ipv4(nic.ipv4) : .none))
      case .bond:
        let options = (nic.options?.list ?? []).map { ($0.name, $0.value) }
        world.bonds.append(
          .init(
            id: nic.id, name: nic.name, slaves: Set(nic.slaves ?? []),
            options: Dictionary(options, uniquingKeysWith: { $1 })))
      case .vlan: break
      }
      if let network = nic.network, !managed.contains(network) {
        world.unmanaged.append(.init(name: network, base: nic.base ?? nic.name, tag: nic.vlan))
      }
    }
    for item in host.running.attachments {
      let base = names[item.nic] ?? "nothing (\(item.nic))"
      let shown = world.network(item.network).name
      let place = host.running.nics.first { $0.network == shown && ($0.base ?? $0.name) == base }
      var attachment = World.Attachment(
        id: item.id, network: item.network, base: base, configured: [ipv4(item.ipv4)],
        ipv6: item.ipv6.method == "none"
          ? []
          : [
            .init(
              method: item.ipv6.method, address: item.ipv6.address, prefix: item.ipv6.prefix, gateway: item.ipv6.gateway
            )
          ],
        properties: item.properties, isInSync: item.inSync, reported: place.map { ipv4($0.ipv4) } ?? .none,
        tag: place?.vlan)
      attachment.nameServers = item.nameServers
      attachment.linkShare = item.qos?.linkShare
      // The simulator keeps one IPv4 assignment; the others aren't sent away, so they stay.
      attachment.configured += old.attachments.first { $0.id == item.id }?.configured.dropFirst() ?? []
      world.attachments.append(attachment)
    }
    return world
  }
}

import FoundationEssentials
import GatewayErrors

/// The JSON form of a world: the `state` form of case files, with optional keys for what that lacks.
struct StateForm: Codable {
  /// The host itself.
  struct HostForm: Codable {
    /// The id.
    var id: String
    /// How the engine reaches it.
    var address: String
    /// The status, default `up`.
    var status: String?
    /// The name; default is the address.
    var name: String?
  }

  /// A further host.
  struct FurtherHost: Codable {
    /// The host itself.
    var host: HostForm
    /// Its devices.
    var nics: [HostNic]
    /// Its attachments.
    var attachments: [NetworkAttachment]
    /// What a reboot would bring back, when that isn't what runs.
    var committed: Host.Networking?
  }

  /// A file that holds several states by name.
  struct File: Decodable {
    /// The states.
    var states: [String: StateForm]
  }

  /// The first host.
  var host: HostForm
  /// The networks of the data center.
  var networks: [Network]
  /// The devices of the first host.
  var nics: [HostNic]
  /// The attachments of the first host.
  var attachments: [NetworkAttachment]
  /// What a reboot of the first host would bring back, when that isn't what runs.
  var committed: Host.Networking?
  /// Further hosts of the cluster.
  var furtherHosts: [FurtherHost]?
  /// The cluster.
  var cluster: World.Named?
  /// The data center.
  var dataCenter: World.Named?
  /// Whether vlan devices exist as devices; found out from the attachments when absent.
  var vlanDevices: Bool?
  /// The vnic profiles; absent for none.
  var vnicProfiles: [VnicProfile]?
  /// How many ids were made, so that a reloaded dump doesn't make one twice.
  var identifiersMade: Int?

  private enum CodingKeys: String, CodingKey {
    case host, networks, nics, attachments, committed, cluster
    case furtherHosts = "further_hosts"
    case dataCenter = "data_center"
    case vlanDevices = "vlan_devices"
    case vnicProfiles = "vnic_profiles"
    case identifiersMade = "identifiers_made"
  }
}

extension StateForm {
  /// Reads a world.
  ///
  /// - Parameters:
  ///   - json: a state, or a file with `states`.
  ///   - name: the state to pick out of a file with several.
  /// - Throws: `CONFIGURATION_INVALID` that names the place, when it isn't one or contradicts itself.
  static func read(_ json: [UInt8], name: String?) throws(GatewayError) -> World {
    let form: StateForm
    do {
      let data = Data(json)
      if let name {
        let states = try JSONDecoder().decode(File.self, from: data).states
        guard let state = states[name] else {
          throw invalid("There is no state \(name); there are \(states.keys.sorted().joined(separator: ", ")).")
        }
        form = state
      } else {
        form = try JSONDecoder().decode(StateForm.self, from: data)
      }
    } catch let error as GatewayError {
      throw error
    } catch let error as DecodingError {
      throw invalid("The state can't be read: \(describe(error)).", name == nil ? "Name one with FILE#NAME." : "")
    } catch {
      throw invalid("The state is no JSON: \(error).")
    }
    return try form.world()
  }

  /// The form of a world.
  init(_ world: World) {
    let first = world.hosts.first
    host = HostForm(
      id: first?.id ?? "", address: first?.address ?? "", status: first?.status ?? "", name: first?.name)
    networks = world.networks
    nics = first?.running.nics ?? []
    attachments = first?.running.attachments ?? []
    committed = first?.committed
    let others = world.hosts.dropFirst().map {
      FurtherHost(
        host: HostForm(id: $0.id, address: $0.address, status: $0.status, name: $0.name), nics: $0.running.nics,
        attachments: $0.running.attachments, committed: $0.committed)
    }
    furtherHosts = others.isEmpty ? nil : others
    cluster = world.cluster
    dataCenter = world.dataCenter
    vlanDevices = world.hasVlanDevices
    vnicProfiles = world.vnicProfiles.isEmpty ? nil : world.vnicProfiles
    identifiersMade = world.identifiers.count
  }

  /// The form of a world, as indented JSON with sorted keys.
  static func write(_ world: World) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Encoding plain values of this form can't fail; an empty answer would show in every test.
    let data = try? encoder.encode(StateForm(world))
    return Array(data ?? Data()) + [0x0A]
  }

  private static func invalid(_ detail: String, _ nextStep: String = "") -> GatewayError {
    GatewayError(.configurationInvalid, stage: .configuration, detail: detail, nextStep: nextStep)
  }

  private static func describe(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let path = context.codingPath + (key.map { [$0] } ?? [])
      return path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context, key)) is missing"
    case .typeMismatch(let type, let context): return "\(place(context)) is no \(type)"
    case .valueNotFound(_, let context): return "\(place(context)) is null"
    case .dataCorrupted(let context): return "\(place(context)) \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }

  private func world() throws(GatewayError) -> World {
    var all = [FurtherHost(host: host, nics: nics, attachments: attachments, committed: committed)]
    all += furtherHosts ?? []
    var world = World(
      dataCenter: dataCenter ?? .init(id: IdentifierSource.named("data center"), name: "Default"),
      cluster: cluster ?? .init(id: IdentifierSource.named("cluster"), name: "Default"),
      networks: networks,
      hosts: all.map { form in
        Host(
          id: form.host.id.lowercased(), name: form.host.name ?? form.host.address, address: form.host.address,
          status: form.host.status ?? "up",
          running: Host.Networking(nics: form.nics, attachments: form.attachments), committed: form.committed)
      })
    world.identifiers.count = identifiersMade ?? 0
    world.vnicProfiles = vnicProfiles ?? []
    for host in world.hosts { try Self.check(host, world) }
    world.hasVlanDevices = vlanDevices ?? Self.findVlanDevices(world)
    return world
  }

  /// A world whose tagged attachments all lack their device is one that doesn't show vlan devices.
  private static func findVlanDevices(_ world: World) -> Bool {
    var tagged = 0
    for host in world.hosts {
      if host.running.nics.contains(where: { $0.kind == .vlan }) { return true }
      tagged += host.running.attachments.count { world.network(id: $0.network)?.vlan != nil }
    }
    return tagged == 0
  }

  private static func check(_ host: Host, _ world: World) throws(GatewayError) {
    let nics = host.running.nics
    for nic in nics where nics.filter({ $0.name == nic.name || $0.id == nic.id }).count > 1 {
      throw invalid("Host \(host.name) has two nics of name \(nic.name) or id \(nic.id).")
    }
    for nic in nics {
      for slave in nic.slaves ?? [] where host.nic(name: slave)?.kind != .physical {
        throw invalid("Slave \(slave) of bond \(nic.name) is no nic of host \(host.name).")
      }
      if nic.kind == .bond && (nic.slaves ?? []).isEmpty { throw invalid("Bond \(nic.name) has no slaves.") }
      guard nic.kind == .vlan else { continue }
      guard let base = nic.base.flatMap({ host.nic(name: $0) }), base.kind != .vlan, nic.vlan != nil else {
        throw invalid("Vlan device \(nic.name) of host \(host.name) needs a base that is there, and a vlan.")
      }
    }
    for attachment in host.running.attachments {
      guard world.network(id: attachment.network) != nil else {
        throw invalid("Attachment \(attachment.id) is of network \(attachment.network), which isn't there.")
      }
      guard let nic = host.nic(id: attachment.nic), nic.kind != .vlan else {
        throw invalid("Attachment \(attachment.id) is on \(attachment.nic), which is no nic or bond of its host.")
      }
    }
  }
}

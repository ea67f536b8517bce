/// A logical network of the data center.
struct Network: Codable, Sendable, Equatable {
  /// The id, in lower case.
  var id: String
  /// The name, unique in the data center.
  var name: String
  /// The vlan tag; nil for an untagged network.
  var vlan: Int?
  /// Whether virtual machines use it: a bridge stands on its nic then.
  var vm: Bool
  /// Whether it is assigned to the cluster.
  var inCluster: Bool
  /// Whether it is the management network.
  var management: Bool
  /// Whether it has the default route role (engine 4.2 and later).
  var defaultRoute: Bool
  /// Its one label.
  var label: String?
  /// The MTU in bytes; 0 or nil means the default of 1500.
  var mtu: Int?
  /// Further roles in the cluster: `display`, `migration`, `gluster`.
  var usages: [String]?
  /// Whether hosts of the cluster must have it.
  var required: Bool?
  /// The description.
  var description: String?
  /// Whether an external provider owns it; such a network can't be put on a host nic.
  var external: Bool?

  /// The MTU in bytes, default put in.
  var effectiveMTU: Int { mtu.flatMap { $0 == 0 ? nil : $0 } ?? 1500 }

  /// Whether it must have an address: display and migration, gluster, and from 4.2 the default route.
  func needsAddress(_ persona: Persona) -> Bool {
    if defaultRoute && persona.knowsDefaultRoute { return true }
    return (usages ?? []).contains { ["display", "migration", "gluster"].contains($0) }
  }

  private enum CodingKeys: String, CodingKey {
    case id, name, vlan, vm, management, label, mtu, usages, required, description, external
    case inCluster = "in_cluster"
    case defaultRoute = "default_route"
  }

  /// Writes the state form, in which `vlan` and `label` are null when absent.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(name, forKey: .name)
    try values.encode(vlan, forKey: .vlan)
    try values.encode(vm, forKey: .vm)
    try values.encode(inCluster, forKey: .inCluster)
    try values.encode(management, forKey: .management)
    try values.encode(defaultRoute, forKey: .defaultRoute)
    try values.encode(label, forKey: .label)
    try values.encodeIfPresent(mtu, forKey: .mtu)
    try values.encodeIfPresent(usages, forKey: .usages)
    try values.encodeIfPresent(required, forKey: .required)
    try values.encodeIfPresent(description, forKey: .description)
    try values.encodeIfPresent(external, forKey: .external)
  }
}

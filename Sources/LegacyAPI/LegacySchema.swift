/// The types of the 3.5 schema that a host-networking body may have, with their children in schema order
/// (engine 3.5, `api.xsd`: `Action`, `HostNIC`, `Network` and what they are made of).
///
/// Resources that no host-networking call reads (a vm in an action, the host of a nic) are `foreign`: they may stand
/// there, and what is in them isn't looked at.
enum LegacyType: Sendable {
  /// Leaves.
  case text, boolean, int, long, unsignedShort, decimal
  /// Anything; never read.
  case foreign
  /// `Action`.
  case action
  /// `HostNics` and `Slaves`: lists of `host_nic`.
  case hostNics, slaves
  /// `HostNIC`.
  case hostNic
  /// `Network`.
  case network
  /// Types that have attributes only.
  case ip, mac, vlan, option, link
  /// `Bonding` and its options.
  case bonding, options
  /// `Properties` and `Property`.
  case properties, property
  /// Small types that are output of the engine, and come back in bodies that were read before.
  case actions, status, fault, labels, label, usages, gracePeriod
  /// `Statistics` and what it is made of.
  case statistics, statistic, values, value
  /// `UsageMessage` and what it is made of.
  case usageMessage, usageLink, usageRequest, usageHeaders, usageHeader, usageBody
}

/// What an element of a type may hold.
enum LegacyShape: Sendable {
  /// Text that the type restricts.
  case leaf
  /// Anything.
  case foreign
  /// No content; these attributes are known, with the types of those that are restricted.
  case attributes([String: LegacyType])
  /// These children, in schema order, and no text.
  case children([LegacyChild])
}

/// A child of a type.
struct LegacyChild: Sendable {
  /// The name of the element.
  let name: String
  /// Its type.
  let type: LegacyType
  /// Whether it may stand more than once.
  let isRepeated: Bool

  /// A child that stands once at most.
  init(_ name: String, _ type: LegacyType, repeated: Bool = false) {
    self.name = name
    self.type = type
    self.isRepeated = repeated
  }
}

extension LegacyType {
  /// What an element of this type may hold.
  var shape: LegacyShape {
    switch self {
    case .text, .boolean, .int, .long, .unsignedShort, .decimal: .leaf
    case .foreign: .foreign
    case .ip: .attributes(["address": .text, "netmask": .text, "gateway": .text, "version": .text])
    case .mac: .attributes(["address": .text])
    case .vlan: .attributes(["id": .unsignedShort])
    case .option: .attributes(["name": .text, "value": .text, "type": .text])
    case .link: .attributes(["href": .text, "rel": .text])
    case .action: .children(Self.actionChildren)
    case .hostNics: .children(Self.listChildren + [LegacyChild("host_nic", .hostNic, repeated: true)])
    case .slaves: .children([LegacyChild("host_nic", .hostNic, repeated: true)])
    case .hostNic: .children(Self.hostNicChildren)
    case .network: .children(Self.networkChildren)
    case .bonding: .children([LegacyChild("options", .options), LegacyChild("slaves", .slaves)])
    case .options: .children([LegacyChild("option", .option, repeated: true)])
    case .properties: .children([LegacyChild("property", .property, repeated: true)])
    case .property: .children([LegacyChild("name", .text), LegacyChild("value", .text)])
    case .actions: .children([LegacyChild("link", .link, repeated: true)])
    case .status: .children([LegacyChild("state", .text), LegacyChild("detail", .text)])
    case .fault: .children([LegacyChild("reason", .text), LegacyChild("detail", .text)])
    case .labels: .children(Self.listChildren + [LegacyChild("label", .label, repeated: true)])
    case .label:
      .children(
        Self.resourceChildren + [LegacyChild("network", .network), LegacyChild("host_nic", .hostNic)])
    case .usages: .children([LegacyChild("usage", .text, repeated: true)])
    case .gracePeriod: .children([LegacyChild("expiry", .long)])
    case .statistics: .children(Self.listChildren + [LegacyChild("statistic", .statistic, repeated: true)])
    case .statistic:
      .children(
        Self.resourceChildren + [
          LegacyChild("values", .values), LegacyChild("type", .text), LegacyChild("unit", .text),
          LegacyChild("host_nic", .hostNic),
        ])
    case .values: .children([LegacyChild("value", .value, repeated: true)])
    case .value: .children([LegacyChild("datum", .decimal), LegacyChild("detail", .text)])
    case .usageMessage: .children([LegacyChild("message", .text), LegacyChild("detailedLink", .usageLink)])
    case .usageLink:
      .children([
        LegacyChild("description", .text), LegacyChild("request", .usageRequest), LegacyChild("response", .usageBody),
      ])
    case .usageRequest:
      .children([
        LegacyChild("http_method", .text), LegacyChild("headers", .usageHeaders), LegacyChild("body", .usageBody),
      ])
    case .usageHeaders: .children([LegacyChild("header", .usageHeader, repeated: true)])
    case .usageHeader: .children([LegacyChild("name", .text), LegacyChild("value", .text)])
    case .usageBody: .children([LegacyChild("type", .text)])
    }
  }

  /// The types of the documents that are read and written, by their root elements. JSON has no root, so it takes the
  /// type from here: a new document needs a line in this table, and its type.
  static let roots: [String: LegacyType] = [
    "action": .action, "host_nics": .hostNics, "host_nic": .hostNic, "labels": .labels, "label": .label,
    "statistics": .statistics, "statistic": .statistic, "fault": .fault, "usage_message": .usageMessage,
  ]

  /// The attributes of a type that has children, in the order of JSON keys; those of types without are in ``shape``.
  var attributes: [String] {
    switch self {
    case .action, .hostNic, .network, .label, .statistic: ["id", "href"]
    case .values: ["type"]
    case .usageLink: ["rel", "href"]
    case .usageHeader: ["required"]
    default: []
    }
  }

  /// Whether the type is a list, whose items stand before its other members in JSON.
  var isList: Bool {
    switch self {
    case .hostNics, .labels, .statistics: true
    default: false
    }
  }

  /// `BaseResource`, which every resource begins with.
  private static let resourceChildren: [LegacyChild] = [
    LegacyChild("actions", .actions), LegacyChild("name", .text), LegacyChild("description", .text),
    LegacyChild("comment", .text), LegacyChild("creation_status", .status),
    LegacyChild("link", .link, repeated: true),
  ]

  /// `BaseResources`, which every list begins with.
  private static let listChildren: [LegacyChild] = [
    LegacyChild("actions", .actions), LegacyChild("total", .int), LegacyChild("active", .int),
  ]

  private static let hostNicChildren: [LegacyChild] =
    resourceChildren + [
      LegacyChild("host", .foreign), LegacyChild("network", .network), LegacyChild("mac", .mac),
      LegacyChild("ip", .ip), LegacyChild("base_interface", .text), LegacyChild("vlan", .vlan),
      LegacyChild("bonding", .bonding), LegacyChild("boot_protocol", .text), LegacyChild("statistics", .statistics),
      LegacyChild("check_connectivity", .boolean), LegacyChild("speed", .long), LegacyChild("status", .status),
      LegacyChild("mtu", .int), LegacyChild("bridged", .boolean), LegacyChild("custom_configuration", .boolean),
      LegacyChild("override_configuration", .boolean), LegacyChild("labels", .labels),
      LegacyChild("properties", .properties),
    ]

  private static let networkChildren: [LegacyChild] =
    resourceChildren + [
      LegacyChild("data_center", .foreign), LegacyChild("cluster", .foreign), LegacyChild("ip", .ip),
      LegacyChild("vlan", .vlan), LegacyChild("stp", .boolean), LegacyChild("status", .status),
      LegacyChild("display", .boolean), LegacyChild("mtu", .int), LegacyChild("usages", .usages),
      LegacyChild("required", .boolean), LegacyChild("profile_required", .boolean), LegacyChild("labels", .labels),
    ]

  private static let actionChildren: [LegacyChild] =
    resourceChildren + [
      LegacyChild("async", .boolean), LegacyChild("grace_period", .gracePeriod), LegacyChild("host", .foreign),
      LegacyChild("network", .network), LegacyChild("root_password", .foreign), LegacyChild("ssh", .foreign),
      LegacyChild("image", .foreign), LegacyChild("fence_type", .foreign), LegacyChild("ticket", .foreign),
      LegacyChild("iscsi", .foreign), LegacyChild("storage_domain", .foreign), LegacyChild("cluster", .foreign),
      LegacyChild("discard_snapshots", .foreign), LegacyChild("exclusive", .foreign), LegacyChild("vm", .foreign),
      LegacyChild("snapshot", .foreign), LegacyChild("template", .foreign), LegacyChild("host_nics", .hostNics),
      LegacyChild("check_connectivity", .boolean), LegacyChild("connectivity_timeout", .int),
      LegacyChild("pause", .foreign), LegacyChild("force", .boolean), LegacyChild("option", .foreign),
      LegacyChild("fix_layout", .foreign), LegacyChild("brick", .foreign), LegacyChild("detach", .foreign),
      LegacyChild("clone", .foreign), LegacyChild("restore_memory", .foreign), LegacyChild("disks", .foreign),
      LegacyChild("succeeded", .foreign), LegacyChild("resolution_type", .foreign),
      LegacyChild("bricks", .foreign), LegacyChild("job", .foreign), LegacyChild("import_as_template", .foreign),
      LegacyChild("maintenance_enabled", .foreign), LegacyChild("storage_domains", .foreign),
      LegacyChild("use_sysprep", .foreign), LegacyChild("use_cloud_init", .foreign), LegacyChild("status", .status),
      LegacyChild("fault", .fault), LegacyChild("iscsi_target", .foreign, repeated: true),
      LegacyChild("power_management", .foreign), LegacyChild("is_attached", .foreign),
    ]
}

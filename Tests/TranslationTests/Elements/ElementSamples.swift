import Testing
import XMLTree

@testable import LegacyAPI

/// What a place of a document may be given, to see whether that changes anything.
enum ElementSamples {
  /// Contents for places whose meaning depends on them, by the end of the path. The ids and names are those of
  /// `fixtures/states`.
  private static let texts: [(end: String, values: [String])] = [
    ("network/@id", [network(4), network(7), network(6), network(98)]),
    ("network/name", ["green", "gold", "black", "nonesuch"]),
    ("@id", [nic(3), nic(4), nic(5), nic(99), "prod"]),
    ("option/@name", ["mode", "miimon"]), ("option/@value", ["1", "200"]), ("@name", ["mode"]),
    ("property/name", ["bridge_opts", "other"]), ("property/value", ["forward_delay=2000"]),
    ("ip/@address", ["172.16.0.77", "10.0.0.11", ""]), ("ip/@netmask", ["255.255.0.0", "24"]),
    ("ip/@gateway", ["172.16.0.1", ""]), ("base_interface", ["eth4", "eth5"]), ("vlan/@id", ["100", "4000"]),
    ("boot_protocol", ["none", "dhcp", "static", "bootp"]), ("name", ["eth3", "eth5", "bond7", "nonesuch"]),
  ]

  /// Whole elements, likewise.
  private static let elements: [(end: String, values: [String])] = [
    ("network", ["<network><name>black</name></network>", "<network><name>green</name></network>", "<network/>"]),
    ("ip", [#"<ip address="172.16.0.77" netmask="255.255.0.0"/>"#, "<ip/>"]),
    ("option", [#"<option name="mode" value="5"/>"#]),
    ("options", [#"<options><option name="mode" value="5"/></options>"#, "<options/>"]),
    (
      "slaves",
      [
        "<slaves><host_nic><name>eth4</name></host_nic><host_nic><name>eth5</name></host_nic></slaves>", "<slaves/>",
      ]
    ),
    ("slaves/host_nic", ["<host_nic><name>eth5</name></host_nic>", "<host_nic/>"]),
    (
      "bonding",
      [
        """
        <bonding><slaves><host_nic><name>eth4</name></host_nic><host_nic><name>eth5</name></host_nic></slaves></bonding>
        """, "<bonding/>",
      ]
    ),
    ("property", ["<property><name>other</name><value>1</value></property>"]),
    (
      "properties",
      ["<properties><property><name>other</name><value>1</value></property></properties>", "<properties/>"]
    ),
    ("host_nics/host_nic", ["<host_nic><name>eth4</name><network><name>black</name></network></host_nic>"]),
    ("host_nics", ["<host_nics/>"]),
  ]

  static func nic(_ number: Int) -> String { id("aaaaaaaa", number) }
  static func network(_ number: Int) -> String { id("eeeeeeee", number) }

  private static func id(_ prefix: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(prefix)-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Values for a place: its own, else one of each kind that its type has.
  static func values(for place: SchemaPlace) throws -> [XMLElement] {
    let name = place.steps.last ?? ""
    switch place.type.shape {
    case .leaf: return texts(for: place).map { XMLElement(name, text: $0) }
    case .foreign:
      return try [parsed("<\(name) id=\"x\"><name>y</name></\(name)>"), parsed("<\(name)>true</\(name)>")]
    case .attributes, .children:
      let own = elements.first { isEnd($0.end, of: place.path) }
      return try own.map { try $0.values.map(parsed) } ?? [full(place, depth: 3), XMLElement(name)]
    }
  }

  /// Text that a restricted type refuses; nil for types that take any.
  static func unfit(for type: LegacyType) -> String? {
    switch type {
    case .boolean, .int, .long, .unsignedShort: "x"
    default: nil
    }
  }

  private static func texts(for place: SchemaPlace) -> [String] {
    switch place.type {
    case .boolean: ["true", "false"]
    case .int, .long, .unsignedShort, .decimal: ["7", "90"]
    default: texts.first { isEnd($0.end, of: place.path) }?.values ?? ["sample"]
    }
  }

  /// An element with all that its type may have, down to a depth.
  static func full(_ place: SchemaPlace, depth: Int) throws -> XMLElement {
    var element = XMLElement(place.steps.last ?? "")
    for member in SchemaPlaces.members(of: place.type) {
      let inner = SchemaPlace(steps: place.steps + [member.name], type: member.type)
      switch member.type.shape {
      case .leaf where inner.isAttribute: element.setAttribute(String(member.name.dropFirst()), texts(for: inner)[0])
      case .leaf: element.children.append(XMLElement(member.name, text: texts(for: inner)[0]))
      case .foreign: element.children.append(try values(for: inner)[0])
      case .attributes, .children: if depth > 0 { element.children.append(try full(inner, depth: depth - 1)) }
      }
    }
    return element
  }

  private static func isEnd(_ end: String, of path: String) -> Bool {
    path == end || path.hasSuffix("/\(end)")
  }

  static func parsed(_ text: String) throws -> XMLElement {
    try XMLReader.read(Array(text.utf8))
  }
}

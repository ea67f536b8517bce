import GatewayErrors
import HostNetworking
import XMLTree

/// Reads `host_nic` elements that the schema check let through.
enum LegacyHostNicReader {
  /// The entries of a list (`host_nics`, `slaves`), in document order.
  ///
  /// - Parameter path: where the list stands, for errors.
  /// - Throws: `REQUEST_VALUE_INVALID` for a property without name or value.
  static func nics(in list: XMLElement, path: String) throws(GatewayError) -> [LegacyHostNic] {
    var nics: [LegacyHostNic] = []
    for (index, element) in list.children("host_nic").enumerated() {
      nics.append(try nic(element, path: "\(path)/host_nic[\(index + 1)]"))
    }
    return nics
  }

  /// A reference to a network by attribute `id` or element `name`; what is there and empty counts as not there.
  static func network(_ element: XMLElement) -> LegacyNetworkReference {
    LegacyNetworkReference(id: filled(element.attribute("id")), name: filled(element.childText("name")))
  }

  /// One device.
  ///
  /// - Parameter path: where it stands, for errors.
  /// - Throws: `REQUEST_VALUE_INVALID` for a property without name or value.
  static func nic(_ element: XMLElement, path: String) throws(GatewayError) -> LegacyHostNic {
    LegacyHostNic(
      id: filled(element.attribute("id")),
      name: filled(element.childText("name")),
      network: element.child("network").map(network),
      ip: element.child("ip").map {
        LegacyIP(
          address: $0.attribute("address"), netmask: $0.attribute("netmask"), gateway: $0.attribute("gateway"))
      },
      baseInterface: filled(element.childText("base_interface")),
      vlan: filled(element.child("vlan")?.attribute("id")),
      bonding: try bonding(element.child("bonding"), path: "\(path)/bonding"),
      bootProtocol: filled(element.childText("boot_protocol")),
      checkConnectivity: element.childText("check_connectivity").flatMap(LegacyValue.boolean),
      overrideConfiguration: element.childText("override_configuration").flatMap(LegacyValue.boolean),
      properties: try properties(element.child("properties"), path: "\(path)/properties"))
  }

  private static func bonding(_ element: XMLElement?, path: String) throws(GatewayError) -> LegacyBonding? {
    guard let element else { return nil }
    var slaves: [LegacyHostNic]?
    if let list = element.child("slaves") { slaves = try nics(in: list, path: "\(path)/slaves") }
    let options = element.child("options").map {
      $0.children("option").map { LegacyBondOption(name: $0.attribute("name"), value: $0.attribute("value")) }
    }
    return LegacyBonding(options: options, slaves: slaves)
  }

  private static func properties(_ element: XMLElement?, path: String) throws(GatewayError) -> [CustomProperty]? {
    guard let element else { return nil }
    var properties: [CustomProperty] = []
    for (index, property) in element.children("property").enumerated() {
      guard let name = filled(property.childText("name")), let value = property.childText("value") else {
        throw GatewayError(
          .requestValueInvalid, stage: .parse, detail: "\(path)/property[\(index + 1)] has no name or no value.",
          nextStep: "State both, or leave the property out.")
      }
      properties.append(CustomProperty(name, value))
    }
    return properties
  }

  private static func filled(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

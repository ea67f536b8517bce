import HostNetworking
import XMLTree

/// Writes `host_nics` and `host_nic` as engine 3.5 did (`HostNicMapper`, `BackendHostNicsResource`, `ActionsBuilder`,
/// `LinkHelper`; element order from `api.xsd`).
struct LegacyNicElement {
  /// What hrefs start with.
  let hrefPrefix: String
  /// The id of the host that the devices belong to.
  let hostID: String
  private let hostHref: String

  /// Writes devices of a host.
  init(hrefPrefix: String, hostID: String) {
    self.hrefPrefix = hrefPrefix
    self.hostID = hostID
    hostHref = "\(hrefPrefix)/hosts/\(hostID.pathSegment)"
  }

  /// The collection, with its action.
  func list(_ nics: [LegacyNic]) -> XMLElement {
    let actions = XMLElement("actions", children: [link("\(hostHref)/nics/setupnetworks", "setupnetworks")])
    return XMLElement("host_nics", children: [actions] + nics.map(nic))
  }

  /// One device. What the engine doesn't tell is left out; nothing is made up.
  func nic(_ nic: LegacyNic) -> XMLElement {
    let href = href(nic.id)
    var children = [actions(nic.id), XMLElement("name", text: nic.name)]
    children.reserveCapacity(20)
    if let masterID = nic.masterID { children.append(link(self.href(masterID), "master")) }
    children.append(link("\(href)/statistics", "statistics"))
    children.append(link("\(href)/labels", "labels"))
    children.append(
      XMLElement("host", [XMLAttribute("href", hostHref), XMLAttribute("id", hostID)]))
    if let shown = nic.network { children.append(network(shown)) }
    if let mac = nic.mac { children.append(XMLElement("mac", [XMLAttribute("address", mac)])) }
    if let ip = ip(nic.ipv4) { children.append(ip) }
    if let base = nic.baseInterface { children.append(XMLElement("base_interface", text: base)) }
    if let tag = nic.vlan { children.append(XMLElement("vlan", [XMLAttribute("id", String(tag))])) }
    if let part = nic.bonding { children.append(bonding(part)) }
    children.append(XMLElement("boot_protocol", text: nic.ipv4.method.rawValue))
    if let statistics = nic.statistics {
      children.append(LegacyStatisticElement(nicHref: href, nicID: nic.id).list(statistics))
    }
    if let speed = nic.speed { children.append(XMLElement("speed", text: String(speed))) }
    if let status = nic.status {
      children.append(XMLElement("status", children: [XMLElement("state", text: status)]))
    }
    if let mtu = nic.mtu { children.append(XMLElement("mtu", text: String(mtu))) }
    if let isBridged = nic.isBridged { children.append(XMLElement("bridged", text: String(isBridged))) }
    if let isCustom = nic.hasCustomConfiguration {
      children.append(XMLElement("custom_configuration", text: String(isCustom)))
    }
    if !nic.properties.isEmpty { children.append(properties(nic.properties)) }
    return XMLElement("host_nic", reference(nic.id), children: children)
  }

  private func network(_ network: HostNic.ShownNetwork) -> XMLElement {
    switch network {
    case .managed(let id):
      XMLElement(
        "network", [XMLAttribute("href", "\(hrefPrefix)/networks/\(id.pathSegment)"), XMLAttribute("id", id)])
    case .unmanaged(let name):
      XMLElement("network", children: [XMLElement("name", text: name)])
    }
  }

  private func ip(_ ipv4: IPv4Configuration) -> XMLElement? {
    let attributes = [("address", ipv4.address), ("netmask", ipv4.netmask), ("gateway", ipv4.gateway)]
      .compactMap { name, value in value.map { XMLAttribute(name, $0) } }
    return attributes.isEmpty ? nil : XMLElement("ip", attributes)
  }

  private func bonding(_ bonding: LegacyNic.Bonding) -> XMLElement {
    var element = XMLElement("bonding")
    if !bonding.options.isEmpty {
      element.children.append(XMLElement("options", children: bonding.options.map(option)))
    }
    if !bonding.slaveIDs.isEmpty {
      // References with their actions, but without name and links.
      let slaves = bonding.slaveIDs.map { XMLElement("host_nic", reference($0), children: [actions($0)]) }
      element.children.append(XMLElement("slaves", children: slaves))
    }
    return element
  }

  private func option(_ option: BondOption) -> XMLElement {
    var element = XMLElement("option", [XMLAttribute("name", option.name), XMLAttribute("value", option.value)])
    if option.name == "mode", let type = Self.modeTypes[option.value] { element.setAttribute("type", type) }
    return element
  }

  /// The modes that 3.5 had a text for; only when the mode is given by number.
  private static let modeTypes = [
    "1": "Active-Backup", "2": "Load balance (balance-xor)", "4": "Dynamic link aggregation (802.3ad)",
    "5": "Adaptive transmit load balancing (balance-tlb)",
  ]

  private func properties(_ properties: [CustomProperty]) -> XMLElement {
    XMLElement(
      "properties",
      children: properties.map {
        XMLElement("property", children: [XMLElement("name", text: $0.name), XMLElement("value", text: $0.value)])
      })
  }

  private func actions(_ nicID: String) -> XMLElement {
    XMLElement(
      "actions", children: [link("\(href(nicID))/attach", "attach"), link("\(href(nicID))/detach", "detach")])
  }

  private func link(_ href: String, _ rel: String) -> XMLElement {
    XMLElement("link", [XMLAttribute("href", href), XMLAttribute("rel", rel)])
  }

  private func reference(_ nicID: String) -> [XMLAttribute] {
    [XMLAttribute("href", href(nicID)), XMLAttribute("id", nicID)]
  }

  /// The path of a device, with leading slash.
  func href(_ nicID: String) -> String { "\(hostHref)/nics/\(nicID.pathSegment)" }
}

extension String {
  /// The text as one path segment of a URL: all but unreserved characters escaped (RFC 3986 section 2.3).
  var pathSegment: String {
    if utf8.allSatisfy(Self.isUnreserved) { return self }
    var escaped = ""
    for byte in utf8 {
      if Self.isUnreserved(byte) {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return escaped
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

import HostNetworking
import XMLTree

/// Writes `host_nics` and `host_nic` as engine 3.5 did (`HostNicMapper`, `BackendHostNicsResource`, `ActionsBuilder`,
/// `LinkHelper`; element order from `api.xsd`).
struct LegacyNicElement: Sendable {
  /// What hrefs start with.
  let hrefPrefix: String
  /// The id of the host that the devices belong to.
  let hostID: String
  private let hostHref: PreparedValue
  private let preparedHostID: PreparedValue
  private let setUpHref: PreparedValue
  private let nicsHref: PreparedValue
  private let networksHref: PreparedValue

  /// Writes devices of a host.
  init(hrefPrefix: String, hostID: String) {
    self.hrefPrefix = hrefPrefix
    self.hostID = hostID
    hostHref = PreparedValue("\(hrefPrefix)/hosts/\(hostID.pathSegment)")
    preparedHostID = PreparedValue(hostID)
    nicsHref = PreparedValue(hostHref, "/nics/")
    setUpHref = PreparedValue(nicsHref, "setupnetworks")
    networksHref = PreparedValue("\(hrefPrefix)/networks/")
  }

  /// The collection, with its action.
  func write(_ nics: [LegacyNic], to sink: inout some ElementSink) {
    sink.open("host_nics")
    sink.open("actions")
    link(setUpHref, "", "setupnetworks", to: &sink)
    sink.close("actions")
    for index in nics.indices { write(nics[index], to: &sink) }
    sink.close("host_nics")
  }

  /// One device. What the engine doesn't tell is left out; nothing is made up.
  func write(_ nic: LegacyNic, to sink: inout some ElementSink) {
    let href = prepared(nic.id)
    sink.open("host_nic")
    sink.attribute("href", href)
    sink.attribute("id", nic.id)
    actions(href, to: &sink)
    sink.element("name", text: nic.name)
    if let masterID = nic.masterID { link(prepared(masterID), "", "master", to: &sink) }
    link(href, "/statistics", "statistics", to: &sink)
    link(href, "/labels", "labels", to: &sink)
    sink.open("host")
    sink.attribute("href", hostHref)
    sink.attribute("id", preparedHostID)
    sink.close("host")
    if let shown = nic.network { network(shown, to: &sink) }
    if let mac = nic.mac {
      sink.open("mac")
      sink.attribute("address", mac)
      sink.close("mac")
    }
    ip(nic.ipv4, to: &sink)
    if let base = nic.baseInterface { sink.element("base_interface", text: base) }
    if let tag = nic.vlan {
      sink.open("vlan")
      sink.attribute("id", String(tag))
      sink.close("vlan")
    }
    if let part = nic.bonding { bonding(part, to: &sink) }
    sink.element("boot_protocol", text: nic.ipv4.method.rawValue)
    if let statistics = nic.statistics {
      LegacyStatisticElement(nicHref: href, nicID: nic.id).write(statistics, to: &sink)
    }
    if let speed = nic.speed { sink.element("speed", text: String(speed)) }
    if let status = nic.status {
      sink.open("status")
      sink.element("state", text: status)
      sink.close("status")
    }
    if let mtu = nic.mtu { sink.element("mtu", text: String(mtu)) }
    if let isBridged = nic.isBridged { sink.element("bridged", text: isBridged ? "true" : "false") }
    if let isCustom = nic.hasCustomConfiguration {
      sink.element("custom_configuration", text: isCustom ? "true" : "false")
    }
    if !nic.properties.isEmpty { properties(nic.properties, to: &sink) }
    sink.close("host_nic")
  }

  private func network(_ network: HostNic.ShownNetwork, to sink: inout some ElementSink) {
    sink.open("network")
    switch network {
    case .managed(let id):
      sink.attribute("href", networksHref, then: id.pathSegment)
      sink.attribute("id", id)
    case .unmanaged(let name):
      sink.element("name", text: name)
    }
    sink.close("network")
  }

  private func ip(_ ipv4: IPv4Configuration, to sink: inout some ElementSink) {
    guard ipv4.address != nil || ipv4.netmask != nil || ipv4.gateway != nil else { return }
    sink.open("ip")
    if let address = ipv4.address { sink.attribute("address", address) }
    if let netmask = ipv4.netmask { sink.attribute("netmask", netmask) }
    if let gateway = ipv4.gateway { sink.attribute("gateway", gateway) }
    sink.close("ip")
  }

  private func bonding(_ bonding: LegacyNic.Bonding, to sink: inout some ElementSink) {
    sink.open("bonding")
    if !bonding.options.isEmpty {
      sink.open("options")
      for option in bonding.options { self.option(option, to: &sink) }
      sink.close("options")
    }
    if !bonding.slaveIDs.isEmpty {
      sink.open("slaves")
      // References with their actions, but without name and links.
      for id in bonding.slaveIDs {
        let href = prepared(id)
        sink.open("host_nic")
        sink.attribute("href", href)
        sink.attribute("id", id)
        actions(href, to: &sink)
        sink.close("host_nic")
      }
      sink.close("slaves")
    }
    sink.close("bonding")
  }

  private func option(_ option: BondOption, to sink: inout some ElementSink) {
    sink.open("option")
    sink.attribute("name", option.name)
    sink.attribute("value", option.value)
    if option.name == "mode", let type = Self.modeTypes[option.value] { sink.attribute("type", type) }
    sink.close("option")
  }

  /// The modes that 3.5 had a text for; only when the mode is given by number.
  private static let modeTypes = [
    "1": "Active-Backup", "2": "Load balance (balance-xor)", "4": "Dynamic link aggregation (802.3ad)",
    "5": "Adaptive transmit load balancing (balance-tlb)",
  ]

  private func properties(_ properties: [CustomProperty], to sink: inout some ElementSink) {
    sink.open("properties")
    for property in properties {
      sink.open("property")
      sink.element("name", text: property.name)
      sink.element("value", text: property.value)
      sink.close("property")
    }
    sink.close("properties")
  }

  private func actions(_ href: PreparedValue, to sink: inout some ElementSink) {
    sink.open("actions")
    link(href, "/attach", "attach", to: &sink)
    link(href, "/detach", "detach", to: &sink)
    sink.close("actions")
  }

  private func link(_ href: PreparedValue, _ suffix: StaticString, _ rel: StaticString, to sink: inout some ElementSink)
  {
    sink.open("link")
    sink.attribute("href", href, suffix)
    sink.attribute("rel", .empty, rel)
    sink.close("link")
  }

  /// The path of a device, with leading slash.
  func href(_ nicID: String) -> String { prepared(nicID).text }

  private func prepared(_ nicID: String) -> PreparedValue { PreparedValue(nicsHref, nicID.pathSegment) }
}

extension String {
  /// The text as one path segment of a URL: all but unreserved characters escaped (RFC 3986 section 2.3).
  var pathSegment: String {
    var text = self
    if text.withUTF8({ bytes in bytes.allSatisfy { Self.isUnreservedTable[Int($0)] } }) { return self }
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

  private static let isUnreservedTable = (0...UInt8.max).map(isUnreserved)

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

/// The engine's documents about a host with as many nics as networks, in API v4: each network is tagged, and is attached
/// to a nic of its own with a vlan device and a static address; the first is the management network.
struct HostDocuments {
  /// `host_nics`.
  let nics: [UInt8]
  /// `network_attachments`.
  let attachments: [UInt8]
  /// `networks` of the cluster.
  let networks: [UInt8]
  /// A legacy setupnetworks that restates everything, with one address changed.
  let request: [UInt8]

  /// The documents about a host with `count` nics.
  init(count: Int) {
    nics = Self.list("host_nics", count) { Self.nic($0) + Self.vlanDevice($0) }
    attachments = Self.list("network_attachments", count, Self.attachment)
    networks = Self.list("networks", count, Self.network)
    request = Array(
      ("<action><host_nics>" + (0..<count).map(Self.stated).joined() + "</host_nics></action>").utf8)
  }

  private static func list(_ name: String, _ count: Int, _ item: (Int) -> String) -> [UInt8] {
    let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    return Array("\(declaration)\n<\(name)>\n\((0..<count).map(item).joined())</\(name)>\n".utf8)
  }

  private static let host = "/ovirt-engine/api/hosts/5e7f0000-0000-4000-8000-000000000001"

  private static func id(_ kind: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(kind)-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func address(_ number: Int) -> String { "10.\(number >> 8 & 255).\(number & 255).10" }
  private static func tag(_ number: Int) -> Int { number % 4000 + 1 }

  private static func device(_ id: String, _ name: String, _ members: String) -> String {
    """
        <host_nic href="\(host)/nics/\(id)" id="\(id)">
            <actions>
                <link href="\(host)/nics/\(id)/updatevirtualfunctionsconfiguration" rel="updatevirtualfunctionsconfiguration"/>
            </actions>
            <name>\(name)</name>
            <link href="\(host)/nics/\(id)/networkattachments" rel="networkattachments"/>
            <link href="\(host)/nics/\(id)/networklabels" rel="networklabels"/>
            <link href="\(host)/nics/\(id)/statistics" rel="statistics"/>
            <bridged>false</bridged>
            <custom_configuration>false</custom_configuration>
            <ipv6_boot_protocol>none</ipv6_boot_protocol>
            <mtu>1500</mtu>
            <properties/>
            <speed>10000000000</speed>
            <status>up</status>
    \(members)    </host_nic>

    """
  }

  private static func nic(_ number: Int) -> String {
    device(
      id("0c1c0000", number), "ens\(number)",
      """
              <boot_protocol>none</boot_protocol>
              <mac>
                  <address>00:1a:4a:16:01:51</address>
              </mac>

      """)
  }

  private static func vlanDevice(_ number: Int) -> String {
    device(
      id("0c1d0000", number), "ens\(number).\(tag(number))",
      """
              <base_interface>ens\(number)</base_interface>
              <boot_protocol>static</boot_protocol>
              <ip>
                  <address>\(address(number))</address>
                  <netmask>255.255.255.0</netmask>
                  <version>v4</version>
              </ip>
              <vlan id="\(tag(number))"/>
              <network href="/ovirt-engine/api/networks/\(id("4e700000", number))" id="\(id("4e700000", number))"/>

      """)
  }

  private static func attachment(_ number: Int) -> String {
    """
        <network_attachment href="\(host)/networkattachments/\(id("a77a0000", number))" id="\(id("a77a0000", number))">
            <in_sync>true</in_sync>
            <ip_address_assignments>
                <ip_address_assignment>
                    <assignment_method>static</assignment_method>
                    <ip>
                        <address>\(address(number))</address>
                        <netmask>255.255.255.0</netmask>
                        <version>v4</version>
                    </ip>
                </ip_address_assignment>
            </ip_address_assignments>
            <host_nic href="\(host)/nics/\(id("0c1c0000", number))" id="\(id("0c1c0000", number))"/>
            <network href="/ovirt-engine/api/networks/\(id("4e700000", number))" id="\(id("4e700000", number))"/>
        </network_attachment>

    """
  }

  private static func network(_ number: Int) -> String {
    """
        <network href="/ovirt-engine/api/networks/\(id("4e700000", number))" id="\(id("4e700000", number))">
            <name>net\(number)</name>
            <mtu>0</mtu>
            <stp>false</stp>
            <usages>
                <usage>vm</usage>
                \(number == 0 ? "<usage>management</usage>" : "")
            </usages>
            <vlan id="\(tag(number))"/>
        </network>

    """
  }

  private static func stated(_ number: Int) -> String {
    let address = number == 1 ? "10.200.200.200" : address(number)
    return """
      <host_nic><name>ens\(number)</name></host_nic>\
      <host_nic><name>ens\(number).\(tag(number))</name><network><name>net\(number)</name></network>\
      <ip address="\(address)" netmask="255.255.255.0" gateway=""/><base_interface>ens\(number)</base_interface>\
      <vlan id="\(tag(number))"/><boot_protocol>static</boot_protocol></host_nic>
      """
  }
}

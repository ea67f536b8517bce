import EngineAPI
import GatewayErrors
import HostNetworking
import Testing
import XMLTree

private let host = EngineHost(host: Host(id: "H1", address: "10.0.0.1", status: "up"), multiChangePath: nil)

/// A change that uses every list and every form of an item.
private let everything = Change(
  modifiedBonds: [
    BondChange(
      id: nil, name: "bond1", slaves: ["eth2", "eth3"],
      options: [BondOption("mode", "1"), BondOption("miimon", "150")]),
    BondChange(id: "B0", name: "bond0", slaves: ["eth5", "eth4"], options: nil),
    BondChange(id: "B7", name: "bond7", slaves: ["eth6", "eth7"], options: []),
  ],
  removedBonds: ["B8", "B9"],
  modifiedAttachments: [
    AttachmentChange(
      id: nil, networkID: "N1", nic: .name("bond1"),
      ipv4: [IPv4Configuration(method: .static, address: "10.7.0.4", netmask: "255.255.0.0", gateway: "10.7.0.1")]),
    AttachmentChange(
      id: "A2", networkID: "N2", nic: .id("E1"),
      ipv4: [IPv4Configuration(method: .dhcp, address: "10.9.9.9", netmask: "24", gateway: "10.9.9.1")],
      ipv6: [
        IPv6Configuration(method: "static", address: "fd00::7", prefix: "64", gateway: ""),
        IPv6Configuration(method: "autoconf", address: "fe80::1", prefix: "64", gateway: "fe80::2"),
      ],
      properties: [CustomProperty("bridge_opts", "a=1 b=\"2\" & <c>"), CustomProperty("ethtool_opts", "")]),
    AttachmentChange(
      id: "A3", networkID: "N3",
      ipv4: [IPv4Configuration(method: .static, address: "10.8.0.4", netmask: "24", gateway: ""), .none],
      properties: []),
    AttachmentChange(id: "A4", networkID: "N4", ipv4: []),
  ],
  removedAttachments: ["A8", "A9"], synchronizedAttachments: ["A2"],
  modifiedLabels: [LabelChange(label: "blue", nicID: "E1")], removedLabels: ["red"], checkConnectivity: false,
  connectivityTimeoutSeconds: 60, commitOnSuccess: true)

@Suite("Mutations are written")
struct WritingTests {
  @Test("every list of a change, in API v3")
  func v3() throws {
    let expected = """
      <action>
        <modified_network_attachments>
          <network_attachment>
            <network id="N1"/>
            <host_nic><name>bond1</name></host_nic>
            <ip_address_assignments>
              <ip_address_assignment>
                <ip address="10.7.0.4" netmask="255.255.0.0" gateway="10.7.0.1"/>
                <assignment_method>static</assignment_method>
              </ip_address_assignment>
            </ip_address_assignments>
          </network_attachment>
          <network_attachment id="A2">
            <network id="N2"/>
            <host_nic id="E1"/>
            <ip_address_assignments>
              <ip_address_assignment><assignment_method>dhcp</assignment_method></ip_address_assignment>
            </ip_address_assignments>
            <properties>
              <property><name>bridge_opts</name><value>a=1 b="2" &amp; &lt;c></value></property>
              <property><name>ethtool_opts</name><value></value></property>
            </properties>
          </network_attachment>
          <network_attachment id="A3">
            <network id="N3"/>
            <ip_address_assignments>
              <ip_address_assignment>
                <ip address="10.8.0.4" netmask="24"/>
                <assignment_method>static</assignment_method>
              </ip_address_assignment>
              <ip_address_assignment><assignment_method>none</assignment_method></ip_address_assignment>
            </ip_address_assignments>
            <properties/>
          </network_attachment>
          <network_attachment id="A4">
            <network id="N4"/>
            <ip_address_assignments/>
          </network_attachment>
        </modified_network_attachments>
        <removed_network_attachments>
          <network_attachment id="A8"/><network_attachment id="A9"/>
        </removed_network_attachments>
        <synchronized_network_attachments><network_attachment id="A2"/></synchronized_network_attachments>
        <modified_bonds>
          <host_nic>
            <name>bond1</name>
            <bonding>
              <options><option name="mode" value="1"/><option name="miimon" value="150"/></options>
              <slaves><host_nic><name>eth2</name></host_nic><host_nic><name>eth3</name></host_nic></slaves>
            </bonding>
          </host_nic>
          <host_nic id="B0">
            <name>bond0</name>
            <bonding>
              <slaves><host_nic><name>eth5</name></host_nic><host_nic><name>eth4</name></host_nic></slaves>
            </bonding>
          </host_nic>
          <host_nic id="B7">
            <name>bond7</name>
            <bonding>
              <options/>
              <slaves><host_nic><name>eth6</name></host_nic><host_nic><name>eth7</name></host_nic></slaves>
            </bonding>
          </host_nic>
        </modified_bonds>
        <removed_bonds><host_nic id="B8"/><host_nic id="B9"/></removed_bonds>
        <modified_labels><label id="blue"><host_nic id="E1"/></label></modified_labels>
        <removed_labels><label id="red"/></removed_labels>
        <check_connectivity>false</check_connectivity>
        <connectivity_timeout>60</connectivity_timeout>
      </action>
      """
    for wire in v3Wires {
      #expect(wire.call(for: .setupNetworks(everything), on: host).body == (try tree(expected)))
    }
  }

  @Test("every list of a change, in API v4")
  func v4() throws {
    let expected = """
      <action>
        <check_connectivity>false</check_connectivity>
        <commit_on_success>true</commit_on_success>
        <connectivity_timeout>60</connectivity_timeout>
        <modified_bonds>
          <host_nic>
            <name>bond1</name>
            <bonding>
              <options>
                <option><name>mode</name><value>1</value></option>
                <option><name>miimon</name><value>150</value></option>
              </options>
              <slaves><host_nic><name>eth2</name></host_nic><host_nic><name>eth3</name></host_nic></slaves>
            </bonding>
          </host_nic>
          <host_nic id="B0">
            <name>bond0</name>
            <bonding>
              <slaves><host_nic><name>eth5</name></host_nic><host_nic><name>eth4</name></host_nic></slaves>
            </bonding>
          </host_nic>
          <host_nic id="B7">
            <name>bond7</name>
            <bonding>
              <options/>
              <slaves><host_nic><name>eth6</name></host_nic><host_nic><name>eth7</name></host_nic></slaves>
            </bonding>
          </host_nic>
        </modified_bonds>
        <modified_labels><network_label id="blue"><host_nic id="E1"/></network_label></modified_labels>
        <modified_network_attachments>
          <network_attachment>
            <ip_address_assignments>
              <ip_address_assignment>
                <assignment_method>static</assignment_method>
                <ip>
                  <address>10.7.0.4</address><gateway>10.7.0.1</gateway><netmask>255.255.0.0</netmask>
                  <version>v4</version>
                </ip>
              </ip_address_assignment>
            </ip_address_assignments>
            <host_nic><name>bond1</name></host_nic>
            <network id="N1"/>
          </network_attachment>
          <network_attachment id="A2">
            <ip_address_assignments>
              <ip_address_assignment>
                <assignment_method>dhcp</assignment_method><ip><version>v4</version></ip>
              </ip_address_assignment>
              <ip_address_assignment>
                <assignment_method>static</assignment_method>
                <ip><address>fd00::7</address><netmask>64</netmask><version>v6</version></ip>
              </ip_address_assignment>
              <ip_address_assignment>
                <assignment_method>autoconf</assignment_method><ip><version>v6</version></ip>
              </ip_address_assignment>
            </ip_address_assignments>
            <properties>
              <property><name>bridge_opts</name><value>a=1 b="2" &amp; &lt;c></value></property>
              <property><name>ethtool_opts</name><value></value></property>
            </properties>
            <host_nic id="E1"/>
            <network id="N2"/>
          </network_attachment>
          <network_attachment id="A3">
            <ip_address_assignments>
              <ip_address_assignment>
                <assignment_method>static</assignment_method>
                <ip><address>10.8.0.4</address><netmask>24</netmask><version>v4</version></ip>
              </ip_address_assignment>
              <ip_address_assignment>
                <assignment_method>none</assignment_method><ip><version>v4</version></ip>
              </ip_address_assignment>
            </ip_address_assignments>
            <properties/>
            <network id="N3"/>
          </network_attachment>
          <network_attachment id="A4">
            <ip_address_assignments/>
            <network id="N4"/>
          </network_attachment>
        </modified_network_attachments>
        <removed_bonds><host_nic id="B8"/><host_nic id="B9"/></removed_bonds>
        <removed_labels><network_label id="red"/></removed_labels>
        <removed_network_attachments>
          <network_attachment id="A8"/><network_attachment id="A9"/>
        </removed_network_attachments>
        <synchronized_network_attachments><network_attachment id="A2"/></synchronized_network_attachments>
      </action>
      """
    #expect(v4Wire.call(for: .setupNetworks(everything), on: host).body == (try tree(expected)))
  }

  @Test("a change without lists is its flags alone, the check always stated", arguments: wires)
  func flags(wire: any EngineWire) throws {
    for check in [true, false] {
      let body = wire.call(for: .setupNetworks(Change(checkConnectivity: check)), on: host).body
      #expect(body == (try tree("<action><check_connectivity>\(check)</check_connectivity></action>")))
    }
  }

  @Test("what is sent of an attachment is read back as it was, in the same dialect", arguments: wires)
  func reread(wire: any EngineWire) throws {
    let withIPv6 = wire.dialect == .v4
    let before = Samples.attachments(withIPv6: withIPv6)
    let sent = before.map { attachment in
      AttachmentChange(
        id: attachment.id, networkID: attachment.networkID, nic: .id(attachment.nicID), ipv4: attachment.ipv4,
        ipv6: attachment.ipv6, properties: attachment.properties)
    }
    let body = try #require(wire.call(for: .setupNetworks(Change(modifiedAttachments: sent)), on: host).body)
    let items = try #require(body.child("modified_network_attachments")).children
    let bytes = XMLWriter.write(XMLElement("network_attachments", children: items))
    let after = try wire.attachments(try XMLReader.parse(bytes))
    #expect(
      after
        == before.map { attachment in
          var attachment = attachment
          attachment.reported = nil
          attachment.isInSync = true
          return attachment
        })
  }

  @Test("what is sent of a bond is read back as it was, in the same dialect", arguments: wires)
  func rereadBond(wire: any EngineWire) throws {
    let options = [BondOption("mode", "802.3ad"), BondOption("arp_ip_target", "10.0.0.1,10.0.0.2")]
    let bond = BondChange(id: "B", name: "bond0", slaves: ["eth1", "eth0"], options: options)
    let body = try #require(wire.call(for: .setupNetworks(Change(modifiedBonds: [bond])), on: host).body)
    let items = try #require(body.child("modified_bonds")).children
    let bytes = XMLWriter.write(XMLElement("host_nics", children: items))
    #expect(
      try wire.nics(try XMLReader.parse(bytes)) == [
        HostNic(id: "B", name: "bond0", kind: .bond(slaves: ["eth1", "eth0"], options: options))
      ])
  }

  @Test("API v4 bodies never have what engines drop without a word: attributes other than id")
  func noLostAttributes() throws {
    func check(_ element: XMLElement) {
      #expect(element.attributes.allSatisfy { $0.name == "id" }, "\(element.name)")
      element.children.forEach(check)
    }
    check(try #require(v4Wire.call(for: .setupNetworks(everything), on: host).body))
  }
}

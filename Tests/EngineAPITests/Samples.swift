import EngineAPI
import GatewayErrors
import HostNetworking
import XMLTree

/// A document given as text.
func xml(_ text: String) throws -> XMLNode {
  try XMLReader.parse(Array(text.utf8))
}

/// The same as a tree, which is what calls carry.
func tree(_ text: String) throws -> XMLElement {
  XMLElement(try xml(text))
}

/// The wires of all dialects, the newest engine of each.
let wires = EngineDialect.allCases.map { EngineWires.wire($0, version: nil) }

/// The wires whose documents are API v3.
let v3Wires = [EngineWires.wire(.design, version: nil), EngineWires.wire(.v36, version: nil)]

/// The wire of API v4.
let v4Wire = EngineWires.wire(.v4, version: nil)

/// Documents as engine 3.6 and engines of API v4 write them (engine 3.6, `api.xsd` and mappers; API model 4.5).
enum Samples {
  /// A host of 3.6.
  static func hostV3(action: String, href: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <host href="/ovirt-engine/api/hosts/H1" id="H1">
        <actions>
            <link href="/ovirt-engine/api/hosts/H1/install" rel="install"/>
            <link href="\(href)" rel="\(action)"/>
            <link href="/ovirt-engine/api/hosts/H1/commitnetconfig" rel="commitnetconfig"/>
        </actions>
        <name>rack4-node2</name>
        <comment></comment>
        <link href="/ovirt-engine/api/hosts/H1/nics" rel="nics"/>
        <link href="/ovirt-engine/api/hosts/H1/networkattachments" rel="networkattachments"/>
        <address>rack4-node2.example.com</address>
        <status>
            <state>up</state>
        </status>
        <cluster href="/ovirt-engine/api/clusters/C1" id="C1"/>
        <port>54321</port>
        <type>rhel</type>
    </host>
    """
  }

  /// A host of 4.5.
  static let hostV4 = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <host href="/ovirt-engine/api/hosts/H1" id="H1">
        <actions>
            <link href="/ovirt-engine/api/hosts/H1/copyhostnetworks" rel="copyhostnetworks"/>
            <link href="/ovirt-engine/api/hosts/H1/setupnetworks" rel="setupnetworks"/>
            <link href="/ovirt-engine/api/hosts/H1/syncallnetworks" rel="syncallnetworks"/>
        </actions>
        <name>rack4-node2</name>
        <comment></comment>
        <link href="/ovirt-engine/api/hosts/H1/nics" rel="nics"/>
        <address>rack4-node2.example.com</address>
        <status>maintenance</status>
        <status_detail>storage_domain_error</status_detail>
        <cluster href="/ovirt-engine/api/clusters/C1" id="C1"/>
    </host>
    """

  /// Every kind of device as 3.6 writes it; the bond stands before its slaves.
  static let nicsV3 = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <host_nics>
        <actions>
            <link href="/ovirt-engine/api/hosts/H1/nics/setupnetworks" rel="setupnetworks"/>
        </actions>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/B" id="B">
            <actions>
                <link href="/ovirt-engine/api/hosts/H1/nics/B/attach" rel="attach"/>
                <link href="/ovirt-engine/api/hosts/H1/nics/B/detach" rel="detach"/>
            </actions>
            <name>bond0</name>
            <link href="/ovirt-engine/api/hosts/H1/nics/B/statistics" rel="statistics"/>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
            <mac address="52:54:00:aa:00:02"/>
            <ip/>
            <bonding>
                <options>
                    <option name="mode" value="1" type="Active-Backup"/>
                    <option name="miimon" value="150"/>
                    <option name="primary" value=""/>
                </options>
                <slaves>
                    <host_nic href="/ovirt-engine/api/hosts/H1/nics/E3" id="E3">
                        <actions/>
                    </host_nic>
                    <host_nic href="/ovirt-engine/api/hosts/H1/nics/E2" id="E2"/>
                </slaves>
            </bonding>
            <boot_protocol>none</boot_protocol>
            <status>
                <state>down</state>
            </status>
            <mtu>9000</mtu>
            <bridged>false</bridged>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1">
            <name>eno1</name>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
            <network href="/ovirt-engine/api/networks/N1" id="N1"/>
            <mac address="52:54:00:aa:00:01"/>
            <ip address="10.20.0.7" netmask="255.255.255.0" gateway="10.20.0.1"/>
            <boot_protocol>static</boot_protocol>
            <speed>10000000000</speed>
            <status>
                <state>up</state>
            </status>
            <mtu>1500</mtu>
            <bridged>true</bridged>
            <custom_configuration>false</custom_configuration>
            <properties>
                <property>
                    <name>bridge_opts</name>
                    <value>forward_delay=0</value>
                </property>
            </properties>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E2" id="E2">
            <name>eno2</name>
            <link href="/ovirt-engine/api/hosts/H1/nics/B" rel="master"/>
            <labels>
                <label id="red"/>
                <label id="blue"/>
            </labels>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E3" id="E3">
            <name>eno3</name>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/V" id="V">
            <name>bond0.100</name>
            <network href="/ovirt-engine/api/networks/N2" id="N2"/>
            <ip address="10.30.0.7" netmask="24"/>
            <base_interface>bond0</base_interface>
            <vlan id="100"/>
            <boot_protocol>dhcp</boot_protocol>
            <status>
                <state>up</state>
            </status>
            <mtu>1500</mtu>
            <bridged>true</bridged>
            <custom_configuration>true</custom_configuration>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/U" id="U">
            <name>eno1.77</name>
            <network>
                <name>lab-old</name>
            </network>
            <base_interface>eno1</base_interface>
            <vlan id="77"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/F" id="F">
            <name>eno1v0</name>
            <physical_function href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/B9" id="B9">
            <name>bond9</name>
            <bonding>
                <slaves/>
            </bonding>
        </host_nic>
    </host_nics>
    """

  /// The same devices as 4.5 writes them.
  static let nicsV4 = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <host_nics>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/B" id="B">
            <actions/>
            <name>bond0</name>
            <link href="/ovirt-engine/api/hosts/H1/nics/B/networklabels" rel="networklabels"/>
            <ad_aggregator_id>3</ad_aggregator_id>
            <bonding>
                <ad_partner_mac>
                    <address>00:00:00:00:00:01</address>
                </ad_partner_mac>
                <options>
                    <option>
                        <name>mode</name>
                        <type>Active-Backup</type>
                        <value>1</value>
                    </option>
                    <option>
                        <name>miimon</name>
                        <value>150</value>
                    </option>
                    <option>
                        <name>primary</name>
                        <value></value>
                    </option>
                </options>
                <slaves>
                    <host_nic href="/ovirt-engine/api/hosts/H1/nics/E3" id="E3"/>
                    <host_nic href="/ovirt-engine/api/hosts/H1/nics/E2" id="E2"/>
                </slaves>
                <active_slave href="/ovirt-engine/api/hosts/H1/nics/E2" id="E2"/>
            </bonding>
            <boot_protocol>none</boot_protocol>
            <bridged>false</bridged>
            <ipv6_boot_protocol>none</ipv6_boot_protocol>
            <mac>
                <address>52:54:00:aa:00:02</address>
            </mac>
            <mtu>9000</mtu>
            <status>down</status>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1">
            <actions/>
            <name>eno1</name>
            <boot_protocol>static</boot_protocol>
            <bridged>true</bridged>
            <custom_configuration>false</custom_configuration>
            <ip>
                <address>10.20.0.7</address>
                <gateway>10.20.0.1</gateway>
                <netmask>255.255.255.0</netmask>
                <version>v4</version>
            </ip>
            <ipv6>
                <address>fd00::7</address>
                <gateway>::</gateway>
                <netmask>64</netmask>
                <version>v6</version>
            </ipv6>
            <ipv6_boot_protocol>autoconf</ipv6_boot_protocol>
            <mac>
                <address>52:54:00:aa:00:01</address>
            </mac>
            <mtu>1500</mtu>
            <speed>10000000000</speed>
            <status>up</status>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
            <network href="/ovirt-engine/api/networks/N1" id="N1"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E2" id="E2">
            <actions/>
            <name>eno2</name>
            <network_labels>
                <network_label id="red"/>
                <network_label id="blue"/>
            </network_labels>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/E3" id="E3">
            <actions/>
            <name>eno3</name>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/V" id="V">
            <actions/>
            <name>bond0.100</name>
            <base_interface>bond0</base_interface>
            <boot_protocol>dhcp</boot_protocol>
            <bridged>true</bridged>
            <custom_configuration>true</custom_configuration>
            <ip>
                <address>10.30.0.7</address>
                <netmask>24</netmask>
                <version>v4</version>
            </ip>
            <mtu>1500</mtu>
            <status>up</status>
            <vlan id="100"/>
            <network href="/ovirt-engine/api/networks/N2" id="N2"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/U" id="U">
            <actions/>
            <name>eno1.77</name>
            <base_interface>eno1</base_interface>
            <vlan id="77"/>
            <network>
                <name>lab-old</name>
            </network>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/F" id="F">
            <actions/>
            <name>eno1v0</name>
            <physical_function href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
        </host_nic>
        <host_nic href="/ovirt-engine/api/hosts/H1/nics/B9" id="B9">
            <actions/>
            <name>bond9</name>
            <bonding/>
        </host_nic>
    </host_nics>
    """

  /// What both lists of nics say.
  static let nics: [HostNic] = [
    HostNic(
      id: "B", name: "bond0",
      kind: .bond(
        slaves: ["eno3", "eno2"],
        options: [BondOption("mode", "1"), BondOption("miimon", "150"), BondOption("primary", "")]),
      mac: "52:54:00:aa:00:02", mtu: 9000, isBridged: false, status: "down"),
    HostNic(
      id: "E1", name: "eno1", network: .managed(id: "N1"),
      ipv4: IPv4Configuration(
        method: .static, address: "10.20.0.7", netmask: "255.255.255.0", gateway: "10.20.0.1"),
      mac: "52:54:00:aa:00:01", speed: 10_000_000_000, mtu: 1500, isBridged: true, status: "up",
      hasCustomConfiguration: false),
    HostNic(id: "E2", name: "eno2", labels: ["red", "blue"]),
    HostNic(id: "E3", name: "eno3"),
    HostNic(
      id: "V", name: "bond0.100", kind: .vlan(base: "bond0", tag: 100), network: .managed(id: "N2"),
      ipv4: IPv4Configuration(method: .dhcp, address: "10.30.0.7", netmask: "24"), mtu: 1500, isBridged: true,
      status: "up", hasCustomConfiguration: true),
    HostNic(id: "U", name: "eno1.77", kind: .vlan(base: "eno1", tag: 77), network: .unmanaged(name: "lab-old")),
    HostNic(id: "F", name: "eno1v0"),
  ]

  /// Attachments as 3.6 writes them: in sync, out of sync, not reported.
  static let attachmentsV3 = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <network_attachments>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A1" id="A1">
            <network href="/ovirt-engine/api/networks/N1" id="N1"/>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
            <ip_address_assignments>
                <ip_address_assignment>
                    <ip address="10.20.0.7" netmask="255.255.255.0" gateway="10.20.0.1"/>
                    <assignment_method>static</assignment_method>
                </ip_address_assignment>
            </ip_address_assignments>
            <properties>
                <property>
                    <name>bridge_opts</name>
                    <value>forward_delay=0</value>
                </property>
                <property>
                    <name>ethtool_opts</name>
                    <value></value>
                </property>
            </properties>
            <reported_configurations>
                <in_sync>true</in_sync>
                <reported_configuration>
                    <name>mtu</name>
                    <expected_value>1500</expected_value>
                    <actual_value>1500</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>bridged</name>
                    <expected_value>true</expected_value>
                    <actual_value>true</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>vlan</name>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>boot_protocol</name>
                    <expected_value>STATIC_IP</expected_value>
                    <actual_value>STATIC_IP</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>ip_address</name>
                    <expected_value>10.20.0.7</expected_value>
                    <actual_value>10.20.0.8</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>netmask</name>
                    <expected_value>255.255.255.0</expected_value>
                    <actual_value>24</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>gateway</name>
                    <expected_value>10.20.0.1</expected_value>
                    <actual_value>10.20.0.2</actual_value>
                    <in_sync>true</in_sync>
                </reported_configuration>
            </reported_configurations>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
        </network_attachment>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A2" id="A2">
            <network href="/ovirt-engine/api/networks/N2" id="N2"/>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/B" id="B"/>
            <ip_address_assignments>
                <ip_address_assignment>
                    <assignment_method>dhcp</assignment_method>
                </ip_address_assignment>
                <ip_address_assignment>
                    <ip/>
                    <assignment_method>none</assignment_method>
                </ip_address_assignment>
            </ip_address_assignments>
            <reported_configurations>
                <in_sync>false</in_sync>
                <reported_configuration>
                    <name>vlan</name>
                    <expected_value>100</expected_value>
                    <actual_value>101</actual_value>
                    <in_sync>false</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>boot_protocol</name>
                    <expected_value>DHCP</expected_value>
                    <actual_value>NONE</actual_value>
                    <in_sync>false</in_sync>
                </reported_configuration>
                <reported_configuration>
                    <name>outAverageLinkShare</name>
                    <expected_value>50</expected_value>
                    <in_sync>false</in_sync>
                </reported_configuration>
            </reported_configurations>
        </network_attachment>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A3" id="A3">
            <network href="/ovirt-engine/api/networks/N3" id="N3"/>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
        </network_attachment>
    </network_attachments>
    """

  /// The same attachments as 4.5 writes them, with IPv6 beside.
  static let attachmentsV4 = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <network_attachments>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A1" id="A1">
            <dns_resolver_configuration>
                <name_servers>
                    <name_server>1.1.1.1</name_server>
                </name_servers>
            </dns_resolver_configuration>
            <in_sync>true</in_sync>
            <ip_address_assignments>
                <ip_address_assignment>
                    <assignment_method>static</assignment_method>
                    <ip>
                        <address>10.20.0.7</address>
                        <gateway>10.20.0.1</gateway>
                        <netmask>255.255.255.0</netmask>
                        <version>v4</version>
                    </ip>
                </ip_address_assignment>
                <ip_address_assignment>
                    <assignment_method>static</assignment_method>
                    <ip>
                        <address>fd00::7</address>
                        <netmask>64</netmask>
                        <version>v6</version>
                    </ip>
                </ip_address_assignment>
                <ip_address_assignment>
                    <assignment_method>static</assignment_method>
                    <ip>
                        <address>fd00::8</address>
                        <gateway>fd00::1</gateway>
                        <netmask>96</netmask>
                    </ip>
                </ip_address_assignment>
            </ip_address_assignments>
            <properties>
                <property>
                    <name>bridge_opts</name>
                    <value>forward_delay=0</value>
                </property>
                <property>
                    <name>ethtool_opts</name>
                    <value></value>
                </property>
            </properties>
            <reported_configurations>
                <reported_configuration>
                    <actual_value>1500</actual_value>
                    <expected_value>1500</expected_value>
                    <in_sync>true</in_sync>
                    <name>mtu</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>true</actual_value>
                    <expected_value>true</expected_value>
                    <in_sync>true</in_sync>
                    <name>bridged</name>
                </reported_configuration>
                <reported_configuration>
                    <in_sync>true</in_sync>
                    <name>vlan</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>LEGACY</actual_value>
                    <in_sync>true</in_sync>
                    <name>switchType</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>STATIC_IP</actual_value>
                    <expected_value>STATIC_IP</expected_value>
                    <in_sync>true</in_sync>
                    <name>ipv4_boot_protocol</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>10.20.0.8</actual_value>
                    <expected_value>10.20.0.7</expected_value>
                    <in_sync>true</in_sync>
                    <name>ipv4_address</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>24</actual_value>
                    <expected_value>255.255.255.0</expected_value>
                    <in_sync>true</in_sync>
                    <name>ipv4_netmask</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>10.20.0.2</actual_value>
                    <expected_value>10.20.0.1</expected_value>
                    <in_sync>true</in_sync>
                    <name>ipv4_gateway</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>AUTOCONF</actual_value>
                    <expected_value>AUTOCONF</expected_value>
                    <in_sync>true</in_sync>
                    <name>ipv6_boot_protocol</name>
                </reported_configuration>
            </reported_configurations>
            <host href="/ovirt-engine/api/hosts/H1" id="H1"/>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
            <network href="/ovirt-engine/api/networks/N1" id="N1"/>
        </network_attachment>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A2" id="A2">
            <in_sync>false</in_sync>
            <ip_address_assignments>
                <ip_address_assignment>
                    <assignment_method>dhcp</assignment_method>
                    <ip>
                        <version>v4</version>
                    </ip>
                </ip_address_assignment>
                <ip_address_assignment>
                    <assignment_method>none</assignment_method>
                    <ip>
                        <version>v4</version>
                    </ip>
                </ip_address_assignment>
                <ip_address_assignment>
                    <assignment_method>poly_dhcp_autoconf</assignment_method>
                </ip_address_assignment>
            </ip_address_assignments>
            <reported_configurations>
                <reported_configuration>
                    <actual_value>101</actual_value>
                    <expected_value>100</expected_value>
                    <in_sync>false</in_sync>
                    <name>vlan</name>
                </reported_configuration>
                <reported_configuration>
                    <actual_value>NONE</actual_value>
                    <expected_value>DHCP</expected_value>
                    <in_sync>false</in_sync>
                    <name>ipv4_boot_protocol</name>
                </reported_configuration>
            </reported_configurations>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/B" id="B"/>
            <network href="/ovirt-engine/api/networks/N2" id="N2"/>
        </network_attachment>
        <network_attachment href="/ovirt-engine/api/hosts/H1/networkattachments/A3" id="A3">
            <ip_address_assignments/>
            <host_nic href="/ovirt-engine/api/hosts/H1/nics/E1" id="E1"/>
            <network href="/ovirt-engine/api/networks/N3" id="N3"/>
        </network_attachment>
    </network_attachments>
    """

  /// What both lists of attachments say; the IPv6 part stands in that of 4.5 only.
  static func attachments(withIPv6: Bool) -> [NetworkAttachment] {
    [
      NetworkAttachment(
        id: "A1", networkID: "N1", nicID: "E1",
        ipv4: [
          IPv4Configuration(method: .static, address: "10.20.0.7", netmask: "255.255.255.0", gateway: "10.20.0.1")
        ],
        ipv6: withIPv6
          ? [
            IPv6Configuration(method: "static", address: "fd00::7", prefix: "64"),
            IPv6Configuration(method: "static", address: "fd00::8", prefix: "96", gateway: "fd00::1"),
          ] : [],
        properties: [CustomProperty("bridge_opts", "forward_delay=0"), CustomProperty("ethtool_opts", "")],
        isInSync: true,
        reported: NetworkAttachment.Reported(
          hasVlan: true,
          ipv4: IPv4Configuration(method: .static, address: "10.20.0.8", netmask: "24", gateway: "10.20.0.2"),
          mtu: 1500, isBridged: true)),
      NetworkAttachment(
        id: "A2", networkID: "N2", nicID: "B", ipv4: [IPv4Configuration(method: .dhcp), .none],
        ipv6: withIPv6 ? [IPv6Configuration(method: "poly_dhcp_autoconf")] : [], isInSync: false,
        reported: NetworkAttachment.Reported(vlan: 101, hasVlan: true, ipv4: IPv4Configuration.none)),
      NetworkAttachment(id: "A3", networkID: "N3", nicID: "E1"),
    ]
  }
}

/// Bodies of old clients, by the call that they belong to, and what a 4.5 engine is sent: query and body.
enum MinimumRequests {
  static let all: [(call: String, v3: String, query: String, v4: String?)] = [
    (
      "POST /networks",
      """
      <network><name>red</name><data_center id="d1"/><vlan id="877"/><ip address="192.0.2.1" netmask="255.0.0.0"/>
        <mtu>1400</mtu><usages><usage>vm</usage></usages></network>
      """, "",
      """
      <network><name>red</name><data_center id="d1"/>
        <ip><address>192.0.2.1</address><netmask>255.0.0.0</netmask></ip><vlan id="877"/>
        <mtu>1400</mtu><usages><usage>vm</usage></usages></network>
      """
    ),
    (
      "PUT /networks/n1",
      """
      <network href="/api/networks/n1" id="n1"><actions><link href="/api/x" rel="x"/></actions><name>red</name>
        <description>new</description><comment/><creation_status><state>complete</state></creation_status>
        <link href="/api/networks/n1/labels" rel="labels"/>
        <data_center href="/api/datacenters/d1" id="d1"/><vlan id="877"/><stp>false</stp>
        <status><state>operational</state></status><mtu>0</mtu><usages/>
        <labels><label id="l1"/></labels></network>
      """, "",
      """
      <network id="n1"><name>red</name><description>new</description><comment/><data_center id="d1"/>
        <vlan id="877"/><stp>false</stp><status>operational</status><mtu>0</mtu><usages/>
        <network_labels><network_label id="l1"/></network_labels></network>
      """
    ),
    ("POST /networks/n1/labels", #"<label id="l1"/>"#, "", #"<network_label id="l1"/>"#),
    (
      "POST /vnicprofiles",
      """
      <vnic_profile><name>red</name><network id="n1"/><port_mirroring>false</port_mirroring>
        <custom_properties><custom_property name="a" value="b"/></custom_properties></vnic_profile>
      """, "",
      """
      <vnic_profile><name>red</name><network id="n1"/><port_mirroring>false</port_mirroring>
        <custom_properties><custom_property><name>a</name><value>b</value></custom_property></custom_properties>
        </vnic_profile>
      """
    ),
    (
      "PUT /clusters/c1",
      """
      <cluster href="/api/clusters/c1" id="c1"><name>rack4</name><cpu id="Intel Nehalem Family">
        <architecture>X86_64</architecture></cpu><memory_policy><overcommit percent="150"/></memory_policy>
        <scheduling_policy id="p1" href="/api/schedulingpolicies/p1"><name>evenly_distributed</name>
          <policy>evenly_distributed</policy><thresholds high="80" duration="120"/></scheduling_policy>
        <version major="4" minor="7"/>
        <required_rng_sources><source>URANDOM</source></required_rng_sources></cluster>
      """, "",
      """
      <cluster id="c1"><name>rack4</name><cpu><type>Intel Nehalem Family</type><architecture>x86_64</architecture></cpu>
        <memory_policy><over_commit><percent>150</percent></over_commit></memory_policy>
        <scheduling_policy id="p1"><name>evenly_distributed</name></scheduling_policy>
        <custom_scheduling_policy_properties>
          <property><name>HighUtilization</name><value>80</value></property>
          <property><name>CpuOverCommitDurationMinutes</name><value>2</value></property>
        </custom_scheduling_policy_properties>
        <version><major>4</major><minor>7</minor></version>
        <required_rng_sources><required_rng_source>urandom</required_rng_source></required_rng_sources></cluster>
      """
    ),
    (
      "POST /clusters",
      """
      <cluster><name>c</name><data_center><name>dc</name></data_center>
        <scheduling_policy><policy>power_saving</policy></scheduling_policy></cluster>
      """, "",
      """
      <cluster><name>c</name><data_center><name>dc</name></data_center>
        <scheduling_policy><name>power_saving</name></scheduling_policy></cluster>
      """
    ),
    (
      "POST /datacenters",
      #"<data_center><name>dc</name><storage_type>localfs</storage_type><version major="4" minor="7"/></data_center>"#,
      "",
      """
      <data_center><name>dc</name><local>true</local><version><major>4</major><minor>7</minor></version></data_center>
      """
    ),
    ("DELETE /datacenters/d1", "<action><force>true</force><async>false</async></action>", "?force=true", nil),
    (
      "POST /events",
      """
      <event><description>text</description><severity>NORMAL</severity><origin>walk</origin><custom_id>1</custom_id>
        <host id="h1"/></event>
      """, "",
      """
      <event><description>text</description><severity>NORMAL</severity><host id="h1"/><origin>walk</origin>
        <custom_id>1</custom_id></event>
      """
    ),
    (
      "POST /jobs", "<job><description>d</description><status><state>STARTED</state></status></job>", "",
      "<job><description>d</description><status>started</status></job>"
    ),
    (
      "POST /hosts",
      """
      <host><name>h</name><address>192.0.2.1</address><cluster id="c1"/><type>rhev-h</type>
        <power_management><enabled>false</enabled></power_management><root_password>x</root_password>
        <reboot_after_installation>false</reboot_after_installation></host>
      """, "?reboot=false",
      """
      <host><name>h</name><address>192.0.2.1</address><cluster id="c1"/><type>rhev_h</type>
        <power_management><enabled>false</enabled></power_management><root_password>x</root_password></host>
      """
    ),
    (
      "PUT /hosts/h1",
      """
      <host href="/api/hosts/h1" id="h1"><actions><link href="/api/hosts/h1/install" rel="install"/></actions>
        <name>h</name><link href="/api/hosts/h1/nics" rel="nics"/><status><state>non_operational</state>
        <detail>general</detail></status><storage_manager priority="5">true</storage_manager>
        <spm><priority>5</priority><status><state>spm</state></status></spm>
        <version major="4" minor="20"/><protocol>stomp</protocol><selinux><mode>enforcing</mode></selinux>
        <live_snapshot_support>true</live_snapshot_support></host>
      """, "",
      """
      <host id="h1"><name>h</name><status>non_operational</status><status_detail>general</status_detail>
        <spm><priority>5</priority><status>spm</status></spm><version><major>4</major><minor>20</minor></version>
        <se_linux><mode>enforcing</mode></se_linux></host>
      """
    ),
    (
      "PUT /hosts/h1", #"<host><storage_manager priority="7">false</storage_manager></host>"#, "",
      "<host><spm><status>none</status><priority>7</priority></spm></host>"
    ),
    (
      "POST /hosts/h1/deactivate", "<action><reason>test</reason></action>", "",
      "<action><reason>test</reason></action>"
    ),
    (
      "POST /hosts/h1/setupnetworks",
      """
      <action><modified_network_attachments><network_attachment id="a1"><network><name>red</name></network>
        <host_nic><name>bond0</name></host_nic><ip_address_assignments><ip_address_assignment>
        <ip address="192.0.2.1" netmask="255.255.255.0" gateway=""/><assignment_method>static</assignment_method>
        </ip_address_assignment></ip_address_assignments><properties/></network_attachment>
        </modified_network_attachments><removed_network_attachments/>
        <modified_bonds><host_nic><name>bond0</name><bonding>
        <options><option name="mode" value="4" type="x"/></options>
        <slaves><host_nic><name>eth0</name></host_nic><host_nic id="n2"/></slaves></bonding></host_nic></modified_bonds>
        <modified_labels><label id="l1"><host_nic><name>eth3</name></host_nic></label></modified_labels>
        <check_connectivity>true</check_connectivity></action>
      """, "",
      """
      <action><modified_network_attachments><network_attachment id="a1"><network><name>red</name></network>
        <host_nic><name>bond0</name></host_nic><ip_address_assignments><ip_address_assignment>
        <ip><address>192.0.2.1</address><netmask>255.255.255.0</netmask><gateway/></ip>
        <assignment_method>static</assignment_method>
        </ip_address_assignment></ip_address_assignments><properties/></network_attachment>
        </modified_network_attachments><removed_network_attachments/>
        <modified_bonds><host_nic><name>bond0</name><bonding>
        <options><option><name>mode</name><value>4</value><type>x</type></option></options>
        <slaves><host_nic><name>eth0</name></host_nic><host_nic id="n2"/></slaves></bonding></host_nic></modified_bonds>
        <modified_labels><network_label id="l1"><host_nic><name>eth3</name></host_nic></network_label></modified_labels>
        <check_connectivity>true</check_connectivity></action>
      """
    ),
    (
      "PUT /hosts/h1/nics/n1/networkattachments/a1",
      """
      <network_attachment href="/api/x" id="a1"><ip_address_assignments/><reported_configurations>
        <in_sync>false</in_sync></reported_configurations><network href="/api/networks/n1" id="n1"/></network_attachment>
      """, "",
      """
      <network_attachment id="a1"><network id="n1"/><ip_address_assignments/><in_sync>false</in_sync>
        <reported_configurations/></network_attachment>
      """
    ),
  ]
}

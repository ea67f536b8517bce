/// Answers of a 4.5 engine, by the call that they answer, and as 3.5 and 3.6 would have written them.
enum MinimumAnswers {
  static let all: [(call: String, v4: String, v3: String)] = [
    (
      "GET /clusters/c1/networks/n1",
      """
      <network href="/ovirt-engine/api/clusters/c1/networks/n1" id="n1"><actions/><name>red</name>
        <description>text</description><comment/>
        <link href="/ovirt-engine/api/clusters/c1/networks/n1/networklabels" rel="networklabels"/>
        <display>false</display><mtu>0</mtu><port_isolation>false</port_isolation><required>true</required>
        <status>operational</status><stp>false</stp><usages><usage>vm</usage><usage>default_route</usage></usages>
        <vdsm_name>red</vdsm_name><vlan id="310"/>
        <cluster href="/ovirt-engine/api/clusters/c1" id="c1"/>
        <data_center href="/ovirt-engine/api/datacenters/d1" id="d1"/></network>
      """,
      """
      <network href="/api/clusters/c1/networks/n1" id="n1"><name>red</name>
        <description>text</description><comment/>
        <data_center href="/api/datacenters/d1" id="d1"/><cluster href="/api/clusters/c1" id="c1"/>
        <vlan id="310"/><stp>false</stp><status><state>operational</state></status><display>false</display>
        <mtu>0</mtu><usages><usage>vm</usage><usage>default_route</usage></usages><required>true</required></network>
      """
    ),
    (
      "GET /networks",
      """
      <networks><network href="/ovirt-engine/api/networks/n1" id="n1"><name>red</name>
        <link href="/ovirt-engine/api/networks/n1/permissions" rel="permissions"/>
        <link href="/ovirt-engine/api/networks/n1/networklabels" rel="networklabels"/>
        <link href="/ovirt-engine/api/networks/n1/vnicprofiles" rel="vnicprofiles"/>
        <mtu>1500</mtu><stp>false</stp><usages/>
        <network_labels><network_label id="l1"/></network_labels></network></networks>
      """,
      """
      <networks><network href="/api/networks/n1" id="n1"><name>red</name>
        <link href="/api/networks/n1/permissions" rel="permissions"/>
        <link href="/api/networks/n1/labels" rel="labels"/>
        <link href="/api/networks/n1/vnicprofiles" rel="vnicprofiles"/>
        <stp>false</stp><mtu>1500</mtu><usages/><labels><label id="l1"/></labels></network></networks>
      """
    ),
    (
      "GET /networks/n1/labels",
      """
      <network_labels><network_label href="/ovirt-engine/api/networks/n1/networklabels/l1" id="l1">
        <network href="/ovirt-engine/api/networks/n1" id="n1"/></network_label></network_labels>
      """,
      """
      <labels><label href="/api/networks/n1/labels/l1" id="l1"><network href="/api/networks/n1" id="n1"/></label></labels>
      """
    ),
    (
      "GET /clusters/c1",
      """
      <cluster href="/ovirt-engine/api/clusters/c1" id="c1"><name>rack4</name>
        <link href="/ovirt-engine/api/clusters/c1/networks" rel="networks"/>
        <link href="/ovirt-engine/api/clusters/c1/enabledfeatures" rel="enabledfeatures"/>
        <bios_type>q35_sea_bios</bios_type>
        <cpu><architecture>x86_64</architecture><type>Intel Nehalem Family</type></cpu>
        <custom_scheduling_policy_properties>
          <property><name>HighUtilization</name><value>80</value></property>
          <property><name>CpuOverCommitDurationMinutes</name><value>2</value></property>
        </custom_scheduling_policy_properties>
        <memory_policy><over_commit><percent>150</percent></over_commit></memory_policy>
        <required_rng_sources><required_rng_source>urandom</required_rng_source></required_rng_sources>
        <switch_type>legacy</switch_type><version><major>4</major><minor>7</minor></version>
        <data_center href="/ovirt-engine/api/datacenters/d1" id="d1"/>
        <scheduling_policy href="/ovirt-engine/api/schedulingpolicies/p1" id="p1"><name>evenly_distributed</name>
          <locked>true</locked></scheduling_policy></cluster>
      """,
      """
      <cluster href="/api/clusters/c1" id="c1"><name>rack4</name>
        <link href="/api/clusters/c1/networks" rel="networks"/>
        <cpu id="Intel Nehalem Family"><architecture>X86_64</architecture></cpu>
        <data_center href="/api/datacenters/d1" id="d1"/>
        <memory_policy><overcommit percent="150"/></memory_policy>
        <scheduling_policy id="p1" href="/api/schedulingpolicies/p1"><name>evenly_distributed</name>
          <policy>evenly_distributed</policy><thresholds high="80" duration="120"/></scheduling_policy>
        <version major="4" minor="7"/>
        <required_rng_sources><source>URANDOM</source></required_rng_sources></cluster>
      """
    ),
    (
      "GET /datacenters",
      """
      <data_centers><data_center href="/ovirt-engine/api/datacenters/d1" id="d1"><name>dc</name>
        <link href="/ovirt-engine/api/datacenters/d1/networks" rel="networks"/>
        <local>false</local><quota_mode>disabled</quota_mode><status>up</status><storage_format>v5</storage_format>
        <supported_versions><version><major>4</major><minor>7</minor></version></supported_versions>
        <version><major>4</major><minor>7</minor></version></data_center></data_centers>
      """,
      """
      <data_centers><data_center href="/api/datacenters/d1" id="d1"><name>dc</name>
        <link href="/api/datacenters/d1/networks" rel="networks"/>
        <local>false</local><storage_format>v5</storage_format><version major="4" minor="7"/>
        <supported_versions><version major="4" minor="7"/></supported_versions><status><state>up</state></status>
        <quota_mode>disabled</quota_mode></data_center></data_centers>
      """
    ),
    (
      "GET /events;max=1",
      """
      <events><event href="/ovirt-engine/api/events/7" id="7"><description>Host up.</description><code>13</code>
        <correlation_id>a1</correlation_id><custom_id>-1</custom_id><flood_rate>30</flood_rate><index>7</index>
        <origin>oVirt</origin><severity>normal</severity><time>2026-11-25T00:00:00.000Z</time>
        <host href="/ovirt-engine/api/hosts/h1" id="h1"/></event></events>
      """,
      """
      <events><event href="/api/events/7" id="7"><description>Host up.</description><code>13</code>
        <severity>normal</severity><time>2026-11-25T00:00:00.000Z</time><correlation_id>a1</correlation_id>
        <host href="/api/hosts/h1" id="h1"/><origin>oVirt</origin><custom_id>-1</custom_id><flood_rate>30</flood_rate>
        </event></events>
      """
    ),
    (
      "GET /jobs/j1",
      """
      <job href="/ovirt-engine/api/jobs/j1" id="j1"><description>Setting up</description>
        <link href="/ovirt-engine/api/jobs/j1/steps" rel="steps"/><auto_cleared>true</auto_cleared>
        <external>false</external><start_time>2026-11-25T00:00:00.000Z</start_time><status>started</status></job>
      """,
      """
      <job href="/api/jobs/j1" id="j1"><description>Setting up</description>
        <link href="/api/jobs/j1/steps" rel="steps"/><status><state>STARTED</state></status>
        <start_time>2026-11-25T00:00:00.000Z</start_time><external>false</external><auto_cleared>true</auto_cleared></job>
      """
    ),
    (
      "GET /jobs/j1/steps",
      """
      <steps><step href="/ovirt-engine/api/jobs/j1/steps/s1" id="s1"><number>0</number><status>finished</status>
        <type>executing</type><job href="/ovirt-engine/api/jobs/j1" id="j1"/></step></steps>
      """,
      """
      <steps><step href="/api/jobs/j1/steps/s1" id="s1"><job href="/api/jobs/j1" id="j1"/><type>executing</type>
        <number>0</number><status><state>FINISHED</state></status></step></steps>
      """
    ),
    (
      "GET /hosts/h1/statistics",
      """
      <statistics><statistic href="/ovirt-engine/api/hosts/h1/statistics/s1" id="s1"><name>memory.total</name>
        <description>Total memory</description><kind>gauge</kind><type>integer</type><unit>bytes</unit>
        <values><value><datum>4096</datum></value></values>
        <host href="/ovirt-engine/api/hosts/h1" id="h1"/></statistic></statistics>
      """,
      """
      <statistics><statistic href="/api/hosts/h1/statistics/s1" id="s1"><name>memory.total</name>
        <description>Total memory</description><values type="INTEGER"><value><datum>4096</datum></value></values>
        <type>GAUGE</type><unit>BYTES</unit><host href="/api/hosts/h1" id="h1"/></statistic></statistics>
      """
    ),
    (
      "GET /networks/n1/vnicprofiles",
      """
      <vnic_profiles><vnic_profile href="/ovirt-engine/api/vnicprofiles/p1" id="p1"><name>red</name>
        <link href="/ovirt-engine/api/vnicprofiles/p1/permissions" rel="permissions"/>
        <custom_properties><custom_property><name>a</name><value>b</value></custom_property></custom_properties>
        <migratable>true</migratable><pass_through><mode>disabled</mode></pass_through>
        <port_mirroring>false</port_mirroring><network href="/ovirt-engine/api/networks/n1" id="n1"/>
        </vnic_profile></vnic_profiles>
      """,
      """
      <vnic_profiles><vnic_profile href="/api/vnicprofiles/p1" id="p1"><name>red</name>
        <link href="/api/vnicprofiles/p1/permissions" rel="permissions"/>
        <network href="/api/networks/n1" id="n1"/><port_mirroring>false</port_mirroring>
        <custom_properties><custom_property name="a" value="b"/></custom_properties>
        <pass_through><mode>disabled</mode></pass_through></vnic_profile></vnic_profiles>
      """
    ),
    (
      "GET /hosts/h1/networkattachments",
      """
      <network_attachments>
        <network_attachment href="/ovirt-engine/api/hosts/h1/networkattachments/a1" id="a1">
        <in_sync>true</in_sync><ip_address_assignments><ip_address_assignment>
          <assignment_method>static</assignment_method>
          <ip><address>192.0.2.1</address><netmask>255.255.255.0</netmask><version>v4</version></ip>
        </ip_address_assignment></ip_address_assignments>
        <reported_configurations><reported_configuration><actual_value>9</actual_value><in_sync>true</in_sync>
          <name>mtu</name></reported_configuration></reported_configurations>
        <host href="/ovirt-engine/api/hosts/h1" id="h1"/></network_attachment></network_attachments>
      """,
      """
      <network_attachments><network_attachment href="/api/hosts/h1/networkattachments/a1" id="a1">
        <ip_address_assignments><ip_address_assignment>
          <ip address="192.0.2.1" netmask="255.255.255.0" version="v4"/><assignment_method>static</assignment_method>
        </ip_address_assignment></ip_address_assignments>
        <reported_configurations><in_sync>true</in_sync><reported_configuration><name>mtu</name>
          <actual_value>9</actual_value><in_sync>true</in_sync></reported_configuration></reported_configurations>
        <host href="/api/hosts/h1" id="h1"/></network_attachment></network_attachments>
      """
    ),
    (
      "POST /hosts/h1/deactivate",
      #"<action><job href="/ovirt-engine/api/jobs/j1" id="j1"/><status>complete</status></action>"#,
      #"<action><job href="/api/jobs/j1" id="j1"/><status><state>complete</state></status></action>"#
    ),
    (
      "POST /hosts/h1/activate",
      "<action><fault><detail>[No.]</detail><reason>Operation Failed</reason></fault><status>failed</status></action>",
      """
      <action><status><state>failed</state></status>
        <fault><reason>Operation Failed</reason><detail>[No.]</detail></fault></action>
      """
    ),
    (
      "PUT /networks/n1",
      "<fault><detail>[Name taken.]</detail><reason>Operation Failed</reason></fault>",
      "<fault><reason>Operation Failed</reason><detail>[Name taken.]</detail></fault>"
    ),
    (
      "GET /hosts/h1/unmanagednetworks",
      """
      <unmanaged_networks><unmanaged_network href="/ovirt-engine/api/hosts/h1/unmanagednetworks/72" id="72">
        <name>r</name><host href="/ovirt-engine/api/hosts/h1" id="h1"/>
        <host_nic href="/ovirt-engine/api/hosts/h1/nics/n1" id="n1"/></unmanaged_network></unmanaged_networks>
      """,
      """
      <unmanaged_networks><unmanaged_network href="/api/hosts/h1/unmanagednetworks/72" id="72"><name>r</name>
        <host_nic href="/api/hosts/h1/nics/n1" id="n1"/><host href="/api/hosts/h1" id="h1"/>
        </unmanaged_network></unmanaged_networks>
      """
    ),
  ]
}

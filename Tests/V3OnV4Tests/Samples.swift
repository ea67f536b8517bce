import XMLTree

/// Reads a literal document.
func xml(_ text: String) throws -> XMLElement {
  try XMLReader.read(Array(text.utf8))
}

/// v4 documents as an engine of 4.5 writes them.
enum Samples {
  static let root = """
    <api>
      <link href="/ovirt-engine/api/affinitylabels" rel="affinitylabels"/>
      <link href="/ovirt-engine/api/clusterlevels" rel="clusterlevels"/>
      <link href="/ovirt-engine/api/clusters" rel="clusters"/>
      <link href="/ovirt-engine/api/clusters?search={query}" rel="clusters/search"/>
      <link href="/ovirt-engine/api/events" rel="events"/>
      <link href="/ovirt-engine/api/events;from={event_id}?search={query}" rel="events/search"/>
      <link href="/ovirt-engine/api/externaltemplateimports" rel="externaltemplateimports"/>
      <link href="/ovirt-engine/api/hosts" rel="hosts"/>
      <link href="/ovirt-engine/api/hosts?search={query}" rel="hosts/search"/>
      <link href="/ovirt-engine/api/imagetransfers" rel="imagetransfers"/>
      <link href="/ovirt-engine/api/datacenters" rel="datacenters"/>
      <link href="/ovirt-engine/api/macpools" rel="macpools"/>
      <link href="/ovirt-engine/api/networkfilters" rel="networkfilters"/>
      <authenticated_user href="/ovirt-engine/api/users/0a1b" id="0a1b"/>
      <effective_user href="/ovirt-engine/api/users/0a1b" id="0a1b"/>
      <product_info>
        <instance_id>7d6f0f2e-21a8-4d5e-9f7c-5a0f8f1c3b11</instance_id>
        <name>oVirt Engine</name>
        <vendor>ovirt.org</vendor>
        <version>
          <build>3</build>
          <full_version>4.5.3.7-1.el8</full_version>
          <major>4</major>
          <minor>5</minor>
          <revision>7</revision>
        </version>
      </product_info>
      <special_objects>
        <blank_template href="/ovirt-engine/api/templates/00000000-0000-0000-0000-000000000000"
          id="00000000-0000-0000-0000-000000000000"/>
        <root_tag href="/ovirt-engine/api/tags/00000000-0000-0000-0000-000000000000"
          id="00000000-0000-0000-0000-000000000000"/>
      </special_objects>
      <summary>
        <hosts><active>3</active><total>4</total></hosts>
        <storage_domains><active>2</active><total>3</total></storage_domains>
        <users><active>1</active><total>5</total></users>
        <vms><active>9</active><total>14</total></vms>
      </summary>
      <time>2024-11-09T10:41:07.512+01:00</time>
    </api>
    """

  static let rootInV3 = """
    <api>
      <link href="/api/capabilities" rel="capabilities"/>
      <link href="/api/clusters" rel="clusters"/>
      <link href="/api/clusters?search={query}" rel="clusters/search"/>
      <link href="/api/datacenters" rel="datacenters"/>
      <link href="/api/events" rel="events"/>
      <link href="/api/events;from={event_id}?search={query}" rel="events/search"/>
      <link href="/api/hosts" rel="hosts"/>
      <link href="/api/hosts?search={query}" rel="hosts/search"/>
      <link href="/api/macpools" rel="macpools"/>
      <special_objects>
        <link href="/api/templates/00000000-0000-0000-0000-000000000000" rel="templates/blank"/>
        <link href="/api/tags/00000000-0000-0000-0000-000000000000" rel="tags/root"/>
      </special_objects>
      <product_info>
        <name>oVirt Engine</name>
        <vendor>ovirt.org</vendor>
        <version major="4" minor="5" build="3" revision="7"/>
        <full_version>4.5.3.7-1.el8</full_version>
      </product_info>
      <summary>
        <vms><total>14</total><active>9</active></vms>
        <hosts><total>4</total><active>3</active></hosts>
        <users><total>5</total><active>1</active></users>
        <storage_domains><total>3</total><active>2</active></storage_domains>
      </summary>
      <time>2024-11-09T10:41:07.512+01:00</time>
    </api>
    """

  /// A host with every member that v4 writes for one.
  static func host(_ name: String, _ id: String) -> String {
    """
    <host href="/ovirt-engine/api/hosts/\(id)" id="\(id)">
      <actions>
        <link href="/ovirt-engine/api/hosts/\(id)/activate" rel="activate"/>
        <link href="/ovirt-engine/api/hosts/\(id)/commitnetconfig" rel="commitnetconfig"/>
        <link href="/ovirt-engine/api/hosts/\(id)/copyhostnetworks" rel="copyhostnetworks"/>
        <link href="/ovirt-engine/api/hosts/\(id)/discoveriscsi" rel="discoveriscsi"/>
        <link href="/ovirt-engine/api/hosts/\(id)/refresh" rel="refresh"/>
        <link href="/ovirt-engine/api/hosts/\(id)/setupnetworks" rel="setupnetworks"/>
        <link href="/ovirt-engine/api/hosts/\(id)/syncallnetworks" rel="syncallnetworks"/>
        <link href="/ovirt-engine/api/hosts/\(id)/upgradecheck" rel="upgradecheck"/>
      </actions>
      <name>\(name)</name>
      <comment/>
      <description>third rack</description>
      <link href="/ovirt-engine/api/hosts/\(id)/affinitylabels" rel="affinitylabels"/>
      <link href="/ovirt-engine/api/hosts/\(id)/cpuunits" rel="cpuunits"/>
      <link href="/ovirt-engine/api/hosts/\(id)/externalnetworkproviderconfigurations"
        rel="externalnetworkproviderconfigurations"/>
      <link href="/ovirt-engine/api/hosts/\(id)/networkattachments" rel="networkattachments"/>
      <link href="/ovirt-engine/api/hosts/\(id)/nics" rel="nics"/>
      <link href="/ovirt-engine/api/hosts/\(id)/permissions" rel="permissions"/>
      <link href="/ovirt-engine/api/hosts/\(id)/statistics" rel="statistics"/>
      <link href="/ovirt-engine/api/hosts/\(id)/storage" rel="storage"/>
      <address>10.0.0.21</address>
      <auto_numa_status>unknown</auto_numa_status>
      <certificate><organization>example.org</organization><subject>O=example.org,CN=10.0.0.21</subject></certificate>
      <cpu>
        <name>Intel Xeon</name>
        <speed>2400</speed>
        <topology><cores>8</cores><sockets>2</sockets><threads>1</threads></topology>
        <type>Intel Haswell Family</type>
      </cpu>
      <device_passthrough><enabled>false</enabled></device_passthrough>
      <external_status>ok</external_status>
      <hardware_information>
        <family>Server</family>
        <manufacturer>Example</manufacturer>
        <product_name>R1</product_name>
        <serial_number>S1</serial_number>
        <supported_rng_sources>
          <supported_rng_source>hwrng</supported_rng_source>
          <supported_rng_source>random</supported_rng_source>
        </supported_rng_sources>
        <uuid>00000000-0000-0000-0000-0cc47a000001</uuid>
        <version>1</version>
      </hardware_information>
      <iscsi><initiator>iqn.1994-05.com.example:1</initiator></iscsi>
      <kdump_status>disabled</kdump_status>
      <ksm><enabled>false</enabled></ksm>
      <libvirt_version>
        <build>0</build><full_version>libvirt-8.0.0-2.el8</full_version><major>8</major><minor>0</minor>
        <revision>0</revision>
      </libvirt_version>
      <max_scheduling_memory>67108864</max_scheduling_memory>
      <memory>134217728</memory>
      <network_operation_in_progress>false</network_operation_in_progress>
      <numa_supported>true</numa_supported>
      <os>
        <custom_kernel_cmdline/>
        <reported_kernel_cmdline>ro quiet</reported_kernel_cmdline>
        <type>RHEL</type>
        <version><full_version>8.6</full_version><major>8</major><minor>6</minor></version>
      </os>
      <ovn_configured>false</ovn_configured>
      <port>54321</port>
      <power_management>
        <automatic_pm_enabled>true</automatic_pm_enabled>
        <enabled>false</enabled>
        <kdump_detection>true</kdump_detection>
        <pm_proxies/>
      </power_management>
      <protocol>stomp</protocol>
      <reinstallation_required>false</reinstallation_required>
      <se_linux><mode>enforcing</mode></se_linux>
      <spm><priority>5</priority><status>spm</status></spm>
      <ssh><fingerprint>SHA256:x</fingerprint><port>22</port><public_key>ssh-rsa AA</public_key></ssh>
      <status>non_operational</status>
      <status_detail>network_unreachable</status_detail>
      <summary><active>1</active><migrating>0</migrating><total>2</total></summary>
      <transparent_hugepages><enabled>true</enabled></transparent_hugepages>
      <type>rhev_h</type>
      <update_available>false</update_available>
      <version>
        <build>3</build><full_version>vdsm-4.50.3.4-1.el8</full_version><major>4</major><minor>50</minor>
        <revision>4</revision>
      </version>
      <vgpu_placement>consolidated</vgpu_placement>
      <cluster href="/ovirt-engine/api/clusters/c1" id="c1"/>
    </host>
    """
  }

  static func hostInV3(_ name: String, _ id: String) -> String {
    """
    <host href="/ovirt-engine/api/hosts/\(id)" id="\(id)">
      <actions>
        <link href="/ovirt-engine/api/hosts/\(id)/activate" rel="activate"/>
        <link href="/ovirt-engine/api/hosts/\(id)/commitnetconfig" rel="commitnetconfig"/>
        <link href="/ovirt-engine/api/hosts/\(id)/refresh" rel="refresh"/>
        <link href="/ovirt-engine/api/hosts/\(id)/setupnetworks" rel="setupnetworks"/>
      </actions>
      <name>\(name)</name>
      <description>third rack</description>
      <comment/>
      <link href="/ovirt-engine/api/hosts/\(id)/storage" rel="storage"/>
      <link href="/ovirt-engine/api/hosts/\(id)/nics" rel="nics"/>
      <link href="/ovirt-engine/api/hosts/\(id)/permissions" rel="permissions"/>
      <link href="/ovirt-engine/api/hosts/\(id)/statistics" rel="statistics"/>
      <link href="/ovirt-engine/api/hosts/\(id)/networkattachments" rel="networkattachments"/>
      <address>10.0.0.21</address>
      <certificate><organization>example.org</organization><subject>O=example.org,CN=10.0.0.21</subject></certificate>
      <status><state>non_operational</state><detail>network_unreachable</detail></status>
      <external_status><state>ok</state></external_status>
      <cluster href="/ovirt-engine/api/clusters/c1" id="c1"/>
      <port>54321</port>
      <type>rhev-h</type>
      <storage_manager priority="5">true</storage_manager>
      <spm><priority>5</priority><status><state>spm</state></status></spm>
      <version major="4" minor="50" build="3" revision="4" full_version="vdsm-4.50.3.4-1.el8"/>
      <hardware_information>
        <manufacturer>Example</manufacturer>
        <version>1</version>
        <serial_number>S1</serial_number>
        <product_name>R1</product_name>
        <uuid>00000000-0000-0000-0000-0cc47a000001</uuid>
        <family>Server</family>
        <supported_rng_sources><source>HWRNG</source><source>RANDOM</source></supported_rng_sources>
      </hardware_information>
      <power_management>
        <enabled>false</enabled>
        <pm_proxies/>
        <automatic_pm_enabled>true</automatic_pm_enabled>
        <kdump_detection>true</kdump_detection>
      </power_management>
      <ksm><enabled>false</enabled></ksm>
      <transparent_hugepages><enabled>true</enabled></transparent_hugepages>
      <iscsi><initiator>iqn.1994-05.com.example:1</initiator></iscsi>
      <ssh><port>22</port><fingerprint>SHA256:x</fingerprint></ssh>
      <cpu id="Intel Haswell Family">
        <topology sockets="2" cores="8" threads="1"/>
        <name>Intel Xeon</name>
        <speed>2400</speed>
      </cpu>
      <memory>134217728</memory>
      <max_scheduling_memory>67108864</max_scheduling_memory>
      <summary><active>1</active><migrating>0</migrating><total>2</total></summary>
      <protocol>stomp</protocol>
      <os type="RHEL"><version major="8" minor="6" full_version="8.6"/></os>
      <libvirt_version major="8" minor="0" build="0" revision="0" full_version="libvirt-8.0.0-2.el8"/>
      <kdump_status>disabled</kdump_status>
      <selinux><mode>enforcing</mode></selinux>
      <auto_numa_status>unknown</auto_numa_status>
      <numa_supported>true</numa_supported>
      <live_snapshot_support>true</live_snapshot_support>
      <update_available>false</update_available>
      <device_passthrough><enabled>false</enabled></device_passthrough>
    </host>
    """
  }
}

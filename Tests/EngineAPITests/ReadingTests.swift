import EngineAPI
import HostNetworking
import Testing
import XMLTree

@Suite("Answers of the engine are read")
struct ReadingTests {
  @Test("every kind of device, from documents of API v3")
  func nicsV3() throws {
    for wire in v3Wires { #expect(try wire.nics(try xml(Samples.nicsV3)) == Samples.nics) }
  }

  @Test("every kind of device, from documents of API v4")
  func nicsV4() throws {
    #expect(try v4Wire.nics(try xml(Samples.nicsV4)) == Samples.nics)
  }

  @Test("a slave that the list names by name only")
  func slaveByName() throws {
    let document = try xml(
      """
      <host_nics><host_nic id="B"><name>bond0</name><bonding><slaves><host_nic><name>eth1</name></host_nic></slaves>
      </bonding></host_nic></host_nics>
      """)
    #expect(try v4Wire.nics(document).first?.kind == .bond(slaves: ["eth1"], options: []))
  }

  @Test("text with white space around it, and an assignment that says nothing")
  func paddedAndEmpty() throws {
    let nics = try xml(
      "<host_nics><host_nic id='N'><name>eth1</name><mtu> 9000\n</mtu><status>\n  up\u{A0}\t</status></host_nic></host_nics>"
    )
    #expect(try v4Wire.nics(nics).first?.mtu == 9000)
    #expect(try v4Wire.nics(nics).first?.status == "up")
    let attachments = try xml(
      """
      <network_attachments><network_attachment id="A"><network id="W"/><host_nic id="N"/><ip_address_assignments>
      <ip_address_assignment><ip><version>v6</version></ip></ip_address_assignment>
      </ip_address_assignments></network_attachment></network_attachments>
      """)
    #expect(try v4Wire.attachments(attachments).first?.ipv6.map(\.method) == ["none"])
  }

  @Test("attachments of API v3, with every reported value")
  func attachmentsV3() throws {
    for wire in v3Wires {
      #expect(try wire.attachments(try xml(Samples.attachmentsV3)) == Samples.attachments(withIPv6: false))
    }
  }

  @Test("attachments of API v4, with every reported value and both families")
  func attachmentsV4() throws {
    #expect(try v4Wire.attachments(try xml(Samples.attachmentsV4)) == Samples.attachments(withIPv6: true))
  }

  @Test("empty collections are empty lists", arguments: wires)
  func empty(wire: any EngineWire) throws {
    #expect(try wire.nics(try xml("<host_nics/>")).isEmpty)
    #expect(try wire.attachments(try xml("<network_attachments/>")).isEmpty)
    #expect(try wire.networks(try xml("<networks/>"), inCluster: true).isEmpty)
  }

  @Test("elements that nobody knows are passed over", arguments: wires)
  func unknownElements(wire: any EngineWire) throws {
    let document = try xml(
      """
      <host_nics><novelty><host_nic id="X"/></novelty>
        <host_nic id="E1" colour="red"><name>eth0</name><novelty unit="none">7</novelty></host_nic></host_nics>
      """)
    #expect(try wire.nics(document) == [HostNic(id: "E1", name: "eth0")])
  }

  @Test("a static network that is only reported by its address is static")
  func reportedAddressAlone() throws {
    let document = try xml(
      """
      <network_attachments><network_attachment id="A"><network id="N"/><host_nic id="E"/><reported_configurations>
      <reported_configuration><name>ip_address</name><actual_value>10.0.0.1</actual_value></reported_configuration>
      </reported_configurations></network_attachment></network_attachments>
      """)
    let reported = try #require(try v3Wires[0].attachments(document).first?.reported)
    #expect(reported == NetworkAttachment.Reported(ipv4: IPv4Configuration(method: .static, address: "10.0.0.1")))
  }
}

@Suite("Networks are read")
struct NetworkReadingTests {
  @Test("tags, roles, labels and mtu of API v3; the management network carries the default route")
  func v3() throws {
    let document = try xml(
      """
      <networks>
        <network href="/ovirt-engine/api/clusters/C1/networks/N1" id="N1"><name>mgmt-net</name>
          <description>Management Network</description><stp>false</stp><status><state>operational</state></status>
          <display>true</display><mtu>0</mtu>
          <usages><usage>vm</usage><usage>display</usage><usage>management</usage></usages></network>
        <network id="N2"><name>red</name><vlan id="100"/><mtu>9000</mtu><usages><usage>VM</usage></usages>
          <labels><label href="/ovirt-engine/api/networks/N2/labels/lab" id="lab"/></labels></network>
        <network id="N3"><name>ovirtmgmt</name><usages/></network>
      </networks>
      """)
    let expected = [
      Network(id: "N1", name: "mgmt-net", isManagement: true, isDefaultRoute: true),
      Network(id: "N2", name: "red", vlan: 100, label: "lab", mtu: 9000),
      Network(id: "N3", name: "ovirtmgmt", isVM: false),
    ]
    for wire in v3Wires { #expect(try wire.networks(document, inCluster: true) == expected) }
  }

  @Test("default_route of API v4, where another network than management may have it")
  func v4() throws {
    let document = try xml(
      """
      <networks>
        <network id="N1"><name>ovirtmgmt</name><mtu>0</mtu><status>operational</status>
          <usages><usage>management</usage><usage>vm</usage></usages></network>
        <network id="N2"><name>red</name><mtu>0</mtu><usages><usage>default_route</usage></usages><vlan id="100"/>
          <network_labels><network_label id="lab"/></network_labels></network>
      </networks>
      """)
    #expect(
      try v4Wire.networks(document, inCluster: true) == [
        Network(id: "N1", name: "ovirtmgmt", isManagement: true),
        Network(id: "N2", name: "red", vlan: 100, isVM: false, isDefaultRoute: true, label: "lab"),
      ])
  }

  @Test("a network is never management because of its name", arguments: wires)
  func noGuess(wire: any EngineWire) throws {
    let document = try xml("<networks><network id='N1'><name>ovirtmgmt</name></network></networks>")
    #expect(try wire.networks(document, inCluster: true).map(\.isManagement) == [false])
  }

  @Test("outside the cluster no network has a role there", arguments: wires)
  func outsideCluster(wire: any EngineWire) throws {
    let document = try xml(
      """
      <networks><network id="N1"><name>other</name><usages><usage>vm</usage><usage>management</usage>
      <usage>default_route</usage></usages></network></networks>
      """)
    #expect(
      try wire.networks(document, inCluster: false) == [Network(id: "N1", name: "other", isInCluster: false)])
  }
}

@Suite("Hosts are read")
struct HostReadingTests {
  @Test("with the action of the published design")
  func design() throws {
    let document = try xml(
      Samples.hostV3(action: "hostsetupnetworks", href: "/ovirt-engine/api/hosts/H1/hostsetupnetworks"))
    let host = Host(
      id: "H1", name: "rack4-node2", address: "rack4-node2.example.com", status: "up", clusterID: "C1")
    for wire in v3Wires {
      #expect(try wire.host(document) == EngineHost(host: host, multiChangePath: "hosts/H1/hostsetupnetworks"))
    }
  }

  @Test("with the action of 3.6, also below /api and with a version segment", arguments: wires)
  func released(wire: any EngineWire) throws {
    for root in ["/ovirt-engine/api", "/api", "/ovirt-engine/api/v3", "/api/v4"] {
      let document = try xml(Samples.hostV3(action: "setupnetworks", href: "\(root)/hosts/H1/setupnetworks"))
      #expect(try wire.host(document).multiChangePath == "hosts/H1/setupnetworks")
    }
  }

  @Test("with the flat status of API v4")
  func v4() throws {
    let host = try v4Wire.host(try xml(Samples.hostV4))
    #expect(host.host.status == "maintenance")
    #expect(host.host.clusterID == "C1")
    #expect(host.multiChangePath == "hosts/H1/setupnetworks")
  }

  @Test(
    "but an action that leads elsewhere isn't followed",
    arguments: [
      "http://evil.example.com/ovirt-engine/api/hosts/H1/setupnetworks",
      "//evil.example.com/ovirt-engine/api/hosts/H1/setupnetworks",
      "/ovirt-engine/api/hosts/H2/setupnetworks",
      "/ovirt-engine/api/hosts/H1/nics/setupnetworks",
      "/ovirt-engine/api/hosts/H1/../H2/setupnetworks",
      "/ovirt-engine/api/hosts/H1/",
      "/ovirt-engine/api/hosts/H1/..",
      "/ovirt-engine/api/hosts/H1",
      "/ovirt-engine/api/hosts/H1/setupnetworks?async=true",
      "/ovirt-engine/api/hosts/H1/setupnetworks;async=true",
      "/ovirt-engine/api/hosts/H1/%2e%2e",
      "/ovirt-engine/apis/hosts/H1/setupnetworks",
      "/ovirt-engine/api//hosts/H1/setupnetworks",
      "/other/api/hosts/H1/setupnetworks",
      "hosts/H1/setupnetworks",
      "",
    ])
  func foreign(href: String) throws {
    for wire in wires {
      let host = try wire.host(try xml(Samples.hostV3(action: "setupnetworks", href: href)))
      #expect(host.multiChangePath == nil)
      let path = wire.call(for: .setupNetworks(Change(removedBonds: ["B"])), on: host).path
      #expect(path == "hosts/H1/" + (wire.dialect == .design ? "hostsetupnetworks" : "setupnetworks"))
    }
  }

  @Test("without actions it names none", arguments: wires)
  func noActions(wire: any EngineWire) throws {
    let host = try wire.host(try xml("<host id='H1'><address>10.0.0.1</address></host>"))
    #expect(host == EngineHost(host: Host(id: "H1", address: "10.0.0.1", status: ""), multiChangePath: nil))
  }
}

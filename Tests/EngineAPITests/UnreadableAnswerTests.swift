import EngineAPI
import GatewayErrors
import HostNetworking
import Testing
import XMLTree

/// The error that reading throws; nil if it throws none.
private func failure(_ read: () throws -> Void) -> GatewayError? {
  do {
    try read()
    return nil
  } catch let error as GatewayError {
    return error
  } catch {
    return nil
  }
}

@Suite("What can't be read is refused with its place")
struct UnreadableAnswerTests {
  @Test(
    "in a list of nics",
    arguments: [
      ("<host_nic><name>eth0</name></host_nic>", "host_nics/host_nic[1] (eth0) has no id"),
      ("<host_nic id='E1'/>", "host_nics/host_nic[1] (E1) has no name"),
      ("<host_nic id='E1'><name/></host_nic>", "host_nics/host_nic[1] (E1) has no name"),
      ("<host_nic id='E1'><name>eth0</name><mtu>big</mtu></host_nic>", "(eth0) has mtu \"big\", which isn't a number"),
      ("<host_nic id='E1'><name>eth0</name><mtu/></host_nic>", "(eth0) has mtu \"\", which isn't a number"),
      (
        "<host_nic id='E1'><name>eth0</name><speed>99999999999999999999</speed></host_nic>",
        "(eth0) has speed \"99999999999999999999\", which isn't a number"
      ),
      ("<host_nic id='E1'><name>eth0</name><bridged>si</bridged></host_nic>", "has bridged \"si\""),
      ("<host_nic id='E1'><name>eth0</name><network/></host_nic>", "host_nics/host_nic[1]/network has no name"),
      (
        "<host_nic id='E1'><name>eth0</name><boot_protocol>bootp</boot_protocol></host_nic>",
        "has boot_protocol \"bootp\""
      ),
      ("<host_nic id='E1'><name>eth0.7</name><vlan id='7'/></host_nic>", "has a vlan id, but no base_interface"),
      (
        "<host_nic id='E1'><name>eth0.7</name><base_interface>eth0</base_interface></host_nic>",
        "has a base_interface, but no vlan id"
      ),
      (
        "<host_nic id='E1'><name>e.7</name><base_interface>e</base_interface><vlan id='x'/></host_nic>",
        "host_nics/host_nic[1]/vlan (x) has id \"x\""
      ),
      (
        "<host_nic id='E1'><name>a</name></host_nic><host_nic id='E1'><name>b</name></host_nic>",
        "host_nics/host_nic[2] (b) has the id of another nic"
      ),
      (
        "<host_nic id='B'><name>bond0</name><bonding><slaves><host_nic id='gone'/></slaves></bonding></host_nic>",
        "host_nics/host_nic[1]/bonding/slaves/host_nic[1] (gone) is a slave that the engine doesn't list"
      ),
      (
        "<host_nic id='B'><name>bond0</name><bonding><options><option value='1'/></options><slaves><host_nic id='B'/>"
          + "</slaves></bonding></host_nic>", "bonding/options/option[1] has no name"
      ),
    ])
  func nics(items: String, detail: String) throws {
    let document = try xml("<host_nics>\(items)</host_nics>")
    for wire in wires {
      let error = try #require(failure { _ = try wire.nics(document) })
      #expect(error.code == .engineAnswerUnreadable)
      #expect(error.stage == .snapshot)
      #expect(error.detail.contains(detail), "\(error.detail)")
    }
  }

  @Test(
    "in a list of attachments",
    arguments: [
      ("", "network_attachments/network_attachment[1] has no id"),
      ("id='A'", "network_attachment[1] (A) has no network"),
      ("id='A'><network/", "network_attachment[1]/network has no id"),
      ("id='A'><network id='N'/", "(A) has no host_nic"),
      ("id='A'><network id='N'/><host_nic/", "network_attachment[1]/host_nic has no id"),
    ])
  func attachments(start: String, detail: String) throws {
    let isOpen = start.contains(">")
    let item = isOpen ? "<network_attachment \(start)></network_attachment>" : "<network_attachment \(start)/>"
    let document = try xml("<network_attachments>\(item)</network_attachments>")
    for wire in wires {
      let error = try #require(failure { _ = try wire.attachments(document) })
      #expect(error.code == .engineAnswerUnreadable)
      #expect(error.detail.contains(detail), "\(error.detail)")
    }
  }

  @Test(
    "in the parts of an attachment",
    arguments: [
      ("<in_sync>perhaps</in_sync>", "(A) has in_sync \"perhaps\""),
      ("<reported_configurations><in_sync/></reported_configurations>", "reported_configurations has in_sync \"\""),
      (
        "<ip_address_assignments><ip_address_assignment><assignment_method>bootp</assignment_method>"
          + "</ip_address_assignment></ip_address_assignments>",
        "ip_address_assignments/ip_address_assignment[1] has assignment_method \"bootp\""
      ),
      (
        "<ip_address_assignments><ip_address_assignment><ip address='10.0.0.1' netmask='24'/>"
          + "</ip_address_assignment></ip_address_assignments>", "has an address, but no assignment_method"
      ),
      (
        "<ip_address_assignments><ip_address_assignment><ip><version>v5</version></ip></ip_address_assignment>"
          + "</ip_address_assignments>", "has version \"v5\""
      ),
      ("<properties><property><value>x</value></property></properties>", "properties/property[1] has no name"),
      (
        "<reported_configurations><reported_configuration><name>mtu</name><actual_value>x</actual_value>"
          + "</reported_configuration></reported_configurations>", "(mtu) has actual_value \"x\""
      ),
      (
        "<reported_configurations><reported_configuration><name>boot_protocol</name><actual_value>BOOTP</actual_value>"
          + "</reported_configuration></reported_configurations>", "which isn't NONE, DHCP or STATIC_IP"
      ),
      (
        "<reported_configurations><reported_configuration/></reported_configurations>",
        "reported_configuration[1] has no name"
      ),
    ])
  func attachmentParts(part: String, detail: String) throws {
    let document = try xml(
      """
      <network_attachments><network_attachment id="A"><network id="N"/><host_nic id="E"/>\(part)</network_attachment>
      </network_attachments>
      """)
    for wire in wires {
      let error = try #require(failure { _ = try wire.attachments(document) })
      #expect(error.code == .engineAnswerUnreadable)
      #expect(error.detail.contains(detail), "\(error.detail)")
    }
  }

  @Test(
    "in a list of networks",
    arguments: [
      ("<network><name>red</name></network>", "networks/network[1] (red) has no id"),
      ("<network id='N'/>", "networks/network[1] (N) has no name"),
      ("<network id='N'><name>red</name><vlan id='0x64'/></network>", "network[1]/vlan (0x64) has id \"0x64\""),
      ("<network id='N'><name>red</name><labels><label/></labels></network>", "labels/label[1] has no id"),
    ])
  func networks(items: String, detail: String) throws {
    let document = try xml("<networks>\(items)</networks>")
    for wire in wires {
      let error = try #require(failure { _ = try wire.networks(document, inCluster: true) })
      #expect(error.code == .engineAnswerUnreadable)
      #expect(error.detail.contains(detail), "\(error.detail)")
    }
  }

  @Test("a host without id or address", arguments: wires)
  func host(wire: any EngineWire) throws {
    let noID = try xml("<host><name>h</name><address>10.0.0.1</address></host>")
    #expect(try #require(failure { _ = try wire.host(noID) }).detail.contains("host (h) has no id"))
    let noAddress = try xml("<host id='H1'><name>h</name></host>")
    #expect(try #require(failure { _ = try wire.host(noAddress) }).detail.contains("host (h) has no address"))
  }

  @Test("another document than the one asked for", arguments: wires)
  func otherRoot(wire: any EngineWire) throws {
    let page = try xml("<html><head><title>Welcome</title></head><body><p>Sign in</p></body></html>")
    for read in [
      { _ = try wire.host(page) }, { _ = try wire.nics(page) }, { _ = try wire.attachments(page) },
      { _ = try wire.networks(page, inCluster: true) },
    ] {
      let error = try #require(failure(read))
      #expect(error.code == .engineAnswerUnreadable)
      #expect(error.detail.contains("html stands where <"))
    }
    let fault = try xml("<fault><reason>Operation Failed</reason><detail>[gone]</detail></fault>")
    #expect(try #require(failure { _ = try wire.nics(fault) }).cause == "Operation Failed: [gone]")
  }
}

import EngineSimulator
import Testing
import XMLTree

/// What a setup does, over the wire.
struct SetupTests {
  private let bond = """
    <modified_bonds><host_nic><name>bond2</name><bonding><options><option><name>mode</name><value>1</value></option>
    </options><slaves><host_nic id="d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2108"/><host_nic><name>ens5f1</name></host_nic></slaves>
    </bonding></host_nic></modified_bonds>
    """

  private func attach(_ network: String, _ nic: String, id: String? = nil, _ more: String = "") -> String {
    let identity = id.map { " id=\"\($0)\"" } ?? ""
    return """
      <modified_network_attachments><network_attachment\(identity)><network><name>\(network)</name></network>
      <host_nic><name>\(nic)</name></host_nic>\(more)</network_attachment></modified_network_attachments>
      """
  }

  @Test func theAnswerEchoesTheRequestWithJobAndStatus() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.setUp(
        "<connectivity_timeout>60</connectivity_timeout>" + attach("storage", "bond2") + bond)
      let action = try #require(reply.document)
      #expect(
        action.children.map(\.name) == [
          "connectivity_timeout", "job", "modified_bonds", "modified_network_attachments", "status",
        ])
      #expect(action.childText("status") == "complete")
      #expect(action.attributes == [])
      // New ids aren't told; slaves given by id have their names.
      #expect(action.descendant("modified_network_attachments", "network_attachment")?.attribute("id") == nil)
      let slaves = action.descendant("modified_bonds", "host_nic", "bonding", "slaves")?.children
      #expect(slaves?.map { $0.childText("name") } == ["ens5f0", "ens5f1"])
      let job = try #require(action.child("job")?.attribute("id"))
      #expect(try await lab.document("/jobs/\(job)").childText("status") == "finished")
    }
    try await Lab.with(.v36) { (lab) async throws in
      let reply = try await lab.setUp(
        "<check_connectivity>true</check_connectivity>" + attach("storage", "eno3"))
      let action = try #require(reply.document)
      #expect(
        action.children.map(\.name) == ["modified_network_attachments", "check_connectivity", "job", "status"])
      #expect(action.descendant("status", "state")?.text == "complete")
    }
  }

  @Test func bondsAndVlanDevicesComeAndGoWithNewIDs() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      #expect(try await lab.setUp(bond + attach("storage", "bond2")).status == 200)
      var nics = try await lab.nics()
      let first = try #require(nics["bond2.44"]?.attribute("id"))
      let made = try #require(nics["bond2"]?.attribute("id"))
      #expect(nics["ens5f0"]?.children("link").contains { $0.attribute("rel") == "master" } == true)
      let attachment = try #require(try await lab.attachments()[try await lab.network("storage")])
      #expect(attachment.child("host_nic")?.attribute("id") == made)
      let id = attachment.attribute("id") ?? ""
      let removal = """
        <removed_network_attachments><network_attachment id="\(id)"/></removed_network_attachments>
        <removed_bonds><host_nic><name>bond2</name></host_nic></removed_bonds>
        """
      #expect(try await lab.setUp(removal).status == 200)
      nics = try await lab.nics()
      #expect(nics["bond2"] == nil && nics["bond2.44"] == nil)
      #expect(nics["ens5f0"]?.children("link").contains { $0.attribute("rel") == "master" } == false)
      #expect(try await lab.setUp(bond + attach("storage", "bond2")).status == 200)
      nics = try await lab.nics()
      #expect(nics["bond2.44"]?.attribute("id") != first)
      #expect(nics["bond2"]?.attribute("id") != made)
    }
  }

  @Test func partialUpdatesKeepWhatIsLeftOutAndListsReplace() async throws {
    try await Lab.with(.v4, state: "attributes") { (lab) async throws in
      let green = "dddddddd-0000-4000-8000-000000000004"
      let path = "/hosts/\(Lab.caseHost)/networkattachments/\(green)"
      let moved = try await lab.send(
        "PUT", path, "<network_attachment><host_nic><name>eth3</name></host_nic></network_attachment>")
      let attachment = try #require(moved.document)
      #expect(attachment.child("host_nic")?.attribute("id") == "aaaaaaaa-0000-4000-8000-000000000003")
      #expect(attachment.child("ip_address_assignments")?.children.count == 2)
      #expect(attachment.descendant("properties", "property", "value")?.text == "forward_delay=1500")
      #expect(try await lab.nics(Lab.caseHost)["eth3"]?.descendant("ip", "address")?.text == "172.16.0.5")
      #expect(try await lab.nics(Lab.caseHost)["eth2"]?.child("network") == nil)
      // The list of addresses replaces both families.
      let dhcp = try await lab.send(
        "PUT", path,
        """
        <network_attachment><ip_address_assignments><ip_address_assignment><assignment_method>dhcp</assignment_method>
        </ip_address_assignment></ip_address_assignments><properties/></network_attachment>
        """)
      let list = dhcp.document?.child("ip_address_assignments")?.children.map { $0.childText("assignment_method") }
      #expect(list == ["dhcp", "none"])
      #expect(dhcp.document?.child("properties") == nil)
    }
  }

  /// The engine has one column for each part of an address and family (`NetworkAttachmentDaoImpl`).
  @Test func ofSeveralAddressesOfAFamilyTheFirstIsKept() async throws {
    try await Lab.with(.v4, state: "attributes") { (lab) async throws in
      let green = "dddddddd-0000-4000-8000-000000000004"
      func assignment(_ address: String, _ mask: String, _ version: String) -> String {
        """
        <ip_address_assignment><assignment_method>static</assignment_method><ip><address>\(address)</address>\
        <netmask>\(mask)</netmask><version>\(version)</version></ip></ip_address_assignment>
        """
      }
      let several = [
        assignment("172.16.0.6", "255.255.255.0", "v4"), assignment("172.16.1.6", "255.255.255.0", "v4"),
        assignment("2001:db8:1::6", "64", "v6"), assignment("2001:db8:2::6", "64", "v6"),
      ]
      let path = "/hosts/\(Lab.caseHost)/networkattachments/\(green)"
      let body = """
        <network_attachment><ip_address_assignments>\(several.joined())</ip_address_assignments></network_attachment>
        """
      #expect(try await lab.send("PUT", path, body).status == 200)
      let attachment = try #require(try await lab.send("GET", path).document)
      let list = attachment.child("ip_address_assignments")?.children.map { $0.descendant("ip", "address")?.text }
      #expect(list == ["172.16.0.6", "2001:db8:1::6"])
    }
  }

  @Test func whatChangesNothingDoesntTouchTheHost() async throws {
    try await Lab.with(.v4, state: "bonded") { (lab) async throws in
      let before = await lab.simulator.dump()
      let reply = try await lab.setUp(
        on: Lab.caseHost,
        """
        <modified_bonds><host_nic><name>bond0</name><bonding><slaves><host_nic><name>eth2</name></host_nic>
        <host_nic><name>eth1</name></host_nic></slaves></bonding></host_nic></modified_bonds>
        <modified_network_attachments><network_attachment id="dddddddd-0000-4000-8000-000000000005"/>
        </modified_network_attachments>
        """)
      #expect(reply.status == 200)
      #expect(reply.document?.child("job") == nil)
      #expect(await lab.simulator.dump() == before)
    }
  }

  @Test func commitClearsTheDirtyFlagAndARebootRevertsWithoutIt() async throws {
    let reboot = "<action><fence_type>restart</fence_type></action>"
    try await Lab.with(.v4) { (lab) async throws in
      _ = try await lab.setUp(attach("storage", "eno3"))
      #expect(try await lab.nics()["eno3.44"] != nil)
      #expect(try await lab.send("POST", "/hosts/\(Lab.host)/fence", reboot).status == 200)
      #expect(try await lab.nics()["eno3.44"] == nil)
      _ = try await lab.setUp(attach("storage", "eno3"))
      let commit = try await lab.send("POST", "/hosts/\(Lab.host)/commitnetconfig", "<action/>")
      #expect(commit.status == 200)
      #expect(commit.document?.child("host")?.attribute("id") == Lab.host)
      #expect(commit.document?.childText("status") == "complete")
      _ = try await lab.send("POST", "/hosts/\(Lab.host)/fence", reboot)
      #expect(try await lab.nics()["eno3.44"] != nil)
      _ = try await lab.setUp(attach("tenant-a", "ens5f0") + "<commit_on_success>true</commit_on_success>")
      _ = try await lab.send("POST", "/hosts/\(Lab.host)/fence", reboot)
      #expect(try await lab.nics()["ens5f0"]?.child("network") != nil)
    }
  }

  @Test func attachmentsAreMadeWith201AndRemovedWithAnAction() async throws {
    for dialect in SimulatorConfiguration.Dialect.allCases {
      try await Lab.with(dialect) { (lab) async throws in
        let network = try await lab.network("tenant-a")
        let nic = try #require(try await lab.nics()["eno3"]?.attribute("id"))
        let made = try await lab.send(
          "POST", "/hosts/\(Lab.host)/nics/\(nic)/networkattachments",
          "<network_attachment><network id=\"\(network)\"/></network_attachment>")
        #expect(made.status == 201)
        let href = try #require(made.document?.attribute("href"))
        #expect(href.hasPrefix("/ovirt-engine/api/hosts/\(Lab.host)/nics/\(nic)/networkattachments/"))
        #expect(made.header("Location") == href)
        #expect(made.document?.child("host") == nil)
        let id = made.document?.attribute("id") ?? ""
        let gone = try await lab.send("DELETE", "/hosts/\(Lab.host)/networkattachments/\(id)")
        #expect(gone.status == 200)
        #expect(gone.document?.name == "action")
        let state = gone.document?.descendant("status", "state")?.text ?? gone.document?.childText("status")
        #expect(state == "complete")
        #expect(gone.document?.child("job") != nil)
        #expect(try await lab.get("/hosts/\(Lab.host)/networkattachments/\(id)").status == 404)
      }
    }
  }

  @Test func theNicOfThePathMustBeThatOfTheBody() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno3"]?.attribute("id"))
      let reply = try await lab.send(
        "POST", "/hosts/\(Lab.host)/nics/\(nic)/networkattachments",
        "<network_attachment><network><name>tenant-a</name></network><host_nic><name>eno3</name></host_nic></network_attachment>"
      )
      #expect(reply.status == 400)
      #expect(reply.body.isEmpty)
      let attached = try #require(try await lab.attachments().values.first)
      let path = "/hosts/\(Lab.host)/networkattachments/\(attached.attribute("id") ?? "")"
      let changed = try await lab.send("PUT", path, "<network_attachment id=\"\(nic)\"/>")
      #expect(changed.status == 409)
      #expect(changed.document?.childText("reason") == "Broken immutability constraint")
    }
  }

  @Test func synchronisingAppliesWhatIsConfigured() async throws {
    try await Lab.with(.v4, state: "outofsync") { (lab) async throws in
      let red = "dddddddd-0000-4000-8000-000000000002"
      let reply = try await lab.setUp(
        on: Lab.caseHost,
        "<synchronized_network_attachments><network_attachment id=\"\(red)\"/></synchronized_network_attachments>")
      #expect(reply.status == 200)
      let nics = try await lab.nics(Lab.caseHost)
      #expect(nics["eth1.101"] == nil)
      #expect(nics["eth1.100"]?.childText("custom_configuration") == "false")
      #expect(try await lab.send("POST", "/hosts/\(Lab.caseHost)/syncallnetworks", "<action/>").status == 200)
      for attachment in try await lab.attachments(Lab.caseHost).values {
        #expect(attachment.childText("in_sync") == "true")
      }
    }
  }

  @Test func whatIsChangedIsSetUpAnewWithItsConfiguredAddress() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await lab.simulator.load(json: Lab.fixture("../states/addressnotapplied.json"))
      #expect(try await lab.nics(Lab.caseHost)["eth1"]?.childText("boot_protocol") == "none")
      let reply = try await lab.setUp(
        on: Lab.caseHost,
        """
        <modified_network_attachments><network_attachment id="dddddddd-0000-4000-8000-000000000001"><properties/>\
        <ip_address_assignments><ip_address_assignment><assignment_method>dhcp</assignment_method>\
        </ip_address_assignment></ip_address_assignments></network_attachment>\
        <network_attachment id="dddddddd-0000-4000-8000-000000000004"><properties/></network_attachment>\
        </modified_network_attachments>
        """)
      #expect(reply.status == 200)
      let nics = try await lab.nics(Lab.caseHost)
      #expect(nics["eth1"]?.childText("boot_protocol") == "static")
      #expect(nics["eth1"]?.child("ip")?.childText("address") == "10.2.101.7")
      // A lease stays.
      #expect(nics["eth0"]?.child("ip")?.childText("address") == "10.0.0.11")
    }
  }

  @Test func asynchronousCallsAreAccepted() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.setUp(attach("storage", "eno3"), query: "?async=true")
      #expect(reply.status == 202)
      #expect(reply.document?.childText("status") == "in_progress")
      #expect(reply.document?.child("job") == nil)
      let body = try await lab.setUp("<async>true</async>" + attach("tenant-a", "eno3"))
      #expect(body.status == 200)
    }
  }

  @Test func theStatusGateAndTheHostLockAre409() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      for status in ["down", "installing", "non_responsive"] {
        let text = String(decoding: await lab.simulator.dump(), as: UTF8.self).replacing(
          #""status" : "up""#, with: "\"status\" : \"\(status)\"")
        _ = try await lab.send("PUT", "//-/state", text, authorized: false)
        #expect(try await lab.setUp(attach("storage", "eno3")).status == 409)
        let back = text.replacing("\"status\" : \"\(status)\"", with: #""status" : "maintenance""#)
        _ = try await lab.send("PUT", "//-/state", back, authorized: false)
        #expect(try await lab.setUp(attach("storage", "eno3")).status == 200)
        _ = try await lab.send("PUT", "//-/state", back.replacing("maintenance", with: "up"), authorized: false)
      }
      _ = try await lab.send("PUT", "//-/locks", "[\"\(Lab.host)\"]", authorized: false)
      let held = try await lab.setUp(attach("storage", "eno3"))
      #expect(held.status == 409)
      #expect(held.document?.childText("detail")?.contains("Another setup") == true)
      _ = try await lab.send("PUT", "//-/locks", "[]", authorized: false)
      #expect(try await lab.setUp(attach("storage", "eno3")).status == 200)
    }
  }
}

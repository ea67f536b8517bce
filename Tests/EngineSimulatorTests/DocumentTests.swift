import EngineSimulator
import Testing
import XMLTree

/// What the documents of the two versions of the API look like.
struct DocumentTests {
  private func names(_ element: XMLElement?) -> [String] {
    (element?.children ?? []).map(\.name).filter { $0 != "link" }
  }

  @Test func aNicOf36HasV3OrderAttributesAndLegacyActions() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno1"])
      #expect(
        names(nic) == [
          "actions", "name", "host", "network", "mac", "ip", "boot_protocol", "speed", "status", "mtu", "bridged",
          "custom_configuration",
        ])
      #expect(nic.child("actions")?.children.map { $0.attribute("rel") } == ["attach", "detach"])
      #expect(nic.child("ip")?.attributes.map(\.name) == ["address", "netmask", "gateway"])
      #expect(nic.child("mac")?.attribute("address") == "02:00:5e:10:00:01")
      #expect(nic.descendant("status", "state")?.text == "up")
      #expect(nic.children("link").map { $0.attribute("rel") } == ["statistics", "labels", "networkattachments"])
    }
  }

  @Test func aNicOf45HasSortedMembersAndEmptyActions() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno1"])
      #expect(
        names(nic) == [
          "actions", "name", "boot_protocol", "bridged", "custom_configuration", "ip", "ipv6_boot_protocol", "mac",
          "mtu", "speed", "status", "host", "network",
        ])
      #expect(nic.child("actions")?.children == [])
      #expect(nic.child("ip")?.children.map(\.name) == ["address", "gateway", "netmask", "version"])
      #expect(nic.childText("status") == "up")
      let vlan = try #require(try await lab.nics()["eno2.310"])
      #expect(vlan.child("vlan")?.attribute("id") == "310")
      #expect(vlan.childText("base_interface") == "eno2")
    }
  }

  @Test func theV3LayerOf4xHasNoLegacyActions() async throws {
    try await Lab.with(.v4, (4, 2)) { (lab) async throws in
      let list = try await lab.document("/hosts/\(Lab.host)/nics", headers: [("Version", "3")])
      let nic = try #require(list.children("host_nic").first)
      #expect(nic.child("actions")?.children == [])
      #expect(nic.child("ip")?.attribute("address") == "192.0.2.21")
    }
  }

  @Test func attachmentsHaveTheOrderOfTheirSchema() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      let attachment = try #require(try await lab.attachments().values.first)
      #expect(
        names(attachment) == ["network", "host_nic", "ip_address_assignments", "reported_configurations", "host"])
      #expect(attachment.child("reported_configurations")?.children.first?.name == "in_sync")
    }
    try await Lab.with(.v4) { (lab) async throws in
      let attachment = try #require(try await lab.attachments().values.first)
      #expect(
        names(attachment) == [
          "in_sync", "ip_address_assignments", "reported_configurations", "host", "host_nic", "network",
        ])
    }
  }

  @Test func networksAreReferredToByIDOnly() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno1"])
      #expect(nic.child("network")?.children == [])
      let management = try await lab.network("ovirtmgmt")
      #expect(nic.child("network")?.attribute("id") == management)
      for attachment in try await lab.attachments().values { #expect(attachment.child("network")?.children == []) }
    }
  }

  @Test func unmanagedNetworksHaveANameOnlyAndHexIDs() async throws {
    try await Lab.with(.v4, state: "unmanaged") { (lab) async throws in
      let nic = try #require(try await lab.nics(Lab.caseHost)["eth3"])
      #expect(nic.child("network")?.attributes == [])
      #expect(nic.descendant("network", "name")?.text == "foreign")
      #expect(nic.childText("custom_configuration") == "true")
      let list = try await lab.document("/hosts/\(Lab.caseHost)/unmanagednetworks")
      #expect(list.children.map { $0.attribute("id") } == ["666f726569676e", "6f6c64766c616e"])
      let removed = try await lab.send("DELETE", "/hosts/\(Lab.caseHost)/unmanagednetworks/666f726569676e")
      #expect(removed.status == 200)
      #expect(removed.document?.childText("status") == "complete")
      #expect(try await lab.nics(Lab.caseHost)["eth3"]?.child("network") == nil)
    }
  }

  @Test func customConfigurationMeansOutOfSync() async throws {
    try await Lab.with(.v4, state: "outofsync") { (lab) async throws in
      let nics = try await lab.nics(Lab.caseHost)
      #expect(nics["eth1.101"]?.childText("custom_configuration") == "true")
      #expect(nics["eth1.200"]?.childText("custom_configuration") == "false")
      let red = try #require(try await lab.attachments(Lab.caseHost)["eeeeeeee-0000-4000-8000-000000000002"])
      #expect(red.childText("in_sync") == "false")
      let vlan = red.child("reported_configurations")?.children.first { $0.childText("name") == "vlan" }
      #expect(vlan?.childText("expected_value") == "100")
      #expect(vlan?.childText("actual_value") == "101")
      #expect(vlan?.childText("in_sync") == "false")
    }
  }

  @Test func slavesHaveAMasterLinkAndBondsTheirSlaves() async throws {
    for dialect in SimulatorConfiguration.Dialect.allCases {
      try await Lab.with(dialect) { (lab) async throws in
        let nics = try await lab.nics()
        let bond = try #require(nics["bond1"])
        let master = nics["ens4f0"]?.children("link").first { $0.attribute("rel") == "master" }
        #expect(master?.attribute("href") == bond.attribute("href"))
        #expect(bond.descendant("bonding", "slaves")?.children.count == 2)
        let type = bond.descendant("bonding", "options")?.children.first
        #expect((type?.attribute("type") ?? type?.childText("type")) == "Dynamic link aggregation (802.3ad)")
      }
    }
  }

  @Test func jsonHasTextsForNumbersArraysAlwaysAndEmptyObjects() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let accept = [("Accept", "application/json")]
      let list = try #require(try await lab.get("/hosts/\(Lab.host)/nics", headers: accept).json)
      let nics = try #require(list["host_nic"] as? [[String: Any]])
      let bond = try #require(nics.first { $0["name"] as? String == "bond1" })
      #expect(bond["mtu"] as? String == "1500")
      #expect(bond["bridged"] as? String == "false")
      #expect(bond["speed"] as? String == "20000000000")
      #expect((bond["actions"] as? [String: Any])?.isEmpty == true)
      #expect(((bond["bonding"] as? [String: Any])?["slaves"] as? [String: Any])?["host_nic"] is [Any])
      let labels = try #require(
        try await lab.get("/hosts/\(Lab.host)/nics/\(bond["id"] as? String ?? "")/networklabels", headers: accept).json)
      #expect(labels.count == 0)
      let faulty = try await lab.send(
        "POST", "/hosts/\(Lab.host)/setupnetworks",
        #"{"removed_network_attachments": {"network_attachment": [{"network": {"name": "ovirtmgmt"}}]}}"#,
        headers: accept + [("Content-Type", "application/json")])
      #expect(faulty.status == 400)
      #expect((faulty.json?["reason"] as? String) == "Operation Failed")
    }
  }

  @Test func jsonRequestsWork() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let body = """
        {"modified_network_attachments": {"network_attachment": [{"network": {"name": "storage"}, "host_nic": {"name": "eno3"}}]},
         "check_connectivity": true, "connectivity_timeout": "60"}
        """
      let json = [("Content-Type", "application/json"), ("Accept", "application/json")]
      let reply = try await lab.send("POST", "/hosts/\(Lab.host)/setupnetworks", body, headers: json)
      #expect(reply.status == 200)
      #expect(reply.json?["status"] as? String == "complete")
      #expect(reply.json?["check_connectivity"] as? String == "true")
      #expect(try await lab.nics()["eno3.44"] != nil)
      let wrong = try await lab.send(
        "POST", "/hosts/\(Lab.host)/setupnetworks", #"{"modified_bonds": {"host_nic": {"name": "bond9"}}}"#,
        headers: json)
      #expect(wrong.status == 400)
    }
  }

  @Test func speedIsANumberInJSONBefore42() async throws {
    try await Lab.with(.v4, (4, 1)) { (lab) async throws in
      let list = try await lab.get("/hosts/\(Lab.host)/nics", headers: [("Accept", "application/json")]).json
      let nics = try #require(list?["host_nic"] as? [[String: Any]])
      #expect(nics.first?["speed"] as? Int == 10_000_000_000)
    }
  }

  @Test func propertiesShowInTheListOnly() async throws {
    try await Lab.with(.v4, state: "attributes") { (lab) async throws in
      let nic = try #require(try await lab.nics(Lab.caseHost)["eth2"])
      #expect(nic.descendant("properties", "property", "value")?.text == "forward_delay=1500")
      let single = try await lab.document("/hosts/\(Lab.caseHost)/nics/\(nic.attribute("id") ?? "")")
      #expect(single.child("properties") == nil)
    }
  }

  @Test func virtualFunctionsShowOnlyWithAllContent() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      var text = String(decoding: await lab.simulator.dump(), as: UTF8.self)
      text = text.replacing(
        "\"name\" : \"eno3\",",
        with:
          "\"name\" : \"eno3\", \"virtual_functions\": {\"maximum\": 8, \"number\": 2, \"all_networks_allowed\": true},"
      )
      try await lab.simulator.load(json: Array(text.utf8))
      let id = try #require(try await lab.nics()["eno3"]?.attribute("id"))
      let plain = try await lab.document("/hosts/\(Lab.host)/nics/\(id)")
      #expect(plain.child("virtual_functions_configuration") == nil)
      let full = try await lab.document("/hosts/\(Lab.host)/nics/\(id)", headers: [("All-Content", "true")])
      #expect(full.descendant("virtual_functions_configuration", "number_of_virtual_functions")?.text == "2")
      #expect(full.child("actions")?.children.count == 1)
    }
  }

  @Test func ipv6AndNameServersShowInV4AndAreKeptAwayFromV3() async throws {
    let body = """
      <modified_network_attachments><network_attachment><network><name>storage</name></network><host_nic><name>eno3</name>
      </host_nic><ip_address_assignments><ip_address_assignment><assignment_method>static</assignment_method><ip>
      <address>2001:db8::32</address><netmask>64</netmask></ip></ip_address_assignment></ip_address_assignments>
      <dns_resolver_configuration><name_servers><name_server>192.0.2.53</name_server></name_servers>
      </dns_resolver_configuration></network_attachment></modified_network_attachments>
      """
    try await Lab.with(.v4, (4, 2)) { (lab) async throws in
      #expect(try await lab.setUp(body).status == 200)
      let nic = try #require(try await lab.nics()["eno3.44"])
      #expect(nic.descendant("ipv6", "address")?.text == "2001:db8::32")
      #expect(nic.childText("ipv6_boot_protocol") == "static")
      #expect(nic.child("ip") == nil)
      let storage = try await lab.network("storage")
      let attachment = try #require(try await lab.attachments()[storage])
      let servers = attachment.descendant("dns_resolver_configuration", "name_servers")?.children
      #expect(servers?.map(\.text) == ["192.0.2.53"])
      let list = try await lab.document("/hosts/\(Lab.host)/nics", headers: [("Version", "3")])
      let old = try #require(list.children("host_nic").first { $0.childText("name") == "eno3.44" })
      #expect(old.child("ipv6") == nil && old.child("ipv6_boot_protocol") == nil)
    }
    try await Lab.with(.v4, (4, 1)) { (lab) async throws in
      #expect(try await lab.setUp(body).status == 200)
      let storage = try await lab.network("storage")
      #expect(try await lab.attachments()[storage]?.child("dns_resolver_configuration") == nil)
    }
    try await Lab.with(.v36) { (lab) async throws in #expect(try await lab.setUp(body).status == 400) }
  }
}

import EngineSimulator
import Testing
import XMLTree

/// Which version of the API a request gets.
struct VersionTests {
  private func rootOfHost(_ reply: Reply) -> String? {
    reply.document?.children("link").first { $0.attribute("rel") == "hosts" }?.attribute("href")
  }

  private func isV3(_ reply: Reply) -> Bool {
    reply.document?.descendant("product_info", "version")?.attribute("major") != nil
  }

  @Test func headerAndSegmentChooseOn42() async throws {
    try await Lab.with(.v4, (4, 2)) { (lab) async throws in
      #expect(try await isV3(lab.get("")) == false)
      #expect(try await isV3(lab.get("", headers: [("Version", "3")])))
      let segment = try await lab.get("/v3")
      #expect(isV3(segment))
      #expect(rootOfHost(segment) == "/ovirt-engine/api/v3/hosts")
      let both = try await lab.get("/v4", headers: [("Version", "3")])
      #expect(isV3(both) == false)
      #expect(rootOfHost(both) == "/ovirt-engine/api/v4/hosts")
      let nics = try await lab.document("/v4/hosts/\(Lab.host)/nics")
      #expect(nics.children.allSatisfy { $0.attribute("href")?.hasPrefix("/ovirt-engine/api/v4/") == true })
    }
  }

  @Test func unsupportedVersionsAreRefusedWithoutAFault() async throws {
    try await Lab.with(.v4, (4, 2)) { (lab) async throws in
      for reply in [try await lab.get("/v5"), try await lab.get("", headers: [("Version", "5")])] {
        #expect(reply.status == 400)
        #expect(reply.document?.name != "fault")
      }
    }
    try await Lab.with(.v4, (4, 4)) { (lab) async throws in
      let reply = try await lab.get("", headers: [("Version", "3")])
      #expect(reply.status == 405)
      #expect(reply.document?.name != "fault")
    }
  }

  @Test func engine36IgnoresTheHeaderAndHasASecondRoot() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      #expect(try await isV3(lab.get("", headers: [("Version", "4")])))
      #expect(try await lab.get("/v3").status == 404)
      let other = try await lab.send("GET", "//api")
      #expect(rootOfHost(other) == "/api/hosts")
      let refused = try await lab.send("GET", "//api", authorized: false)
      #expect(refused.header("WWW-Authenticate") == #"Basic realm="ENGINE""#)
    }
    try await Lab.with(.v4) { (lab) async throws in #expect(try await lab.send("GET", "//api").status == 404) }
  }

  @Test func theSetupActionIsNamedInTheHost() async throws {
    for (dialect, name) in [
      (SimulatorConfiguration.Dialect.design, "hostsetupnetworks"), (.v36, "setupnetworks"), (.v4, "setupnetworks"),
    ] {
      try await Lab.with(dialect) { (lab) async throws in
        let host = try await lab.document("/hosts/\(Lab.host)")
        let rels = host.child("actions")?.children.map { $0.attribute("rel") }
        #expect(rels?.contains(name) == true)
        let other = name == "setupnetworks" ? "hostsetupnetworks" : "setupnetworks"
        #expect(rels?.contains(other) == false)
        #expect(try await lab.send("POST", "/hosts/\(Lab.host)/\(name)", "<action/>").status == 200)
        #expect(try await lab.send("POST", "/hosts/\(Lab.host)/\(other)", "<action/>").status == 404)
      }
    }
  }

  @Test func theDesignHidesVlanDevices() async throws {
    try await Lab.with(.design) { (lab) async throws in
      #expect(try await lab.nics()["eno2.310"] == nil)
      let hidden = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2103"
      #expect(try await lab.get("/hosts/\(Lab.host)/nics/\(hidden)").status == 404)
      #expect(String(decoding: await lab.simulator.dump(), as: UTF8.self).contains("eno2.310"))
    }
    try await Lab.with(.v4, hides: true) { (lab) async throws in #expect(try await lab.nics()["eno2.310"] == nil) }
  }

  @Test func aStateWithoutVlanDevicesStaysSo() async throws {
    try await Lab.with(.v4, state: "hidden") { (lab) async throws in
      let reply = try await lab.setUp(
        on: Lab.caseHost,
        """
        <modified_network_attachments><network_attachment><network><name>blue</name></network>
        <host_nic><name>eth3</name></host_nic></network_attachment></modified_network_attachments>
        """)
      #expect(reply.status == 200)
      #expect(try await lab.nics(Lab.caseHost)["eth3.200"] == nil)
      let blue = try #require(try await lab.attachments(Lab.caseHost)["eeeeeeee-0000-4000-8000-000000000003"])
      #expect(blue.childText("in_sync") == "true")
    }
  }

  @Test func versionDifferencesShow() async throws {
    let sync = "<synchronized_network_attachments/>"
    for minor in 0...5 {
      try await Lab.with(.v4, (4, minor)) { (lab) async throws in
        let host = try await lab.document("/hosts/\(Lab.host)")
        let rels = host.child("actions")?.children.compactMap { $0.attribute("rel") } ?? []
        #expect(rels.contains("syncallnetworks") == (minor >= 2))
        #expect(rels.contains("copyhostnetworks") == (minor >= 4))
        let commit = try await lab.setUp(sync + "<commit_on_success>true</commit_on_success>")
        #expect(commit.status == (minor >= 3 ? 200 : 400))
        let followed = try await lab.document("/hosts/\(Lab.host)?follow=nics")
        #expect((followed.child("nics") != nil) == (minor >= 2))
        let bond = try await lab.setUp(
          """
          <modified_bonds><host_nic><name>bondA_1</name><bonding><slaves><host_nic><name>ens5f0</name></host_nic>
          <host_nic><name>ens5f1</name></host_nic></slaves></bonding></host_nic></modified_bonds>
          """)
        #expect(bond.status == (minor >= 3 ? 200 : 400))
        let poly = try await lab.setUp(
          """
          <modified_network_attachments><network_attachment><network><name>storage</name></network>
          <host_nic><name>eno3</name></host_nic><ip_address_assignments><ip_address_assignment>
          <assignment_method>poly_dhcp_autoconf</assignment_method><ip><version>v6</version></ip>
          </ip_address_assignment></ip_address_assignments></network_attachment></modified_network_attachments>
          """)
        #expect(poly.status == (minor >= 2 ? 200 : 400))
        let reader = Lab.reader(lab)
        let forbidden = try await reader.setUp(sync)
        #expect(forbidden.status == (minor >= 3 ? 403 : 400))
        #expect(try await (lab.get("").header("Correlation-Id") != nil) == (minor >= 1))
      }
    }
  }

  @Test func newBondsGetTheDefaultOptionsOfTheirVersion() async throws {
    for (minor, count) in [(0, 2), (1, 3)] {
      try await Lab.with(.v4, (4, minor)) { (lab) async throws in
        let reply = try await lab.setUp(
          """
          <modified_bonds><host_nic><name>bond2</name><bonding><slaves><host_nic><name>ens5f0</name></host_nic>
          <host_nic><name>ens5f1</name></host_nic></slaves></bonding></host_nic></modified_bonds>
          """)
        #expect(reply.status == 200)
        let bond = try #require(try await lab.nics()["bond2"])
        #expect(bond.descendant("bonding", "options")?.children.count == count)
      }
    }
  }

  @Test func theCorrelationIDIsCleanedAndEchoed() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.get("", headers: [("Correlation-Id", "run 7/a_b-c")])
      #expect(reply.header("Correlation-Id") == "run7a_b-c")
      let query = try await lab.get("?correlation_id=q1")
      #expect(query.header("Correlation-Id") == "q1")
    }
  }
}

extension Lab {
  /// The same engine, for the user that may only read.
  static func reader(_ lab: Lab) -> Lab {
    var reader = lab
    reader.headers = [("Authorization", "Basic cmVhZGVyQGludGVybmFsOnNlY3JldA==")]
    return reader
  }
}

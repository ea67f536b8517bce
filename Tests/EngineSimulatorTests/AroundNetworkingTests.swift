import EngineSimulator
import Testing
import XMLTree

/// What is around host networking, in both versions of the API: networks, profiles, events, jobs, hosts, levels.
struct AroundNetworkingTests {
  private static let dataCenter = "8b3f9e14-62d7-45ac-b0c8-19a2d7e6f501"
  private static let cluster = "7a0e4d53-1c62-4f0b-8d27-5be9c3f4a101"
  private static let dialects: [SimulatorConfiguration.Dialect] = [.v4, .v36]

  private func id(_ reply: Reply) throws -> String {
    try #require(reply.document?.attribute("id"), "\(reply.status) \(reply.text)")
  }

  @Test(arguments: dialects)
  func aNetworkHasAllMethods(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Lab.with(dialect) { (lab) async throws in
      let body = """
        <network><name>red</name><data_center id="\(Self.dataCenter)"/><vlan id="877"/><mtu>1400</mtu>
        <usages><usage>vm</usage></usages></network>
        """
      let made = try await lab.send("POST", "/networks", body)
      #expect(made.status == 201)
      let red = try id(made)
      #expect(made.header("Location")?.hasSuffix("/networks/\(red)") == true)
      #expect(try await lab.send("POST", "/datacenters/\(Self.dataCenter)/networks", body).status == 409)
      #expect(try await lab.send("POST", "/networks", "<network><name>blue</name></network>").status == 400)
      #expect(try await lab.send("POST", "/networks", "<network><colour/></network>").status == 400)
      let changed = try await lab.send("PUT", "/networks/\(red)", "<network><mtu>9000</mtu></network>")
      #expect(changed.document?.childText("mtu") == "9000")
      #expect(changed.document?.child("vlan")?.attribute("id") == "877")
      let profiles = try await lab.send("GET", "/networks/\(red)/vnicprofiles")
      #expect(profiles.document?.children.map { $0.childText("name") } == ["red"])

      let assigned = try await lab.send(
        "POST", "/clusters/\(Self.cluster)/networks", "<network id=\"\(red)\"><required>false</required></network>")
      #expect(assigned.status == 201)
      #expect(assigned.document?.childText("required") == "false")
      #expect(try await lab.send("DELETE", "/clusters/\(Self.cluster)/networks/\(red)").status == 200)
      #expect(try await lab.send("GET", "/clusters/\(Self.cluster)/networks/\(red)").status == 404)
      #expect(try await lab.send("DELETE", "/networks/\(red)").status == 200)
      #expect(try await lab.send("GET", "/networks/\(red)").status == 404)
      let management = try #require(
        try await lab.send("GET", "/networks?search=name%3Dovirtmgmt").document?.children.first?.attribute("id"))
      #expect(try await lab.send("DELETE", "/networks/\(management)").status == 400)
    }
  }

  @Test func aDocumentOfV3LosesItsAttributesOnAnEngineOfV4() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.send(
        "POST", "/networks",
        "<network><name>red</name><data_center id=\"\(Self.dataCenter)\"/><ip address=\"192.0.2.1\"/></network>")
      #expect(reply.status == 201)
      #expect(!reply.text.contains("192.0.2.1"))
    }
  }

  @Test(arguments: dialects)
  func aNetworkHasOneLabel(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Lab.with(dialect) { (lab) async throws in
      let (segment, element) = dialect == .v4 ? ("networklabels", "network_label") : ("labels", "label")
      let network = try #require(
        try await lab.send("GET", "/networks?search=name%3Dtenant-b").document?.children.first?.attribute("id"))
      let path = "/networks/\(network)/\(segment)"
      #expect(try await lab.send("POST", path, "<\(element) id=\"a\"/>").status == 201)
      #expect(try await lab.send("POST", path, "<\(element) id=\"b\"/>").status == 409)
      #expect(try await lab.send("GET", "\(path)/a").document?.name == element)
      #expect(try await lab.send("DELETE", "\(path)/a").status == 200)
      #expect(try await lab.send("GET", path).document?.children.isEmpty == true)
    }
  }

  @Test(arguments: dialects)
  func eventsAreReadFromANumberOn(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Lab.with(dialect) { (lab) async throws in
      var ids: [String] = []
      for number in 1...3 {
        let body = """
          <event><description>text</description><severity>normal</severity><origin>test</origin>
          <custom_id>\(number)</custom_id></event>
          """
        ids.append(try id(try await lab.send("POST", "/events", body)))
      }
      let newest = try await lab.send("GET", "/events;from=\(ids[0]);max=1").document
      #expect(newest?.children.map { $0.attribute("id") } == [ids[2]])
      #expect(try await lab.send("DELETE", "/events/\(ids[0])").status == 200)
      #expect(try await lab.send("GET", "/events/\(ids[0])").status == 404)
      #expect(try await lab.send("POST", "/events", "<event/>").status == 400)
    }
  }

  @Test(arguments: dialects)
  func anExternalJobIsOpenUntilItIsEnded(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Lab.with(dialect) { (lab) async throws in
      func state(_ reply: Reply) -> String? {
        dialect == .v4
          ? reply.document?.childText("status") : reply.document?.child("status")?.childText("state")
      }
      let made = try await lab.send("POST", "/jobs", "<job><description>d</description></job>")
      #expect(state(made) == (dialect == .v4 ? "started" : "STARTED"))
      let path = "/jobs/\(try id(made))"
      #expect(try await lab.send("POST", "\(path)/end", "<action/>").status == 200)
      #expect(state(try await lab.send("GET", path)) == (dialect == .v4 ? "finished" : "FINISHED"))
      #expect(try await lab.send("GET", "\(path)/steps").document?.name == "steps")
      #expect(try await lab.send("POST", "\(path)/clear", "<action/>").status == 200)
      #expect(try await lab.send("GET", path).status == 404)
    }
  }

  @Test(arguments: dialects)
  func aHostIsAddedAndRemoved(dialect: SimulatorConfiguration.Dialect) async throws {
    try await Lab.with(dialect) { (lab) async throws in
      let body = "<host><name>new</name><address>192.0.2.9</address><root_password>x</root_password></host>"
      let made = try await lab.send("POST", "/hosts", body)
      #expect(made.status == 201)
      let path = "/hosts/\(try id(made))"
      #expect(try await lab.send("DELETE", path).status == 409)
      let renamed = try await lab.send("PUT", path, "<host><name>newer</name></host>")
      #expect(renamed.document?.childText("name") == "newer")
      let gone =
        dialect == .v4
        ? try await lab.send("DELETE", "\(path)?force=true")
        : try await lab.send("DELETE", path, "<action><force>true</force></action>")
      #expect(gone.status == 200)
      #expect(try await lab.send("GET", path).status == 404)
    }
  }

  @Test func v4HasLevelsAndV3Capabilities() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      #expect(try await lab.send("GET", "/clusterlevels").document?.children.last?.attribute("id") == "4.7")
      #expect(try await lab.send("GET", "/capabilities").status == 404)
      let cluster = try await lab.send("GET", "/clusters/\(Self.cluster)").document
      #expect(cluster?.child("scheduling_policy")?.children.isEmpty == true)
      let followed = try await lab.send("GET", "/clusters/\(Self.cluster)?follow=scheduling_policy").document
      #expect(followed?.child("scheduling_policy")?.childText("name") == "evenly_distributed")
      let statistics = try await lab.send("GET", "/hosts/\(Lab.host)/statistics").document
      #expect(statistics?.children.first?.childText("unit") == "bytes")
    }
    try await Lab.with(.v36) { (lab) async throws in
      #expect(try await lab.send("GET", "/clusterlevels").status == 404)
      let level = try #require(try await lab.send("GET", "/capabilities").document?.children.first?.attribute("id"))
      #expect(try await lab.send("GET", "/capabilities/\(level)").document?.attribute("major") == "3")
      let host = try await lab.send("GET", "/hosts/\(Lab.host)").document
      #expect(host?.child("statistics")?.children.first?.childText("unit") == "BYTES")
    }
  }
}

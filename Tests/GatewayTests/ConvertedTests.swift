import EngineSimulator
import RewriteLog
import TestSupport
import Testing
import XMLTree

/// The networking minimum on a simulated engine of 4.5, which has no API v3.
@Suite struct ConvertedTests {
  private static let authorization = "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"
  private static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  private static let dataCenter = "8b3f9e14-62d7-45ac-b0c8-19a2d7e6f501"
  private static let cluster = "7a0e4d53-1c62-4f0b-8d27-5be9c3f4a101"
  private static let eno3 = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107"
  private static let network = """
    <network><name>red</name><data_center id="\(dataCenter)"/><vlan id="877"/><mtu>1400</mtu>
    <usages><usage>vm</usage></usages></network>
    """

  private static let simulator = SimulatorConfiguration(dialect: .v4)

  @Test(arguments: ["/api", "/ovirt-engine/api/v3"])
  func aNetworkIsMadeChangedAndRemoved(prefix: String) async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      let made = try await stage.send(
        "POST", "\(prefix)/networks", [Self.authorization, "Expect: 201-created", "X-Ovirt-Expect: 201-created"],
        body: Self.network)
      #expect(made.status == 201, "\(made)")
      let document = try made.document()
      let href = try #require(document.attribute("href"))
      #expect(href.hasPrefix("\(prefix)/networks/"))
      #expect(made.header("location") == "http://localhost\(href)")
      #expect(document.child("vlan")?.attribute("id") == "877")
      let labels = try #require(document.children("link").first { $0.attribute("rel") == "labels" })
      let label = try await stage.send(
        "POST", labels.attribute("href") ?? "", [Self.authorization], body: #"<label id="uplink"/>"#)
      #expect(label.status == 201, "\(label)")
      #expect(try label.document().name == "label")
      #expect(label.header("location") == "http://localhost\(href)/labels/uplink")

      let read = try await stage.send("GET", href, [Self.authorization])
      let back = try await stage.send("PUT", "\(href);async=false", [Self.authorization], body: read.body)
      #expect(back.status == 200, "\(back)")
      #expect(back.body == read.body)
      let gone = try await stage.send("DELETE", href, [Self.authorization])
      #expect(gone.status == 200, "\(gone)")
      #expect(try gone.document().descendant("status", "state")?.text == "complete")
      #expect(try await stage.send("GET", href, [Self.authorization]).status == 404)

      let ledger = await engine.ledger()
      #expect(ledger.map(\.method) == ["POST", "POST", "PUT", "DELETE"])
      #expect(ledger[1].path.hasSuffix("/networklabels"))
      #expect(ledger[2].path.hasSuffix("?async=false"))
      #expect(!ledger[2].body.contains("href"))
      // Each with an intent, written before it was sent, and an end.
      #expect(
        stage.records.intents.map(\.call) == [
          "POST /networks", "POST /networks/{1}/labels", "PUT /networks/{1}", "DELETE /networks/{1}",
        ])
      #expect(stage.records.intents.allSatisfy { $0.willSend != nil })
      #expect(stage.records.ends.map(\.outcome) == [.done, .done, .done, .done])
    }
  }

  @Test func theEnginesRefusalIsAFaultOf35() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      for status in [201, 409] {
        let answer = try await stage.send("POST", "/api/networks", [Self.authorization], body: Self.network)
        #expect(answer.status == status)
        guard status == 409 else { continue }
        #expect(try answer.document().children.map(\.name) == ["reason", "detail"])
        #expect(answer.faultDetail?.contains("taken") == true)
      }
      #expect(await engine.ledger().count == 2)
      #expect(stage.records.ends.map(\.outcome) == [.done, .failed])
      // 3.5 answered 400 to a user who may not.
      let reader = "Authorization: Basic cmVhZGVyQGludGVybmFsOnNlY3JldA=="
      let refused = try await stage.send("POST", "/api/hosts/\(Self.host)/deactivate", [reader], body: "<action/>")
      #expect(refused.status == 400, "\(refused)")
      #expect(try refused.document().descendant("status", "state")?.text == "failed")
      #expect(refused.faultDetail?.contains("not authorized") == true)
    }
  }

  @Test(arguments: [
    ("PUT", "/api/vms/11111111-0000-4000-8000-000000000001", "<vm><cpu id=\"x\"/></vm>", 501, "PUT /vms/"),
    ("POST", "/api/vms", "<vm id=\"x\"/>", 501, "POST /vms"), ("POST", "/api/vms", "<vm>x</vm>", 501, "POST /vms"),
    ("POST", "/api/vms", "<vm", 501, "POST /vms"), ("POST", "/api/vms", "<!DOCTYPE vm><vm/>", 501, "POST /vms"),
    ("POST", "/api/hosts/\(host)/iscsilogin", "<action><async>true</async></action>", 501, "iscsilogin"),
    ("PUT", "/api/networks/n1", "<network><colour/></network>", 400, "no element colour"),
    ("PUT", "/api/networks/n1", "<host/>", 400, "network, not host"),
    ("PUT", "/api/networks/n1", "<network>", 400, ""),
    ("PUT", "/api/networks/n1", "<!DOCTYPE a><network/>", 400, ""),
    (
      "PUT", "/api/hosts/\(host)", "<host><power_management><username>x</username></power_management></host>", 501,
      "username"
    ),
  ])
  func whatCantBeConvertedIsRefusedAndNothingIsSent(
    method: String, target: String, body: String, status: Int, detail: String
  ) async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
      let answer = try await stage.send(method, target, [Self.authorization], body: body)
      #expect(answer.status == status, "\(answer)")
      #expect(answer.faultDetail?.contains(detail) == true, "\(answer)")
      #expect(await engine.ledger().isEmpty)
      #expect(stage.records.ends.allSatisfy { $0.outcome == .refused })
      #expect(stage.records.ends.count == 1 || stage.records.notes.last?.outcome == .refused)
    }
  }

  /// It means the same in every version of the API, so it needs no row.
  @Test(arguments: [
    ("/api/hosts/\(host)/iscsilogin", "application/xml", "<action/>"),
    ("/api/vms", "application/xml", "<?xml version=\"1.0\"?>\n<!-- none -->\n<vm>\n</vm>\n"),
    ("/ovirt-engine/api/v3/vms", "text/xml", " \r\n"), ("/api/vms", "application/json", " { } "),
  ])
  func aDocumentThatSaysNothingIsRelayedWithARemark(target: String, type: String, body: String) async throws {
    try await Stage.run(Self.simulator) { stage, _ in
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
      let before = stage.records.notes.count
      let answer = try await stage.send("POST", target, [Self.authorization, "Content-Type: \(type)"], body: body)
      // The simulated engine doesn't carry it out, which is its own answer.
      #expect([404, 409].contains(answer.status), "\(answer)")
      #expect(await eventually { stage.records.notes.count > before })
      let note = try #require(stage.records.notes.last)
      #expect(note.kind == .relay && note.method == "POST" && note.status == answer.status)
      #expect(note.remark?.contains("not converted") == true)
    }
  }

  @Test func whatIsntXMLIsRefusedBeforeItIsSent() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
      let json = try await stage.send(
        "POST", "/api/networks", [Self.authorization, "Content-Type: application/json"], body: #"{"name":"red"}"#)
      #expect(json.status == 415)
      let accept = try await stage.send(
        "POST", "/api/networks", [Self.authorization, "Accept: application/json"], body: Self.network)
      #expect(accept.status == 406)
      let other = try await stage.send(
        "POST", "/api/vms", [Self.authorization, "Content-Type: application/json"], body: #"{"name":"x"}"#)
      #expect(other.status == 501)
      #expect(await engine.ledger().isEmpty)
    }
  }

  @Test func theBodyOfADeleteBecomesAParameter() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      let path = "/api/hosts/\(Self.host)"
      #expect(try await stage.send("DELETE", path, [Self.authorization], body: "<action/>").status == 409)
      let gone = try await stage.send(
        "DELETE", path, [Self.authorization], body: "<action><force>true</force></action>")
      #expect(gone.status == 200, "\(gone)")
      #expect(await engine.ledger().map(\.path) == ["/hosts/\(Self.host)", "/hosts/\(Self.host)?force=true"])
      #expect(await engine.ledger().map(\.body) == ["", ""])
    }
  }

  @Test func attributesOf36ReachTheAttachment() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      let answer = try await stage.send(
        "POST", "/api/hosts/\(Self.host)/nics/\(Self.eno3)/networkattachments", [Self.authorization],
        body: """
          <network_attachment><network><name>tenant-a</name></network><ip_address_assignments><ip_address_assignment>
          <ip address="198.51.100.7" netmask="255.255.255.0"/><assignment_method>static</assignment_method>
          </ip_address_assignment></ip_address_assignments></network_attachment>
          """)
      #expect(answer.status == 201, "\(answer)")
      let document = try answer.document()
      let ip = document.descendant("ip_address_assignments", "ip_address_assignment", "ip")
      #expect(ip?.attribute("address") == "198.51.100.7")
      #expect(document.attribute("href")?.hasPrefix("/api/hosts/\(Self.host)/") == true)
      #expect(await engine.ledger().first?.body.contains("<address>198.51.100.7</address>") == true)
      let nic = try await stage.send("GET", "/api/hosts/\(Self.host)/nics/\(Self.eno3)", [Self.authorization])
      #expect(try nic.document().child("ip")?.attribute("address") == "198.51.100.7")
    }
  }

  @Test func forceRefreshesTheHostFirst() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      let path = "/api/hosts/\(Self.host)"
      let plain = try await stage.send("GET", "\(path);force=false", [Self.authorization])
      #expect(await engine.ledger().isEmpty)
      let answer = try await stage.send("GET", "\(path);force", [Self.authorization])
      #expect(answer.body == plain.body)
      #expect(await engine.ledger().map(\.path) == ["/hosts/\(Self.host)/refresh"])
      #expect(stage.records.intents.count == 1)
      #expect(stage.records.ends.map(\.outcome) == [.done])
      let reader = "Authorization: Basic cmVhZGVyQGludGVybmFsOnNlY3JldA=="
      let refused = try await stage.send("GET", "\(path);force", [reader])
      #expect(refused.status == 400)
      #expect(try refused.document().name == "fault")
    }
  }

  @Test func theHeadOfTheRootHasItsLinks() async throws {
    try await Stage.run(Self.simulator) { stage, _ in
      let head = try await stage.send("HEAD", "/api", [Self.authorization])
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      let links = try #require(head.header("link"))
      #expect(links.hasPrefix("<http://localhost/api/capabilities>; rel=capabilities,<http://localhost/api/clusters>"))
      #expect(!links.contains("clusterlevels"))
      #expect(try await stage.send("GET", "/api", [Self.authorization]).header("link") == nil)
    }
  }

  @Test func detailIsFollowed() async throws {
    try await Stage.run(Self.simulator) { stage, _ in
      let path = "/api/hosts/\(Self.host)"
      let plain = try await stage.send("GET", path, [Self.authorization]).document()
      #expect(plain.child("statistics") == nil)
      for (target, headers) in [
        (path, ["Accept: application/xml; detail=statistics"]), ("\(path);detail=statistics", []),
      ] {
        let host = try await stage.send("GET", target, [Self.authorization] + headers).document()
        #expect(host.child("statistics")?.children.first?.childText("unit") == "BYTES", "\(target)")
      }
    }
  }

  @Test func theNameOfAPolicyIsThere() async throws {
    try await Stage.run(Self.simulator) { stage, _ in
      for target in ["/api/clusters", "/api/datacenters/\(Self.dataCenter)/clusters"] {
        let clusters = try await stage.send("GET", target, [Self.authorization]).document()
        let policy = clusters.children.first?.child("scheduling_policy")
        #expect(policy?.childText("policy") == "evenly_distributed", "\(target)")
        #expect(policy?.child("thresholds")?.attribute("duration") == "120")
      }
      let one = try await stage.send("GET", "/api/clusters/\(Self.cluster)", [Self.authorization]).document()
      #expect(one.descendant("scheduling_policy", "name")?.text == "evenly_distributed")
      #expect(stage.records.notes.allSatisfy { $0.remark?.contains("unknown") != true })
    }
  }

  @Test func aPolicyThatCantBeReadDoesntHideTheCluster() async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
      let faults = #"[{"on": "read", "path": "follow=", "times": 0, "status": 403, "body": "<fault/>"}]"#
      #expect(try await StageAnswer.to(port: engine.port, "PUT", "/-/faults", body: faults).status == 204)
      let clusters = try await stage.send("GET", "/api/clusters", [Self.authorization])
      #expect(clusters.status == 200, "\(clusters)")
      let policy = try clusters.document().children.first?.child("scheduling_policy")
      #expect(policy?.attribute("id") != nil)
      #expect(policy?.child("policy") == nil)
    }
  }

  @Test(arguments: [
    #"[{"close": "before-answer"}]"#, #"[{"status": 502, "body": "oops", "content_type": "text/html"}]"#,
    #"[{"status": 200, "body": "oops", "content_type": "text/html"}]"#,
  ])
  func anOutcomeThatIsntKnownIsSaidAndNothingIsSentAgain(faults: String) async throws {
    try await Stage.run(Self.simulator) { stage, engine in
      #expect(try await stage.send("GET", "/api", [Self.authorization]).status == 200)
      #expect(try await StageAnswer.to(port: engine.port, "PUT", "/-/faults", body: faults).status == 204)
      let answer = try await stage.send("POST", "/api/networks", [Self.authorization], body: Self.network)
      #expect(answer.status == 504, "\(answer)")
      #expect(answer.faultDetail?.contains("may have been carried out") == true, "\(answer)")
      #expect(await engine.ledger().count == 1)
      #expect(stage.records.ends.map(\.outcome) == [.unknown])
    }
  }
}

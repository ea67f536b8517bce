import EngineSimulator
import Testing
import XMLTree

/// What is answered for things that aren't there, and for requests that can't be read.
struct NotFoundTests {
  private let unknown = "0dd0dd0d-0000-4000-8000-00000000dead"

  @Test func bodiesOf404DifferByResource() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      for path in [
        "/hosts/no-uuid", "/hosts/\(unknown)", "/hosts/\(Lab.host)/nics/no-uuid", "/hosts/\(Lab.host)/nics/\(unknown)",
        "/hosts/\(unknown)/networkattachments", "/hosts/\(unknown)/unmanagednetworks",
        "/hosts/\(Lab.host)/networkattachments/\(unknown)", "/hosts/\(Lab.host)/nowhere", "/nowhere",
      ] {
        let reply = try await lab.get(path)
        #expect(reply.status == 404, "\(path)")
        #expect(reply.body.isEmpty, "\(path)")
      }
      let host = try await lab.get("/hosts/\(unknown)/nics")
      #expect(host.status == 404)
      #expect(host.document?.childText("detail") == "Entity not found: Host")
      let setup = try await lab.setUp(on: unknown, "")
      #expect(setup.status == 404)
      #expect(setup.body.isEmpty)
    }
  }

  @Test func unknownNicsHaveNoLabelsAndFailingStatistics() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let labels = try await lab.document("/hosts/\(Lab.host)/nics/\(unknown)/networklabels")
      #expect(labels.children == [])
      let statistics = try await lab.get("/hosts/\(Lab.host)/nics/\(unknown)/statistics")
      #expect(statistics.status == 500)
      #expect(statistics.document?.name == "fault")
    }
  }

  @Test func anUnknownIDToSynchroniseIs404AndOneWithoutIDIsSkipped() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.setUp(
        "<synchronized_network_attachments><network_attachment id=\"\(unknown)\"/></synchronized_network_attachments>")
      #expect(reply.status == 404)
      #expect(reply.body.isEmpty)
      let skipped = try await lab.setUp(
        "<synchronized_network_attachments><network_attachment/></synchronized_network_attachments>")
      #expect(skipped.status == 200)
    }
  }

  @Test func unknownElementsAreRefusedAndUnknownAttributesIgnored() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let label = try await lab.setUp("<modified_labels><label id=\"a\"/></modified_labels>")
      #expect(label.status == 400)
      #expect(label.document?.children.map(\.name) == ["detail", "reason"])
      #expect(label.document?.childText("reason")?.contains("syntactically incorrect") == true)
      // A v3 address in a v4 document: its attributes are lost, so the static address is missing.
      let attributes = try await lab.setUp(
        """
        <modified_network_attachments><network_attachment><network><name>storage</name></network><host_nic><name>eno3</name>
        </host_nic><ip_address_assignments><ip_address_assignment><ip address="192.0.2.9" netmask="255.255.255.0"/>
        <assignment_method>static</assignment_method></ip_address_assignment></ip_address_assignments>
        </network_attachment></modified_network_attachments>
        """)
      #expect(attributes.status == 400)
      #expect(attributes.document?.childText("detail")?.contains("needs both address and netmask") == true)
      #expect(try await lab.setUp("<async strange=\"1\">true</async>").status == 200)
    }
    try await Lab.with(.v36) { (lab) async throws in
      let reply = try await lab.setUp("<commit_on_success>true</commit_on_success>")
      #expect(reply.status == 400)
      #expect(reply.document?.name == "usage_message")
      let child = try await lab.setUp(
        """
        <modified_network_attachments><network_attachment><ip_address_assignments><ip_address_assignment><ip><address>1.2.3.4
        </address></ip></ip_address_assignment></ip_address_assignments></network_attachment></modified_network_attachments>
        """)
      #expect(child.status == 400)
    }
  }

  @Test func badValuesAndMalformedIDs() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let boolean = try await lab.setUp("<check_connectivity>maybe</check_connectivity>")
      #expect(boolean.status == 400)
      #expect(boolean.document?.childText("reason") == "Invalid value")
      let id = try await lab.setUp(
        "<removed_network_attachments><network_attachment id=\"x\"/></removed_network_attachments>")
      #expect(id.status == 400)
      #expect(id.document?.childText("reason") == "Operation failed")
      #expect(try await lab.setUp("<not closed").status == 400)
      #expect(try await lab.setUp("<check_connectivity>1</check_connectivity>").status == 200)
    }
    try await Lab.with(.v4, (4, 1)) { (lab) async throws in
      let id = try await lab.setUp(
        "<removed_network_attachments><network_attachment id=\"x\"/></removed_network_attachments>")
      #expect(id.status == 400)
      #expect(id.document == nil)
      #expect(!id.body.isEmpty)
    }
  }

  @Test func wrongMethodsAre405() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      #expect(try await lab.send("POST", "/hosts/\(Lab.host)/nics", "<host_nic/>").status == 405)
      #expect(try await lab.send("DELETE", "/hosts/\(Lab.host)/nics/\(unknown)").status == 405)
      #expect(try await lab.get("/hosts/\(Lab.host)/setupnetworks").status == 405)
    }
  }

  @Test func missingFieldsAreNamed() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let attachment = try await lab.send(
        "POST", "/hosts/\(Lab.host)/networkattachments", "<network_attachment/>")
      #expect(attachment.status == 400)
      #expect(attachment.document?.childText("reason") == "Incomplete parameters")
      #expect(attachment.document?.childText("detail") == "NetworkAttachment [network.id|name] required for add")
    }
  }

  @Test func faultsOfActionsComeInTwoShapes() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      let failed = try await Lab.reader(lab).send("POST", "/hosts/\(Lab.host)/commitnetconfig", "<action/>")
      #expect(failed.status == 400)
      #expect(failed.document?.name == "action")
      #expect(failed.document?.descendant("status", "state")?.text == "failed")
      #expect(failed.document?.child("fault")?.children.map(\.name) == ["reason", "detail"])
      let bare = try await Lab.reader(lab).setUp("<removed_labels><label id=\"a\"/></removed_labels>")
      #expect(bare.status == 400)
      #expect(bare.document?.name == "fault")
      let detail = bare.document?.childText("detail") ?? ""
      #expect(detail.hasPrefix("[") && detail.hasSuffix("]"))
    }
  }
}

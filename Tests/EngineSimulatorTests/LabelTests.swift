import EngineSimulator
import Testing
import XMLTree

/// Labels of nics, and the attachments that come and go with them.
struct LabelTests {
  private let labnet = "eeeeeeee-0000-4000-8000-000000000008"

  @Test func aLabelBringsAndTakesItsNetworks() async throws {
    for (dialect, segment, element) in [
      (SimulatorConfiguration.Dialect.v4, "networklabels", "network_label"), (.v36, "labels", "label"),
    ] {
      try await Lab.with(dialect, state: "plain") { (lab) async throws in
        let nic = "/hosts/\(Lab.caseHost)/nics/aaaaaaaa-0000-4000-8000-000000000003"
        let made = try await lab.send("POST", "\(nic)/\(segment)", "<\(element) id=\"lab\"/>")
        #expect(made.status == 201)
        #expect(made.document?.name == element)
        #expect(made.header("Location")?.hasSuffix("\(segment)/lab") == true)
        let attachment = try #require(try await lab.attachments(Lab.caseHost)[labnet])
        #expect(attachment.child("host_nic")?.attribute("id") == "aaaaaaaa-0000-4000-8000-000000000003")
        let methods = attachment.child("ip_address_assignments")?.children.map { $0.childText("assignment_method") }
        #expect(methods?.allSatisfy { $0 == "none" } == true)
        #expect(try await lab.nics(Lab.caseHost)["eth3.400"] != nil)
        let again = try await lab.send("POST", "\(nic)/\(segment)", "<\(element) id=\"lab\"/>")
        #expect(again.status == 409)
        let elsewhere = nic.replacing("000000000003", with: "000000000004")
        #expect(try await lab.send("POST", "\(elsewhere)/\(segment)", "<\(element) id=\"lab\"/>").status == 409)
        // Removing the network by hand is refused while the label stays.
        let path = "/hosts/\(Lab.caseHost)/networkattachments/\(attachment.attribute("id") ?? "")"
        #expect(try await lab.send("DELETE", path).status == 409)
        let gone = try await lab.send("DELETE", "\(nic)/\(segment)/lab")
        #expect(gone.status == 200)
        #expect(try await lab.attachments(Lab.caseHost)[labnet] == nil)
        #expect(try await lab.nics(Lab.caseHost)["eth3.400"] == nil)
      }
    }
  }

  @Test func aSetupMovesALabelWithItsNetworks() async throws {
    try await Lab.with(.v4, state: "labels") { (lab) async throws in
      let reply = try await lab.setUp(
        on: Lab.caseHost,
        "<modified_labels><network_label id=\"lab\"><host_nic><name>eth3</name></host_nic></network_label></modified_labels>"
      )
      #expect(reply.status == 200)
      let attachment = try #require(try await lab.attachments(Lab.caseHost)[labnet])
      #expect(attachment.attribute("id") == "dddddddd-0000-4000-8000-000000000008")
      #expect(attachment.child("host_nic")?.attribute("id") == "aaaaaaaa-0000-4000-8000-000000000003")
      let old = try await lab.document("/hosts/\(Lab.caseHost)/nics/aaaaaaaa-0000-4000-8000-000000000001/networklabels")
      #expect(old.children == [])
    }
  }

  @Test func labelsHaveAGrammar() async throws {
    try await Lab.with(.v4, state: "plain") { (lab) async throws in
      let nic = "/hosts/\(Lab.caseHost)/nics/aaaaaaaa-0000-4000-8000-000000000003/networklabels"
      #expect(try await lab.send("POST", nic, "<network_label id=\"two words\"/>").status == 400)
      let missing = try await lab.send("POST", nic, "<network_label/>")
      #expect(missing.document?.childText("detail") == "NetworkLabel [id] required for add")
    }
  }
}

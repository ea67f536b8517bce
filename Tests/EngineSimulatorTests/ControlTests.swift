import EngineSimulator
import Foundation
import Testing
import XMLTree

/// The control URLs: ledger, state, and misbehaviour on demand.
struct ControlTests {
  private let attach = """
    <modified_network_attachments><network_attachment><network><name>storage</name></network>
    <host_nic><name>eno3</name></host_nic></network_attachment></modified_network_attachments>
    """

  private func spoil(_ lab: Lab, _ json: String) async throws {
    #expect(try await lab.send("PUT", "//-/faults", json, authorized: false).status == 204)
  }

  @Test func theLedgerHasMutatingCallsOnly() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      _ = try await lab.get("/hosts")
      _ = try await lab.send("POST", "/v4/hosts/\(Lab.host)/setupnetworks?async=true", "<action/>")
      _ = try await lab.setUp("<removed_labels><network_label id=\"a\"/></removed_labels>")
      let entries = await lab.simulator.ledger()
      #expect(
        entries.map(\.path) == ["/hosts/\(Lab.host)/setupnetworks?async=true", "/hosts/\(Lab.host)/setupnetworks"])
      #expect(entries.map(\.status) == [202, 400])
      #expect(entries[0].body == "<action/>")
      let listed = try await lab.send("GET", "//-/ledger", authorized: false)
      #expect(try JSONDecoder().decode([LedgerEntry].self, from: Data(listed.body)) == entries)
      let state = try await lab.send("GET", "//-/state", authorized: false)
      #expect(try await lab.send("PUT", "//-/state", state.text, authorized: false).status == 204)
      #expect(await lab.simulator.ledger() == [])
    }
  }

  @Test func aBadStateIsRefusedAndChangesNothing() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let before = await lab.simulator.dump()
      let reply = try await lab.send("PUT", "//-/state", #"{"host": {"id": "x"}}"#, authorized: false)
      #expect(reply.status == 400)
      #expect(reply.text.contains("host.address is missing"))
      #expect(await lab.simulator.dump() == before)
    }
  }

  @Test(arguments: [
    (#"[{"close": "before-answer"}, {"statuss": 503}]"#, "[1]: A fault has no key \"statuss\""),
    (#"[{"status": "503"}]"#, "[0].status: Expected to decode Int"),
    (#"[{"close": "at once"}]"#, "[0].close: "),
    (#"{"close": "before-answer"}"#, "Array"),
  ])
  func aFaultThatSaysSomethingElseIsRefused(json: String, complaint: String) async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await spoil(lab, #"[{"status": 503}]"#)
      let reply = try await lab.send("PUT", "//-/faults", json, authorized: false)
      #expect(reply.status == 400)
      let error = try JSONDecoder().decode([String: String].self, from: Data(reply.body))["error"]
      #expect(error?.contains(complaint) == true, "\(error ?? "no error")")
      // What was set before still stands.
      #expect(try await lab.setUp(attach).status == 503)
    }
  }

  @Test func anAnswerCanBeReplacedOnce() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await spoil(lab, #"[{"status": 503, "body": "<html>down</html>", "content_type": "text/html"}]"#)
      #expect(try await lab.get("/hosts").status == 200)
      let spoilt = try await lab.setUp(attach)
      #expect(spoilt.status == 503)
      #expect(spoilt.text == "<html>down</html>")
      #expect(spoilt.header("Content-Type") == "text/html")
      // The engine did nothing; the next call is answered as usual.
      #expect(try await lab.nics()["eno3.44"] == nil)
      #expect(try await lab.setUp(attach).status == 200)
      #expect(await lab.simulator.ledger().map(\.status) == [503, 200])
    }
  }

  @Test func aConnectionCanBeClosedBeforeTheAnswer() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await spoil(lab, #"[{"close": "before-answer"}]"#)
      let reply = try await lab.setUp(attach)
      #expect(reply.status == 0)
      #expect(await lab.simulator.ledger().map(\.status) == [0])
      #expect(try await lab.nics()["eno3.44"] != nil)
      try await spoil(lab, #"[{"close": "before-answer", "carry_out": false}]"#)
      #expect(try await lab.send("DELETE", "/hosts/\(Lab.host)/networkattachments/x").status == 0)
    }
  }

  @Test func aConnectionCanBeClosedInMidAnswer() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await spoil(lab, #"[{"on": "read", "path": "/nics", "close": "mid-answer"}]"#)
      let reply = try await lab.get("/hosts/\(Lab.host)/nics")
      #expect(reply.status == 200)
      #expect(!reply.isWhole)
      #expect(!reply.body.isEmpty)
      #expect(try await lab.get("/hosts/\(Lab.host)/nics").isWhole)
    }
  }

  @Test func anAnswerCanBeLateAndMisbehaviourCanLast() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      try await spoil(lab, #"[{"on": "read", "path": "/networks", "times": 0, "delay_ms": 200}]"#)
      for _ in 0..<2 {
        let start = ContinuousClock.now
        #expect(try await lab.get("/networks").status == 200)
        #expect(ContinuousClock.now - start >= .milliseconds(200))
      }
      try await spoil(lab, "[]")
      #expect(try await lab.get("/networks").status == 200)
    }
  }

  @Test func listsCanBeSearchedLimitedAndFollowed() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let found = try await lab.document("/hosts?search=name%3Drack4-node3")
      #expect(found.children.map { $0.childText("name") } == ["rack4-node3"])
      #expect(try await lab.document("/hosts?search=name%3DRACK4*&case_sensitive=false").children.count == 2)
      #expect(try await lab.document("/hosts?search=name%3DRACK4*").children.count == 0)
      #expect(try await lab.document("/hosts;max=1").children.count == 1)
      let host = try await lab.document("/hosts/\(Lab.host)?follow=nics,network_attachments")
      #expect(host.child("nics")?.children.count == 9)
      #expect(host.child("network_attachments")?.children.count == 3)
      #expect(!host.children("link").contains { $0.attribute("rel") == "nics" })
      let nics = try await lab.document("/hosts/\(Lab.host)/nics?follow=network")
      #expect(nics.children.first?.descendant("network", "name")?.text == "ovirtmgmt")
    }
  }

  @Test func statisticsHaveTheirNamesAndUnits() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno3"]?.attribute("id"))
      let list = try await lab.document("/hosts/\(Lab.host)/nics/\(nic)/statistics")
      #expect(list.children.count == 8)
      let first = try #require(list.children.first)
      #expect(first.childText("kind") == "gauge")
      let one = try await lab.document("/hosts/\(Lab.host)/nics/\(nic)/statistics/\(first.attribute("id") ?? "")")
      #expect(one == first)
    }
    try await Lab.with(.v36) { (lab) async throws in
      let nic = try #require(try await lab.nics()["eno3"]?.attribute("id"))
      let list = try await lab.document("/hosts/\(Lab.host)/nics/\(nic)/statistics")
      #expect(list.children.count == 6)
      #expect(list.children.first?.childText("type") == "GAUGE")
    }
  }

  @Test func headOfTheRootLists() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let reply = try await lab.send("HEAD", "")
      #expect(reply.status == 200)
      #expect(reply.header("Link")?.contains("/ovirt-engine/api/hosts>; rel=hosts") == true)
    }
  }
}

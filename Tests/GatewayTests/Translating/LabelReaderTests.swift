import EngineClient
import RewriteLog
import Testing
import XMLTree

@testable import Gateway

/// Which labels are read for a label call, and that no other call reads any.
@Suite struct LabelReaderTests {
  private static let api = "/ovirt-engine/api"

  /// A handler in front of the fake engine, which has labels too.
  private static func handler(nics: [String: String] = [:], networks: [String: String] = [:]) throws -> HandlerUnderTest
  {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      guard request.method == "GET", request.target.hasSuffix("/networklabels") else { return nil }
      let owner = String(request.target.split(separator: "/").dropLast().last ?? "")
      let label = nics[owner] ?? networks[owner]
      return FakeEngine.document(
        "<network_labels>\(label.map { #"<network_label id="\#($0)"/>"# } ?? "")</network_labels>")
    }
    return test
  }

  private static func labelReads(_ test: HandlerUnderTest) -> [String] {
    test.engine.requests.map(\.target).filter { $0.hasSuffix("/networklabels") }.sorted()
  }

  @Test func aNewLabelNeedsAllNicsAndTheNetworksOfTheOthers() async throws {
    let test = try Self.handler()
    let answer = await test.send("POST", "\(Self.api)/hosts/h1/nics/e1/labels", body: #"<label id="a"/>"#)
    #expect(answer.status == 201)
    #expect(
      Self.labelReads(test) == [
        "\(Self.api)/hosts/h1/nics/e0/networklabels", "\(Self.api)/hosts/h1/nics/e1/networklabels",
        "\(Self.api)/networks/n1/networklabels",
      ])
    #expect(test.engine.mutations.count == 1)
    #expect(!test.engine.requests.contains { $0.target == "\(Self.api)/networks" })
  }

  @Test func aNetworkOnTheNicItselfIsNotAsked() async throws {
    let test = try Self.handler()
    _ = await test.send("POST", "\(Self.api)/hosts/h1/nics/e0/labels", body: #"<label id="a"/>"#)
    #expect(Self.labelReads(test).allSatisfy { !$0.contains("/networks/") })
  }

  @Test func aRemovalNeedsTheNicAndTheNetworksThatMustStay() async throws {
    let test = try Self.handler(nics: ["e0": "a"], networks: ["n1": "a"])
    let answer = await test.send("DELETE", "\(Self.api)/hosts/h1/nics/e0/labels/a")
    #expect(answer.status == 400)
    #expect(
      Self.labelReads(test) == ["\(Self.api)/hosts/h1/nics/e0/networklabels", "\(Self.api)/networks/n1/networklabels"])
    #expect(test.records.ends.first?.error?.code == "NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK")
  }

  @Test func whatIsReadDecides() async throws {
    let elsewhere = try Self.handler(networks: ["n1": "a"])
    let moved = await elsewhere.send("POST", "\(Self.api)/hosts/h1/nics/e1/labels", body: #"<label id="a"/>"#)
    #expect(moved.status == 409)
    #expect(elsewhere.records.ends.first?.error?.code == "LABELED_NETWORK_ATTACHED_TO_WRONG_INTERFACE")
    #expect(elsewhere.engine.mutations.isEmpty)
    let taken = try Self.handler(nics: ["e0": "a"])
    _ = await taken.send("POST", "\(Self.api)/hosts/h1/nics/e1/labels", body: #"<label id="a"/>"#)
    #expect(taken.records.ends.first?.error?.code == "OTHER_INTERFACE_ALREADY_LABELED")
    #expect(taken.engine.mutations.isEmpty)
  }

  @Test func anUnknownNicOrALabelWithoutTextNeedsNone() async throws {
    for (method, path, body, status) in [
      ("POST", "e9/labels", #"<label id="a"/>"#, 404), ("DELETE", "e9/labels/a", "", 404),
      ("POST", "e1/labels", "<label/>", 400),
    ] {
      let test = try Self.handler()
      #expect(await test.send(method, "\(Self.api)/hosts/h1/nics/\(path)", body: body).status == status)
      #expect(Self.labelReads(test).isEmpty)
      #expect(test.engine.mutations.isEmpty)
    }
  }

  @Test func noOtherChangeReadsLabels() async throws {
    for (path, body) in [
      ("nics/e1/attach", "<action><network><name>red</name></network></action>"),
      ("nics/setupnetworks", MutationRunnerTests.addRed), ("commitnetconfig", "<action/>"),
    ] {
      let test = try Self.handler()
      #expect(await test.send("POST", "\(Self.api)/hosts/h1/\(path)", body: body).status == 200)
      #expect(Self.labelReads(test).isEmpty)
    }
  }

  @Test func moreNicsThanAreReadAtOnceAreAllRead() async throws {
    let test = try Self.handler(nics: ["e69": "a"])
    let nics = (0..<70).map { number in
      #"<host_nic id="e\#(number)"><name>eth\#(number)</name><boot_protocol>none</boot_protocol></host_nic>"#
    }
    test.engine.answer { request, _ in
      if request.target.hasSuffix("/h1/nics") { return FakeEngine.document("<host_nics>\(nics.joined())</host_nics>") }
      return request.target.hasSuffix("/networkattachments") ? FakeEngine.document("<network_attachments/>") : nil
    }
    let answer = await test.send("POST", "\(Self.api)/hosts/h1/nics/e1/labels", body: #"<label id="a"/>"#)
    #expect(answer.status == 409)
    #expect(answer.text.contains("eth69"))
    #expect(Set(Self.labelReads(test)).count == 70)
  }

  @Test func aCommitReadsNothingOfTheHost() async throws {
    let test = try Self.handler()
    #expect(await test.send("POST", "\(Self.api)/hosts/h1/commitnetconfig", body: "<action/>").status == 200)
    #expect(
      test.engine.requests.map { "\($0.method) \($0.target)" } == [
        "GET \(Self.api)", "POST \(Self.api)/hosts/h1/commitnetconfig",
      ])
  }
}

import EngineClient
import GatewayErrors
import RewriteLog
import Testing
import XMLTree

@testable import Gateway

/// New bonds, edits of nics and removals of bonds, from request to answer, with an engine that does as a test says.
@Suite struct NicMutationTests {
  private static let nics = "/ovirt-engine/api/hosts/h1/nics"
  private static let bond = """
    <host_nic><name>bond0</name><network><name>red</name></network><bonding><slaves><host_nic><name>eth1</name></host_nic>\
    <host_nic><name>eth2</name></host_nic></slaves></bonding></host_nic>
    """
  private static let dhcp = "<host_nic><boot_protocol>dhcp</boot_protocol></host_nic>"
  private static let host = [HeaderField("Host", "gateway:8080")]

  /// What the engine lists: three nics, and after a change a bond of two of them, or another address on the first.
  private static func nics(bonded: Bool = false, dhcp: Bool = false) -> String {
    var text = FakeEngine.nics.replacing(
      "</host_nics>",
      with: #"<host_nic id="e2"><name>eth2</name><boot_protocol>none</boot_protocol></host_nic></host_nics>"#)
    if dhcp { text = text.replacing("static", with: "dhcp") }
    guard bonded else { return text }
    return text.replacing(
      "</host_nics>",
      with: """
        <host_nic id="b0"><name>bond0</name><boot_protocol>none</boot_protocol><bonding><options/><slaves><host_nic id="e1"/>\
        <host_nic id="e2"/></slaves></bonding></host_nic></host_nics>
        """)
  }

  /// A handler whose engine lists `after` once it was sent a change.
  private func test(after: String?) throws -> HandlerUnderTest {
    let test = try HandlerUnderTest()
    let engine = test.engine
    engine.answer { request, _ in
      guard request.target == Self.nics, !request.isMutating else { return nil }
      guard !engine.mutations.isEmpty else { return FakeEngine.document(Self.nics()) }
      return after.map { FakeEngine.document($0) } ?? .failure(.timedOut(cause: "slow"))
    }
    return test
  }

  @Test func aNewBondIsAnsweredAsTheListShowsItWithItsPlace() async throws {
    let test = try test(after: Self.nics(bonded: true))
    let answer = await test.send("POST", Self.nics, Self.host, body: Self.bond)
    #expect(answer.status == 201)
    #expect(answer.reason == "Created")
    #expect(answer.header("location") == "http://gateway:8080/ovirt-engine/api/hosts/h1/nics/b0")
    let nic = try XMLReader.read(answer.body)
    #expect(nic.name == "host_nic")
    #expect(nic.attribute("id") == "b0")
    #expect(test.engine.mutations.map(\.target) == ["/ovirt-engine/api/hosts/h1/setupnetworks"])
    let end = try #require(test.records.ends.first)
    #expect(end.outcome == .done)
    #expect(end.error == nil)
    #expect(end.cameBack?.status == 200)
    // The root, the host with its nics and attachments, the networks, the change, nics and attachments again.
    #expect(end.engineCalls == 8)
    #expect(test.records.intents.map(\.call) == ["add bond"])
  }

  @Test func aNewBondThatTheListDoesNotShowIs404AndDone() async throws {
    let test = try test(after: Self.nics())
    let answer = await test.send("POST", Self.nics, Self.host, body: Self.bond)
    #expect(answer.status == 404)
    #expect(answer.body.isEmpty)
    #expect(answer.header("location") == nil)
    let end = try #require(test.records.ends.first)
    #expect(end.outcome == .done)
    #expect(end.error?.code == "NOT_FOUND")
    #expect(end.error?.detail.contains("was carried out") == true)
  }

  @Test func aNewBondWhoseListCannotBeReadIsNotTakenForAFailure() async throws {
    let test = try test(after: nil)
    let answer = await test.send("POST", Self.nics, Self.host, body: Self.bond)
    #expect(answer.status == 201)
    #expect(answer.header("location") == nil)
    let nic = try XMLReader.read(answer.body)
    #expect(nic.childText("name") == "bond0")
    #expect(nic.attribute("id") == nil)
    #expect(test.engine.mutations.count == 1)
    let end = try #require(test.records.ends.first)
    #expect(end.outcome == .done)
    #expect(end.error?.code == "ENGINE_READ_TIMEOUT")
    #expect(end.error?.nextStep?.contains("Nothing was changed") == false)
  }

  @Test func anEditIsAnsweredAsTheListShowsTheNicAfterIt() async throws {
    let test = try test(after: Self.nics(dhcp: true))
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: Self.dhcp)
    #expect(answer.status == 200)
    let nic = try XMLReader.read(answer.body)
    #expect(nic.attribute("id") == "e0")
    #expect(nic.childText("boot_protocol") == "dhcp")
    #expect(answer.header("location") == nil)
    let sent = try #require(test.engine.mutations.first)
    #expect(sent.method == "PUT")
    #expect(sent.target == "/ovirt-engine/api/hosts/h1/nics/e0/networkattachments/a1")
    #expect(test.records.ends.map(\.outcome) == [.done])
    #expect(test.records.intents.map(\.call) == ["update nic"])
  }

  @Test func anEditWhoseListCannotBeReadIsNotTakenForAFailure() async throws {
    let test = try test(after: nil)
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: Self.dhcp)
    #expect(answer.status == 200)
    let nic = try XMLReader.read(answer.body)
    #expect(nic.attribute("id") == "e0")
    #expect(nic.attribute("href") == "/ovirt-engine/api/hosts/h1/nics/e0")
    #expect(nic.childText("boot_protocol") == "dhcp")
    #expect(test.records.ends.map(\.outcome) == [.done])
    #expect(test.records.ends.first?.error?.code == "ENGINE_READ_TIMEOUT")
  }

  @Test func anEditThatChangesNothingIsAnsweredWithoutReadingAgain() async throws {
    let test = try test(after: nil)
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: "<host_nic><name>eth0</name></host_nic>")
    #expect(answer.status == 200)
    #expect(try XMLReader.read(answer.body).childText("name") == "eth0")
    #expect(test.engine.requests.count { $0.target == Self.nics } == 1)
    #expect(test.engine.mutations.isEmpty)
    #expect(test.records.ends.map(\.outcome) == [.done])
  }

  @Test func anEditOfAnUnknownNetworkIs404WithoutBodyAndWithoutAskingTheSystem() async throws {
    let test = try HandlerUnderTest()
    let body = "<host_nic><network><name>faraway</name></network></host_nic>"
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: body)
    #expect(answer.status == 404)
    #expect(answer.body.isEmpty)
    #expect(!test.engine.requests.contains { $0.target == "/ovirt-engine/api/networks" })
    #expect(test.engine.mutations.isEmpty)
  }

  @Test func refusalsAreBareFaults() async throws {
    for (method, path, body) in [
      ("POST", Self.nics, "<host_nic/>"), ("PUT", "\(Self.nics)/e1", Self.dhcp), ("DELETE", "\(Self.nics)/e1", ""),
    ] {
      let test = try HandlerUnderTest()
      let answer = await test.send(method, path, body: body)
      #expect(answer.status == 400)
      #expect(try XMLReader.read(answer.body).name == "fault")
      #expect(test.engine.mutations.isEmpty)
      #expect(test.records.ends.map(\.outcome) == [.refused])
    }
    let incomplete = await (try HandlerUnderTest()).send("POST", Self.nics, body: "<host_nic/>")
    #expect(
      incomplete.text.contains(
        "<detail>HostNIC [name, network.id|name, bonding.slaves.id|name] required for add</detail>"))
  }

  @Test func aRefusalOfTheEngineKeepsItsWordsInABareFault() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      guard request.isMutating else { return nil }
      return FakeEngine.document("<fault><detail>[why]</detail><reason>Operation Failed</reason></fault>", status: 409)
    }
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: Self.dhcp)
    #expect(answer.status == 409)
    let fault = try XMLReader.read(answer.body)
    #expect(fault.name == "fault")
    #expect(fault.childText("detail") == "[why]")
    #expect(test.engine.requests.count { $0.target == Self.nics } == 1)
  }

  @Test(arguments: [EngineTransportError.timedOut(cause: "slow"), .lost(cause: "reset")])
  func anUnknownOutcomeIsSaidAndNothingIsReadAsIfItWereDone(error: EngineTransportError) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in request.isMutating ? .failure(error) : nil }
    let answer = await test.send("PUT", "\(Self.nics)/e0", body: Self.dhcp)
    #expect(answer.status == 504)
    #expect(test.engine.mutations.count == 1)
    #expect(test.records.ends.map(\.outcome) == [.unknown])
  }

  @Test(arguments: ["", ";async", ";async=true"])
  func aBondIsRemovedInTheForegroundAndAnsweredWithTheActionAndItsJob(matrix: String) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      switch request.target {
      case Self.nics:
        FakeEngine.document(
          Self.nics(bonded: true).replacing(
            "none</boot_protocol><bonding>", with: "none</boot_protocol><network id=\"n2\"/><bonding>"))
      case "/ovirt-engine/api/hosts/h1/networkattachments" where !request.isMutating:
        FakeEngine.document(FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 b0"]))
      default: nil
      }
    }
    let answer = await test.send(
      "DELETE", "\(Self.nics)/b0\(matrix)", [HeaderField("X-Ovirt-Expect", "202-accepted")], body: "anything")
    #expect(answer.status == 200)
    let action = try XMLReader.read(answer.body)
    #expect(action.name == "action")
    #expect(action.children.map(\.name) == ["job", "status"])
    #expect(action.descendant("status", "state")?.text == "complete")
    #expect(test.engine.mutations.map(\.target) == ["/ovirt-engine/api/hosts/h1/setupnetworks"])
    #expect(test.records.intents.map(\.call) == ["remove bond"])
  }

  @Test(arguments: ["PUT", "DELETE"])
  func aWishForBackgroundWorkThatCannotBeReadIsRefused(method: String) async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(method, "\(Self.nics)/e0;async=perhaps", body: Self.dhcp)
    #expect(answer.status == 400)
    #expect(test.engine.requests.isEmpty)
  }
}

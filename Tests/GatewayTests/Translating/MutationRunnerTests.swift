import EngineClient
import GatewayErrors
import RewriteLog
import Synchronization
import Testing
import XMLTree

@testable import Gateway

@Suite struct MutationRunnerTests {
  /// The whole state, with network red on eth1 added.
  static let addRed = """
    <action><host_nics><host_nic><name>eth0</name><network><name>ovirtmgmt</name></network>\
    <ip address="10.0.0.11" netmask="255.255.255.0" gateway="10.0.0.1"/><boot_protocol>static</boot_protocol></host_nic>\
    <host_nic><name>eth1.100</name><network><name>red</name></network><boot_protocol>none</boot_protocol></host_nic>\
    </host_nics></action>
    """
  private static let setup = "/ovirt-engine/api/hosts/h1/nics/setupnetworks"
  private static let attach = "/api/hosts/h1/nics/e1/attach"
  private static let attachRed = "<action><network><name>red</name></network></action>"

  @Test func oneChangeIsReadLoggedSentOnceAndAnswered() async throws {
    let test = try HandlerUnderTest()
    let records = test.records
    let intentsWhenSent = Mutex(0)
    test.engine.answer { request, _ in
      if request.isMutating { intentsWhenSent.withLock { $0 = records.intents.count } }
      return nil
    }
    let answer = await test.send("POST", Self.setup, body: Self.addRed)
    #expect(answer.status == 200)
    #expect(answer.reason == "OK")
    #expect(answer.header("content-type") == "application/xml")
    #expect(answer.header("hostnet-gateway-request") == "req1")
    let document = try XMLReader.read(answer.body)
    #expect(document.descendant("status", "state")?.text == "complete")
    #expect(document.child("job")?.attribute("href") == "/ovirt-engine/api/jobs/j1")
    #expect(document.child("host_nics")?.children.count == 2)

    #expect(test.engine.mutations.count == 1)
    let sent = try #require(test.engine.mutations.first)
    #expect(sent.method == "POST")
    #expect(sent.target == "/ovirt-engine/api/hosts/h1/setupnetworks")
    #expect(sent.headers.contains(HeaderField("Version", "4")))
    #expect(intentsWhenSent.withLock { $0 } == 1)

    let end = try #require(test.records.ends.first)
    #expect(end.outcome == .done)
    #expect(end.cameBack?.status == 200)
    #expect(end.answered.status == 200)
    // The root, the host with its nics and attachments, the networks, the change.
    #expect(end.engineCalls == 6)
    #expect(test.records.intents.first?.willSend?.target == sent.target)
    #expect(test.records.intents.first?.call == "setupnetworks")
    #expect(test.records.intents.first?.host == "h1")
  }

  @Test func aChangeThatChangesNothingSendsNothingAndIsLoggedAsDone() async throws {
    let test = try HandlerUnderTest()
    let body = Self.addRed.replacing(#/<host_nic><name>eth1.100.*?</host_nic>/#, with: "")
    let answer = await test.send("POST", Self.setup, body: body)
    #expect(answer.status == 200)
    #expect(test.engine.mutations.isEmpty)
    #expect(test.records.intents.first?.willSend == nil)
    #expect(test.records.ends.map(\.outcome) == [.done])
  }

  @Test func aFaultInTheBodyTouchesNothing() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("POST", Self.setup, body: "<action><nonsense/></action>")
    #expect(answer.status == 400)
    #expect(test.engine.requests.isEmpty)
    #expect(test.records.ends.map(\.outcome) == [.refused])
    #expect(test.records.ends.first?.error?.code == "REQUEST_ELEMENT_UNKNOWN")
  }

  @Test func aRefusalOfARuleSendsNothingAndTellsTheRuleToTheLog() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("POST", "/api/hosts/h1/nics/e0/detach", body: "<action/>")
    #expect(answer.status == 400)
    #expect(try XMLReader.read(answer.body).descendant("status", "state")?.text == "failed")
    #expect(test.engine.mutations.isEmpty)
    #expect(test.records.intents.map(\.call) == ["detach"])
    let end = try #require(test.records.ends.first)
    #expect(end.outcome == .refused)
    #expect(end.error?.code == "NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK")
    #expect(end.error?.rule != nil)
  }

  @Test func whatCannotBeLoggedIsNotSent() async throws {
    let test = try HandlerUnderTest(logPath: "/dev/full")
    let answer = await test.send("POST", Self.attach, body: Self.attachRed)
    #expect(answer.status == 503)
    #expect(answer.text.contains("rewrite log"))
    #expect(test.engine.mutations.isEmpty)
  }

  @Test func anAttachThatSomebodyElseWonIsAConflictWhateverTheEnginesTextSays() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, count in
      if request.isMutating {
        return FakeEngine.document("<fault><detail>[irgendein Text]</detail><reason>x</reason></fault>", status: 400)
      }
      guard request.target.hasSuffix("/networkattachments"), count == 2 else { return nil }
      return FakeEngine.document(FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e0"]))
    }
    let answer = await test.send("POST", Self.attach, body: Self.attachRed)
    #expect(answer.status == 409)
    #expect(answer.text.contains("red"))
    #expect(answer.text.contains("eth0"))
    #expect(try XMLReader.read(answer.body).name == "action")
    #expect(test.engine.mutations.count == 1)
    #expect(test.records.ends.first?.error?.code == "NETWORK_ALREADY_ATTACHED_TO_INTERFACE")
    #expect(test.records.ends.first?.outcome == .failed)
  }

  /// The engine's time ran out and the host went on: the network that is attached by now may be our own work.
  @Test func anAttachThatFailedWithoutAReasonIsNotBlamedOnSomebodyElse() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, count in
      if request.isMutating {
        return FakeEngine.document("<fault><detail>[]</detail><reason>Operation Failed</reason></fault>", status: 400)
      }
      guard request.target.hasSuffix("/networkattachments"), count == 2 else { return nil }
      return FakeEngine.document(FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1"]))
    }
    let answer = await test.send("POST", Self.attach, body: Self.attachRed)
    #expect(answer.status == 400)
    let action = try XMLReader.read(answer.body)
    #expect(action.descendant("status", "state")?.text == "failed")
    #expect(action.descendant("fault", "detail")?.text.contains("GET /api/hosts/h1/nics") == true)
    #expect(test.engine.mutations.count == 1)
    #expect(test.records.ends.first?.error?.code == "OUTCOME_UNKNOWN")
    #expect(test.records.ends.first?.outcome == .unknown)
  }

  @Test func anAttachThatWasRefusedForAnotherReasonKeepsTheEnginesWords() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      guard request.isMutating else { return nil }
      return FakeEngine.document("<fault><detail>[why]</detail><reason>Operation Failed</reason></fault>", status: 400)
    }
    let answer = await test.send("POST", Self.attach, body: Self.attachRed)
    #expect(answer.status == 400)
    #expect(try XMLReader.read(answer.body).descendant("fault", "detail")?.text == "[why]")
  }

  @Test(arguments: [404, 409])
  func whatHappensToASetupBetweenReadAndWriteIsAConflict(status: Int) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      request.isMutating
        ? FakeEngine.document("<fault><detail>[busy]</detail><reason>Operation Failed</reason></fault>", status: status)
        : nil
    }
    let answer = await test.send("POST", Self.setup, body: Self.addRed)
    #expect(answer.status == 409)
    #expect(try XMLReader.read(answer.body).name == "fault")
  }

  @Test(arguments: [
    (EngineTransportError.timedOut(cause: "slow"), 504, "ENGINE_READ_TIMEOUT"),
    (.notSent(cause: "refused"), 503, "ENGINE_UNREACHABLE"), (.lost(cause: "reset"), 502, "ENGINE_ANSWER_UNREADABLE"),
  ])
  func aReadThatFailsSendsNothing(error: EngineTransportError, status: Int, code: String) async throws {
    for path in ["/hosts/h1", "/hosts/h1/nics", "/hosts/h1/networkattachments", "/clusters/c1/networks"] {
      let test = try HandlerUnderTest()
      test.engine.answer { request, _ in request.target == "/ovirt-engine/api" + path ? .failure(error) : nil }
      let answer = await test.send("POST", Self.setup, body: Self.addRed)
      #expect(answer.status == status)
      #expect(test.engine.mutations.isEmpty)
      #expect(test.records.ends.map(\.outcome) == [.notSent])
      #expect(test.records.ends.first?.error?.code == code)
    }
  }

  @Test(arguments: [
    ("<html>Bad Gateway</html>", 502, 503), ("<host_nics><host_nic id=", 200, 502), ("<vms/>", 200, 502),
  ])
  func aReadThatBringsSomethingElseSendsNothing(body: String, engineStatus: Int, status: Int) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      request.target.hasSuffix("/nics") ? FakeEngine.document(body, status: engineStatus) : nil
    }
    let answer = await test.send("POST", Self.setup, body: Self.addRed)
    #expect(answer.status == status)
    #expect(test.engine.mutations.isEmpty)
  }

  @Test func a401OfAReadIsHandedOnWithItsChallenge() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      guard request.target.hasSuffix("/hosts/h1") else { return nil }
      return FakeEngine.document(
        "<html/>", status: 401, headers: [HeaderField("WWW-Authenticate", "Basic realm=\"RESTAPI\"")])
    }
    let answer = await test.send("POST", Self.setup, body: Self.addRed)
    #expect(answer.status == 401)
    #expect(answer.header("www-authenticate") == "Basic realm=\"RESTAPI\"")
    #expect(answer.text == "<html/>")
    #expect(test.records.ends.first?.error?.code == "ENGINE_UNAUTHORIZED")
  }

  @Test func a403OfAReadIs400InTheEnginesWords() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      guard request.target.hasSuffix("/hosts/h1") else { return nil }
      return FakeEngine.document("<fault><detail>[no]</detail><reason>Operation Failed</reason></fault>", status: 403)
    }
    let answer = await test.send("GET", "/api/hosts/h1/nics")
    #expect(answer.status == 400)
    #expect(try XMLReader.read(answer.body).children.map(\.name) == ["reason", "detail"])
  }

  @Test func anUnknownHostOrNicIs404() async throws {
    let test = try HandlerUnderTest()
    for (method, path, body, hasFault) in [
      ("GET", "/api/hosts/h2/nics", "", true), ("GET", "/api/hosts/h2/nics/e0", "", false),
      ("GET", "/api/hosts/h1/nics/e9", "", false), ("POST", "/api/hosts/h1/nics/e9/attach", Self.attachRed, false),
      ("POST", "/api/hosts/h2/nics/e0/detach", "<action/>", false),
      ("POST", "/api/hosts/h2/nics/setupnetworks", Self.addRed, false),
    ] {
      let answer = await test.send(method, path, body: body)
      #expect(answer.status == 404, "\(path)")
      #expect(answer.body.isEmpty != hasFault, "\(path): \(answer.text)")
    }
    #expect(test.engine.mutations.isEmpty)
    #expect(test.records.ends.map(\.outcome) == [.refused, .refused, .refused])
  }

  @Test func allNetworksAreReadOnlyForANameThatTheClusterDoesNotHave() async throws {
    let test = try HandlerUnderTest()
    _ = await test.send("POST", Self.attach, body: Self.attachRed)
    #expect(!test.engine.requests.contains { $0.target == "/ovirt-engine/api/networks" })
    let other = await test.send("POST", Self.attach, body: "<action><network><name>faraway</name></network></action>")
    #expect(other.status == 400)
    #expect(test.engine.requests.contains { $0.target == "/ovirt-engine/api/networks" })
    let unknown = await test.send("POST", Self.attach, body: "<action><network><name>nowhere</name></network></action>")
    #expect(unknown.status == 404)
    #expect(try XMLReader.read(unknown.body).name == "fault")
  }

  @Test func twoChangesOfOneHostComeOneAfterTheOtherAndTheSecondSeesWhatTheFirstLeft() async throws {
    let test = try HandlerUnderTest()
    let engine = test.engine
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    engine.answer { request, count in
      if request.isMutating, engine.mutations.count == 1 {
        for await _ in gate { break }
        return nil
      }
      guard request.target.hasSuffix("/networkattachments"), !engine.mutations.isEmpty else { return nil }
      return FakeEngine.document(FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1"]))
    }
    async let first = test.send("POST", Self.attach, body: Self.attachRed)
    while engine.mutations.isEmpty { await Task.yield() }
    async let second = test.send("POST", Self.attach, body: Self.attachRed)
    // Another host isn't held up.
    #expect(await test.send("POST", "/api/hosts/h2/nics/e0/detach", body: "<action/>").status == 404)
    opener.yield()
    #expect(await first.status == 200)
    #expect(await second.status == 409)
    #expect(engine.mutations.count == 1)
  }

  @Test func aClientThatGoesAwayDoesNotStopItsChange() async throws {
    let test = try HandlerUnderTest()
    let engine = test.engine
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    engine.answer { request, _ in
      if request.isMutating { for await _ in gate { break } }
      return Task.isCancelled ? .failure(.lost(cause: "cancelled")) : nil
    }
    let client = Task { await test.send("POST", Self.attach, body: Self.attachRed) }
    while engine.mutations.isEmpty { await Task.yield() }
    client.cancel()
    opener.yield()
    await test.handler.drain()
    #expect(test.records.ends.map(\.outcome) == [.done])
  }

  @Test(arguments: ["", ";async", ";async=true", ";async=false"])
  func workInTheBackgroundIsDoneInTheForeground(matrix: String) async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", Self.setup + matrix, [HeaderField("X-Ovirt-Expect", "202-accepted")], body: Self.addRed)
    #expect(answer.status == 200)
    #expect(test.engine.mutations.count == 1)
  }

  @Test func aWishForBackgroundWorkThatCannotBeReadIsRefused() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("POST", Self.setup + ";async=perhaps", body: Self.addRed)
    #expect(answer.status == 400)
    #expect(test.engine.requests.isEmpty)
  }

  @Test func aRefusalOfTheFrontHasTheShapeOfTheCall() async throws {
    let test = try HandlerUnderTest()
    for (target, status) in [(Self.setup, 413), (Self.attach, 408), ("/api/hosts/%zz", 400)] {
      let head = HandlerUnderTest.head("POST", target)
      let answer = test.handler.refusal(
        of: head, status: status, detail: "The body is too long.", retryAfterSeconds: nil)
      #expect(answer.status == status)
      let fault = try XMLReader.read(answer.body)
      #expect(fault.name == "fault")
      #expect(fault.childText("detail")?.contains("The body is too long.") == true)
    }
    #expect(test.handler.refusal(of: nil, status: 400, detail: "No HTTP.", retryAfterSeconds: nil).status == 400)
  }

  @Test func aFrontWithTooManyConnectionsTellsWhenToComeBack() async throws {
    let test = try HandlerUnderTest()
    _ = await test.send("GET", "/api/hosts/h1/nics")
    let reads = test.engine.requests.count
    let head = HandlerUnderTest.head("POST", Self.attach)
    let answer = test.handler.refusal(of: head, status: 503, detail: "Too many.", retryAfterSeconds: 5)
    #expect(answer.status == 503)
    #expect(answer.header("retry-after") == "5")
    #expect(try XMLReader.read(answer.body).childText("detail")?.contains("Too many.") == true)
    // What is known of the engine is kept: it isn't the engine that is away.
    _ = await test.send("GET", "/api/hosts/h1/nics")
    #expect(test.engine.requests.count == 2 * reads - 1)
    let other = test.handler.refusal(
      of: head, status: 503, detail: "The engine can't be reached.", retryAfterSeconds: nil)
    #expect(other.header("retry-after") == nil)
  }
}

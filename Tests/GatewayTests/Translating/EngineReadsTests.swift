import EngineAPI
import EngineClient
import Synchronization
import Testing

@testable import Gateway

/// How many reads of the engine a legacy call costs, and which of them wait for another.
@Suite struct EngineReadsTests {
  private static let uuid = "5e7f0000-0000-4000-8000-000000000010"

  private static func test(host: String = "h1") throws -> HandlerUnderTest {
    let test = try HandlerUnderTest { $0.dialect = .v4 }
    test.engine.answer { request, _ in
      FakeEngine.usual(method: request.method, target: request.target.replacing(host, with: "h1"))
    }
    return test
  }

  private static func reads(_ test: HandlerUnderTest, after count: Int = 0) -> Set<String> {
    Set(
      test.engine.requests.dropFirst(count).filter { !$0.isMutating }
        .map { $0.target.replacing("/ovirt-engine/api", with: "").replacing(uuid, with: "h1") })
  }

  @Test func aListFromAnEngineThatListsVlanDevicesTakesNicsAndAttachmentsOnly() async throws {
    let test = try Self.test(host: Self.uuid)
    for target in ["/api/hosts/\(Self.uuid)/nics", "/api/hosts/\(Self.uuid)/nics/e0"] {
      let before = test.engine.requests.count
      #expect(await test.send("GET", target).status == 200)
      #expect(Self.reads(test, after: before).subtracting([""]) == ["/hosts/h1/nics", "/hosts/h1/networkattachments"])
    }
  }

  @Test func aListWithAHiddenVlanDeviceTakesTheNetworksToo() async throws {
    let test = try Self.test(host: Self.uuid)
    test.engine.answer { request, _ in
      request.target.hasSuffix("/networkattachments") && !request.isMutating
        ? FakeEngine.document(FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1"])) : nil
    }
    let answer = await test.send("GET", "/api/hosts/\(Self.uuid)/nics")
    #expect(answer.text.contains("<name>eth1.100</name>"))
    #expect(Self.reads(test).contains("/clusters/c1/networks"))
    #expect(test.engine.requests.count { $0.target.hasSuffix("/nics") } == 1)
  }

  private static func attachments(reporting: Bool) -> String {
    let names = ["vlan": "100", "mtu": "1500", "bridged": "true"].filter { reporting || $0.key != "bridged" }
    let reported = names.map {
      "<reported_configuration><name>\($0.key)</name><actual_value>\($0.value)</actual_value></reported_configuration>"
    }.joined()
    return FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1"]).replacing(
      "<network id=\"n2\"/>",
      with: "<reported_configurations>\(reported)</reported_configurations><network id=\"n2\"/>")
  }

  @Test func aHiddenVlanDeviceOfWhichTheHostReportsEverythingTakesNoNetworks() async throws {
    let test = try Self.test(host: Self.uuid)
    let isReporting = Mutex(true)
    test.engine.answer { request, _ in
      guard request.target.hasSuffix("/networkattachments"), !request.isMutating else { return nil }
      return FakeEngine.document(Self.attachments(reporting: isReporting.withLock(\.self)))
    }
    let spared = await test.send("GET", "/api/hosts/\(Self.uuid)/nics")
    #expect(spared.text.contains("<name>eth1.100</name>"))
    #expect(Self.reads(test).subtracting([""]) == ["/hosts/h1/nics", "/hosts/h1/networkattachments"])
    isReporting.withLock { $0 = false }
    let before = test.engine.requests.count
    let complete = await test.send("GET", "/api/hosts/\(Self.uuid)/nics")
    #expect(complete.text == spared.text.replacing(Self.uuid, with: "h1"))
    #expect(Self.reads(test, after: before).contains("/clusters/c1/networks"))
  }

  @Test func anEngineThatHidesVlanDevicesIsAskedForTheNetworksOnlyIfTheLastListNeededThem() async throws {
    let test = try HandlerUnderTest { $0.dialect = .design }
    let isReporting = Mutex(true)
    test.engine.answer { request, _ in
      let target = request.target.replacing(Self.uuid, with: "h1")
      if target.hasSuffix("/networkattachments") {
        return FakeEngine.document(Self.attachments(reporting: isReporting.withLock(\.self)))
      }
      if target.hasSuffix("/hosts/h1") { return FakeEngine.document(FakeEngine.hostV3(action: "hostsetupnetworks")) }
      return FakeEngine.usual(method: request.method, target: target)
    }
    // With the networks, without them; needed but not asked for at first, then at once.
    var texts: Set<String> = []
    for (reports, reads) in [(true, 4), (true, 2), (false, 4), (false, 4), (true, 4), (true, 2)] {
      isReporting.withLock { $0 = reports }
      let before = test.engine.requests.count
      let answer = await test.send("GET", "/api/hosts/\(Self.uuid)/nics/a2")
      #expect(test.engine.requests.count - before == reads)
      texts.insert(answer.text.replacing(Self.uuid, with: "h1"))
    }
    #expect(texts.count == 1)
    #expect(texts.first?.contains("<name>eth1.100</name>") == true)
  }

  @Test func anUnknownHostIsStillToldFromTheListAlone() async throws {
    let test = try Self.test()
    let answer = await test.send("GET", "/api/hosts/5e7f0000-0000-4000-8000-000000000011/nics")
    #expect(answer.status == 404)
    #expect(answer.text.contains("Entity not found: Host"))
  }

  @Test func theNetworksOfAKnownClusterAreReadBesideTheHost() async throws {
    let test = try Self.test()
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    let before = test.engine.requests.count
    // The host's answer waits until the networks were asked for, so this ends only if both are read at once.
    let (asked, hasAsked) = AsyncStream.makeStream(of: Void.self)
    test.engine.answer { request, _ in
      if request.target.hasSuffix("/clusters/c1/networks") { hasAsked.finish() }
      if request.target.hasSuffix("/hosts/h1") { for await _ in asked {} }
      return nil
    }
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    #expect(test.engine.requests.count - before == 4)
  }

  @Test func theNetworksOfAClusterThatAHostHasLeftAreNeverUsed() async throws {
    let test = try Self.test()
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    test.engine.answer { request, _ in
      switch request.target {
      case "/ovirt-engine/api/hosts/h1":
        FakeEngine.document(FakeEngine.host.replacing("c1", with: "c2"))
      case "/ovirt-engine/api/clusters/c2/networks":
        FakeEngine.document(FakeEngine.networks.replacing("<name>red", with: "<name>blue"))
      case "/ovirt-engine/api/clusters/c1/networks":
        FakeEngine.document("<fault><reason>gone</reason></fault>", status: 404)
      default: nil
      }
    }
    let attach = "<action><network><name>blue</name></network></action>"
    #expect(await test.send("POST", "/api/hosts/h1/nics/e1/attach", body: attach).status == 200)
    #expect(test.engine.mutations.count == 1)
    let stale = "<action><network><name>red</name></network></action>"
    #expect(await test.send("POST", "/api/hosts/h1/nics/e1/attach", body: stale).status >= 400)
    #expect(test.engine.mutations.count == 1)
  }
}

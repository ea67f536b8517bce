import EngineAPI
import EngineClient
import RewriteLog
import Testing

@testable import Gateway

@Suite struct EngineKnowledgeTests {
  private static let root = "/ovirt-engine/api"

  @Test func theEngineIsAskedOnceWithTheClientsOwnCredentialsAndRemembered() async throws {
    let test = try HandlerUnderTest()
    let who = HeaderField("Authorization", "Basic eDp5")
    _ = await test.send("GET", "/api/hosts/h1/nics", [who])
    _ = await test.send("GET", "/api/hosts/h1/nics")
    let probes = test.engine.requests.filter { $0.target == Self.root }
    #expect(probes.count == 1)
    #expect(probes.first?.headers.contains(who) == true)
  }

  @Test(arguments: [401, 403, 400])
  func aRefusalIsHandedOnAsItCameAndNothingIsRemembered(status: Int) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, count in
      guard request.target == Self.root, count == 1 else { return nil }
      return .success(
        EngineResponse(
          status: status, reason: "Unauthorized by hand",
          headers: [
            HeaderField("WWW-Authenticate", "Basic realm=\"RESTAPI\""), HeaderField("www-authenticate", "Negotiate"),
            HeaderField("Content-Type", "text/html"), HeaderField("Connection", "close"),
          ], body: Array("<html>no</html>".utf8)))
    }
    let refused = await test.send("GET", "/api/vms")
    #expect(refused.status == status)
    #expect(refused.reason == "Unauthorized by hand")
    #expect(refused.text == "<html>no</html>")
    #expect(refused.headers.count { $0.name.lowercased() == "www-authenticate" } == 2)
    #expect(refused.header("connection") == nil)
    #expect(refused.header("hostnet-gateway-request") == "req1")
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
  }

  @Test func whatIsNoApiRootIsNoEngine() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      request.target == Self.root ? FakeEngine.document("<html><body/></html>") : nil
    }
    let answer = await test.send("GET", "/api/hosts/h1/nics")
    #expect(answer.status == 502)
    #expect(test.records.notes.first?.code == "DIALECT_UNKNOWN")
  }

  @Test(arguments: [("setupnetworks", "setupnetworks"), ("hostsetupnetworks", "hostsetupnetworks")])
  func theDesignAnd36AreToldApartByTheHostsOwnActions(action: String, called: String) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      switch request.target {
      case Self.root: FakeEngine.document(FakeEngine.rootV3)
      case "/ovirt-engine/api/hosts/h1": FakeEngine.document(FakeEngine.hostV3(action: action))
      default: nil
      }
    }
    let answer = await test.send("POST", "/api/hosts/h1/nics/setupnetworks", body: MutationRunnerTests.addRed)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(test.engine.mutations.map(\.target) == ["/ovirt-engine/api/hosts/h1/\(called)"])
    #expect(test.records.intents.first?.dialect == (action == "setupnetworks" ? "3.6" : "design"))
  }

  @Test func anEngineThatChangesItsVersionIsAskedAnewAndNothingIsSentMeanwhile() async throws {
    let test = try HandlerUnderTest()
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    test.engine.answer { request, _ in
      switch request.target {
      case Self.root: FakeEngine.document(FakeEngine.rootV3)
      case "/ovirt-engine/api/hosts/h1": FakeEngine.document(FakeEngine.hostV3(action: "setupnetworks"))
      default: nil
      }
    }
    let refused = await test.send("POST", "/api/hosts/h1/nics/setupnetworks", body: MutationRunnerTests.addRed)
    #expect(refused.status == 502)
    #expect(refused.text.contains("API v3"))
    #expect(test.engine.mutations.isEmpty)
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    #expect(test.engine.requests.count { $0.target == Self.root } == 2)
  }

  @Test func anEngineThatWasAwayIsAskedAnew() async throws {
    let test = try HandlerUnderTest()
    _ = await test.send("GET", "/api/hosts/h1/nics")
    test.engine.answer { request, count in
      request.target.hasSuffix("/nics") && count == 2 ? .failure(.notSent(cause: "connection refused")) : nil
    }
    let answer = await test.send("GET", "/api/hosts/h1/nics")
    #expect(answer.status == 503)
    #expect(await test.send("GET", "/api/hosts/h1/nics").status == 200)
    #expect(test.engine.requests.count { $0.target == Self.root } == 2)
  }

  @Test func aConfiguredDialectThatTheEngineDoesNotSpeakIsSaidSo() async throws {
    let test = try HandlerUnderTest { $0.dialect = .v4 }
    test.engine.answer { request, _ in
      request.target == Self.root ? FakeEngine.document(FakeEngine.rootV3) : nil
    }
    let answer = await test.send("GET", "/api/vms")
    #expect(answer.status == 502)
    #expect(answer.text.contains("dialect 4"))
  }

  @Test func aConfiguredDialectOfAPIv3IsNeverAskedFor() async throws {
    let test = try HandlerUnderTest { $0.dialect = .v36 }
    guard case .relay = test.handler.lane(for: HandlerUnderTest.head("GET", "/api/vms")) else {
      Issue.record("not relayed")
      return
    }
  }

  @Test func manyFirstRequestsAtOnceAllGetTheirAnswer() async throws {
    let test = try HandlerUnderTest()
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { await test.send("GET", "/api/hosts/h1/nics").status } }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 20))
  }
}

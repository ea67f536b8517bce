import EngineAPI
import EngineClient
import RewriteLog
import Synchronization
import Testing

@testable import Gateway

/// Keeps jobs until they are let go, so that reads wait as they do on a busy event loop.
private final class BusyExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isFree = false
  }

  private let state = Mutex(State())

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFree = state.withLock { state in
      if !state.isFree { state.jobs.append(job) }
      return state.isFree
    }
    if isFree { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// Lets go what waits, and everything after it.
  func letGo() {
    let jobs = state.withLock { state in
      state.isFree = true
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}

@Suite struct SharedReadsTests {
  private static let uuid = "5e7f0000-0000-4000-8000-000000000010"
  private static let nics = "/api/hosts/\(uuid)/nics"
  private static let anna = HeaderField("Authorization", "Basic YW5uYTp4")

  private static func test() throws -> HandlerUnderTest {
    let test = try HandlerUnderTest { $0.dialect = .v4 }
    test.engine.answer { request, _ in
      FakeEngine.usual(method: request.method, target: request.target.replacing(uuid, with: "h1"))
    }
    return test
  }

  /// Sends requests that all arrive before the first read can leave; `waiting` of them wait for reads then.
  private static func send(
    _ heads: [RequestHead], waiting: Int, to test: HandlerUnderTest
  ) async throws -> [GatewayAnswer] {
    let executor = BusyExecutor()
    return try await withThrowingTaskGroup(of: (Int, GatewayAnswer).self) { group in
      for (index, head) in heads.enumerated() {
        group.addTask { (index, await test.handler.answer(head, body: [], on: executor)) }
      }
      while test.handler.sharedReads.waitingCount < waiting { try await Task.sleep(for: .milliseconds(1)) }
      executor.letGo()
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func calls(_ test: HandlerUnderTest, _ end: String) -> [EngineRequest] {
    test.engine.requests.filter { $0.target.hasSuffix(end) }
  }

  private static func remarks(_ test: HandlerUnderTest) -> [String] { test.records.notes.compactMap(\.remark) }

  @Test func requestsThatWaitShareOneReadAndAreAnsweredAndNotedEachForItself() async throws {
    let test = try Self.test()
    let ids = (1...5).map { "req\($0)" }
    let answers = try await Self.send(
      ids.map { HandlerUnderTest.head("GET", Self.nics, [Self.anna], id: $0) }, waiting: 5, to: test)
    #expect(Self.calls(test, "/nics").count == 1)
    #expect(Self.calls(test, "/networkattachments").count == 1)
    #expect(answers.map(\.status) == [200, 200, 200, 200, 200])
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(answers.map { $0.header("hostnet-gateway-request") } == ids)
    let notes = test.records.notes
    #expect(Set(notes.map(\.id)) == Set(ids))
    #expect(notes.count == 5)
    let own = notes.filter { $0.remark == nil }
    let leader = try #require(own.first?.id)
    #expect(own.count == 1)
    #expect(Self.remarks(test) == Array(repeating: "read together with \(leader)", count: 4))
  }

  private static func get(_ target: String, _ headers: [HeaderField]) -> RequestHead {
    HandlerUnderTest.head("GET", target, headers, id: "req2")
  }

  private static let others: [RequestHead] = [
    get(nics, [HeaderField("Authorization", "Basic YW5uYTp5")]),
    get(nics, []),
    get(nics, [anna, HeaderField("Cookie", "JSESSIONID=1")]),
    get(nics, [anna, HeaderField("Accept", "application/json")]),
    get(nics, [anna, HeaderField("Accept-Language", "de")]),
    get(nics, [anna, HeaderField("Filter", "false")]),
    get(nics, [anna, HeaderField("Correlation-Id", "c1")]),
    get(nics, [anna, HeaderField("Host", "other")]),
    get(nics, [anna, anna]),
    get(nics + ";max=1", [anna]),
    get(nics + "/e0", [anna]),
    get("/ovirt-engine" + nics, [anna]),
    HandlerUnderTest.head("HEAD", nics, [anna], id: "req2"),
  ]

  @Test(arguments: others)
  func whatDiffersInAnythingIsReadForItself(other: RequestHead) async throws {
    let test = try Self.test()
    let answers = try await Self.send(
      [HandlerUnderTest.head("GET", Self.nics, [Self.anna]), other], waiting: 2, to: test)
    #expect(answers.count == 2)
    #expect(Self.calls(test, "/nics").count == 2)
    #expect(Self.remarks(test).isEmpty)
    let asked = Self.calls(test, "/nics").map { $0.headers.first { $0.isNamed("authorization") }?.value }
    let had = [Self.anna.value, other.header("authorization")]
    #expect(Set(asked) == Set(had))
  }

  @Test func aRequestThatComesAfterTheFirstCallIsReadAnew() async throws {
    let test = try Self.test()
    let (seen, hasSeen) = AsyncStream.makeStream(of: Void.self)
    let (mayAnswer, letAnswer) = AsyncStream.makeStream(of: Void.self)
    test.engine.answer { request, count in
      guard request.target.hasSuffix("/nics") else { return nil }
      guard count == 1 else { return FakeEngine.document(FakeEngine.nics.replacing("eth1", with: "eth9")) }
      hasSeen.finish()
      for await _ in mayAnswer {}
      return nil
    }
    async let first = test.handler.answer(HandlerUnderTest.head("GET", Self.nics, id: "a"), body: [], on: nil)
    for await _ in seen {}
    let second = await test.handler.answer(HandlerUnderTest.head("GET", Self.nics, id: "b"), body: [], on: nil)
    letAnswer.finish()
    #expect(second.text.contains("eth9"))
    #expect(await first.text.contains("eth1"))
    #expect(Self.calls(test, "/nics").count == 2)
    #expect(Self.remarks(test).isEmpty)
  }

  @Test func whoseClientLeavesMakesNoDifferenceToTheOthers() async throws {
    let test = try Self.test()
    let executor = BusyExecutor()
    let handler = test.handler
    let first = Task { await handler.answer(HandlerUnderTest.head("GET", Self.nics, id: "a"), body: [], on: executor) }
    while handler.sharedReads.waitingCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
    let second = Task { await handler.answer(HandlerUnderTest.head("GET", Self.nics, id: "b"), body: [], on: executor) }
    while handler.sharedReads.waitingCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
    first.cancel()
    executor.letGo()
    #expect(await second.value.status == 200)
    #expect(Self.calls(test, "/nics").count == 1)
    #expect(Self.remarks(test) == ["read together with a"])
    _ = await first.value
  }

  @Test func aReadEndsWhenAllHaveLeftAndIsNotJoinedAnyMore() async throws {
    let test = try Self.test()
    let wasCancelled = Mutex(false)
    test.engine.answer { request, count in
      if request.target.hasSuffix("/nics"), count == 1 { wasCancelled.withLock { $0 = Task.isCancelled } }
      return nil
    }
    let executor = BusyExecutor()
    let handler = test.handler
    let gone = ["a", "b"].map { id in
      Task { await handler.answer(HandlerUnderTest.head("GET", Self.nics, id: id), body: [], on: executor) }
    }
    while handler.sharedReads.waitingCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
    for task in gone { task.cancel() }
    while handler.sharedReads.waitingCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    let late = Task { await handler.answer(HandlerUnderTest.head("GET", Self.nics, id: "c"), body: [], on: executor) }
    while handler.sharedReads.waitingCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
    executor.letGo()
    #expect(await late.value.status == 200)
    for task in gone { _ = await task.value }
    let wasEnded = wasCancelled.withLock(\.self)
    #expect(wasEnded)
    #expect(Self.calls(test, "/nics").count == 2)
  }

  @Test func cookiesAreForOneClientSoTheOthersAskForThemselves() async throws {
    let test = try Self.test()
    test.engine.answer { request, count in
      request.target.hasSuffix("/nics")
        ? FakeEngine.document(
          FakeEngine.nics, headers: [HeaderField("Set-Cookie", "JSESSIONID=s\(count); Path=/ovirt-engine/api")]) : nil
    }
    let answers = try await Self.send(
      (1...3).map { HandlerUnderTest.head("GET", Self.nics, id: "req\($0)") }, waiting: 3, to: test)
    #expect(Self.calls(test, "/nics").count == 3)
    #expect(Set(answers.compactMap { $0.header("set-cookie") }).count == 3)
    #expect(Self.remarks(test).isEmpty)
  }

  @Test(arguments: [
    [anna, HeaderField("Prefer", "persistent-auth")],
    [HeaderField("Authorization", "Negotiate YII=")],
    [HeaderField("Authorization", "Negotiate YII="), HeaderField("Cookie", "JSESSIONID=1")],
  ])
  func aWishForASessionAndCredentialsThatWorkOnceAreNeverShared(headers: [HeaderField]) async throws {
    let test = try Self.test()
    let answers = try await Self.send(
      (1...2).map { HandlerUnderTest.head("GET", Self.nics, headers, id: "req\($0)") }, waiting: 0, to: test)
    #expect(answers.map(\.status) == [200, 200])
    #expect(Self.calls(test, "/nics").count == 2)
    #expect(Self.remarks(test).isEmpty)
  }

  @Test func aSessionThatTheClientHasMayBeShared() async throws {
    let test = try Self.test()
    let headers = [HeaderField("Cookie", "JSESSIONID=1"), HeaderField("Prefer", "persistent-auth")]
    _ = try await Self.send(
      (1...2).map { HandlerUnderTest.head("GET", Self.nics, headers, id: "req\($0)") }, waiting: 2, to: test)
    #expect(Self.calls(test, "/nics").count == 1)
  }

  @Test func aFailureIsEverybodysFailureWithHisOwnId() async throws {
    let test = try Self.test()
    test.engine.answer { request, _ in
      request.target.hasSuffix("/nics") ? FakeEngine.document("<fault/>", status: 500) : nil
    }
    let answers = try await Self.send(
      (1...3).map { HandlerUnderTest.head("GET", Self.nics, id: "req\($0)") }, waiting: 3, to: test)
    #expect(Self.calls(test, "/nics").count == 1)
    for (index, answer) in answers.enumerated() {
      #expect(answer.status == 503)
      #expect(answer.text.contains("req\(index + 1)"))
    }
    #expect(test.records.notes.allSatisfy { $0.code == "ENGINE_READ_FAILED" })
    #expect(Self.remarks(test).count == 2)
  }

  @Test func aChangeNeverSharesAReadAndEachIsLoggedWithItsOwnCalls() async throws {
    let test = try HandlerUnderTest { $0.dialect = .v4 }
    let body = Array("<action><network><name>red</name></network></action>".utf8)
    await withTaskGroup(of: Void.self) { group in
      for id in ["a", "b"] {
        group.addTask {
          let head = HandlerUnderTest.head("POST", "/api/hosts/h1/nics/e1/attach", id: id)
          _ = await test.handler.answer(head, body: body, on: nil)
        }
      }
    }
    #expect(Self.calls(test, "/hosts/h1/nics").count == 2)
    #expect(test.engine.mutations.count == 2)
    #expect(test.records.ends.allSatisfy { $0.engineCalls >= 5 })
    #expect(test.records.ends.count == 2)
  }
}

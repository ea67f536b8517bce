import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import NIOCore
import Synchronization
import Testing
import XMLTree

@testable import Gateway

@Suite struct AnswerMemoTests {
  private static let uuid = "5e7f0000-0000-4000-8000-000000000010"
  private static let path = "/api/hosts/\(uuid)/nics"

  private static func test(memoLimit: Int) throws -> HandlerUnderTest {
    let test = try HandlerUnderTest {
      $0.dialect = .v4
      $0.memoLimit = memoLimit
    }
    test.engine.answer { request, _ in
      FakeEngine.usual(method: request.method, target: request.target.replacing(uuid, with: "h1"))
    }
    return test
  }

  /// Reads a document with a session whose engine answers what is set, and counts how often it is parsed.
  private final class Reader: Sendable {
    let engine = FakeEngine()
    let answers = Mutex<[FakeEngine.Answer]>([])
    let parsed = Mutex(0)
    let memo: AnswerMemo

    init(limitBytes: Int = 1 << 20) {
      memo = AnswerMemo(limitBytes: limitBytes)
      engine.answer { [weak self] _, _ in self?.answers.withLock { $0.removeFirst() } }
    }

    func read(_ answer: FakeEngine.Answer) async -> Result<Reading<String>, LaneFailure> {
      answers.withLock { $0.append(answer) }
      let session = EngineSession(
        HandlerUnderTest.head("GET", "/api"), transport: engine, deadlines: Deadlines(readSeconds: 1, writeSeconds: 1),
        memo: memo)
      let wire = EngineWires.wire(.v4, version: nil)
      let call = EngineAPI.EngineCall(method: "GET", path: "x")
      return await session.read(call, wire: wire, rememberedAs: AnswerMemo.ReadKey(call, wire: wire)) {
        document throws(GatewayError) in
        self.parsed.withLock { $0 += 1 }
        guard document.name != "unreadable" else {
          throw GatewayError(.engineAnswerUnreadable, stage: .snapshot, detail: "")
        }
        return document.childText("name") ?? ""
      }
    }

    var parsedCount: Int { parsed.withLock(\.self) }
  }

  @Test func theSameBytesAreParsedOnce() async throws {
    let reader = Reader()
    let first = try await reader.read(FakeEngine.document("<a><name>x</name></a>")).get()
    let second = try await reader.read(FakeEngine.document("<a><name>x</name></a>")).get()
    #expect(second.value == "x")
    #expect(second.number == first.number)
    #expect(reader.parsedCount == 1)
    #expect(reader.engine.requests.count == 2)
    #expect(reader.engine.requests.map { $0.likelyBody?.count } == [nil, 21])
  }

  @Test(arguments: [
    "<a><name>y</name></a>", "<a><name>x</name></a> ", " <a><name>x</name></a>", "<a><name>x</name></A>", "",
    "<a><name>x</name><b/></a>", "<a></a>",
  ])
  func anyOtherBytesAreParsedAnew(body: String) async throws {
    let reader = Reader()
    let first = try await reader.read(FakeEngine.document("<a><name>x</name></a>")).get()
    let second = await reader.read(FakeEngine.document(body))
    let bare = await Reader(limitBytes: 0).read(FakeEngine.document(body))
    #expect((try? second.get().value) == (try? bare.get().value))
    #expect((try? second.get().number) != first.number)
  }

  @Test func whatTheEngineRefusesIsRefusedWhateverIsRemembered() async throws {
    let reader = Reader()
    let body = "<a><name>x</name></a>"
    _ = try await reader.read(FakeEngine.document(body)).get()
    for status in [301, 401, 403, 404, 500] {
      let refused = await reader.read(FakeEngine.document(body, status: status))
      #expect(throws: LaneFailure.self, "\(status)") { try refused.get() }
    }
    let lost = await reader.read(.failure(.lost(cause: "")))
    #expect(throws: LaneFailure.self) { try lost.get() }
  }

  @Test func whatCannotBeReadIsNeverRemembered() async throws {
    let reader = Reader()
    for _ in 1...2 {
      let failed = await reader.read(FakeEngine.document("<unreadable/>"))
      #expect(throws: LaneFailure.self) { try failed.get() }
    }
    #expect(reader.parsedCount == 2)
  }

  @Test func aMemoOfNothingRemembersNothing() async throws {
    let reader = Reader(limitBytes: 0)
    for _ in 1...2 { _ = try await reader.read(FakeEngine.document("<a/>")).get() }
    #expect(reader.parsedCount == 2)
  }

  @Test func nicsWithStatisticsAreNotRemembered() async throws {
    let test = try Self.test(memoLimit: 1 << 20)
    let session = EngineSession(
      HandlerUnderTest.head("GET", "/api"), transport: test.engine,
      deadlines: Deadlines(readSeconds: 1, writeSeconds: 1), memo: AnswerMemo(limitBytes: 1 << 20))
    for withStatistics in [false, true] {
      let reader = SnapshotReader(
        knowledge: EngineKnowledge(configured: .v36), session: session, withStatistics: withStatistics)
      test.engine.answer { request, _ in
        request.target.hasSuffix("statistics") ? FakeEngine.document(FakeEngine.nics) : nil
      }
      #expect(try await (reader.view(hostID: Self.uuid).numbers == nil) == withStatistics)
    }
  }

  @Test func answersAreThoseOfAGatewayWithoutMemoryWhateverChanges() async throws {
    let remembering = try Self.test(memoLimit: 1 << 20)
    let forgetful = try Self.test(memoLimit: 0)
    let nics = [FakeEngine.nics, FakeEngine.nics.replacing("eth1", with: "eth7"), FakeEngine.nics, "<html/>"]
    let attachments = [
      FakeEngine.attachments(of: ["a1": "n1 e0"]), FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1"]),
    ]
    let step = Mutex(0)
    for test in [remembering, forgetful] {
      test.engine.answer { request, _ in
        let step = step.withLock(\.self)
        if request.target.hasSuffix("/nics") { return FakeEngine.document(nics[step % nics.count]) }
        if request.target.hasSuffix("/networkattachments") {
          return FakeEngine.document(attachments[step / 2 % attachments.count])
        }
        if request.target.hasSuffix("/clusters/c1/networks"), step % 8 == 6 {
          return FakeEngine.document(FakeEngine.networks.replacing("id=\"100\"", with: "id=\"200\""))
        }
        return nil
      }
    }
    let json = HeaderField("Accept", "application/json")
    let requests: [(String, [HeaderField])] = [
      (Self.path, []), (Self.path, [json]), (Self.path + ";max=1", []), ("/ovirt-engine" + Self.path, []),
      (Self.path + "/e0", []), (Self.path + "/e1", [json]), (Self.path + "/a2", []), (Self.path + "/nobody", []),
      ("/api/v3/hosts/\(Self.uuid)/nics", []), ("/api/hosts/H1/nics", []),
    ]
    for number in 0..<24 {
      step.withLock { $0 = number % 12 }
      for (target, headers) in requests {
        let one = await remembering.send("GET", target, headers)
        let other = await forgetful.send("GET", target, headers)
        #expect(one.status == other.status, "\(number) \(target)")
        #expect(one.text == other.text, "\(number) \(target)")
        #expect(one.headers == other.headers, "\(number) \(target)")
      }
    }
  }

  @Test func nicsThatAChangeReadDontSpareALaterListTheLookAtTheVersion() async throws {
    let test = try Self.test(memoLimit: 1 << 20)
    test.engine.answer { request, _ in
      request.target.hasSuffix("/nics") && !request.isMutating
        ? FakeEngine.document(
          FakeEngine.nics.replacing("<name>eth1</name>", with: "<name>eth1</name><status><state>up</state></status>"))
        : nil
    }
    let attach = "<action><network><name>red</name></network></action>"
    #expect(await test.send("POST", "\(Self.path)/e1/attach", body: attach).status == 200)
    #expect(await test.send("GET", Self.path).status == 502)
  }
}

@Suite struct WeightedCacheTests {
  @Test func whatWasUsedLongestAgoGoesFirst() {
    let cache = WeightedCache<String, Int>(limit: 100)
    for (number, key) in ["a", "b", "c", "d"].enumerated() { cache.keep(number, for: key, weight: 25) }
    #expect(cache.value(for: "a") == 0)
    cache.keep(9, for: "e", weight: 25)
    #expect(cache.value(for: "b") == nil)
    #expect(cache.value(for: "a") == 0)
    #expect(cache.value(for: "e") == 9)
    #expect(cache.weight <= 100)
  }

  @Test func theWeightStaysBelowTheLimit() {
    let cache = WeightedCache<Int, Int>(limit: 1000)
    for number in 0..<500 {
      cache.keep(number, for: number % 97, weight: number % 301)
      #expect(cache.weight <= 1000)
    }
  }

  @Test func aNewValueTakesThePlaceOfTheOldOneAndItsWeight() {
    let cache = WeightedCache<String, Int>(limit: 100)
    cache.keep(1, for: "a", weight: 90)
    cache.keep(2, for: "a", weight: 80)
    #expect(cache.value(for: "a") == 2)
    #expect(cache.weight == 80)
  }

  @Test func aValueThatIsHeavierThanTheLimitIsNotKeptAndTakesTheOldOneAway() {
    let cache = WeightedCache<String, Int>(limit: 100)
    cache.keep(1, for: "a", weight: 10)
    cache.keep(2, for: "a", weight: 101)
    #expect(cache.value(for: "a") == nil)
    #expect(cache.weight == 0)
  }

  @Test func aLimitOfZeroKeepsNothing() {
    let cache = WeightedCache<String, Int>(limit: 0)
    cache.keep(1, for: "a", weight: 0)
    #expect(cache.value(for: "a") == nil)
  }
}

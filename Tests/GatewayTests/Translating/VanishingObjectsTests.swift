import EngineClient
import GatewayErrors
import RewriteLog
import Synchronization
import Testing
import TranslationCases

@testable import Gateway

/// P20: an object that vanishes between read and write never leads to a second mutating request, whatever the call.
@Suite struct VanishingObjectsTests {
  static let calls = Fixtures.cases.filter { $0.expectation.call != nil && $0.stateName != "hidden" }

  @Test("applies to most cases")
  func applies() {
    #expect(Self.calls.count >= 150)
  }

  @Test(arguments: calls)
  func oneWriteWhateverVanishes(translationCase: TranslationCase) async throws {
    let sent = try #require(try await run(translationCase, without: nil).sent.first)
    let text = sent.target + String(decoding: sent.body ?? [], as: UTF8.self)
    let ids = Set(text.matches(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/).map { String($0.0) })
    #expect(!ids.isEmpty)
    var refused = 0
    for id in ids.sorted() {
      let (answer, mutations, engineStatus, outcomes) = try await run(translationCase, without: id)
      #expect(mutations.count == 1, "\(id)")
      #expect(mutations.first?.target == sent.target && mutations.first?.body == sent.body, "\(id)")
      let status = try #require(engineStatus)
      if status >= 400 { refused += 1 }
      // What the engine did anyway is a success, what it refused is none, and its 404 means that the state has changed; but
      // that commitnetconfig, which reads nothing before, meets no host is its own answer.
      #expect((answer.status < 300) == (status < 300), "\(id): \(status) became \(answer.status)")
      let changed = translationCase.request.path.contains("/commitnetconfig") ? 404 : 409
      if status == 404 { #expect(answer.status == changed, "\(id): \(answer.text)") }
      #expect(outcomes.count == 1 && outcomes.first != .unknown, "\(id): \(outcomes)")
    }
    #expect(refused > 0, "the engine misses none of \(ids.sorted())")
  }

  private typealias Run = (answer: GatewayAnswer, sent: [EngineRequest], engineStatus: Int?, outcomes: [RewriteOutcome])

  /// Plays a case, and takes an object away when the mutating request arrives.
  private func run(_ translationCase: TranslationCase, without id: String?) async throws -> Run {
    let engine = EngineInProcess()
    try await engine.load(Fixtures.bytes("states/\(translationCase.stateName).json"))
    let test = try HandlerUnderTest { $0.policy = translationCase.policy }
    let engineStatus = Mutex<Int?>(nil)
    test.engine.answer { request, _ in
      if request.isMutating, let id {
        do { try await engine.remove(id) } catch { Issue.record("\(translationCase.id) without \(id): \(error)") }
      }
      let answer = await engine.answer(request)
      if request.isMutating { engineStatus.withLock { $0 = answer.status } }
      return .success(answer)
    }
    let request = translationCase.request
    let answer = await test.send(
      request.method, "/ovirt-engine/api\(request.path)",
      [HeaderField("Authorization", "Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0")], body: request.body ?? "<action/>")
    return (answer, test.engine.mutations, engineStatus.withLock { $0 }, test.records.ends.map(\.outcome))
  }
}

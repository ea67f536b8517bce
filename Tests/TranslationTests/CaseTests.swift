import EngineAPI
import Foundation
import GatewayErrors
import HostNetworking
import Testing
import TranslationCases

@Suite("Every case under fixtures/cases")
struct CaseTests {
  @Test(
    "becomes the call, the refusal or the silence that it states, in each dialect",
    arguments: Fixtures.cases, [EngineDialect.design, .v36, .v4])
  func holds(_ translationCase: TranslationCase, _ dialect: EngineDialect) {
    #expect(CaseRunner.run(translationCase, dialect: dialect) == .passed)
  }

  @Test("is there")
  func areThere() {
    #expect(Fixtures.cases.count >= 420)
  }

  @Test("is told as failed when it expects anything else")
  func canFail() throws {
    let original = try #require(Fixtures.cases.first { $0.id == "BD-02" })
    var refused = original
    refused.expectation = Expectation(status: 400, call: nil, fault: .nicIsNotBond)
    var silent = original
    silent.expectation = Expectation(status: 200, call: nil, fault: nil)
    var created = original
    created.expectation.status = 201
    var other = original
    guard case .changes(var changes) = try #require(original.expectation.call).content else { return }
    changes.modifiedAttachments[0].assignments?[0].netmask = "255.255.0.0"
    other.expectation.call?.content = .changes(changes)
    var unknown = original
    unknown.request.path = "/hosts/\(original.state.host.id)/nosuch"
    for tampered in [refused, silent, created, other, unknown] {
      guard case .failed = CaseRunner.run(tampered) else {
        Issue.record("passed: \(tampered.expectation)")
        continue
      }
    }
    #expect(CaseRunner.run(original) == .passed)
  }

  @Test("may expect success where the request is refused, which fails")
  func refusedButExpected() throws {
    var refused = try #require(Fixtures.cases.first { $0.id == "ST-11" })
    refused.expectation = Expectation(status: 200, call: nil, fault: nil)
    guard case .failed(let how) = CaseRunner.run(refused) else {
      Issue.record("passed")
      return
    }
    #expect(how.contains("NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK"))
  }

  @Test("can stand in one file with its states")
  func collection() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("cases-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let state = try Fixtures.text("fixtures/states/plain.json")
    let one = try Fixtures.text("fixtures/cases/ST-01.json")
    try #"{"states": {"plain": \#(state)}, "cases": [\#(one)]}"#.write(to: file, atomically: true, encoding: .utf8)
    let cases = try CaseFiles.read(file.path)
    #expect(cases.map(\.id) == ["ST-01"])
    #expect(cases.map { CaseRunner.run($0) } == [CaseOutcome.passed])
    let named = try HostStateReader.read(json: [UInt8](Data(contentsOf: file)), name: "plain")
    #expect(try named == Fixtures.state("plain"))
  }

  @Test("that can't be read is told with file and place")
  func unreadable() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bad-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func fault(_ json: String) throws -> GatewayError? {
      let file = folder.appendingPathComponent("X.json")
      try json.write(to: file, atomically: true, encoding: .utf8)
      return #expect(throws: GatewayError.self) { try CaseFiles.read(folder.path) }
    }
    #expect(try fault("{")?.code == .configurationInvalid)
    #expect(try fault("{}")?.detail.contains("$.id is missing") == true)
    #expect(
      try fault(#"{"states": {}, "cases": [{"id": "A", "title": "", "state": "s"}]}"#)?.detail
        .contains("$.cases[0].call is missing") == true)
    #expect(
      #expect(throws: GatewayError.self) { try CaseFiles.read("/nonexistent") }?.detail.contains("/nonexistent")
        == true)
  }
}

import EngineSimulator
import GatewayErrors
import HostNetworking
import RewriteLog
import Testing
import TranslationCases
import XMLTree

/// Every translation case over real sockets: a legacy request to the gateway, a simulated engine with the case's state, and
/// the engine's own ledger compared with what the case expects.
@Suite(.serialized) struct TranslationCasesTests {
  @Test func thereAreCases() {
    #expect(Fixtures.cases.count > 280)
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func everyCaseHoldsOnEveryEngine(dialect: SimulatorConfiguration.Dialect) async throws {
    try await run(SimulatorConfiguration(dialect: dialect, hidesVlanDevices: false), Fixtures.cases) {
      $0.stateName != "hidden"
    }
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func everyCaseHoldsWhereVlanDevicesAreHidden(dialect: SimulatorConfiguration.Dialect) async throws {
    try await run(SimulatorConfiguration(dialect: dialect, hidesVlanDevices: true), Fixtures.cases) {
      !$0.needsListedVlanDevices
    }
  }

  private func run(
    _ simulator: SimulatorConfiguration, _ cases: [TranslationCase], where isMeant: (TranslationCase) -> Bool
  ) async throws {
    for policy in TranslationPolicy.allCases {
      try await Stage.run(simulator, Stage.Options(policy: policy)) { stage, engine in
        for translationCase in cases where translationCase.policy == policy && isMeant(translationCase) {
          if translationCase.needsV4 && simulator.dialect != .v4 { continue }
          try await engine.load(json: Fixtures.bytes("states/\(translationCase.stateName).json"))
          let problem = try await Self.problem(translationCase, stage, engine, simulator)
          if let problem { Issue.record("\(simulator.dialect.rawValue) \(translationCase.id): \(problem)") }
        }
        #expect(stage.records.intents.allSatisfy { $0.policy == policy.rawValue })
        #expect(!stage.records.intents.isEmpty)
      }
    }
  }

  private static func problem(
    _ translationCase: TranslationCase, _ stage: Stage, _ engine: EngineSimulator, _ simulator: SimulatorConfiguration
  ) async throws -> String? {
    let request =
      simulator.hidesVlanDevices ? translationCase.requestForHiddenDevices : translationCase.request
    let expected = translationCase.expectation
    let answer = try await stage.send(
      request.method, "/ovirt-engine/api\(request.path)", ["Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"],
      body: request.body ?? "<action/>")
    let ledger = await engine.ledger()
    // A label on an engine that can't save in the same call takes two, which stand for one.
    let calls = ObservedCall.joined(
      try ledger.map { try ObservedCall(method: $0.method, path: $0.path, body: Array($0.body.utf8)) })
    guard calls.count <= 1 else { return "\(ledger.count) mutating calls" }
    // The engine has rules of its own that the translation leaves to it.
    let isRefusedByEngine = translationCase.isRefusedByEngine
    let status = isRefusedByEngine ? ledger.first?.status : expected.status
    guard answer.status == status else { return "expected \(expected.status), got \(answer)" }
    if let mismatch = expected.mismatch(with: calls.first, ignoringIPv6: simulator.dialect != .v4) { return mismatch }
    if let call = ledger.first, (call.status >= 300) != isRefusedByEngine {
      return "the engine answered \(call.status)"
    }
    if isRefusedByEngine { return answer.faultDetail == nil ? "no fault: \(answer)" : nil }
    let end = stage.records.ends.last
    guard end?.error?.code == expected.fault?.rawValue else { return "the log says \(end?.error?.code ?? "success")" }
    return try shapeProblem(answer, translationCase)
  }

  /// The shape of answers in 3.5: an action that is complete, or the device for a new bond and an edit; a failed action
  /// around the fault for attach and detach, a bare fault else, a usage message for a body that can't be read, nothing for
  /// an unknown nic.
  private static func shapeProblem(_ answer: StageAnswer, _ translationCase: TranslationCase) throws -> String? {
    guard let fault = translationCase.expectation.fault else {
      if translationCase.isAnsweredWithLabel {
        let label = try answer.document()
        let isTold = label.name == "label" && label.child("host_nic") != nil
        return isTold && answer.header("location") != nil ? nil : "no label: \(answer)"
      }
      if translationCase.isAnsweredWithNic { return try nicProblem(answer, translationCase) }
      let state = try answer.document().descendant("status", "state")?.text
      return state == "complete" ? nil : "no completed action: \(answer.body)"
    }
    if fault == .notFound { return answer.body.isEmpty ? nil : "a body: \(answer.body)" }
    let form = FaultCatalogue.definition(of: fault).form
    let name =
      form == .usageMessage ? "usage_message" : translationCase.isAttachOrDetach && form == .fault ? "action" : "fault"
    let root = try answer.document()
    guard root.name == name else { return "a fault in <\(root.name)>" }
    guard let detail = answer.faultDetail, !detail.isEmpty else { return "a fault without detail" }
    return nil
  }

  /// A device is told with name and links, a new one with the place where it is.
  private static func nicProblem(_ answer: StageAnswer, _ translationCase: TranslationCase) throws -> String? {
    let nic = try answer.document()
    guard nic.name == "host_nic", let id = nic.attribute("id"), nic.childText("name") != nil else {
      return "no device: \(answer.body)"
    }
    let href = "/ovirt-engine/api/hosts/\(translationCase.state.host.id)/nics/\(id)"
    guard nic.attribute("href") == href else { return "the href is \(nic.attribute("href") ?? "missing")" }
    let location = translationCase.request.method == "POST" ? "http://localhost\(href)" : nil
    return answer.header("location") == location ? nil : "Location is \(answer.header("location") ?? "missing")"
  }
}

import EngineAPI
import GatewayErrors
import HostNetworking
import LegacyAPI
import Translation
import XMLTree

/// How a case ended.
public enum CaseOutcome: Sendable, Equatable {
  /// As expected.
  case passed
  /// Otherwise; says how.
  case failed(String)
}

/// Runs a case as the gateway would, without a socket: request line and body to a legacy call, the plan, and the bytes
/// of the engine call, read back.
public enum CaseRunner {
  /// Runs a case.
  ///
  /// - Parameter dialect: how the engine call is written. The two that write API v3 documents know no IPv6, so that none
  ///   is copied and none expected.
  public static func run(_ translationCase: TranslationCase, dialect: EngineDialect = .v4) -> CaseOutcome {
    let request = translationCase.request
    guard let target = LegacyTarget("/ovirt-engine/api\(request.path)"),
      let call = LegacyCall(method: request.method, target: target)
    else { return .failed("\(request.method) \(request.path) isn't a call of host networking") }
    let expectation = translationCase.expectation
    do throws(GatewayError) {
      let mutation = try LegacyRequestReader.read(
        call, body: Array((request.body ?? "").utf8), contentType: "application/xml"
      ).mutation
      let plan = try Translator.plan(
        mutation, on: stateAsRead(for: mutation, translationCase.state), policy: translationCase.policy)
      let observed = try self.observed(plan, on: translationCase.state.host, dialect)
      if let fault = expectation.fault { return .failed("expected \(fault.rawValue), got \(text(observed))") }
      guard expectation.status == call.successStatus else {
        return .failed("expected status \(expectation.status), got \(call.successStatus)")
      }
      return expectation.mismatch(with: observed, ignoringIPv6: dialect != .v4).map { .failed($0) } ?? .passed
    } catch {
      if error.code == expectation.fault, error.status == expectation.status { return .passed }
      return .failed("expected \(expectation.fault?.rawValue ?? "success"), got \(error.status) \(error)")
    }
  }

  /// What the gateway would have read: the networks of the cluster, and all others only where the request names one that
  /// the cluster doesn't have.
  public static func stateAsRead(for mutation: LegacyMutation, _ state: HostState) -> HostState {
    var clusterOnly = state
    clusterOnly.networks.removeAll { !$0.isInCluster }
    return Translator.needsAllNetworks(mutation, on: clusterOnly) ? state : clusterOnly
  }

  private static func observed(
    _ plan: EnginePlan, on host: Host, _ dialect: EngineDialect
  ) throws(GatewayError) -> ObservedCall? {
    guard case .call(let mutation) = plan else { return nil }
    var calls: [ObservedCall] = []
    for call in OfflineTranslation.engineCalls(mutation, on: host, dialect: dialect) {
      calls.append(
        try ObservedCall(method: call.method, path: call.path, body: call.body.map { XMLWriter.write($0) } ?? []))
    }
    let joined = ObservedCall.joined(calls)
    guard joined.count == 1 else {
      throw GatewayError(.internalError, stage: .translate, detail: "A plan became \(joined.count) calls.")
    }
    return joined[0]
  }

  private static func text(_ observed: ObservedCall?) -> String {
    observed.map { $0.lines(false).joined(separator: "; ") } ?? "success without a call"
  }
}

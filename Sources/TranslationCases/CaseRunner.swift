import GatewayErrors
import HostNetworking
import LegacyAPI
import Translation

/// How a case ended.
public enum CaseOutcome: Sendable, Equatable {
  /// As expected.
  case passed
  /// Otherwise; says how.
  case failed(String)
  /// A legacy call that isn't translated yet; says which.
  case skipped(String)
}

/// Runs a case as the gateway would, without any wire: request line and body to a legacy call, then the plan.
public enum CaseRunner {
  /// Runs a case.
  public static func run(_ translationCase: TranslationCase) -> CaseOutcome {
    let request = translationCase.request
    guard let target = LegacyTarget("/ovirt-engine/api\(request.path)") else {
      return .failed("the path \(request.path) can't be read")
    }
    guard let call = LegacyCall(method: request.method, target: target) else {
      return .failed("\(request.method) \(request.path) isn't a call of host networking")
    }
    if case .notTranslated(_, let what) = call { return .skipped(what) }
    let expectation = translationCase.expectation
    let plan: EnginePlan
    do throws(GatewayError) {
      let mutation = try LegacyRequestReader.read(
        call, body: Array((request.body ?? "").utf8), contentType: "application/xml"
      ).mutation
      plan = try Translator.plan(mutation, on: stateAsRead(for: mutation, translationCase.state))
    } catch {
      guard error.code == expectation.fault, error.status == expectation.status else {
        return .failed("expected \(expectation.fault?.rawValue ?? "success"), got \(error.status) \(error)")
      }
      return .passed
    }
    if let fault = expectation.fault { return .failed("expected \(fault.rawValue), got \(text(plan))") }
    guard expectation.status == 200 else { return .failed("expected status \(expectation.status), got 200") }
    let observed = Self.observed(plan, hostID: translationCase.state.host.id)
    return expectation.mismatch(with: observed).map { .failed($0) } ?? .passed
  }

  /// What the gateway would have read: the networks of the cluster, and all others only where the request names one that
  /// the cluster doesn't have.
  public static func stateAsRead(for mutation: LegacyMutation, _ state: HostState) -> HostState {
    var clusterOnly = state
    clusterOnly.networks.removeAll { !$0.isInCluster }
    return Translator.needsAllNetworks(mutation, on: clusterOnly) ? state : clusterOnly
  }

  private static func observed(_ plan: EnginePlan, hostID: String) -> ObservedCall? {
    guard case .call(let mutation) = plan else { return nil }
    return ObservedCall(mutation, hostID: hostID)
  }

  private static func text(_ plan: EnginePlan) -> String {
    observed(plan, hostID: "{h}").map { $0.lines(false).joined(separator: "; ") } ?? "success without a call"
  }
}

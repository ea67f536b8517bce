import GatewayErrors
import HostNetworking

/// One case: what a legacy request must become on a host in a given state.
public struct TranslationCase: Sendable {
  /// The legacy request.
  public struct Request: Sendable, Equatable {
    /// The method.
    public var method: String
    /// The path below the API root, with leading slash.
    public var path: String
    /// The body; nil if there is none.
    public var body: String?
  }

  /// The stable id.
  public var id: String
  /// One line that says what holds.
  public var title: String
  /// Words to find it by.
  public var tags: [String]
  /// The policy that it runs under.
  public var policy: TranslationPolicy
  /// For a case of another policy the id of the guarded one with the same request; nil if there is none.
  public var guardedID: String?
  /// The name of the state.
  public var stateName: String
  /// The state of the host, with all networks of the system.
  public var state: HostState
  /// The legacy request.
  public var request: Request
  /// What must come of it.
  public var expectation: Expectation
}

/// What must come of a case: a refusal, success without a call, or exactly one call.
public struct Expectation: Sendable {
  /// The status of the legacy answer.
  public var status: Int
  /// The one mutating engine call; nil if none is made.
  public var call: ObservedCall?
  /// The code of the fault; nil for success.
  public var fault: FaultCode?

  /// An expectation.
  public init(status: Int, call: ObservedCall?, fault: FaultCode?) {
    self.status = status
    self.call = call
    self.fault = fault
  }

  /// How a recorded call differs from the expected one; nil if it doesn't.
  ///
  /// - Parameters:
  ///   - observed: the one mutating call that was recorded; nil if there was none.
  ///   - ignoringIPv6: for engines before 4.0, which know no IPv6, so that none is copied.
  /// - Returns: what is missing and what shouldn't be there, for a person to read.
  public func mismatch(with observed: ObservedCall?, ignoringIPv6: Bool = false) -> String? {
    switch (call, observed) {
    case (nil, nil): return nil
    case (nil, let observed?): return "expected no call, got \(observed.lines(ignoringIPv6).joined(separator: "; "))"
    case (let call?, nil): return "expected a call, got none: \(call.lines(ignoringIPv6).joined(separator: "; "))"
    case (let call?, let observed?):
      return difference(
        call.lines(ignoringIPv6), observed.completed(from: call).lines(ignoringIPv6))
    }
  }

  private func difference(_ expected: [String], _ observed: [String]) -> String? {
    var missing = expected
    var surplus: [String] = []
    for line in observed {
      if let index = missing.firstIndex(of: line) { missing.remove(at: index) } else { surplus.append(line) }
    }
    guard !missing.isEmpty || !surplus.isEmpty else { return nil }
    let parts = missing.map { "missing: \($0)" } + surplus.map { "not expected: \($0)" }
    return parts.joined(separator: "; ")
  }
}

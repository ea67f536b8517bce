import GatewayErrors
import HostNetworking
import XMLTree

/// An answer in the forms of engine 3.5.
public struct LegacyAnswer: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The root element; nil for an answer without body.
  public var body: XMLElement?

  /// An answer.
  public init(status: Int, body: XMLElement?) {
    self.status = status
    self.body = body
  }

  /// The reason phrase of the status line; old SDKs show it to their users.
  public var reasonPhrase: String { "" }
}

/// A fault on its way to a legacy client: the gateway's own, or the engine's.
public struct LegacyFault: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The label, for the log; never on the wire.
  public var code: FaultCode
  /// The `reason` element.
  public var reason: String
  /// The `detail` element.
  public var detail: String

  /// A fault.
  public init(status: Int, code: FaultCode, reason: String, detail: String) {
    self.status = status
    self.code = code
    self.reason = reason
    self.detail = detail
  }

  /// The fault that an error of the gateway becomes.
  public init(_ error: GatewayError) {
    self.init(status: error.status, code: error.code, reason: error.definition.reason.rawValue, detail: error.detail)
  }
}

/// Writes legacy answers, with the element order of the 3.5 schema.
public struct LegacyAnswerWriter: Sendable {
  /// What hrefs start with: the prefix that the client used.
  public var hrefPrefix: String

  /// A writer.
  public init(hrefPrefix: String) {
    self.hrefPrefix = hrefPrefix
  }

  /// The answer to `GET nics`.
  public func nics(_ nics: [LegacyNic], hostID: String) -> LegacyAnswer {
    LegacyAnswer(status: 500, body: nil)
  }

  /// The answer to `GET nics/{n}`.
  public func nic(_ nic: LegacyNic, hostID: String) -> LegacyAnswer {
    LegacyAnswer(status: 500, body: nil)
  }

  /// The answer to a mutation that was carried out, or that changed nothing: the request echoed, with the job and state.
  ///
  /// - Parameter jobID: the id of the engine's job; nil if there is none.
  public func complete(echo: XMLElement, jobID: String?) -> LegacyAnswer {
    LegacyAnswer(status: 500, body: nil)
  }

  /// The answer to a call that failed, in the shape that 3.5 gave to this call and code.
  ///
  /// - Parameters:
  ///   - call: the call; nil if the request wasn't even one.
  ///   - echo: the action as sent, for the failed action of attach and detach; nil if it couldn't be read.
  ///   - requestID: the id in the rewrite log, told at the end of the detail.
  public func failed(_ fault: LegacyFault, call: LegacyCall?, echo: XMLElement?, requestID: String) -> LegacyAnswer {
    LegacyAnswer(status: 500, body: nil)
  }
}

/// Where in the one-way flow of a request an error arose.
///
/// A request never turns back, so the stage tells what had been done by then: nothing has been sent to the engine
/// before ``Stage/upstream``.
public enum Stage: String, Sendable, Codable, CaseIterable {
  /// Reading options, environment or the configuration file.
  case configuration
  /// Bytes of a request to a legacy call.
  case parse
  /// Reading the state of the host from the engine.
  case snapshot
  /// Legacy call and host state to a plan.
  case translate
  /// Writing the rewrite log; a mutation that can't be logged isn't sent.
  case log
  /// Sending to the engine, and waiting for its answer.
  case upstream
  /// Turning the engine's answer into a legacy one.
  case answer
}

/// Who has to act on an error.
public enum Blame: String, Sendable, Codable, CaseIterable {
  /// The request can't be carried out as it stands.
  case client
  /// The gateway is at fault, or is configured wrongly.
  case gateway
  /// The engine refused, failed or can't be reached.
  case engine
}

/// The one error type of the gateway: what went wrong, where, who has to act, and what to do next.
///
/// `detail` is written for the person behind the client: it names the device and network concerned. It never carries
/// credentials. The HTTP status and the legacy reason come from the ``FaultCatalogue`` entry of `code`.
public struct GatewayError: Error, Sendable, Equatable {
  /// The stable label of the fault; see ``FaultCatalogue``.
  public var code: FaultCode
  /// Where it arose.
  public var stage: Stage
  /// What is wrong, in one or two sentences, naming the elements concerned.
  public var detail: String
  /// What to state or to do instead; empty when `detail` says it already.
  public var nextStep: String
  /// The id of the rule that refused (the kebab-case name of its file in `Sources/Translation`), if a rule did.
  public var rule: String?
  /// What a library or the engine said, as it said it; nil if there is no deeper cause.
  public var cause: String?

  /// An error of the given kind.
  public init(
    _ code: FaultCode, stage: Stage, detail: String, nextStep: String = "", rule: String? = nil, cause: String? = nil
  ) {
    self.code = code
    self.stage = stage
    self.detail = detail
    self.nextStep = nextStep
    self.rule = rule
    self.cause = cause
  }

  /// The catalogue entry of the code.
  public var definition: FaultDefinition { FaultCatalogue.definition(of: code) }

  /// The HTTP status that a legacy client gets.
  public var status: Int { definition.status }

  /// Who has to act.
  public var blame: Blame { definition.blame }
}

extension GatewayError: CustomStringConvertible {
  /// One line: code, detail, next step, cause.
  public var description: String {
    var line = "\(code.rawValue): \(detail)"
    if !nextStep.isEmpty { line += " \(nextStep)" }
    if let cause { line += " (\(cause))" }
    return line
  }
}

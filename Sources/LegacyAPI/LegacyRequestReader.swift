import GatewayErrors
import HostNetworking
import XMLTree

/// The body of a legacy mutation, read.
public struct LegacyRequest: Sendable, Equatable {
  /// What it asks for.
  public var mutation: LegacyMutation
  /// The `action` element as the client sent it, in the element order of the 3.5 schema, for the echo in the answer.
  public var echo: XMLElement

  /// A request.
  public init(mutation: LegacyMutation, echo: XMLElement) {
    self.mutation = mutation
    self.echo = echo
  }
}

/// Reads the bodies of legacy mutations.
public enum LegacyRequestReader {
  /// Reads the body of `attach`, `detach` or `setupNetworks`.
  ///
  /// A mandatory element that is missing isn't refused here: the rules do that.
  ///
  /// - Parameters:
  ///   - call: the call; any other than the three is an internal error.
  ///   - body: the body as it came, without transfer coding.
  ///   - contentType: the `Content-Type` field; nil or empty is taken for XML.
  /// - Throws: what ``LegacyDocument`` throws; `REQUEST_VALUE_INVALID` for values that contradict each other.
  public static func read(
    _ call: LegacyCall, body: [UInt8], contentType: String?
  ) throws(GatewayError) -> LegacyRequest {
    let action = try LegacyDocument.read(body, contentType: contentType, root: "action")
    let mutation: LegacyMutation
    switch call {
    case .attach(_, let nicID):
      mutation = .attach(nicID: nicID, network: named(network(of: action)))
    case .detach(_, let nicID):
      mutation = .detach(nicID: nicID, network: named(network(of: action)))
    case .setupNetworks:
      mutation = .setupNetworks(try desiredState(action))
    default:
      throw GatewayError(.internalError, stage: .parse, detail: "A call without a body was to be read: \(call).")
    }
    return LegacyRequest(mutation: mutation, echo: action)
  }

  private static func desiredState(_ action: XMLElement) throws(GatewayError) -> LegacyDesiredState {
    var hostNics: [LegacyHostNic]?
    if let list = action.child("host_nics") {
      hostNics = try LegacyHostNicReader.nics(in: list, path: "action/host_nics")
    }
    var timeout: Int?
    if let text = action.childText("connectivity_timeout") {
      guard let seconds = LegacyValue.integer(text, as: Int32.self) else {
        throw LegacyType.invalid("action/connectivity_timeout", text, "a number of seconds")
      }
      timeout = Int(seconds)
    }
    return LegacyDesiredState(
      hostNics: hostNics, checkConnectivity: action.childText("check_connectivity").flatMap(LegacyValue.boolean),
      connectivityTimeoutSeconds: timeout)
  }

  private static func network(of action: XMLElement) -> LegacyNetworkReference? {
    action.child("network").map(LegacyHostNicReader.network)
  }

  /// The reference, if it names a network at all.
  private static func named(_ network: LegacyNetworkReference?) -> LegacyNetworkReference? {
    network.flatMap { $0.isEmpty ? nil : $0 }
  }
}

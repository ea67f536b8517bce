import GatewayErrors
import HostNetworking
import XMLTree

/// The body of a legacy mutation, read.
public struct LegacyRequest: Sendable, Equatable {
  /// What it asks for.
  public var mutation: LegacyMutation
  /// The body as the client sent it, in the element order of the 3.5 schema, for the echo in the answer; an empty
  /// `action` for a call without body.
  public var echo: XMLElement

  /// A request.
  public init(mutation: LegacyMutation, echo: XMLElement) {
    self.mutation = mutation
    self.echo = echo
  }
}

/// Reads the bodies of legacy mutations.
public enum LegacyRequestReader {
  /// Reads the body of a mutation. That of a DELETE is ignored, whatever it is (engine 3.5, `HostNicResource`, `LabelResource`).
  ///
  /// A mandatory element that is missing isn't refused here: the rules do that.
  ///
  /// - Parameters:
  ///   - call: the call; a read is an internal error.
  ///   - body: the body as it came, without transfer coding.
  ///   - contentType: the `Content-Type` field; nil or empty is taken for XML.
  /// - Throws: what ``LegacyDocument`` throws; `REQUEST_VALUE_INVALID` for values that contradict each other.
  public static func read(
    _ call: LegacyCall, body: [UInt8], contentType: String?
  ) throws(GatewayError) -> LegacyRequest {
    let document = { (root: String) throws(GatewayError) -> XMLElement in
      try LegacyDocument.read(body, contentType: contentType, root: root)
    }
    switch call {
    case .attach(_, let nicID):
      let action = try document("action")
      return LegacyRequest(mutation: .attach(nicID: nicID, network: network(of: action)), echo: action)
    case .detach(_, let nicID):
      let action = try document("action")
      return LegacyRequest(mutation: .detach(nicID: nicID, network: network(of: action)), echo: action)
    case .setupNetworks:
      let action = try document("action")
      return LegacyRequest(mutation: .setupNetworks(try desiredState(action)), echo: action)
    case .addBond:
      let nic = try document("host_nic")
      return LegacyRequest(mutation: .addBond(try LegacyHostNicReader.nic(nic, path: nic.name)), echo: nic)
    case .updateNic(_, let nicID):
      let nic = try document("host_nic")
      return LegacyRequest(
        mutation: .updateNic(nicID: nicID, try LegacyHostNicReader.nic(nic, path: nic.name)), echo: nic)
    case .removeNic(_, let nicID):
      return LegacyRequest(mutation: .removeNic(nicID: nicID), echo: XMLElement("action"))
    case .addLabel(_, let nicID):
      let label = try document("label")
      return LegacyRequest(mutation: .addLabel(nicID: nicID, label: label.attribute("id")), echo: label)
    case .removeLabel(_, let nicID, let label):
      return LegacyRequest(mutation: .removeLabel(nicID: nicID, label: label), echo: XMLElement("action"))
    case .commitNetConfig:
      let action = try document("action")
      return LegacyRequest(mutation: .commitNetConfig, echo: action)
    default:
      throw GatewayError(
        .internalError, stage: .parse, detail: "The body of a call without one was to be read: \(call).")
    }
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
}

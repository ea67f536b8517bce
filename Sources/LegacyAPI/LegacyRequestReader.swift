import GatewayErrors
import HostNetworking
import XMLTree

/// The body of a legacy mutation, read.
public struct LegacyRequest: Sendable, Equatable {
  /// What it asks for.
  public var mutation: LegacyMutation
  /// The root element as the client sent it, in the element order of the 3.5 schema, for the echo in the answer; an empty
  /// action for a call without body.
  public var echo: XMLElement

  /// A request.
  public init(mutation: LegacyMutation, echo: XMLElement) {
    self.mutation = mutation
    self.echo = echo
  }
}

/// Reads the bodies of legacy mutations.
public enum LegacyRequestReader {
  /// Reads the body of a mutation; that of a DELETE doesn't count, as in 3.5.
  ///
  /// A mandatory element that is missing isn't refused here: the rules do that.
  ///
  /// - Parameters:
  ///   - call: the call; any other than a mutation is an internal error.
  ///   - body: the body as it came, without transfer coding.
  ///   - contentType: the `Content-Type` field; nil or empty is taken for XML.
  /// - Throws: stage `parse`, before anything is asked of the engine: `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_NOT_XML`,
  ///   `REQUEST_XML_FORBIDDEN`, `REQUEST_XML_TOO_LARGE`, `REQUEST_ROOT_UNEXPECTED`, `REQUEST_ELEMENT_UNKNOWN` or
  ///   `REQUEST_VALUE_INVALID`.
  public static func read(
    _ call: LegacyCall, body: [UInt8], contentType: String?
  ) throws(GatewayError) -> LegacyRequest {
    if case .removeLabel(_, let nicID, let label) = call {
      return LegacyRequest(mutation: .removeLabel(nicID: nicID, label: label), echo: XMLElement("action"))
    }
    try checkMediaType(contentType)
    let root = try XMLReader.read(body)
    if case .addLabel(_, let nicID) = call {
      let label = try self.label(root)
      return LegacyRequest(mutation: .addLabel(nicID: nicID, label: label.attribute("id")), echo: label)
    }
    guard root.name == "action" else {
      throw GatewayError(
        .requestRootUnexpected, stage: .parse, detail: "The body is a <\(root.name)>; this call takes an <action>.",
        nextStep: "Put the request into an <action> element.")
    }
    let action = try LegacyType.action.checked(root, path: "action")
    let mutation: LegacyMutation
    switch call {
    case .attach(_, let nicID):
      mutation = .attach(nicID: nicID, network: named(network(of: action)))
    case .detach(_, let nicID):
      mutation = .detach(nicID: nicID, network: named(network(of: action)))
    case .setupNetworks:
      mutation = .setupNetworks(try desiredState(action))
    case .commitNetConfig:
      mutation = .commitNetConfig
    default:
      throw GatewayError(.internalError, stage: .parse, detail: "A call without a body was to be read: \(call).")
    }
    return LegacyRequest(mutation: mutation, echo: action)
  }

  private static func label(_ root: XMLElement) throws(GatewayError) -> XMLElement {
    guard root.name == "label" else {
      throw GatewayError(
        .requestRootUnexpected, stage: .parse, detail: "The body is a <\(root.name)>; this call takes a <label>.",
        nextStep: "Send a <label> with the text of the label as its id.")
    }
    return try LegacyType.label.checked(root, path: "label")
  }

  private static func checkMediaType(_ contentType: String?) throws(GatewayError) {
    guard let contentType, let essence = contentType.split(separator: ";").first else { return }
    let type = essence.lowercased().split(separator: " ").joined()
    guard !type.isEmpty, type != "application/xml", type != "text/xml" else { return }
    throw GatewayError(
      .mediaTypeUnsupported, stage: .parse, detail: "The body is announced as \(type); this call is read in XML only.",
      nextStep: "Send XML with Content-Type: application/xml.")
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

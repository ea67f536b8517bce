/// A call of the legacy host-networking API, as its URL and method name it.
public enum LegacyCall: Sendable, Equatable {
  /// `GET hosts/{h}/nics`.
  case listNics(hostID: String)
  /// `GET hosts/{h}/nics/{n}`.
  case getNic(hostID: String, nicID: String)
  /// `POST hosts/{h}/nics/{n}/attach`.
  case attach(hostID: String, nicID: String)
  /// `POST hosts/{h}/nics/{n}/detach`.
  case detach(hostID: String, nicID: String)
  /// `POST hosts/{h}/nics/setupnetworks`.
  case setupNetworks(hostID: String)
  /// A legacy call that exists in 3.5 and isn't translated: never relayed, since a newer engine would mean something else.
  case notTranslated(hostID: String, what: String)
  /// A URL of the legacy API with a method that it doesn't have.
  case wrongMethod(allowed: [String])

  /// The host in the path; nil for `wrongMethod`.
  public var hostID: String? {
    nil
  }

  /// The call that a request makes; nil if it isn't host networking, so that it is relayed.
  public init?(method: String, target: LegacyTarget) {
    return nil
  }
}

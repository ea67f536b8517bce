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
  /// `POST hosts/{h}/nics`: a new bond with a network.
  case addBond(hostID: String)
  /// `PUT hosts/{h}/nics/{n}`: the network of a nic, or the options of a bond.
  case updateNic(hostID: String, nicID: String)
  /// `DELETE hosts/{h}/nics/{n}`: a bond and its network.
  case removeNic(hostID: String, nicID: String)
  /// A legacy call that exists in 3.5 and isn't translated: never relayed, since a newer engine would mean something else.
  case notTranslated(hostID: String, what: String)
  /// A URL of the legacy API with a method that it doesn't have.
  case wrongMethod(allowed: [String])

  /// The host in the path; nil for `wrongMethod`.
  public var hostID: String? {
    switch self {
    case .listNics(let hostID), .getNic(let hostID, _), .attach(let hostID, _), .detach(let hostID, _),
      .setupNetworks(let hostID), .addBond(let hostID), .updateNic(let hostID, _), .removeNic(let hostID, _),
      .notTranslated(let hostID, _):
      hostID
    case .wrongMethod: nil
    }
  }

  /// The status of a success (engine 3.5, `HostNicsResource`, `HostNicResource`): 201 for what was made, else 200.
  public var successStatus: Int {
    if case .addBond = self { 201 } else { 200 }
  }

  /// The call that a request makes; nil if it isn't host networking, so that it is relayed.
  ///
  /// URLs and methods are those of engine 3.5 (`HostNicsResource`, `HostNicResource`, `LabelsResource`, `LabelResource`).
  /// HEAD counts as GET. Reads of statistics and labels are relayed, and so is everything that only newer engines have
  /// (`hosts/{h}/setupnetworks`, `networkattachments`). Below a `/v4` segment the client speaks the new API: all of it
  /// is relayed.
  public init?(method: String, target: LegacyTarget) {
    let path = target.segments
    guard target.versionSegment != "v4", path.count >= 3, path[0] == "hosts", path[2] == "nics" else { return nil }
    let call =
      switch path.count {
      case 3: LegacyCall.nics(method, path[1])
      case 4 where path[3] == "setupnetworks": LegacyCall.setupNetworks(method, path[1])
      case 4: LegacyCall.nic(method, path[1], path[3])
      default: LegacyCall.belowNic(method, path[1], path[3], Array(path[4...]))
      }
    guard let call else { return nil }
    self = call
  }

  private static func nics(_ method: String, _ host: String) -> LegacyCall? {
    switch method {
    case "GET", "HEAD": .listNics(hostID: host)
    case "POST": .addBond(hostID: host)
    default: .wrongMethod(allowed: ["GET", "HEAD", "POST"])
    }
  }

  private static func setupNetworks(_ method: String, _ host: String) -> LegacyCall? {
    switch method {
    case "POST": .setupNetworks(hostID: host)
    case "GET", "HEAD": .notTranslated(hostID: host, what: "GET nics/setupnetworks")
    default: .wrongMethod(allowed: ["GET", "HEAD", "POST"])
    }
  }

  private static func nic(_ method: String, _ host: String, _ nic: String) -> LegacyCall? {
    switch method {
    case "GET", "HEAD": .getNic(hostID: host, nicID: nic)
    case "PUT": .updateNic(hostID: host, nicID: nic)
    case "DELETE": .removeNic(hostID: host, nicID: nic)
    default: .wrongMethod(allowed: ["GET", "HEAD", "PUT", "DELETE"])
    }
  }

  private static func belowNic(_ method: String, _ host: String, _ nic: String, _ rest: [String]) -> LegacyCall? {
    let isRead = method == "GET" || method == "HEAD"
    switch (rest[0], rest.count) {
    case ("attach", 1), ("detach", 1):
      guard method == "POST" else { return .wrongMethod(allowed: ["POST"]) }
      return rest[0] == "attach" ? .attach(hostID: host, nicID: nic) : .detach(hostID: host, nicID: nic)
    case ("attach", 2), ("detach", 2):
      return isRead
        ? .notTranslated(hostID: host, what: "GET nics/{n}/\(rest[0])/{oid}") : .wrongMethod(allowed: ["GET", "HEAD"])
    case ("labels", 1):
      if method == "POST" { return .notTranslated(hostID: host, what: "POST nics/{n}/labels") }
      return isRead ? nil : .wrongMethod(allowed: ["GET", "HEAD", "POST"])
    case ("labels", 2):
      if method == "DELETE" { return .notTranslated(hostID: host, what: "DELETE nics/{n}/labels/{l}") }
      return isRead ? nil : .wrongMethod(allowed: ["GET", "HEAD", "DELETE"])
    case ("statistics", 1), ("statistics", 2):
      return isRead ? nil : .wrongMethod(allowed: ["GET", "HEAD"])
    default:
      return nil
    }
  }
}

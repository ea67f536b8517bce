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
  /// `GET hosts/{h}/nics/setupnetworks`: an action without meaning.
  case setupNetworksStatus(hostID: String)
  /// `GET hosts/{h}/nics/{n}/attach/{oid}` and `detach/{oid}`: the history of an action, which is that of its nic.
  case nicActionHistory(hostID: String, nicID: String)
  /// `GET hosts/{h}/nics/{n}/statistics`.
  case listStatistics(hostID: String, nicID: String)
  /// `GET hosts/{h}/nics/{n}/statistics/{s}`.
  case getStatistic(hostID: String, nicID: String, statisticID: String)
  /// `GET hosts/{h}/nics/{n}/labels`.
  case listLabels(hostID: String, nicID: String)
  /// `GET hosts/{h}/nics/{n}/labels/{l}`.
  case getLabel(hostID: String, nicID: String, label: String)
  /// `POST hosts/{h}/nics/{n}/labels`.
  case addLabel(hostID: String, nicID: String)
  /// `DELETE hosts/{h}/nics/{n}/labels/{l}`.
  case removeLabel(hostID: String, nicID: String, label: String)
  /// `POST hosts/{h}/commitnetconfig`.
  case commitNetConfig(hostID: String)
  /// `GET hosts/{h}/commitnetconfig/{oid}`: the state of the tasks of a commit, which has none.
  case commitStatus(hostID: String, taskIDs: String)
  /// A path below a nic that neither 3.5 nor a newer engine has.
  case unknownBelowNic(hostID: String)
  /// `POST hosts/{h}/nics`: a new bond with a network.
  case addBond(hostID: String)
  /// `PUT hosts/{h}/nics/{n}`: the network of a nic, or the options of a bond.
  case updateNic(hostID: String, nicID: String)
  /// `DELETE hosts/{h}/nics/{n}`: a bond and its network.
  case removeNic(hostID: String, nicID: String)
  /// A URL of the legacy API with a method that it doesn't have.
  case wrongMethod(allowed: [String])

  /// The host in the path; nil for `wrongMethod`.
  public var hostID: String? {
    switch self {
    case .listNics(let hostID), .getNic(let hostID, _), .attach(let hostID, _), .detach(let hostID, _),
      .setupNetworks(let hostID), .addBond(let hostID), .updateNic(let hostID, _), .removeNic(let hostID, _):
      hostID
    case .setupNetworksStatus(let hostID), .nicActionHistory(let hostID, _), .listStatistics(let hostID, _),
      .getStatistic(let hostID, _, _), .listLabels(let hostID, _), .getLabel(let hostID, _, _),
      .addLabel(let hostID, _), .removeLabel(let hostID, _, _), .commitNetConfig(let hostID),
      .commitStatus(let hostID, _), .unknownBelowNic(let hostID):
      hostID
    case .wrongMethod: nil
    }
  }

  /// The status of a success (engine 3.5, `HostNicsResource`, `HostNicResource`, `LabelsResource`): 201 for what was made,
  /// 301 for what is elsewhere, else 200.
  public var successStatus: Int {
    switch self {
    case .addBond, .addLabel: 201
    case .nicActionHistory: 301
    default: 200
    }
  }

  /// The call that a request makes; nil if it isn't host networking, so that it is relayed.
  ///
  /// URLs and methods are those of engine 3.5 (`HostNicsResource`, `HostNicResource`, `LabelsResource`, `LabelResource`).
  /// HEAD counts as GET. What only newer engines have is relayed (`hosts/{h}/setupnetworks`, `networkattachments`, and
  /// the newer names below a nic). Below a `/v4` segment the client speaks the new API: all of it is relayed.
  public init?(method: String, target: LegacyTarget) {
    let path = target.segments
    guard target.versionSegment != "v4", path.count >= 3, path[0] == "hosts" else { return nil }
    if path[2] == "commitnetconfig", let call = LegacyCall.commit(method, path[1], Array(path[3...])) {
      self = call
      return
    }
    guard path[2] == "nics" else { return nil }
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
    case "GET", "HEAD": .setupNetworksStatus(hostID: host)
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
      return isRead ? .nicActionHistory(hostID: host, nicID: nic) : .wrongMethod(allowed: ["GET", "HEAD"])
    case ("labels", 1):
      if method == "POST" { return .addLabel(hostID: host, nicID: nic) }
      return isRead ? .listLabels(hostID: host, nicID: nic) : .wrongMethod(allowed: ["GET", "HEAD", "POST"])
    case ("labels", 2):
      if method == "DELETE" { return .removeLabel(hostID: host, nicID: nic, label: rest[1]) }
      return isRead
        ? .getLabel(hostID: host, nicID: nic, label: rest[1]) : .wrongMethod(allowed: ["GET", "HEAD", "DELETE"])
    case ("statistics", 1):
      return isRead ? .listStatistics(hostID: host, nicID: nic) : .wrongMethod(allowed: ["GET", "HEAD"])
    case ("statistics", 2):
      return isRead
        ? .getStatistic(hostID: host, nicID: nic, statisticID: rest[1]) : .wrongMethod(allowed: ["GET", "HEAD"])
    default:
      return newerBelowNic.contains(rest[0]) ? nil : .unknownBelowNic(hostID: host)
    }
  }

  /// What newer engines have below a nic (engine 3.6, `HostNicResource`; API model, `HostNicService`).
  private static let newerBelowNic: Set<String> = [
    "networkattachments", "networklabels", "virtualfunctionallowedlabels", "virtualfunctionallowednetworks",
    "updatevirtualfunctionsconfiguration", "linklayerdiscoveryprotocolelements",
  ]

  private static func commit(_ method: String, _ host: String, _ rest: [String]) -> LegacyCall? {
    let isRead = method == "GET" || method == "HEAD"
    switch rest.count {
    case 0: return method == "POST" ? .commitNetConfig(hostID: host) : .wrongMethod(allowed: ["POST"])
    case 1: return isRead ? .commitStatus(hostID: host, taskIDs: rest[0]) : .wrongMethod(allowed: ["GET", "HEAD"])
    default: return nil
    }
  }
}

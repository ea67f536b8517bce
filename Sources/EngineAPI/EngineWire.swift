import GatewayErrors
import HostNetworking
import XMLTree

/// A call to the engine, without host name and credentials.
public struct EngineCall: Sendable, Equatable {
  /// The method.
  public var method: String
  /// The path below the API root, percent-encoded, without leading slash: `hosts/{h}/nics`.
  public var path: String
  /// The body; nil for none.
  public var body: XMLElement?
  /// The value of the `Version` header; nil sends none.
  public var version: String?

  /// A call.
  public init(method: String, path: String, body: XMLElement? = nil, version: String? = nil) {
    self.method = method
    self.path = path
    self.body = body
    self.version = version
  }
}

/// A host as the engine gives it, with the URL that takes many changes at once.
public struct EngineHost: Sendable, Equatable {
  /// The host.
  public var host: Host
  /// The path below the API root of the multi-change action, from the host's `actions`; nil if it names none.
  public var multiChangePath: String?

  /// A host.
  public init(host: Host, multiChangePath: String?) {
    self.host = host
    self.multiChangePath = multiChangePath
  }
}

/// What an api root tells about the engine.
public struct EngineIdentity: Sendable, Equatable {
  /// The version; nil where the root doesn't say.
  public var version: EngineVersion?
  /// Whether the root is an API v4 document.
  public var isV4: Bool

  /// An identity.
  public init(version: EngineVersion?, isV4: Bool) {
    self.version = version
    self.isV4 = isV4
  }
}

/// A fault of the engine, from any of its shapes.
public struct EngineFault: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The reason; nil if the answer had none that could be read.
  public var reason: String?
  /// The detail, as the engine wrote it, brackets included; nil if there was none.
  public var detail: String?

  /// A fault.
  public init(status: Int, reason: String?, detail: String?) {
    self.status = status
    self.reason = reason
    self.detail = detail
  }
}

/// What became of a mutating call that was answered.
public enum EngineOutcome: Sendable, Equatable {
  /// Carried out; the id of the engine's job if it gave one.
  case done(jobID: String?)
  /// Refused or failed.
  case refused(EngineFault)
}

/// The newer engine on the wire: what to ask, and how to read what it says. Each dialect is a file of its own.
public protocol EngineWire: Sendable {
  /// The dialect.
  var dialect: EngineDialect { get }
  /// Whether a setupnetworks can save what it did (`commit_on_success`, engine 4.3 and later). Where it can't, the
  /// element is never sent, since these engines answer 400 to it; `commitnetconfig` is then a call of its own.
  var commitsOnSuccess: Bool { get }
  /// `GET hosts/{h}`.
  func hostCall(hostID: String) -> EngineCall
  /// `GET hosts/{h}/nics`.
  ///
  /// - Parameter withStatistics: whether each nic carries its statistics.
  func nicsCall(hostID: String, withStatistics: Bool) -> EngineCall
  /// `GET hosts/{h}/networkattachments`.
  func attachmentsCall(hostID: String) -> EngineCall
  /// `GET clusters/{c}/networks`.
  func clusterNetworksCall(clusterID: String) -> EngineCall
  /// `GET networks`: all of the system.
  func allNetworksCall() -> EngineCall
  /// `GET hosts/{h}/nics/{n}/networklabels` (`labels` in API v3). An unknown nic has none (engine 3.5 to master).
  func nicLabelsCall(hostID: String, nicID: String) -> EngineCall
  /// `GET networks/{n}/networklabels` (`labels` in API v3): one at most.
  func networkLabelsCall(networkID: String) -> EngineCall
  /// `GET hosts/{h}/nics/{n}/statistics`; status 500 for an unknown nic (engine 3.5 to master).
  func statisticsCall(hostID: String, nicID: String) -> EngineCall
  /// `GET hosts/{h}/nics/{n}/statistics/{s}`.
  func statisticCall(hostID: String, nicID: String, statisticID: String) -> EngineCall
  /// Reads a host. Throws `ENGINE_ANSWER_UNREADABLE`, stage `snapshot`.
  func host(_ document: XMLNode) throws(GatewayError) -> EngineHost
  /// Reads a list of nics, in the engine's order.
  func nics(_ document: XMLNode) throws(GatewayError) -> [HostNic]
  /// Reads a list of attachments, in the engine's order.
  func attachments(_ document: XMLNode) throws(GatewayError) -> [NetworkAttachment]
  /// Reads a list of networks; `inCluster` says which list it was.
  func networks(_ document: XMLNode, inCluster: Bool) throws(GatewayError) -> [Network]
  /// Reads a list of labels, in the engine's order.
  func labels(_ document: XMLNode) throws(GatewayError) -> [String]
  /// Reads a list of statistics, in the engine's order.
  func statistics(_ document: XMLNode) throws(GatewayError) -> [NicStatistic]
  /// Reads one statistic.
  func statistic(_ document: XMLNode) throws(GatewayError) -> NicStatistic
  /// The call that carries out a mutation.
  func call(for mutation: EngineMutation, on host: EngineHost) -> EngineCall
  /// The second call of a label mutation on an engine that can't save in the same call: `commitnetconfig`. It is sent only
  /// if the first was carried out. Nil for every other mutation and engine.
  func savingCall(after mutation: EngineMutation, on host: EngineHost) -> EngineCall?
  /// Reads the answer to a mutating call; the document is nil if there was no body or it wasn't XML.
  func outcome(status: Int, document: XMLNode?) -> EngineOutcome
}

extension EngineWire {
  /// `GET hosts/{h}/nics`, without statistics.
  public func nicsCall(hostID: String) -> EngineCall { nicsCall(hostID: hostID, withStatistics: false) }
}

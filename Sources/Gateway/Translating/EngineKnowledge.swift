import EngineAPI
import GatewayErrors
import Synchronization
import XMLTree

/// What is known of the engine behind.
struct KnownEngine: Sendable, Equatable {
  /// The dialect; nil for API v3 documents as long as no host has told the published design and 3.6 apart.
  var dialect: EngineDialect?
  /// The version; nil where it isn't known.
  var version: EngineVersion?

  /// Whether documents are those of API v4.
  var isV4: Bool { dialect == .v4 }

  /// Whether the engine has no API v3 any more (`docs/architecture.md`, "Which engine is behind").
  var lacksV3: Bool { isV4 && version.map { $0 >= EngineVersion(4, 4) } ?? true }

  /// The `Version` header of requests that are relayed for old clients; engines of API v3 are sent none.
  var relayVersion: String? { isV4 ? (lacksV3 ? "4" : "3") : nil }
}

/// Finds out once what the engine speaks, and remembers it until something says otherwise.
///
/// Requests that come before the answer is known ask each for themselves, with their own credentials: nobody waits for a
/// stranger's sign-in, and no answer that one client gets depends on another's rights.
final class EngineKnowledge: Sendable {
  /// Which cluster each host was in.
  let clusters = ClustersOfHosts()

  private let configured: EngineDialect?
  private let known: Mutex<KnownEngine?>

  /// - Parameter configured: the dialect from the configuration; nil finds out. Dialect `4` still needs the version.
  init(configured: EngineDialect?) {
    self.configured = configured
    let start = configured.flatMap { $0 == .v4 ? nil : KnownEngine(dialect: $0, version: nil) }
    known = Mutex(start)
  }

  /// What is known now; quick, never waits.
  var current: KnownEngine? { known.withLock(\.self) }

  /// What is known, asked for with the credentials of `session` if it isn't yet.
  ///
  /// - Throws: what the engine answered to a client that it refuses; `DIALECT_UNKNOWN` if its root isn't one of the API,
  ///   or not of the dialect that was configured. Nothing is remembered then.
  func engine(asking session: EngineSession) async throws(LaneFailure) -> KnownEngine {
    if let current { return current }
    let call = EngineWires.identityCall()
    let opensSession = !session.mayReadInParallel
    let found = try await session.read(call, opensSession: opensSession, wire: nil) { document throws(GatewayError) in
      try self.recognise(EngineWires.identity(document))
    }.get()
    known.withLock { $0 = found }
    return found
  }

  /// Forgets what was found out, so that the next request asks again: the engine was away, or answers differently.
  func forget() {
    if configured == nil || configured == .v4 { known.withLock { $0 = nil } }
  }

  private func recognise(_ identity: EngineIdentity) throws(GatewayError) -> KnownEngine {
    if let configured, (configured == .v4) != identity.isV4 {
      throw GatewayError(
        .dialectUnknown, stage: .snapshot,
        detail:
          "The engine speaks API v\(identity.isV4 ? 4 : 3), the gateway is set to dialect \(configured.rawValue).",
        nextStep: "Set --dialect to auto.")
    }
    if let version = identity.version, version < EngineVersion(3, 6) {
      throw GatewayError(
        .dialectUnknown, stage: .snapshot,
        detail: "The engine is version \(version.major).\(version.minor), which has no network attachments.",
        nextStep: "Point old clients at it directly.")
    }
    return KnownEngine(dialect: identity.isV4 ? .v4 : nil, version: identity.version)
  }
}

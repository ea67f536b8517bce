/// How the simulated engine behaves.
public struct SimulatorConfiguration: Sendable {
  /// What it speaks.
  public enum Dialect: String, Sendable, CaseIterable {
    /// The published design: v3 documents, `hostsetupnetworks`, vlan devices hidden.
    case design
    /// Engine 3.6.
    case v36 = "3.6"
    /// Engines 4.0 to 4.5.
    case v4 = "4"
  }

  /// The dialect.
  public var dialect: Dialect
  /// The engine's version; for dialect `4` it decides about API v3, and about rules that changed. Default 4.5, or 3.6.
  public var version: (major: Int, minor: Int)
  /// Whether vlan devices are left out of lists. Default: only in the published design.
  public var hidesVlanDevices: Bool
  /// The address to listen on.
  public var host: String
  /// The port; 0 lets the system choose.
  public var port: Int

  /// A configuration.
  public init(
    dialect: Dialect, version: (major: Int, minor: Int)? = nil, hidesVlanDevices: Bool? = nil,
    host: String = "127.0.0.1", port: Int = 0
  ) {
    self.dialect = dialect
    self.version = version ?? (dialect == .v4 ? (4, 5) : (3, 6))
    self.hidesVlanDevices = hidesVlanDevices ?? (dialect == .design)
    self.host = host
    self.port = port
  }
}

/// One mutating call that the simulator received.
public struct LedgerEntry: Sendable, Equatable, Codable {
  /// The method.
  public var method: String
  /// The path below the API root, with a leading slash: `/hosts/{h}/setupnetworks`.
  public var path: String
  /// The body as text; empty for none.
  public var body: String
  /// The status that was answered.
  public var status: Int

  /// An entry.
  public init(method: String, path: String, body: String, status: Int) {
    self.method = method
    self.path = path
    self.body = body
    self.status = status
  }
}

/// An engine in memory that knows only the new API.
public final class EngineSimulator: Sendable {
  /// The port that it listens on.
  public let port: Int

  private init(port: Int) {
    self.port = port
  }

  /// Starts it, with the sample world; it listens when this returns.
  public static func start(_ configuration: SimulatorConfiguration) async throws -> EngineSimulator {
    EngineSimulator(port: 0)
  }

  /// Replaces the world by a state in JSON (the `state` form of case files, or a dump).
  ///
  /// - Parameter name: picks a state out of a file that holds several.
  public func load(json: [UInt8], name: String? = nil) async throws {
  }

  /// The world as JSON, in the form that `load` takes.
  public func dump() async -> [UInt8] {
    []
  }

  /// The mutating calls received since the last `load`, in their order.
  public func ledger() async -> [LedgerEntry] {
    []
  }

  /// Stops listening.
  public func shutDown() async {
  }
}

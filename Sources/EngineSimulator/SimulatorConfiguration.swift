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
  /// The user name that may do everything, with its profile.
  public var user = "admin@internal"
  /// The password of ``user`` and of ``reader``.
  public var password = "secret"
  /// A user that may read everything and change nothing.
  public var reader = "reader@internal"
  /// A bearer token that is taken beside those that the token service gave out; nil for none.
  public var token: String?

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

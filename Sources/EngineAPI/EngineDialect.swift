/// How an engine speaks about host networking.
public enum EngineDialect: String, Sendable, CaseIterable, Codable {
  /// The published design: API v3 documents, `POST hosts/{h}/hostsetupnetworks`, vlan devices hidden.
  case design
  /// Engine 3.6: API v3 documents, `POST hosts/{h}/setupnetworks`.
  case v36 = "3.6"
  /// Engines 4.0 to 4.5: API v4 documents.
  case v4 = "4"
}

/// A version of an engine, as far as its API depends on it.
public struct EngineVersion: Sendable, Hashable, Comparable, Codable {
  /// The major number.
  public var major: Int
  /// The minor number.
  public var minor: Int

  /// A version.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Orders by major, then minor number.
  public static func < (left: EngineVersion, right: EngineVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}

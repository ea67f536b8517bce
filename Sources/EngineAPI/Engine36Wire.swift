/// Engine 3.6: documents of API v3, many changes at once by `POST hosts/{h}/setupnetworks`, vlan devices listed.
struct Engine36Wire: DocumentWire {
  /// The name of the multi-change action (engine 3.6, `HostResource`).
  static let action = "setupnetworks"

  /// The dialect.
  var dialect: EngineDialect { .v36 }
  /// API v3.
  var form: DocumentForm { .v3 }
  /// The released name; that of the published design is taken where a host offers only that.
  var multiChangeActions: [String] { [Self.action, DesignWire.action] }
  /// API v3 has no such element.
  var commitsOnSuccess: Bool { false }
}

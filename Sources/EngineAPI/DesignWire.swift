/// The published design of the new host-networking API: documents of API v3, many changes at once by
/// `POST hosts/{h}/hostsetupnetworks`, vlan devices hidden.
struct DesignWire: DocumentWire {
  /// The name of the multi-change action.
  static let action = "hostsetupnetworks"

  /// The dialect.
  var dialect: EngineDialect { .design }
  /// API v3.
  var form: DocumentForm { .v3 }
  /// The design's own name; an engine of that line may already use the released one.
  var multiChangeActions: [String] { [Self.action, Engine36Wire.action] }
  /// API v3 has no such element.
  var commitsOnSuccess: Bool { false }
}

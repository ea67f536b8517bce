/// Engines 4.0 to 4.5: documents of API v4, many changes at once by `POST hosts/{h}/setupnetworks`, vlan devices listed.
struct Engine4Wire: DocumentWire {
  /// What is known of the engine; nil assumes the newest.
  let version: EngineVersion?

  /// The dialect.
  var dialect: EngineDialect { .v4 }
  /// API v4.
  var form: DocumentForm { .v4 }
  /// The released name (API model, `HostService`).
  var multiChangeActions: [String] { ["setupnetworks"] }
  /// `commit_on_success` exists since 4.3; earlier engines answer 400 to it.
  var commitsOnSuccess: Bool { version.map { $0 >= EngineVersion(4, 3) } ?? true }
}

import EngineClient

/// Fields that belong to one connection and go no further (RFC 9110, 7.6.1; RFC 9112, 9; lessons of Envoy's issues 5541 and
/// 30535 for `TE`).
enum HopByHop {
  private static let names: [StaticString] = [
    "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
  ]
  private static let beginning: StaticString = "proxy-"

  /// Whether a field of that name, in any letter case, stays behind. `Connection` may name more.
  static func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    names.contains { HeaderField.isName(name, $0) }
      || HeaderField.isName(UnsafeBufferPointer(rebasing: name.prefix(beginning.utf8CodeUnitCount)), beginning)
  }

  /// The same for a name as text.
  static func contains(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { contains($0) }
  }
}

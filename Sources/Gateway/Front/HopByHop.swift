import EngineClient

/// Fields that belong to one connection and go no further (RFC 9110, 7.6.1; RFC 9112, 9; lessons of Envoy's issues 5541 and
/// 30535 for `TE`).
enum HopByHop {
  /// Whether a field of that name, in any letter case, stays behind. `Connection` may name more.
  static func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    switch name.count {
    case 2 where HeaderField.isName(name, "te"): true
    case 7 where HeaderField.isName(name, "trailer") || HeaderField.isName(name, "upgrade"): true
    case 10 where HeaderField.isName(name, "connection") || HeaderField.isName(name, "keep-alive"): true
    case 17 where HeaderField.isName(name, "transfer-encoding"): true
    case 6...: HeaderField.isName(UnsafeBufferPointer(rebasing: name[..<6]), "proxy-")
    default: false
    }
  }

  /// The same for a name as text.
  static func contains(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { contains($0) }
  }
}

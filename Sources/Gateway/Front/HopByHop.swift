/// Fields that belong to one connection and go no further (RFC 9110, 7.6.1; RFC 9112, 9; lessons of Envoy's issues 5541 and
/// 30535 for `TE`).
enum HopByHop {
  /// Whether a field of that name, in lower case, stays behind. `Connection` may name more.
  static func contains(_ name: String) -> Bool {
    switch name {
    case "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
      "transfer-encoding", "upgrade":
      true
    default: name.hasPrefix("proxy-")
    }
  }

  /// Whether a name with that first letter and length can be one of the set; spares the others a closer look.
  static func mayContain(first: UInt8, count: Int) -> Bool {
    switch first | 0x20 {
    case UInt8(ascii: "c"): count == 10
    case UInt8(ascii: "k"): count == 10
    case UInt8(ascii: "p"): count > 6
    case UInt8(ascii: "t"): count == 2 || count == 7 || count == 17
    case UInt8(ascii: "u"): count == 7
    default: false
    }
  }
}

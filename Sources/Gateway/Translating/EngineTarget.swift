import LegacyAPI

/// Targets of request lines for the engine.
enum EngineTarget {
  /// The target of a client as it is asked of the engine: below `/ovirt-engine/api`, without `/v3`, and otherwise byte for
  /// byte as it came. `/v4` stays, since the engine's hrefs follow it.
  static func relayed(_ raw: String, below target: LegacyTarget) -> String {
    if target.versionSegment == nil, isBelowTheEnginesRoot(raw) { return raw }
    let pathEnd = raw.firstIndex(of: "?") ?? raw.endIndex
    var path = raw[..<pathEnd]
    // The absolute form (RFC 9112 section 3.2.2): scheme and authority go.
    if !path.hasPrefix("/") { path = path.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" } }
    var prefixSegments = target.hrefPrefix.split(separator: "/").count
    var matrix = Substring()
    while prefixSegments > 0 {
      path = path.drop { $0 == "/" }
      let segment = path.prefix { $0 != "/" }
      matrix = segment.drop { $0 != ";" }
      path = path.dropFirst(segment.count)
      prefixSegments -= 1
    }
    let version = target.versionSegment == "v4" ? "/v4" : ""
    return EngineSession.apiRoot + version + matrix + path + raw[pathEnd...]
  }

  /// Whether a target begins as those of every engine do, so that nothing of it has to be changed.
  private static func isBelowTheEnginesRoot(_ raw: String) -> Bool {
    var rest = raw.utf8[...]
    for byte in EngineSession.apiRoot.utf8 where rest.popFirst() != byte { return false }
    switch rest.first {
    case nil, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: ";"): return true
    default: return false
    }
  }
}

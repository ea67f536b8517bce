extension V3OnV4 {
  /// The path and query, below the API root and without leading slash, to ask a v4 engine for: renamed paths replaced,
  /// matrix parameters moved to the query.
  ///
  /// The query of the client stays as it came and goes first; a matrix parameter of a name that it has already is left
  /// out, as API v4 looks at the query first (engine 4.x, `ParametersHelper`). A bare name (`;async`) becomes
  /// `async=true`. `detail` becomes `follow` where the table says so.
  ///
  /// - Parameters:
  ///   - segments: percent-decoded path segments.
  ///   - matrix: name and value of each matrix parameter; nil for a bare name.
  ///   - query: the query as the client sent it, without question mark.
  public static func engineTarget(
    segments: [String], matrix: [(name: String, value: String?)], query: String?
  ) -> String {
    let table = try? RuleTable.loaded()
    let writer = EngineTargetWriter(
      path: table?.paths.toV4.map(segments.map { $0[...] }) ?? segments.map { $0[...] })
    return writer.target(matrix: matrix, query: query, follow: table?.index.call("GET", segments)?.follow ?? [])
  }
}

/// Writes the target of a call for the engine.
struct EngineTargetWriter {
  /// The segments of the path in v4.
  let path: [Substring]

  /// Path and query.
  ///
  /// - Parameters:
  ///   - matrix: parameters that follow those of the query.
  ///   - query: the query as the client sent it.
  ///   - follow: what `detail` becomes.
  func target(matrix: [(name: String, value: String?)], query: String?, follow: [ValuePair]) -> String {
    var target = path.map { Self.percentEncoded($0, keeping: Self.pathCharacters) }.joined(separator: "/")
    var parameters: [String] = []
    var names: Set<String> = []
    if let query, !query.isEmpty {
      parameters.append(query)
      for parameter in query.split(separator: "&") {
        names.insert(String(parameter.prefix { $0 != "=" }))
      }
    }
    for parameter in matrix {
      var name = parameter.name
      var value = parameter.value ?? "true"
      if name == "detail", let followed = Self.follow(value, follow) { (name, value) = ("follow", followed) }
      guard names.insert(name).inserted else { continue }
      parameters.append(
        Self.percentEncoded(name[...], keeping: Self.queryCharacters) + "="
          + Self.percentEncoded(value[...], keeping: Self.queryCharacters))
    }
    if !parameters.isEmpty { target += "?" + parameters.joined(separator: "&") }
    return target
  }

  /// `statistics+x` as v4's list of what to follow; nil if nothing of it can be followed.
  private static func follow(_ details: String, _ known: [ValuePair]) -> String? {
    let followed = details.split { $0 == "+" || $0 == " " }
      .compactMap { detail in known.first { $0.v3 == detail }?.v4 }
    return followed.isEmpty ? nil : followed.joined(separator: ",")
  }

  /// What stands for itself in a path segment (RFC 3986 section 3.3), without `;`, which would start a matrix parameter.
  private static let pathCharacters = Set("-._~!$&'()*+,=:@".utf8)
  /// What stands for itself in the name or value of a query parameter (RFC 3986 section 3.4), without `&`, `=`, `;` and
  /// `+`, which mean something else there.
  private static let queryCharacters = Set("-._~!$'()*,:@/?".utf8)

  private static func percentEncoded(_ text: Substring, keeping kept: Set<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isAlphanumeric = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
      if isAlphanumeric || kept.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension CallRule {
  /// Whether a v3 path is one of this call.
  func fits(_ segments: [String]) -> Bool {
    segments.count == v3.count && zip(segments, v3).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
  }
}

/// The engine's session cookie, in the only form in which an old client sends it back.
///
/// SDK 3.5.6 leaves out its credentials as soon as it has seen a cookie named `JSESSIONID`, and sends the cookie only if
/// the cookie's `Path` is a prefix of its own base path and `Secure` isn't set over plain HTTP. A cookie that doesn't fit
/// leaves it with neither.
public enum SessionCookie {
  /// The value of a `Set-Cookie` field as it is to be handed on. Cookies of other names come back as they were, and of
  /// this one only `Path` and `Secure` are touched.
  ///
  /// - Parameters:
  ///   - value: the field's value as the engine sent it.
  ///   - prefix: the prefix of the API that the client used, without a slash at the end; "/" outside the API, where paths
  ///     are the engine's own and `Path` is left alone.
  ///   - isTLS: whether the client's connection is encrypted; `Secure` is dropped if not.
  public static func adapted(_ value: String, prefix: String, isTLS: Bool) -> String {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    guard let pair = parts.first, let equals = pair.firstIndex(of: "="), trimmed(pair[..<equals]) == "JSESSIONID" else {
      return value
    }
    var kept = [String(pair)]
    var hasPath = false
    for part in parts.dropFirst() {
      let name = trimmed(part.prefix { $0 != "=" }).lowercased()
      if name == "secure" && !isTLS { continue }
      if name == "path" && prefix != "/" {
        hasPath = true
        let path = trimmed(part.drop { $0 != "=" }.dropFirst())
        if !covers(path, prefix) {
          kept.append(" Path=" + prefix)
          continue
        }
      }
      kept.append(String(part))
    }
    // Without a path a client takes the folder of the URL that it asked for (RFC 6265, 5.1.4), which is too deep.
    if !hasPath && prefix != "/" { kept.append(" Path=" + prefix) }
    return kept.joined(separator: ";")
  }

  /// Whether a cookie of that path goes with every request below the prefix (RFC 6265, 5.1.4).
  private static func covers(_ path: String, _ prefix: String) -> Bool {
    guard prefix.hasPrefix(path), !path.isEmpty else { return false }
    return path.utf8.count == prefix.utf8.count || path.hasSuffix("/") || prefix.dropFirst(path.count).hasPrefix("/")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}

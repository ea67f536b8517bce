/// Where the client believes the gateway to be: scheme and authority of its request.
enum ClientAuthority {
  /// The absolute URL of a path as that client reaches it; the path alone where the request names no host.
  ///
  /// The authority of an absolute target goes before the `Host` field (RFC 9112 section 3.2.2); the scheme is that of the
  /// client's connection.
  ///
  /// - Parameter path: with leading slash.
  static func url(of path: String, for head: RequestHead) -> String {
    let named = authority(ofTarget: head.target) ?? head.header("host")
    guard let authority = named, !authority.isEmpty, authority.utf8.allSatisfy(isPlain) else { return path }
    return "\(head.isTLS ? "https" : "http")://\(authority)\(path)"
  }

  /// The authority of a target in absolute form, without user information; nil for any other form.
  private static func authority(ofTarget target: String) -> String? {
    guard !target.hasPrefix("/"), let mark = target.firstRange(of: "://") else { return nil }
    let authority = target[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
    return String(authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority)
  }

  /// Whether a byte may stand in host and port (RFC 3986 section 3.2.2), IPv6 literals included.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~%[]:".utf8.contains(byte)
    }
  }
}

/// Paths below the API root, percent-encoded, without leading slash.
enum EnginePath {
  /// Joins segments; each is encoded as one, so that an id can't leave its place.
  static func join(_ segments: String...) -> String {
    segments.map(encode).joined(separator: "/")
  }

  /// Percent-encodes one path segment: all but the unreserved characters of RFC 3986 section 2.3.
  ///
  /// A segment of dots alone is encoded too; left as it is it would mean another path (section 5.2.4).
  static func encode(_ segment: String) -> String {
    let isDots = segment == "." || segment == ".."
    if !isDots, segment.utf8.allSatisfy(isUnreserved) { return segment }
    var out = ""
    for byte in segment.utf8 {
      if isUnreserved(byte), !isDots {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        out += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return out
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The path of a host's action from the `href` that the host's `actions` give; nil if it isn't plainly that.
  ///
  /// Engines write hrefs without scheme and host, below `/ovirt-engine/api` or `/api` (3.6), with the segment `v3` or
  /// `v4` behind it if the request had one (engine 3.6 and 4.0, `LinkHelper`). Only such an href is taken, and only with
  /// one more segment behind this very host: another server, another host, a deeper path, a query or anything encoded
  /// is not, so that a write never goes where the gateway didn't mean it to.
  static func action(href: String, hostID: String) -> String? {
    guard var rest = ["/ovirt-engine/api/", "/api/"].lazy.compactMap({ suffix(of: href, after: $0) }).first else {
      return nil
    }
    rest = ["v3/", "v4/"].lazy.compactMap { suffix(of: rest, after: $0) }.first ?? rest
    guard let action = suffix(of: rest, after: join("hosts", hostID) + "/"), !action.isEmpty,
      action.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    else { return nil }
    return join("hosts", hostID, String(action))
  }

  private static func suffix(of text: some StringProtocol, after prefix: String) -> Substring? {
    text.hasPrefix(prefix) ? Substring(text.dropFirst(prefix.count)) : nil
  }
}

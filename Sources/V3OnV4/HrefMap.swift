/// Hrefs of the engine as the client's.
struct HrefMap: Sendable {
  /// What hrefs of the engine start with, without slash at the end.
  var enginePrefix: String
  /// What they start with for the client.
  var clientPrefix: String
  /// The paths.
  var paths: PathTree

  /// The href for the client; nil if it isn't below the engine's prefix or leads to nothing that v3 has.
  ///
  /// Matrix parameters of the last segment and a query (`?search={query}`) stay as they are.
  func callAsFunction(_ href: String) -> String? {
    guard href.hasPrefix(enginePrefix) else { return nil }
    let below = href.dropFirst(enginePrefix.count)
    guard below.isEmpty || below.hasPrefix("/") || below.hasPrefix("?") else { return nil }
    let end = below.firstIndex { $0 == "?" || $0 == ";" } ?? below.endIndex
    let segments = below[..<end].split(separator: "/")
    guard let mapped = paths.map(segments) else { return nil }
    if mapped == segments { return clientPrefix + below }
    return clientPrefix + "/" + mapped.joined(separator: "/") + below[end...]
  }
}

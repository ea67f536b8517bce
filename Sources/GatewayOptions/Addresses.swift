/// Why a written value can't be used.
struct ValueRefusal: Error, Equatable {
  /// What is wrong, to stand behind the option's name.
  var problem: String
  /// What to write.
  var nextStep: String
}

/// The address of the engine.
enum UpstreamURL {
  /// Paths that people copy from their clients; the gateway adds them itself.
  static let apiRoots = ["", "/", "/api", "/api/", "/ovirt-engine/api", "/ovirt-engine/api/"]

  /// Scheme, host and port of a URL without anything else (RFC 3986 section 3.2).
  static func origin(of text: String) -> Result<String, ValueRefusal> {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://") else {
      return refuse("is neither http nor https", "Write https://engine.example.com.")
    }
    let rest = text.dropFirst(scheme.count + 3)
    let authority = rest.prefix { !"/?#".contains($0) }
    if authority.contains("@") || rest.contains("@") {
      return refuse("has credentials in it", "Leave them out: those of the clients are passed on.")
    }
    guard apiRoots.contains(String(rest.dropFirst(authority.count))) else {
      return refuse("has a path that is no API root", "Write scheme, host and port only.")
    }
    switch HostAndPort.split(authority) {
    case .some((let host, let port)) where HostAndPort.isHost(host) && port != 0:
      let shownHost = host.contains(":") ? "[\(host)]" : host
      return .success("\(scheme)://\(shownHost)" + (port.map { ":\($0)" } ?? ""))
    default:
      return refuse("has no usable host and port", "Write https://engine.example.com or https://[2001:db8::1]:8443.")
    }
  }

  private static func refuse(_ problem: String, _ nextStep: String) -> Result<String, ValueRefusal> {
    .failure(ValueRefusal(problem: problem, nextStep: nextStep))
  }
}

/// Where the front listens.
struct ListenAddress: Equatable {
  /// The address or name, without brackets.
  var host: String
  /// The port; 0 lets the system choose.
  var port: Int

  /// Reads `HOST:PORT` or `[IPv6]:PORT`.
  static func read(_ text: String) -> Result<ListenAddress, ValueRefusal> {
    let example = "Write 127.0.0.1:8080, [::1]:8080, or 0.0.0.0:8080 for all addresses."
    if !text.hasPrefix("["), text.filter({ $0 == ":" }).count > 1 {
      return .failure(ValueRefusal(problem: "has an IPv6 address without brackets", nextStep: example))
    }
    guard let (host, port) = HostAndPort.split(text[...]), let port, HostAndPort.isHost(host) else {
      return .failure(ValueRefusal(problem: "is no host and port", nextStep: example))
    }
    return .success(ListenAddress(host: host, port: port))
  }
}

/// Host and port as they stand in URLs and in `listen`.
enum HostAndPort {
  /// Splits `host`, `host:port`, `[v6]` or `[v6]:port`; nil if it is neither, or the port is no port.
  static func split(_ text: Substring) -> (host: String, port: Int?)? {
    let host: Substring
    var rest: Substring
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<end]
      rest = text[text.index(after: end)...]
      guard host.contains(":") else { return nil }
    } else {
      host = text.prefix { $0 != ":" }
      rest = text[host.endIndex...]
    }
    if rest.isEmpty { return (String(host), nil) }
    rest = rest.dropFirst()
    guard text[..<rest.startIndex].last == ":", rest.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(rest),
      port <= 65535
    else { return nil }
    return (String(host), port)
  }

  /// Whether it looks like a name or an address, so that a slip is told before a resolver is asked.
  static func isHost(_ host: String) -> Bool {
    !host.isEmpty
      && host.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || ".-_:%".utf8.contains(byte)
      }
  }
}

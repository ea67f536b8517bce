import EngineAPI
import EngineClient
import Gateway
import GatewayErrors
import Glibc
import HostNetworking
import RewriteLog

/// Turns written values into a configuration and collects everything that is wrong on the way.
struct OptionCheck {
  /// What keeps the gateway from starting.
  private(set) var faults: [GatewayError] = []
  /// What an operator should think about.
  private(set) var warnings: [String] = []
  private let options: [ServeOption: EffectiveOption]

  /// The engine's own limits of a change: 20 s for its lock, 120 s for the host; `docs/configuration.md`.
  static let engineWriteLimitSeconds = 140

  /// A check of these values.
  init(_ effective: [EffectiveOption]) {
    options = Dictionary(uniqueKeysWithValues: effective.map { ($0.option, $0) })
  }

  /// The configuration; it may only be used if there are no faults.
  mutating func configuration() -> GatewayConfiguration {
    let upstream = upstreamOrigin()
    let listen = listenAddress()
    let caFile = pemFile(.upstreamCA, marker: "CERTIFICATE")
    if caFile != nil, upstream.hasPrefix("http:") { warnings.append("upstream-ca has no effect: upstream is http.") }
    let certificate = pemFile(.tlsCertificate, marker: "CERTIFICATE")
    let key = pemFile(.tlsKey, marker: "PRIVATE KEY")
    checkPair(certificate: certificate, key: key)
    if certificate == nil, !isLoopback(listen.host) {
      warnings.append("listen is \(listen.host) without TLS: passwords of clients cross the network readable.")
    }
    let front = FrontConfiguration(
      host: listen.host, port: listen.port, tlsCertificate: certificate, tlsKey: key, eventLoops: number(.eventLoops),
      headTimeoutSeconds: number(.headTimeoutSeconds), idleTimeoutSeconds: number(.idleTimeoutSeconds),
      headLimit: number(.headLimitBytes), relayTimeoutSeconds: number(.relayTimeoutSeconds),
      drainSeconds: number(.drainSeconds), writeConnections: writeConnections(),
      maxConnections: number(.maxConnections))
    if let most = Descriptors.most(), front.descriptorsNeeded > most {
      warnings.append(
        "max-connections \(front.maxConnections) may need \(front.descriptorsNeeded) file descriptors, and this process "
          + "may have \(most): beyond those, clients wait or are cut off.")
    }
    let engine = EngineClientConfiguration(
      origin: upstream, caFile: caFile, connectTimeoutSeconds: number(.connectTimeoutSeconds),
      idleConnectionSeconds: number(.idleConnectionSeconds))
    let writeDeadline = number(.writeDeadlineSeconds)
    if writeDeadline > 0, writeDeadline < Self.engineWriteLimitSeconds {
      warnings.append(
        "write-deadline-seconds is \(writeDeadline), below the engine's own limits of "
          + "\(Self.engineWriteLimitSeconds) s: changes that succeed may end as unknown.")
    }
    return GatewayConfiguration(
      front: front, engine: engine, dialect: dialect(), policy: policy(), rewriteLogPath: logPath(),
      readDeadlineSeconds: number(.readDeadlineSeconds), writeDeadlineSeconds: writeDeadline,
      bodyLimit: number(.bodyLimitBytes), memoLimit: number(.memoLimitBytes))
  }

  // MARK: values

  private mutating func upstreamOrigin() -> String {
    guard let text = stated(.upstream) else {
      fault(.upstream, "isn't stated", "State where the engine is: https://engine.example.com.")
      return ""
    }
    switch UpstreamURL.origin(of: text) {
    case .success(let origin): return origin
    case .failure(let refusal):
      fault(.upstream, refusal.problem, refusal.nextStep)
      return ""
    }
  }

  private mutating func listenAddress() -> ListenAddress {
    let text = stated(.listen) ?? ""
    switch ListenAddress.read(text) {
    case .success(let address): return address
    case .failure(let refusal):
      fault(.listen, refusal.problem, refusal.nextStep)
      return ListenAddress(host: "127.0.0.1", port: 0)
    }
  }

  private mutating func dialect() -> EngineDialect? {
    let text = stated(.dialect) ?? ""
    if text == "auto" { return nil }
    if let dialect = EngineDialect(rawValue: text) { return dialect }
    fault(.dialect, "is \(shown(text))", "Choose auto, design, 3.6 or 4.")
    return nil
  }

  private mutating func policy() -> TranslationPolicy {
    let text = stated(.policy) ?? ""
    if let policy = TranslationPolicy(rawValue: text) { return policy }
    fault(.policy, "is \(shown(text))", "Choose guarded or faithful.")
    return .guarded
  }

  private mutating func writeConnections() -> WriteConnections {
    let text = stated(.writeConnections) ?? ""
    if let connections = WriteConnections(rawValue: text) { return connections }
    fault(.writeConnections, "is \(shown(text))", "Choose fresh or kept.")
    return .fresh
  }

  private mutating func number(_ option: ServeOption) -> Int {
    let text = stated(option) ?? ""
    let range = option.definition.range ?? 0...Int.max
    if let number = Int(text), range.contains(number) { return number }
    fault(
      option, "is \(shown(text))",
      "State a whole number of \(option.definition.placeholder.lowercased()) from \(range.lowerBound) to \(range.upperBound)."
    )
    return 0
  }

  private mutating func logPath() -> String? {
    guard let path = stated(.rewriteLog) else {
      warnings.append("rewrite-log isn't stated: no record is kept of what was changed.")
      return nil
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      fault(.rewriteLog, "\(path) is a folder", "Name a file in it.")
    } else if access(exists ? path : folder, W_OK) != 0 {
      fault(
        .rewriteLog, "\(path) can't be written", "Name a file in a folder that the gateway may write to.",
        cause: String(cString: strerror(errno)))
    }
    return path
  }

  private mutating func pemFile(_ option: ServeOption, marker: String) -> String? {
    guard let path = stated(option) else { return nil }
    guard let text = FileText.read(path) else {
      fault(option, "\(path) can't be read", "Name a readable PEM file.", cause: String(cString: strerror(errno)))
      return path
    }
    if !text.contains("-----BEGIN") || !text.contains(marker) {
      fault(option, "\(path) has no \(marker) in it", "Name a PEM file with one.")
    }
    return path
  }

  private mutating func checkPair(certificate: String?, key: String?) {
    if certificate != nil, key == nil {
      fault(.tlsKey, "isn't stated although tls-certificate is", "State both or neither.")
    }
    if certificate == nil, key != nil {
      fault(.tlsCertificate, "isn't stated although tls-key is", "State both or neither.")
    }
    var status = stat()
    if let key, stat(key, &status) == 0, status.st_mode & 0o077 != 0 {
      warnings.append("tls-key \(key) can be read by others than its owner: chmod 600.")
    }
  }

  private func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  // MARK: faults

  /// The value in effect; empty text means none.
  private func stated(_ option: ServeOption) -> String? {
    options[option]?.value.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func shown(_ text: String) -> String { text.isEmpty ? "empty" : Redactor.text(text) }

  private mutating func fault(_ option: ServeOption, _ problem: String, _ nextStep: String, cause: String? = nil) {
    let origin = options[option].map { $0.origin == .byDefault ? "" : " (\($0.origin))" } ?? ""
    faults.append(
      GatewayError(
        .configurationInvalid, stage: .configuration, detail: "\(option.rawValue)\(origin) \(problem).",
        nextStep: nextStep, cause: cause))
  }
}

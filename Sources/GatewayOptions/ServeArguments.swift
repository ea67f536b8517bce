import ArgumentParser

/// The flags of `serve`; each is an option of ``ServeOption`` and wins over environment and file.
public struct ServeArguments: ParsableArguments {
  /// See ``ServeOption/upstream``.
  @Option(help: .of(.upstream)) public var upstream: String?
  /// See ``ServeOption/upstreamCA``.
  @Option(name: .customLong("upstream-ca"), help: .of(.upstreamCA), completion: .file()) public var upstreamCA: String?
  /// See ``ServeOption/listen``.
  @Option(help: .of(.listen)) public var listen: String?
  /// See ``ServeOption/tlsCertificate``.
  @Option(help: .of(.tlsCertificate), completion: .file()) public var tlsCertificate: String?
  /// See ``ServeOption/tlsKey``.
  @Option(help: .of(.tlsKey), completion: .file()) public var tlsKey: String?
  /// See ``ServeOption/dialect``.
  @Option(help: .of(.dialect), completion: .list(["auto", "design", "3.6", "4"])) public var dialect: String?
  /// See ``ServeOption/policy``.
  @Option(help: .of(.policy), completion: .list(["guarded", "faithful"])) public var policy: String?
  /// See ``ServeOption/rewriteLog``.
  @Option(help: .of(.rewriteLog), completion: .file()) public var rewriteLog: String?
  /// See ``ServeOption/readDeadlineSeconds``.
  @Option(help: .of(.readDeadlineSeconds)) public var readDeadlineSeconds: String?
  /// See ``ServeOption/writeDeadlineSeconds``.
  @Option(help: .of(.writeDeadlineSeconds)) public var writeDeadlineSeconds: String?
  /// See ``ServeOption/bodyLimitBytes``.
  @Option(help: .of(.bodyLimitBytes)) public var bodyLimitBytes: String?
  /// See ``ServeOption/memoLimitBytes``.
  @Option(help: .of(.memoLimitBytes)) public var memoLimitBytes: String?
  /// See ``ServeOption/headLimitBytes``.
  @Option(help: .of(.headLimitBytes)) public var headLimitBytes: String?
  /// See ``ServeOption/headTimeoutSeconds``.
  @Option(help: .of(.headTimeoutSeconds)) public var headTimeoutSeconds: String?
  /// See ``ServeOption/idleTimeoutSeconds``.
  @Option(help: .of(.idleTimeoutSeconds)) public var idleTimeoutSeconds: String?
  /// See ``ServeOption/relayTimeoutSeconds``.
  @Option(help: .of(.relayTimeoutSeconds)) public var relayTimeoutSeconds: String?
  /// See ``ServeOption/connectTimeoutSeconds``.
  @Option(help: .of(.connectTimeoutSeconds)) public var connectTimeoutSeconds: String?
  /// See ``ServeOption/idleConnectionSeconds``.
  @Option(help: .of(.idleConnectionSeconds)) public var idleConnectionSeconds: String?
  /// See ``ServeOption/writeConnections``.
  @Option(help: .of(.writeConnections), completion: .list(["fresh", "kept"])) public var writeConnections: String?
  /// See ``ServeOption/maxConnections``.
  @Option(help: .of(.maxConnections)) public var maxConnections: String?
  /// See ``ServeOption/eventLoops``.
  @Option(help: .of(.eventLoops)) public var eventLoops: String?
  /// See ``ServeOption/drainSeconds``.
  @Option(help: .of(.drainSeconds)) public var drainSeconds: String?

  /// No flags.
  public init() {}

  /// What was given, by option.
  public var values: [ServeOption: String] {
    let all: [ServeOption: String?] = [
      .upstream: upstream, .upstreamCA: upstreamCA, .listen: listen, .tlsCertificate: tlsCertificate, .tlsKey: tlsKey,
      .dialect: dialect, .policy: policy, .rewriteLog: rewriteLog, .readDeadlineSeconds: readDeadlineSeconds,
      .writeDeadlineSeconds: writeDeadlineSeconds, .bodyLimitBytes: bodyLimitBytes,
      .memoLimitBytes: memoLimitBytes, .headLimitBytes: headLimitBytes,
      .headTimeoutSeconds: headTimeoutSeconds, .idleTimeoutSeconds: idleTimeoutSeconds,
      .relayTimeoutSeconds: relayTimeoutSeconds, .connectTimeoutSeconds: connectTimeoutSeconds,
      .idleConnectionSeconds: idleConnectionSeconds, .writeConnections: writeConnections,
      .maxConnections: maxConnections, .eventLoops: eventLoops,
      .drainSeconds: drainSeconds,
    ]
    return all.compactMapValues { $0 }
  }
}

extension ArgumentHelp {
  /// The help of an option: summary, default and hazard.
  fileprivate static func of(_ option: ServeOption) -> ArgumentHelp {
    let definition = option.definition
    let parts = [
      definition.summary, definition.defaultValue.map { "Default: \($0)." } ?? "", definition.hazard,
    ]
    return ArgumentHelp(
      "\(parts.filter { !$0.isEmpty }.joined(separator: " "))", valueName: definition.placeholder)
  }
}

/// The options of `serve`, by the one name that they have as flag, in the file, and (in capitals) in the environment.
///
/// What each takes, its default and its hazard stand in ``definition``; `docs/configuration.md` is kept equal to it by a
/// test.
public enum ServeOption: String, CaseIterable, Sendable {
  /// Where the engine is: `http` or `https`, host and port. No default. Never with credentials: the clients' own are used.
  case upstream
  /// A PEM file with the authorities that sign the engine's certificate. Default: those of the system.
  case upstreamCA = "upstream-ca"
  /// Address and port of the front, an IPv6 address in brackets. Default `127.0.0.1:8080`. Beyond loopback without TLS,
  /// passwords cross the network readable.
  case listen
  /// A PEM file with the front's certificate chain. Default: plain HTTP.
  case tlsCertificate = "tls-certificate"
  /// A PEM file with the front's private key. It should be readable by its owner alone.
  case tlsKey = "tls-key"
  /// How the engine is spoken to: `auto`, `design`, `3.6` or `4`. Default `auto`. A wrong one makes every change fail.
  case dialect
  /// How far 3.5 is followed where it was dangerous: `guarded` or `faithful`. Default `guarded`. The other one removes what a
  /// request doesn't state.
  case policy
  /// The file of the rewrite log. Default: none, and then nothing tells after a crash which changes were under way.
  case rewriteLog = "rewrite-log"
  /// The deadline of a read of the engine in seconds. Default 60.
  case readDeadlineSeconds = "read-deadline-seconds"
  /// The deadline of a change in seconds. Default 200. Below the engine's own limits (120 and 20) changes that succeed
  /// are reported as unknown.
  case writeDeadlineSeconds = "write-deadline-seconds"
  /// The largest body of a translated request in bytes. Default 4 MiB; each request under way may take several times that.
  case bodyLimitBytes = "body-limit-bytes"
  /// How much is remembered of what was read from answers of the engine, in bytes. Default 32 MiB; 0 remembers nothing.
  case memoLimitBytes = "memo-limit-bytes"
  /// The largest head of a request in bytes. Default 64 KiB; Negotiate tickets can be long.
  case headLimitBytes = "head-limit-bytes"
  /// How long a request's head may take to arrive, in seconds. Default 20. High values let slow clients hold connections.
  case headTimeoutSeconds = "head-timeout-seconds"
  /// How long a connection may be silent, in seconds. Default 60.
  case idleTimeoutSeconds = "idle-timeout-seconds"
  /// How long a relayed exchange may be without progress from the engine, in seconds. Default 300.
  case relayTimeoutSeconds = "relay-timeout-seconds"
  /// How long connecting to the engine may take, in seconds. Default 10.
  case connectTimeoutSeconds = "connect-timeout-seconds"
  /// How old an idle connection to the engine may be and still be reused, in seconds. Default 15. Above the engine's own
  /// limit reads fail now and then.
  case idleConnectionSeconds = "idle-connection-seconds"
  /// Which connections relayed writes go out on: `fresh` or `kept`. Default `fresh`. With the other one a write that
  /// crosses the engine's close of an idle connection ends as unknown.
  case writeConnections = "write-connections"
  /// How many client connections there may be at once. Default 4096. Beyond it clients are told to come later.
  case maxConnections = "max-connections"
  /// The number of event loops. Default 0: one a core.
  case eventLoops = "event-loops"
  /// How long ending waits for requests under way, in seconds. Default 30. What is cut off then ends as unfinished in the
  /// rewrite log.
  case drainSeconds = "drain-seconds"
}

/// What an option takes, and what an operator should know of it.
public struct OptionDefinition: Sendable {
  /// What stands in the place of the value in help texts.
  public var placeholder: String
  /// The default as it would be written; nil if there is none.
  public var defaultValue: String?
  /// The whole numbers that it takes; nil if it takes no number.
  public var range: ClosedRange<Int>?
  /// What it is, in a sentence.
  public var summary: String
  /// What goes wrong with a careless value; empty if nothing does.
  public var hazard: String
}

extension ServeOption {
  /// The name in the environment.
  public var environmentName: String {
    "HOSTNET_GATEWAY_" + rawValue.uppercased().split(separator: "-").joined(separator: "_")
  }

  /// The row of the option in `docs/configuration.md`.
  public var definition: OptionDefinition {
    switch self {
    case .upstream:
      OptionDefinition(
        placeholder: "URL", defaultValue: nil,
        summary: "The engine: http or https, host and port; an API root behind it is left out.",
        hazard: "Has no credentials in it: those of the clients are passed on.")
    case .upstreamCA:
      OptionDefinition(
        placeholder: "FILE", defaultValue: nil,
        summary: "PEM file with the authorities that sign the engine's certificate; without it those of the system.",
        hazard: "Replaces the authorities of the system, it doesn't add to them.")
    case .listen:
      OptionDefinition(
        placeholder: "HOST:PORT", defaultValue: "127.0.0.1:8080",
        summary: "Where clients connect; an IPv6 address stands in brackets.",
        hazard: "Beyond loopback without TLS, passwords cross the network readable.")
    case .tlsCertificate:
      OptionDefinition(
        placeholder: "FILE", defaultValue: nil,
        summary: "PEM file with the certificate chain of the front; without it plain HTTP is spoken.",
        hazard: "Goes with tls-key only.")
    case .tlsKey:
      OptionDefinition(
        placeholder: "FILE", defaultValue: nil, summary: "PEM file with the private key of the front.",
        hazard: "Should be readable by its owner alone.")
    case .dialect:
      OptionDefinition(
        placeholder: "auto|design|3.6|4", defaultValue: "auto",
        summary: "How the engine is spoken to; auto asks it once.",
        hazard: "A wrong one makes every change fail.")
    case .policy:
      OptionDefinition(
        placeholder: "guarded|faithful", defaultValue: "guarded",
        summary: "What becomes of a request that 3.5 took literally: guarded refuses, faithful does as 3.5 did.",
        hazard: "faithful removes addresses, gateways, properties and bond options that aren't stated.")
    case .rewriteLog:
      OptionDefinition(
        placeholder: "FILE", defaultValue: nil,
        summary: "Where every change is written down before it is sent; without it nothing is kept.",
        hazard: "Without it nothing tells after a crash which changes were under way.")
    case .readDeadlineSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "60", range: 1...3600, summary: "Deadline of a read of the engine.",
        hazard: "Too low, and changes to large hosts are refused as unreadable.")
    case .writeDeadlineSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "200", range: 1...86400, summary: "Deadline of a change.",
        hazard: "Below 140 (the engine's own limits of 120 and 20) changes that succeed end as unknown.")
    case .bodyLimitBytes:
      OptionDefinition(
        placeholder: "BYTES", defaultValue: "4194304", range: 1024...1_073_741_824,
        summary: "The largest body of a translated request.",
        hazard: "Each request under way may take several times as much memory.")
    case .memoLimitBytes:
      OptionDefinition(
        placeholder: "BYTES", defaultValue: "33554432", range: 0...1_073_741_824,
        summary:
          "How much is remembered of what was read from the engine's answers, so that equal ones aren't read again; "
          + "0 remembers nothing.",
        hazard: "Stays in memory as long as the gateway runs.")
    case .headLimitBytes:
      OptionDefinition(
        placeholder: "BYTES", defaultValue: "65536", range: 1024...1_048_576,
        summary: "The largest request line with headers.", hazard: "Negotiate tickets can take 48 KiB.")
    case .headTimeoutSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "20", range: 1...3600,
        summary: "How long a request's head may take to arrive.",
        hazard: "High values let slow clients hold connections.")
    case .idleTimeoutSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "60", range: 1...86400,
        summary: "How long a connection may be silent within a body or between requests.",
        hazard: "Low values close connections that clients would use again.")
    case .relayTimeoutSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "300", range: 1...86400,
        summary: "How long a relayed exchange may be without progress from the engine.",
        hazard: "Low values cut off slow answers of the engine.")
    case .connectTimeoutSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "10", range: 1...300,
        summary: "How long connecting to the engine may take, TLS included.", hazard: "")
    case .idleConnectionSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "15", range: 0...600,
        summary: "How old an idle connection to the engine may be and still be reused for a read.",
        hazard: "Above the engine's own limit reads fail now and then.")
    case .writeConnections:
      OptionDefinition(
        placeholder: "fresh|kept", defaultValue: "fresh",
        summary: "Connections to the engine for relayed writes: each a new one, or one idle for less than a second.",
        hazard: "With kept, a write that crosses the engine's closing of the connection ends as unknown.")
    case .maxConnections:
      OptionDefinition(
        placeholder: "COUNT", defaultValue: "4096", range: 1...1_000_000,
        summary: "Client connections at once; a request on one more is answered 503 with Retry-After.",
        hazard: "Each may take two file descriptors; the limit of the process must allow them.")
    case .eventLoops:
      OptionDefinition(
        placeholder: "COUNT", defaultValue: "0", range: 0...256,
        summary: "Event loops, each with a libcurl thread of its own; 0 is one a core.", hazard: "")
    case .drainSeconds:
      OptionDefinition(
        placeholder: "SECONDS", defaultValue: "30", range: 0...3600,
        summary: "How long ending waits for requests under way.",
        hazard: "A change that is cut off then ends as unfinished in the rewrite log.")
    }
  }
}

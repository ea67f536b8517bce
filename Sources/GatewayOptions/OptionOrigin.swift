/// Where the value of an option comes from; the later cases win over the earlier ones.
public enum OptionOrigin: Sendable, Equatable {
  /// Nobody stated it.
  case byDefault
  /// A line of the configuration file.
  case file(path: String, line: Int?)
  /// A variable of the environment.
  case environment(name: String)
  /// A flag.
  case flag(name: String)
}

extension OptionOrigin: CustomStringConvertible {
  /// The origin in words: `flag --listen`, `environment HOSTNET_GATEWAY_LISTEN`, `file gateway.yaml line 3`, `default`.
  public var description: String {
    switch self {
    case .byDefault: "default"
    case .file(let path, let line): "file \(path)" + (line.map { " line \($0)" } ?? "")
    case .environment(let name): "environment \(name)"
    case .flag(let name): "flag --\(name)"
    }
  }
}

/// The value of an option that is in effect, and where it comes from.
public struct EffectiveOption: Sendable, Equatable {
  /// The option.
  public var option: ServeOption
  /// The value as it was written; nil if there is none.
  public var value: String?
  /// Where it comes from.
  public var origin: OptionOrigin
}

import EngineAPI
import EngineClient
import Gateway
import GatewayErrors
import RewriteLog

/// The options of `serve` from all layers, checked: either a configuration, or every fault at once.
public struct LoadedOptions: Sendable {
  /// The name of the variable that names the configuration file where no flag does.
  public static let fileVariable = "HOSTNET_GATEWAY_CONFIG"

  /// What is in effect, in the order of ``ServeOption``.
  public let effective: [EffectiveOption]
  /// All that keeps the gateway from starting.
  public let faults: [GatewayError]
  /// What an operator should think about.
  public let warnings: [String]
  /// What to start with; nil if there are faults.
  public let configuration: GatewayConfiguration?

  /// Reads and checks the options. Files that options name are looked at, nothing is opened for writing and no socket is
  /// opened.
  ///
  /// - Parameters:
  ///   - flags: what the command line states.
  ///   - environment: the environment of the process.
  ///   - file: the configuration file; nil if there is none.
  public static func load(
    flags: [ServeOption: String], environment: [String: String], file: String?
  ) async -> LoadedOptions {
    var configurationFile: ConfigurationFile?
    if let file { configurationFile = await ConfigurationFile(path: file) }
    let layers = OptionLayers(flags: flags, environment: environment, file: configurationFile)
    let effective = ServeOption.allCases.map(layers.effective)
    var check = OptionCheck(effective)
    let configuration = check.configuration()
    let faults = (configurationFile?.faults ?? []) + check.faults
    let names = Set(ServeOption.allCases.map(\.environmentName) + [fileVariable])
    let strangers = environment.keys.filter { $0.hasPrefix("HOSTNET_GATEWAY_") && !names.contains($0) }.sorted()
    let warnings = strangers.map { name in
      let option = ServeOption(rawValue: NearestName.option(to: String(name.dropFirst(16))))
      return "\(name) in the environment is no option; did you mean \(option?.environmentName ?? "")?"
    }
    return LoadedOptions(
      effective: effective, faults: faults, warnings: warnings + check.warnings,
      configuration: faults.isEmpty ? configuration : nil)
  }

  /// The effective values as a configuration file, with the origin of each behind it; credentials are hidden.
  public var printed: String {
    effective.map { option in
      let origin = "# \(option.origin)"
      guard let value = option.value else { return "# \(option.option.rawValue):  \(origin)" }
      return "\(option.option.rawValue): \(quoted(Redactor.text(value)))  \(origin)"
    }.joined(separator: "\n")
  }

  /// The value as a YAML scalar that reads back as the same text.
  private func quoted(_ value: String) -> String {
    let isPlain =
      !value.isEmpty
      && value.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "._/:-".utf8.contains(byte)
      }
    if isPlain, value.first != "-", value.first != ":", value.last != ":" { return value }
    return "\""
      + value.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
          "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
      }.joined() + "\""
  }
}

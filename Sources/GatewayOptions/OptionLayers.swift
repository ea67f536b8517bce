import Configuration
import Synchronization

/// The three layers, read by swift-configuration: file < environment < flags.
struct OptionLayers {
  private let reader: ConfigReader
  private let recorder = ProviderRecorder()
  private let layers: [Layer]
  private let fileLines: [String: Int]
  private let filePath: String

  private enum Layer { case flags, environment, file }

  /// Layers over what was given.
  init(flags: [ServeOption: String], environment: [String: String], file: ConfigurationFile?) {
    let flagValues = flags.map { option, value in
      (AbsoluteConfigKey([option.rawValue]), ConfigValue(.string(value), isSecret: false))
    }
    var providers: [any ConfigProvider] = [
      InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: flagValues)),
      EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: ["hostnet-gateway"]),
    ]
    var layers: [Layer] = [.flags, .environment]
    if let provider = file?.provider {
      providers.append(provider)
      layers.append(.file)
    }
    self.layers = layers
    fileLines = file?.lines ?? [:]
    filePath = file?.path ?? ""
    reader = ConfigReader(providers: providers, accessReporter: recorder)
  }

  /// The value in effect and its origin. A value of the file that is no single value counts as not stated; the file
  /// itself has told that already.
  func effective(_ option: ServeOption) -> EffectiveOption {
    let value = reader.string(forKey: ConfigKey([option.rawValue]))
    guard let value, let index = recorder.providerOfLastAccess() else {
      return EffectiveOption(option: option, value: option.definition.defaultValue, origin: .byDefault)
    }
    let origin: OptionOrigin =
      switch layers[index] {
      case .flags: .flag(name: option.rawValue)
      case .environment: .environment(name: option.environmentName)
      case .file: .file(path: filePath, line: fileLines[option.rawValue])
      }
    return EffectiveOption(option: option, value: value, origin: origin)
  }
}

/// Remembers which provider had the value of the last access.
private final class ProviderRecorder: AccessReporter {
  private let index = Mutex<Int?>(nil)

  func report(_ event: AccessEvent) {
    let found = event.providerResults.firstIndex { result in
      if case .success(let lookup) = result.result { lookup.value != nil } else { false }
    }
    index.withLock { $0 = found }
  }

  func providerOfLastAccess() -> Int? { index.withLock { $0 } }
}

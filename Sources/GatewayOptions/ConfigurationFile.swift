import Configuration
import Foundation
import GatewayErrors
import Yams

/// The configuration file: one mapping of option names to values, in YAML (and so in JSON too).
struct ConfigurationFile {
  /// The path as it was given.
  let path: String
  /// The values for the reader; nil if the file states nothing.
  let provider: FileProvider<YAMLSnapshot>?
  /// The line of each key that an option has.
  let lines: [String: Int]
  /// What is wrong with the file as a whole or with keys that no option has.
  let faults: [GatewayError]

  /// Reads a file; whatever is wrong with it is in ``faults``.
  init(path: String) async {
    do {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let root = try Yams.compose(yaml: text)
      let isEmpty = root.map { $0.tag == Tag(.null) && $0.mapping == nil } ?? true
      guard let mapping = root?.mapping else {
        self.init(
          path: path,
          faults: isEmpty ? [] : [Self.fault("\(path) doesn't hold option names with values.", "Write upstream: URL.")])
        return
      }
      var lines: [String: Int] = [:]
      var faults: [GatewayError] = []
      Self.check(mapping, under: "", path: path, lines: &lines, faults: &faults)
      let place = InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)])
      let provider = try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: place))
      self.init(path: path, provider: provider, lines: lines, faults: faults)
    } catch let error as YamlError {
      self.init(
        path: path, faults: [Self.fault("\(path) is not YAML.", "Correct it at the place named.", "\(error)")])
    } catch {
      self.init(
        path: path,
        faults: [
          Self.fault("The configuration file \(path) can't be read.", "Name a readable file.", Self.reason(error))
        ])
    }
  }

  private init(
    path: String, provider: FileProvider<YAMLSnapshot>? = nil, lines: [String: Int] = [:], faults: [GatewayError]
  ) {
    self.path = path
    self.provider = provider
    self.lines = lines
    self.faults = faults
  }

  private static func check(
    _ mapping: Node.Mapping, under prefix: String, path: String, lines: inout [String: Int],
    faults: inout [GatewayError]
  ) {
    for (key, value) in mapping {
      let name = prefix + (key.string ?? "")
      let line = key.mark?.line
      if ServeOption(rawValue: name) != nil {
        lines[name] = line
        if value.mapping != nil || value.sequence != nil {
          faults.append(fault("\(name) in \(path)\(place(line)) takes one value.", "Write \(name): VALUE."))
        }
      } else if let inner = value.mapping, !inner.isEmpty {
        check(inner, under: name + ".", path: path, lines: &lines, faults: &faults)
      } else {
        faults.append(
          fault("\(name) in \(path)\(place(line)) is no option.", "Did you mean \(NearestName.option(to: name))?"))
      }
    }
  }

  private static func place(_ line: Int?) -> String { line.map { " line \($0)" } ?? "" }

  private static func reason(_ error: any Error) -> String {
    (error as NSError).userInfo[NSUnderlyingErrorKey].map { ($0 as? NSError)?.localizedDescription ?? "\($0)" }
      ?? "\(error)"
  }

  private static func fault(_ detail: String, _ nextStep: String, _ cause: String? = nil) -> GatewayError {
    GatewayError(.configurationInvalid, stage: .configuration, detail: detail, nextStep: nextStep, cause: cause)
  }
}

import Foundation
import GatewayErrors
import HostNetworking
import Testing
import TranslationCases

/// The repository's own files that the tests read.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let cases: [TranslationCase] = {
    do {
      return try CaseFiles.read(root.appendingPathComponent("fixtures/cases").path)
    } catch {
      fatalError("fixtures/cases: \(error)")
    }
  }()

  static func state(_ name: String) throws -> HostState {
    let file = root.appendingPathComponent("fixtures/states/\(name).json")
    return try HostStateReader.read(json: [UInt8](Data(contentsOf: file)))
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func swiftFiles(in folder: String) throws -> [URL] {
    let files = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return try #require(files).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }
}

extension TranslationCase: CustomTestStringConvertible {
  /// The id of the case.
  public var testDescription: String { id }
}

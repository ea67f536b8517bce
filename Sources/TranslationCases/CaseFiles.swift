import Foundation
import GatewayErrors
import HostNetworking

/// Reads cases: one file that holds states and cases, one file with one case, or a folder of such.
///
/// A case of its own file names a state that stands in a file of that name: for `cases/ST-01.json` on the state `plain`
/// in `states/plain.json`.
public enum CaseFiles {
  private struct CollectionForm: Decodable {
    var states: [String: HostStateForm]
    var cases: [CaseForm]
  }

  private struct Kind: Decodable {
    private enum CodingKeys: CodingKey { case cases }
    var isCollection: Bool

    init(from decoder: any Decoder) throws {
      isCollection = try decoder.container(keyedBy: CodingKeys.self).contains(.cases)
    }
  }

  /// All cases at a path, in the order of the file, or of the names of the files.
  ///
  /// - Throws: `CONFIGURATION_INVALID`, with the file and what is wrong in it.
  public static func read(_ path: String) throws(GatewayError) -> [TranslationCase] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw JSONDocument.invalid("There is no file or folder \(path).")
    }
    guard isFolder.boolValue else { return try cases(inFile: URL(fileURLWithPath: path)) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw JSONDocument.invalid("The folder \(path) can't be read: \(error.localizedDescription)")
    }
    var cases: [TranslationCase] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      cases += try self.cases(inFile: URL(fileURLWithPath: path).appendingPathComponent(name))
    }
    guard !cases.isEmpty else { throw JSONDocument.invalid("The folder \(path) has no case files.") }
    return cases
  }

  private static func cases(inFile file: URL) throws(GatewayError) -> [TranslationCase] {
    let json = try bytes(of: file)
    do throws(GatewayError) {
      guard try JSONDocument.read(Kind.self, from: json).isCollection else {
        let form = try JSONDocument.read(CaseForm.self, from: json)
        let state = file.deletingLastPathComponent().deletingLastPathComponent()
          .appendingPathComponent("states").appendingPathComponent("\(form.state).json")
        return [form.value(on: try HostStateReader.read(json: try bytes(of: state)))]
      }
      let collection = try JSONDocument.read(CollectionForm.self, from: json)
      var cases: [TranslationCase] = []
      for form in collection.cases {
        guard let state = collection.states[form.state] else {
          throw JSONDocument.invalid("The case \(form.id) names the state \(form.state), which isn't there.")
        }
        cases.append(form.value(on: state.state))
      }
      return cases
    } catch {
      throw JSONDocument.invalid("\(file.path): \(error.detail)")
    }
  }

  private static func bytes(of file: URL) throws(GatewayError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: file))
    } catch {
      throw JSONDocument.invalid("\(file.path) can't be read: \(error.localizedDescription)")
    }
  }
}

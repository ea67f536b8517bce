import Foundation
import Testing

@testable import GatewayOptions

@Suite struct DocumentationTests {
  /// The text of `docs/configuration.md` and the table rows in it that begin with an option.
  private func document() throws -> (text: String, rows: [String]) {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
    return (text, text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `--") })
  }

  @Test func theTableOfOptionsIsEqualToTheCode() throws {
    let expected = ServeOption.allCases.map { option in
      let definition = option.definition
      let range = definition.range.map { " (\($0.lowerBound) to \($0.upperBound))" } ?? ""
      let value = definition.placeholder.split(separator: "|").joined(separator: "\\|")
      return "| `--\(option.rawValue)` | \(value)\(range) | \(definition.defaultValue ?? "none") | "
        + "\(definition.summary) | \(definition.hazard) |"
    }
    let rows = try document().rows
    #expect(rows == expected, "write it so:\n\(expected.joined(separator: "\n"))")
  }

  @Test func theExampleFileInTheDocumentationCanBeUsed() async throws {
    let text = try document().text
    let start = try #require(text.range(of: "```yaml\n")).upperBound
    let end = try #require(text[start...].range(of: "```")).lowerBound
    let folder = try TemporaryFolder()
    let certificate = try folder.write("c.pem", "-----BEGIN CERTIFICATE-----")
    let key = try folder.write("k.pem", "-----BEGIN PRIVATE KEY-----")
    let example = text[start..<end].replacingOccurrences(of: "/var/log/hostnet-gateway", with: folder.path)
      .replacingOccurrences(of: "/etc/hostnet-gateway/front.pem", with: certificate)
      .replacingOccurrences(of: "/etc/hostnet-gateway/front.key", with: key)
      .replacingOccurrences(of: "/etc/hostnet-gateway/engine-ca.pem", with: certificate)
    let options = await LoadedOptions.load(flags: [:], environment: [:], file: try folder.write("e.yaml", example))
    #expect(options.faults == [])
    #expect(options.warnings == [])
    #expect(options.configuration != nil)
  }
}

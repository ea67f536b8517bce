import Foundation
import GatewayErrors
import Testing
import TranslationCases

@testable import Translation

@Suite("docs/translation.md")
struct DocumentationTests {
  let page: String
  /// The rows of the tables of rules: name to codes.
  let rows: [String: Set<String>]

  init() throws {
    page = try Fixtures.text("docs/translation.md")
    let start = try #require(page.range(of: "## Rules in their order")).upperBound
    let end = try #require(page.range(of: "## Decisions")).lowerBound
    var rows: [String: Set<String>] = [:]
    for line in page[start..<end].split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      try #require(rows[name] == nil, "\(name) has two rows")
      rows[name] = cells[2] == "–" ? [] : Set(cells[2].split(separator: " ").map(String.init))
    }
    self.rows = rows
  }

  /// The codes that a rule throws, from its source: `refusal(.code`.
  private func thrownCodes() throws -> [String: Set<String>] {
    var labels: [String: String] = [:]
    let catalogue = try Fixtures.text("Sources/GatewayErrors/FaultCatalogue.swift")
    for match in catalogue.matches(of: /static let (\w+) = FaultCode\(\s*rawValue: "(\w+)"\)/) {
      labels[String(match.1)] = String(match.2)
    }
    var codes: [String: Set<String>] = [:]
    for folder in ["Calls", "SetupNetworks"] {
      for file in try Fixtures.swiftFiles(in: "Sources/Translation/\(folder)") {
        let source = try String(contentsOf: file, encoding: .utf8)
        codes[ruleName(ofFile: file.lastPathComponent)] = Set(
          try source.matches(of: /refusal\(\s*\.(\w+)/).map { try #require(labels[String($0.1)]) })
      }
    }
    return codes
  }

  @Test("has a row for every rule and no other, with exactly the codes that the rule throws")
  func rules() throws {
    let codes = try thrownCodes()
    #expect(Set(rows.keys) == Set(codes.keys))
    for (name, thrown) in codes { #expect(rows[name] == thrown, "\(name)") }
    #expect(codes.values.contains { !$0.isEmpty })
  }

  @Test("names a rule only if there is one")
  func ruleNames() throws {
    for match in page.matches(of: /`([a-z]+(?:-[a-z]+)+)`/) {
      #expect(rows[String(match.1)] != nil, "\(match.1)")
    }
  }

  @Test("names every other file of the translation by its name")
  func otherFiles() throws {
    for folder in ["View", "NormalForms"] {
      for file in try Fixtures.swiftFiles(in: "Sources/Translation/\(folder)") {
        #expect(page.contains(file.lastPathComponent), "\(file.lastPathComponent)")
      }
    }
  }

  @Test("mentions only cases that exist")
  func cases() {
    let ids = Set(Fixtures.cases.map(\.id))
    for match in page.matches(of: /\b[A-Z]{2}-\d{2}\b/) {
      #expect(ids.contains(String(match.0)), "\(match.0)")
    }
  }

  @Test("has a case in fixtures for every code that a rule throws")
  func everyCodeIsShown() throws {
    let shown = Set(Fixtures.cases.compactMap { $0.expectation.fault?.rawValue })
    for (name, thrown) in try thrownCodes() {
      for code in thrown { #expect(shown.contains(code), "\(code) of \(name)") }
    }
  }

  @Test("covers a translation in which every rule begins by saying what it is")
  func ruleComments() throws {
    for folder in ["Calls", "SetupNetworks"] {
      for file in try Fixtures.swiftFiles(in: "Sources/Translation/\(folder)") {
        let source = try String(contentsOf: file, encoding: .utf8)
        let type = file.deletingPathExtension().lastPathComponent
        let pattern = try Regex(#"(?m)^/// [^\n]+\n(///[^\n]*\n)*enum \#(type) \{"#)
        #expect(source.contains(pattern), "\(file.lastPathComponent)")
      }
    }
  }
}

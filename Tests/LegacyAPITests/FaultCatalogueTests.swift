import Foundation
import GatewayErrors
import Testing

@Suite struct FaultCatalogueTests {
  /// The cells of the rows that begin with a code.
  private func rows() throws -> [[String]] {
    var rows: [[String]] = []
    for line in try RecordedRequest.text("docs/errors.md").split(separator: "\n") where line.hasPrefix("| `") {
      rows.append(line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
    }
    return rows
  }

  @Test func theTableIsTheFaultCatalogue() throws {
    let rows = try rows()
    #expect(rows.count == FaultCatalogue.all.count)
    for (row, definition) in zip(rows, FaultCatalogue.all) {
      let expected: [String] = [
        "`\(definition.code.rawValue)`", "\(definition.status)", definition.reason.rawValue, definition.blame.rawValue,
        definition.engineMayHaveActed ? "maybe" : "no", definition.meaning,
      ]
      #expect(row == expected)
    }
  }

  @Test func theFormsAreThoseOfTheCatalogue() throws {
    let lines = try RecordedRequest.text("docs/errors.md").split(separator: "\n")
    func row(_ name: String, where isMeant: (FaultDefinition) -> Bool) -> String {
      "| \(name) | " + FaultCatalogue.all.filter(isMeant).map { "`\($0.code.rawValue)`" }.joined(separator: ", ") + " |"
    }
    for form in FaultForm.allCases where form != .fault {
      let expected = row(form.rawValue) { $0.form == form }
      #expect(lines.contains { $0 == expected }, "\(expected)")
    }
    for style in DetailStyle.allCases where style != .bracketed {
      let expected = row("detail \(style.rawValue)") { $0.detailStyle == style }
      #expect(lines.contains { $0 == expected }, "\(expected)")
    }
  }

  @Test func noCodeIsListedTwice() {
    #expect(Set(FaultCatalogue.all.map(\.code)).count == FaultCatalogue.all.count)
  }

  @Test func aCodeThatIsNotListedIsAnInternalErrorAndAnErrorTellsWhoActs() {
    let unknown = FaultCatalogue.definition(of: FaultCode(rawValue: "NO_SUCH_CODE"))
    #expect(unknown.status == 500 && unknown.blame == .gateway)
    #expect(GatewayError(.engineFailed, stage: .upstream, detail: "").blame == .engine)
    #expect(GatewayError(.notFound, stage: .translate, detail: "").blame == .client)
  }
}

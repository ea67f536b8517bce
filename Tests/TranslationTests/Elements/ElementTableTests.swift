import Foundation
import Testing
import XMLTree

@testable import LegacyAPI
@testable import Translation

/// Holds the tables of elements in `docs/translation.md` to what reader, rules and writer do.
@Suite("The table of the elements of", .serialized)
struct ElementTableTests {
  /// The documents of the 3.5 schema that have a table.
  static let documents = ["action", "host_nic", "label", "statistic"]
  /// Places that are documents of their own, with a table of their own.
  static let others: [String: Set<String>] = [
    "action": ["host_nics/host_nic"], "host_nic": ["statistics/statistic"],
  ]

  let page: String

  init() throws { page = try Fixtures.text("docs/translation.md") }

  private func table(_ document: String) throws -> (table: ElementTable, places: [SchemaPlace]) {
    let table = try ElementTable(of: document, in: page)
    let root = try #require(LegacyType.roots[document])
    let others = Self.others[document] ?? []
    return (table, SchemaPlaces.below(root) { others.contains($0) || table.isWhole($0) })
  }

  private func probes(_ document: String) throws -> [String: [ElementProbe]] {
    switch document {
    case "action": try ElementProbes.action()
    case "host_nic": try ElementProbes.hostNic()
    case "label": try ElementProbes.label()
    default: try ElementProbes.statistic()
    }
  }

  @Test("has a row for each place of the 3.5 schema, and no other", arguments: documents)
  func rows(document: String) throws {
    let (table, places) = try table(document)
    #expect(places.map(\.path).filter { table.key(for: $0) == nil } == [], "missing")
    let used = Set(places.compactMap { table.key(for: $0.path) })
    #expect(Set(table.byPath.keys).subtracting(used).sorted() == [], "superfluous")
    #expect(table.columns == (try probes(document).keys.sorted(by: order(table)) + [ElementTable.answer]))
  }

  private func order(_ table: ElementTable) -> (String, String) -> Bool {
    { (table.columns.firstIndex(of: $0) ?? 0) < (table.columns.firstIndex(of: $1) ?? 0) }
  }

  @Test("says what a request with it becomes", arguments: documents)
  func requests(document: String) throws {
    let (table, places) = try table(document)
    for (column, probes) in try probes(document) {
      for place in places {
        var effect = ElementProbe.Effect()
        for probe in probes { try probe.observe(place, into: &effect) }
        try #require(effect.count > 0, "\(document) \(place.path): nothing was tried")
        let said = try table.cell(place.path, column)
        let shown = effect.cell
        switch (said, shown) {
        case (.translated(let rules), .translated): #expect(!rules.isEmpty, "\(place.path)")
        default: #expect(said == shown, "\(document) \(place.path), \(column): \(effect)")
        }
      }
    }
  }

  @Test("is of elements that are refused where they don't fit their type", arguments: documents)
  func form(document: String) throws {
    let (_, places) = try table(document)
    for (column, probes) in try probes(document) {
      for place in places {
        guard let unfit = ElementSamples.unfit(for: place.type), let probe = probes.first else { continue }
        let element = XMLElement(place.steps.last ?? "", text: unfit)
        let varied = probe.subject.ensuring(place.parent).replacing(place.steps, with: element)
        #expect(probe.outcome(varied) == .unreadable, "\(place.path), \(column)")
      }
      let nonsense = try #require(probes.first).subject.replacing(["nonsense"], with: XMLElement("nonsense"))
      #expect(probes.first?.outcome(nonsense) == .unreadable)
    }
  }

  @Test("names rules that read it", arguments: documents)
  func rules(document: String) throws {
    let (table, _) = try table(document)
    var sources: [String: String] = [:]
    for folder in ["Calls", "SetupNetworks"] {
      for file in try Fixtures.swiftFiles(in: "Sources/Translation/\(folder)") {
        sources[ruleName(ofFile: file.lastPathComponent)] = try String(contentsOf: file, encoding: .utf8)
      }
    }
    for (path, row) in table.byPath {
      let fields = Self.fields.first { path == $0.end || path.hasSuffix("/\($0.end)") }?.fields
      for (column, cell) in row.cells {
        guard case .translated(let rules) = cell else { continue }
        for rule in rules {
          let source = try #require(sources[rule], "\(rule)")
          let reads = try #require(fields, "\(path)").contains { source.contains($0) }
          #expect(reads, "\(document) \(path), \(column): \(rule) doesn't read it")
        }
      }
    }
  }

  /// How the rules name what stands at a place.
  private static let fields: [(end: String, fields: [String])] = [
    ("network/@id", ["reference.id", "entry.network", "FindNetwork.find"]),
    ("network/name", ["reference.name", "entry.network", "FindNetwork.find"]),
    ("network", [".network", "network reference"]),
    ("@id", ["entry.id", "nicID", "label"]), ("option/@name", [".name"]), ("option/@value", [".value"]),
    ("property/name", [".properties"]), ("property/value", [".properties"]), ("property", [".properties"]),
    ("properties", [".properties"]), ("name", ["entry.name", "body.name", "device.name"]),
    ("ip/@address", [".address"]), ("ip/@netmask", [".netmask"]), ("ip/@gateway", [".gateway"]), ("ip", [".ip"]),
    ("base_interface", [".baseInterface"]), ("boot_protocol", [".bootProtocol"]), ("bonding", ["bonding"]),
    ("option", ["options", "LegacyBondOption"]), ("options", ["options", "LegacyBondOption"]), ("slaves", ["slaves"]),
    ("slaves/host_nic", ["[LegacyHostNic]", "slaves"]), ("host_nics/host_nic", ["entries"]),
    ("host_nics", [".hostNics"]), ("check_connectivity", [".checkConnectivity"]),
    ("connectivity_timeout", [".connectivityTimeoutSeconds"]),
    ("override_configuration", ["verrideConfiguration", "overridesConfiguration"]),
  ]

  @Test("says what is in an answer", arguments: documents.filter { $0 != "action" })
  func answers(document: String) throws {
    let (table, places) = try table(document)
    let used = try WrittenDocuments.all(document).map(SchemaPlaces.used).reduce(into: Set()) { $0.formUnion($1) }
    for place in places {
      let said = try table.cell(place.path, ElementTable.answer)
      #expect(said == (used.contains(place.path) ? .given : .never), "\(document) \(place.path)")
    }
  }

  @Test("action says what is echoed in an answer")
  func echo() throws {
    let (table, places) = try table("action")
    let sent = try ElementSamples.full(SchemaPlace(steps: ["action"], type: .action), depth: 4)
    let answers = try WrittenDocuments.actions(echo: sent)
    for place in places {
      let said = try table.cell(place.path, ElementTable.answer)
      let stated = value(place, in: sent)
      let found = answers.map { value(place, in: $0) }
      if found.allSatisfy({ $0 == stated }) {
        #expect(said == .echoed, "\(place.path)")
      } else {
        #expect(said == (found.contains { $0 != nil && $0 != stated } ? .given : .never), "\(place.path)")
      }
    }
  }

  private func value(_ place: SchemaPlace, in document: XMLElement) -> XMLElement? {
    guard let last = place.steps.last, last.hasPrefix("@") else { return document.first(at: place.steps) }
    return document.first(at: place.parent)?.attribute(String(last.dropFirst())).map { XMLElement(last, text: $0) }
  }
}

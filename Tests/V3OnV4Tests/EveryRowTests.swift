import Testing
import XMLTree

@testable import V3OnV4

@Suite("Every row of the table")
struct EveryRowTests {
  static let href = "/ovirt-engine/api/hosts/a1"

  /// The smallest v4 element that has something at a path.
  private func element(_ name: String, _ steps: ArraySlice<RuleStep>, value: String) -> XMLElement {
    var element = XMLElement(name)
    switch steps.first {
    case nil: element.text = value
    case .text: element.text = value
    case .attribute(let name): element.setAttribute(name, value)
    case .element(let name, _, let key):
      var child = self.element(name, steps.dropFirst(), value: value)
      if let key { child.children.insert(XMLElement(key.name, text: key.value), at: 0) }
      element.children = [child]
    }
    return element
  }

  /// What stands at a path; nil if nothing does.
  private func value(_ element: XMLElement, _ steps: ArraySlice<RuleStep>) -> String? {
    switch steps.first {
    case nil, .text: element.text
    case .attribute(let name): element.attribute(name)
    case .element(let name, _, let key):
      element.children.first { $0.name == name && key?.picks($0) != false }.flatMap { value($0, steps.dropFirst()) }
    }
  }

  @Test("It carries a value that stands alone from its place in v4 to its place in v3, and nothing else arises")
  func carries() throws {
    let table = try RuleTable.shared.get()
    var checked = 0
    for type in table.types.values {
      for rule in type.rules where rule.isForAnswers && rule.type == nil {
        guard let v3 = rule.v3, let v4 = rule.v4 else { continue }
        let text = v4.steps.last == .attribute("href") ? Self.href : "value"
        let source = element("root", v4.steps[...], value: text)
        var converter = AnswerConverter(
          table: table,
          hrefs: HrefMap(
            enginePrefix: "/ovirt-engine/api", clientPrefix: "/ovirt-engine/api", paths: table.paths.toV3))
        let target = converter.convert(source, type, as: "root")
        #expect(value(target, v3.steps[...]) == rule.change.v3(from: text), "line \(rule.line)")
        #expect(converter.dropped.isEmpty, "line \(rule.line): \(converter.dropped.keys)")
        checked += 1
      }
    }
    #expect(checked > 1400)
  }

  @Test("It carries an element of a type, with its identifier, under v3's name")
  func carriesElements() throws {
    let table = try RuleTable.shared.get()
    var checked = 0
    for type in table.types.values {
      for rule in type.rules where rule.isForAnswers && rule.type != "Link" {
        guard let v3 = rule.v3, let v4 = rule.v4, let inner = rule.type.flatMap({ table.types[$0] }) else { continue }
        let source = element("root", v4.steps[...], value: "")
        var converter = AnswerConverter(
          table: table, hrefs: HrefMap(enginePrefix: "/e", clientPrefix: "/c", paths: table.paths.toV3))
        #expect(value(converter.convert(source, type, as: "root"), v3.steps[...]) == "", "line \(rule.line)")
        guard inner.rules.contains(where: { $0.v3 == RulePath("@id") && $0.v4 == RulePath("@id") }) else { continue }
        let identified = element("root", v4.steps + [.attribute("id")], value: "x")
        let target = converter.convert(identified, type, as: "root")
        #expect(value(target, v3.steps + [.attribute("id")]) == "x", "line \(rule.line)")
        checked += 1
      }
    }
    #expect(checked > 390)
  }
}

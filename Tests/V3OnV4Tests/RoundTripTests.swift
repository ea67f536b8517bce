import Testing
import XMLTree

@testable import V3OnV4

/// Random v3 documents of the types of the networking minimum, there and back.
@Suite("There and back")
struct RoundTripTests {
  /// Numbers that are the same for the same seed (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  let table: RuleTable

  init() throws {
    table = try RuleTable.shared.get()
  }

  /// Whether a row works both ways by itself: what it writes, it reads.
  private func isTwoWay(_ rule: Rule, in type: TypeRules) -> Bool {
    guard rule.isForRequests, rule.isForAnswers, rule.when == nil, rule.unless == nil, !rule.isSingle,
      rule.v4?.steps.last != .attribute("href"), let v4 = rule.v4
    else { return false }
    // A second name of the same member is written from it, and isn't told from it on the way back.
    return type.rules.first { $0.isForRequests && $0.v4 == v4 } == rule
  }

  private func value(_ change: ValueChange, _ generator: inout Generator) -> String {
    switch change {
    case .same: ["a", "b<&\"'>", " c d ", "0", "true", "ü"].randomElement(using: &generator) ?? ""
    case .upper: ["GAUGE", "FINISHED", "X86_64"].randomElement(using: &generator) ?? ""
    case .pairs(let pairs): pairs.filter { $0.v3 != "*" }.randomElement(using: &generator)?.v3 ?? ""
    case .times(let factor): String(factor * Int.random(in: 0...100, using: &generator))
    }
  }

  private func document(_ type: TypeRules, as name: String, depth: Int, _ generator: inout Generator) -> XMLElement {
    var found = FoundValues(count: type.rules.count)
    for (index, rule) in type.rules.enumerated() where isTwoWay(rule, in: type) && Bool.random(using: &generator) {
      guard let v3 = rule.v3 else { continue }
      var isList = false
      if case .element(_, repeats: true, _)? = v3.steps.last { isList = true }
      for _ in 0..<(isList ? Int.random(in: 1...3, using: &generator) : 1) {
        if let inner = rule.type.flatMap({ table.types[$0] }) {
          guard depth < 3, inner.isForNetworking else { continue }
          found.values[index].append(.element(document(inner, as: "x", depth: depth + 1, &generator)))
        } else {
          found.values[index].append(.text(value(rule.change, &generator)))
        }
      }
    }
    var element = XMLElement(name)
    type.target.fill(&element, from: found)
    return element
  }

  private func there(_ document: XMLElement, _ type: TypeRules) throws -> XMLElement {
    let converter = RequestConverter(table: table, callName: "test")
    return try converter.convert(document, type, as: type.v4Root ?? "x", path: document.name)
  }

  private func back(_ document: XMLElement, _ type: TypeRules) -> XMLElement {
    let hrefs = HrefMap(enginePrefix: "/e", clientPrefix: "/c", paths: table.paths.toV3)
    var converter = AnswerConverter(table: table, hrefs: hrefs)
    return converter.convert(document, type, as: type.v3Root ?? "x")
  }

  /// Each value of a document with the place where it stands.
  private func values(_ element: XMLElement, _ path: String = "") -> [String: Int] {
    var all: [String: Int] = [:]
    let path = path + "/" + element.name
    for attribute in element.attributes { all["\(path)@\(attribute.name)=\(attribute.value)", default: 0] += 1 }
    if element.children.isEmpty { all["\(path)=\(element.text)", default: 0] += 1 }
    for child in element.children { all.merge(values(child, path)) { $0 + $1 } }
    return all
  }

  @Test("Nothing gets lost between v3 and v4 and back, and a second time nothing changes", arguments: 1...12)
  func roundTrip(seed: UInt64) throws {
    var generator = Generator(state: seed)
    var count = 0
    for name in table.types.keys.sorted() {
      guard let type = table.types[name], type.isForNetworking, type.v3Root != nil || name == "IpAddressAssignment"
      else { continue }
      let v3 = document(type, as: type.v3Root ?? "x", depth: 0, &generator)
      let again = back(try there(v3, type), type)
      let found = values(again)
      for (place, number) in values(v3) where !place.hasSuffix("=") || place.contains("@") {
        #expect(found[place, default: 0] >= number, "seed \(seed), \(name): \(place)")
        count += 1
      }
      #expect(back(try there(again, type), type) == again, "seed \(seed), \(name)")
    }
    #expect(count > 100)
  }

  @Test("A v4 document has no attribute but id, href and rel, and a vlan's id", arguments: 21...24)
  func attributes(seed: UInt64) throws {
    var generator = Generator(state: seed)
    func check(_ element: XMLElement, _ name: String) {
      for attribute in element.attributes where attribute.name != "id" {
        Issue.record("seed \(seed), \(name): \(element.name) has \(attribute.name)")
      }
      for child in element.children { check(child, name) }
    }
    for name in table.types.keys.sorted() {
      guard let type = table.types[name], type.isForNetworking, name != "Link", let root = type.v3Root else { continue }
      check(try there(document(type, as: root, depth: 0, &generator), type), name)
    }
  }
}

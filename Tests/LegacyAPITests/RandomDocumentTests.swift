import GatewayErrors
import Testing
import XMLTree

@testable import LegacyAPI

/// Random documents of every type that the schema has: XML and JSON say the same.
@Suite struct RandomDocumentTests {
  @Test func aDocumentThatTheSchemaDoesNotHaveIsAMistakeOfOurs() {
    let error = #expect(throws: GatewayError.self) {
      try LegacyDocument.read(Array("<vm/>".utf8), contentType: nil, root: "vm")
    }
    #expect(error?.code == .internalError)
  }

  @Test(arguments: LegacyType.roots.keys.sorted(), 0..<4)
  func theJSONOfADocumentReadsBackAsTheDocument(root: String, seed: Int) throws {
    let type = try #require(LegacyType.roots[root])
    var maker = DocumentMaker(random: SplitMix(state: UInt64(seed)))
    for _ in 0..<100 {
      let element = maker.element(root, type, depth: 0)
      let bytes = LegacyDocument.write(element, as: .json)
      let again = try LegacyDocument.read(bytes, contentType: "application/json", root: root)
      #expect(again == element)
      #expect(try LegacyDocument.read(XMLWriter.write(element), contentType: "application/xml", root: root) == element)
    }
  }

  @Test(arguments: 0..<8)
  func noJSONIsReadWrongOrCrashes(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var maker = DocumentMaker(random: random)
    var read = 0
    for _ in 0..<200 {
      var bytes = LegacyDocument.write(maker.element("action", .action, depth: 0), as: .json)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.removeLast(min(bytes.count - 1, 3))
        default: bytes.insert(Array("{}[],:\"\\u0".utf8).randomElement(using: &random) ?? 0x20, at: index)
        }
      }
      guard let element = try? LegacyDocument.read(bytes, contentType: "application/json", root: "action") else {
        continue
      }
      read += 1
      let written = LegacyDocument.write(element, as: .json)
      let again = try LegacyDocument.read(written, contentType: "application/json", root: "action")
      #expect(LegacyDocument.write(again, as: .json) == written)
    }
    #expect((1..<200).contains(read))
  }
}

/// Makes random elements of a type, in the order and form in which they are written.
private struct DocumentMaker {
  var random: SplitMix

  mutating func element(_ name: String, _ type: LegacyType, depth: Int) -> XMLElement {
    var element = XMLElement(name)
    switch type.shape {
    case .leaf: element.text = value(type)
    case .foreign:
      element.attributes = attributes(["href", "id"].map { ($0, .text) })
      if element.attributes.isEmpty { element.text = value(.text) }
    case .attributes(let known):
      let names = known.keys.sorted { ($0 == "href" ? "" : $0) < ($1 == "href" ? "" : $1) }
      let ordered =
        names.filter { $0 == "href" } + names.filter { $0 == "rel" } + names.filter { $0 != "href" && $0 != "rel" }
      element.attributes = attributes(ordered.map { ($0, known[$0] ?? .text) })
    case .children(let known):
      let ordered = type.attributes.filter { $0 == "href" } + type.attributes.filter { $0 != "href" }
      element.attributes = attributes(ordered.map { ($0, .text) })
      for rule in known where depth < 6 && Int.random(in: 0..<4, using: &random) == 0 {
        for _ in 0..<(rule.isRepeated ? Int.random(in: 1...3, using: &random) : 1) {
          element.children.append(self.element(rule.name, rule.type, depth: depth + 1))
        }
      }
    }
    return element
  }

  private mutating func attributes(_ known: [(String, LegacyType)]) -> [XMLAttribute] {
    var attributes: [XMLAttribute] = []
    for (name, type) in known where Bool.random(using: &random) {
      attributes.append(XMLAttribute(name, value(type)))
    }
    return attributes
  }

  private mutating func value(_ type: LegacyType) -> String {
    switch type {
    case .boolean: Bool.random(using: &random) ? "true" : "false"
    case .int: String(Int32.random(in: .min ... .max, using: &random))
    case .long: String(Int64.random(in: .min ... .max, using: &random))
    case .unsignedShort: String(UInt16.random(in: .min ... .max, using: &random))
    case .decimal: ["0", "38", "0.050", "-7.5", "1.2E+7"].randomElement(using: &random) ?? "0"
    default:
      // White space around text is kept beside nothing but text; a carriage return is escaped in both forms.
      ["", "a", "<&>\"'\\/", "ä€😀", "line\nline\ttab", "\r", "\u{7F}", "{}[],:"].randomElement(using: &random) ?? ""
    }
  }
}

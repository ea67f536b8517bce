import Testing
import XMLTree

@Suite("What is written event by event") struct ElementSinkTests {
  /// Writes the same to any sink: elements with and without attributes, texts and children, and what must be escaped.
  private func write(seed: Int, to sink: inout some ElementSink) {
    var random = SplitMix(state: UInt64(seed))
    func text() -> String {
      let parts = [
        "<", "&", " ", "\n", "\r", "\t", "]]>", "é", "😀", "\"", "'", "a", "\u{0}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
        "\u{EFFF}",
        "12345678", "abcdefg&abcdefgh", "/ovirt-engine/api/hosts/1", "ÿþ",
      ]
      return (0..<Int.random(in: 0...5, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
    }
    let prepared = PreparedValue(text())
    func element(_ depth: Int) {
      sink.open("host_nic")
      if Bool.random(using: &random) { sink.attribute("id", text()) }
      if Bool.random(using: &random) { sink.attribute("href", prepared) }
      if Bool.random(using: &random) { sink.attribute("rel", prepared, "/attach") }
      if Bool.random(using: &random) { sink.attribute("network", prepared, then: text()) }
      if Bool.random(using: &random) { sink.attribute("longer", PreparedValue(prepared, text())) }
      let count = depth == 0 ? 0 : Int.random(in: 0...3, using: &random)
      if count == 0 || Int.random(in: 0..<5, using: &random) == 0 { sink.text(text()) }
      for _ in 0..<count { element(depth - 1) }
      if Bool.random(using: &random) { sink.element("name", text: text()) }
      sink.close("host_nic")
    }
    element(20)
  }

  @Test(arguments: 0..<40)
  func isTheSameAsItsTree(seed: Int) {
    let tree = XMLTreeSink.tree { write(seed: seed, to: &$0) }
    let expected = XMLWriter.write(tree)
    for capacity in [0, 1, expected.count - 1, expected.count, expected.count + 1, 1 << 16] {
      #expect(XMLWriter.write(capacity: capacity) { write(seed: seed, to: &$0) } == expected)
    }
  }

  @Test func treesHaveEverythingInOrder() {
    let href = PreparedValue("/a&b")
    let tree = XMLTreeSink.tree { sink in
      sink.open("a")
      sink.attribute("b", "<1>")
      sink.attribute("href", href, "/c")
      sink.element("d", text: "e")
      sink.element("f", text: "")
      sink.close("a")
    }
    #expect(
      tree
        == XMLElement(
          "a", [XMLAttribute("b", "<1>"), XMLAttribute("href", "/a&b/c")],
          children: [XMLElement("d", text: "e"), XMLElement("f")]))
  }

  @Test(arguments: ["", "plain", "a&b", "\"<>\n\r\t", "é\u{1}", "\u{FFFF}"])
  func preparedValuesKeepTheirText(text: String) {
    #expect(PreparedValue(text).text == text)
    #expect(PreparedValue(PreparedValue("/x"), text).text == "/x" + text)
    #expect(PreparedValue(PreparedValue(text), "/x").text == text + "/x")
  }

  /// Each byte that isn't plain, at each place of a run that is looked at eight bytes at a time.
  @Test func findsWhatMustBeEscapedEverywhere() {
    for scalar in (0..<0x80).map({ Unicode.Scalar(UInt8($0)) }) + ["\u{FFFE}", "\u{FFFF}", "\u{EFFF}", "\u{F000}", "ï"]
    {
      for place in [0, 6, 7, 8, 9, 15, 16] {
        let text =
          String(repeating: "x", count: place) + String(Character(scalar)) + String(repeating: "y", count: 20 - place)
        let written = XMLWriter.text(XMLElement("a", [XMLAttribute("b", text)], text: text), declared: false)
        let x = String(repeating: "x", count: place)
        let y = String(repeating: "y", count: 20 - place)
        let inAttribute = Self.escaped(scalar, isAttribute: true)
        let inText = Self.escaped(scalar, isAttribute: false)
        #expect(written == "<a b=\"\(x)\(inAttribute)\(y)\">\(x)\(inText)\(y)</a>\n")
      }
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar, isAttribute: Bool) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\r": "&#13;"
    case "\"" where isAttribute: "&quot;"
    case "\n" where isAttribute: "&#10;"
    case "\t" where isAttribute: "&#9;"
    case "\n", "\t": String(Character(scalar))
    case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
    default: String(Character(scalar))
    }
  }
}

import Testing
import XMLTree

@Suite struct XMLWriterTests {
  @Test func anAttributeIsSetInItsPlace() {
    var element = XMLElement("a", [XMLAttribute("b", "1"), XMLAttribute("c", "2")])
    element.setAttribute("b", "3")
    element.setAttribute("d", "4")
    #expect(element.attributes == [XMLAttribute("b", "3"), XMLAttribute("c", "2"), XMLAttribute("d", "4")])
  }

  @Test func writesWhatOldSDKsLookFor() {
    let fault = XMLElement(
      "fault", children: [XMLElement("reason", text: "Operation Failed"), XMLElement("detail", text: "[a & b]")])
    #expect(
      XMLWriter.text(fault) == """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <fault>
            <reason>Operation Failed</reason>
            <detail>[a &amp; b]</detail>
        </fault>

        """)
    #expect(XMLWriter.text(XMLElement("action"), declared: false) == "<action/>\n")
  }

  @Test func escapesWhatWouldChangeOnTheWay() {
    let element = XMLElement("a", [XMLAttribute("b", "<\"'&>\n\t\r")], text: "<\"'&>\n\t\r]]>")
    #expect(
      XMLWriter.text(element, declared: false)
        == "<a b=\"&lt;&quot;'&amp;&gt;&#10;&#9;&#13;\">&lt;\"'&amp;&gt;\n\t&#13;]]&gt;</a>\n")
  }

  @Test func replacesWhatXMLCannotSay() {
    let text = "a\u{0}\u{1}\u{8}\u{B}\u{1F}\u{FFFE}\u{FFFF}\u{FFFD}\u{7F}é\u{EFFF}\u{10FFFF}b"
    let written = XMLWriter.text(XMLElement("a", [XMLAttribute("b", text)], text: text), declared: false)
    let expected = "a" + String(repeating: "\u{FFFD}", count: 8) + "\u{7F}é\u{EFFF}\u{10FFFF}b"
    #expect(written == "<a b=\"\(expected)\">\(expected)</a>\n")
  }

  @Test func roundTripsEveryScalar() throws {
    var root = XMLElement("a")
    for start in stride(from: UInt32(0), to: 0x30000, by: 0x1000) {
      var scalars = String.UnicodeScalarView()
      for value in start..<(start + 0x1000) {
        guard let scalar = Unicode.Scalar(value), value != 0xFFFE, value != 0xFFFF else { continue }
        if value >= 0x20 || [0x9, 0xA, 0xD].contains(value) { scalars.append(scalar) }
      }
      root.children.append(XMLElement("b", [XMLAttribute("c", String(scalars))], text: String(scalars)))
    }
    #expect(try XMLReader.read(XMLWriter.write(root)) == root)
  }

  @Test(arguments: 0..<50)
  func roundTripsTrees(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let tree = randomTree(depth: 5, using: &random)
    #expect(try XMLReader.read(XMLWriter.write(tree)) == tree)
    #expect(try XMLReader.read(XMLWriter.write(tree, declared: false)) == tree)
  }

  private func randomTree(depth: Int, using random: inout SplitMix) -> XMLElement {
    var element = XMLElement(["host_nic", "a-b.c", "_x", "é"].randomElement(using: &random) ?? "a")
    for name in ["id", "href", "ü"] where Bool.random(using: &random) {
      element.attributes.append(XMLAttribute(name, randomText(using: &random)))
    }
    if depth > 0 {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        element.children.append(randomTree(depth: depth - 1, using: &random))
      }
    }
    if element.children.isEmpty { element.text = randomText(using: &random) }
    return element
  }

  private func randomText(using random: inout SplitMix) -> String {
    (0..<Int.random(in: 0...12, using: &random))
      .map { _ in
        ["<", "&", " ", "\n", "\r", "\t", "]]>", "é", "😀", "\"", "'", "a"].randomElement(using: &random) ?? ""
      }
      .joined()
  }
}

/// A generator with a seed, so that a failure can be seen again (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  /// The seed, and what became of it.
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

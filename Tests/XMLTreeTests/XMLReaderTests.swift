import GatewayErrors
import Testing
import XMLTree

@Suite struct XMLReaderTests {
  private func read(_ text: String) throws -> XMLElement { try XMLReader.read(Array(text.utf8)) }

  @Test func readsElementsAttributesAndTextInOrder() throws {
    let root = try read("<a z='1' y=\"\">\n  <b>one</b>\n  <c/>\n  <b> two </b>\n</a>")
    #expect(
      root
        == XMLElement(
          "a", [XMLAttribute("z", "1"), XMLAttribute("y", "")],
          children: [XMLElement("b", text: "one"), XMLElement("c"), XMLElement("b", text: " two ")]))
    #expect(root.attribute("y") == "")
    #expect(root.attribute("x") == nil)
    #expect(root.childText("b") == "one")
    #expect(root.children("b").count == 2)
  }

  @Test func joinsTextCDATAAndReferences() throws {
    let root = try read("<a b='&lt;&quot;&#xE9;&#10;x\ty'>1&amp;2<![CDATA[<3&amp;>]]><!-- no -->&#x1F600;&gt;</a>")
    #expect(root.text == "1&2<3&amp;>😀>")
    #expect(root.attribute("b") == "<\"é\nx y")
    // libxml2 has a form of its own for ampersands in attributes.
    let attribute = try read("<a b='1&amp;2&#38;3&#x26;#38;4&amp;#38;5&amp;&amp;amp;'/>").attribute("b")
    #expect(attribute == "1&2&3&#38;4&#38;5&&amp;")
  }

  @Test func keepsWhiteSpaceOfLeavesOnly() throws {
    #expect(try read("<a> \n </a>").text == " \n ")
    #expect(try read("<a> \n <b/> x </a>").text == " \n  x ")
    #expect(try read("<a> \n <b/> </a>").text == "")
    #expect(try read("<a>1\r\n2\r3</a>").text == "1\n2\n3")
  }

  @Test func skipsWhiteSpaceAndAByteOrderMarkInFront() throws {
    #expect(try read("\r\n\t <?xml version='1.0'?><a/>") == XMLElement("a"))
    #expect(try read("\u{FEFF}<?xml version='1.0' encoding='utf-8'?><a/>") == XMLElement("a"))
    #expect(try read("<a/>\n \n") == XMLElement("a"))
  }

  @Test func dropsPrefixedAttributes() throws {
    #expect(try read("<a xml:lang='en' b='c'/>").attributes == [XMLAttribute("b", "c")])
  }

  @Test func readsTheEncodingsThatADocumentDeclares() throws {
    let text = "<a b='ü'>éß</a>"
    let expected = XMLElement("a", [XMLAttribute("b", "ü")], text: "éß")
    let latin =
      Array(#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.utf8) + text.unicodeScalars.map { UInt8($0.value) }
    #expect(try XMLReader.read(latin) == expected)
    for bigEndian in [false, true] {
      var bytes: [UInt8] = []
      for unit in "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>\(text)".utf16 {
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        bytes += bigEndian ? pair.reversed() : pair
      }
      #expect(try XMLReader.read(bytes) == expected)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func readsAcrossTheBordersOfItsPieces(shift: Int) throws {
    // Each piece begins somewhere else in this pattern: inside a character, a reference, a tag, a CDATA section.
    let pattern = "é€😀&amp;<b c='😀é&lt;'/><![CDATA[€]]&>]]><!--é-->"
    let count = 4_000
    let text = "<a>" + String(repeating: " ", count: shift) + String(repeating: pattern, count: count) + "</a>"
    #expect(text.utf8.count > 3 * (64 << 10))
    let root = try read(text)
    #expect(root.children.count == count)
    #expect(root.children.allSatisfy { $0 == XMLElement("b", [XMLAttribute("c", "😀é<")]) })
    #expect(root.text == String(repeating: " ", count: shift) + String(repeating: "é€😀&€]]&>", count: count))
  }

  @Test func readsSlicesAndCollectionsWithoutStorage() throws {
    let bytes = Array("xx<a>b</a>yy".utf8)
    #expect(try XMLReader.read(bytes[2..<10]) == XMLElement("a", text: "b"))
    #expect(try XMLReader.read("<a>b</a>".utf8) == XMLElement("a", text: "b"))
    #expect(try XMLReader.read(Array("<a>b</a>".utf8).lazy.map { $0 }) == XMLElement("a", text: "b"))
  }

  @Test func tellsTheLineOfAMistake() throws {
    let error = #expect(throws: GatewayError.self) { try read("<a>\n<b>\n</a>") }
    #expect(error?.detail.contains("line 3") == true)
    #expect(error?.cause?.isEmpty == false)
  }

  @Test func countsTextPerElement() throws {
    let limits = XMLLimits(text: 4)
    #expect(throws: Never.self) { try XMLReader.read(Array("<a><b>1234</b><b>1234</b></a>".utf8), limits: limits) }
    #expect(throws: GatewayError.self) { try XMLReader.read(Array("<a>12<b/>345</a>".utf8), limits: limits) }
    #expect(throws: GatewayError.self) { try XMLReader.read(Array("<a b='12345'/>".utf8), limits: limits) }
  }
}

import GatewayErrors
import Testing
import XMLTree

/// Documents made to hurt: each is refused with the right code, and quickly.
@Suite(.timeLimit(.minutes(1))) struct HostileXMLTests {
  private func refusal(_ text: String, limits: XMLLimits = XMLLimits()) throws -> GatewayError {
    try refusal(Array(text.utf8), limits: limits)
  }

  private func refusal(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> GatewayError {
    let clock = ContinuousClock()
    let start = clock.now
    let error = #expect(throws: GatewayError.self) { try XMLReader.read(bytes, limits: limits) }
    // Debug builds on a busy machine; a quadratic reader takes minutes.
    #expect(clock.now - start < .seconds(5))
    return try #require(error)
  }

  @Test(arguments: [
    "<!DOCTYPE action><action/>",
    #"<!DOCTYPE action SYSTEM "file:///etc/passwd"><action/>"#,
    #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
    #"<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;]><a/>"#,
    #"<?xml version="1.0"?><!-- c --><!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>"#,
  ])
  func refusesADocumentType(text: String) throws {
    let error = try refusal(text)
    #expect(error.code == .requestXMLForbidden)
    #expect(error.detail.contains("a DOCTYPE"))
  }

  @Test func aMistakeAtTheBeginningOfALongDocumentIsFoundThere() throws {
    for lines in 1...40 {
      let text =
        "<a>" + String(repeating: "\n", count: lines) + "</b>"
        + String(repeating: "<c>text</c>", count: 10_000) + "</a>"
      let error = try refusal(text)
      #expect(error.code == .requestNotXML)
      #expect(error.detail.contains("line \(lines + 1)"))
    }
  }

  @Test func refusesABombBeforeItIsExpanded() throws {
    var bomb = #"<!DOCTYPE a [<!ENTITY e0 "ha">"#
    for level in 1...40 {
      bomb += "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 10) + "\">"
    }
    bomb += #"]><a b="&e40;">&e40;</a>"#
    #expect(try refusal(bomb).code == .requestXMLForbidden)
    // The same in UTF-16, where a search for the bytes of DOCTYPE would find nothing.
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in bomb.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try refusal(utf16).code == .requestXMLForbidden)
  }

  @Test(arguments: [
    "<a>&x;</a>", #"<a b="&x;"/>"#, "<a>&#0;</a>", "<a>&#x110000;</a>", "<a>&#xD800;</a>", "<a>& b</a>",
  ])
  func refusesReferencesToNothing(text: String) throws {
    #expect(try refusal(text).code == .requestNotXML)
  }

  @Test(arguments: [
    #"<a xmlns="urn:x"/>"#, #"<x:a xmlns:x="urn:x"/>"#, #"<a><b xmlns:y="urn:y"/></a>"#, "<x:a/>", "<a><?php x?></a>",
    #"<?xml-stylesheet href="x"?><a/>"#,
  ])
  func refusesNamespacesAndInstructions(text: String) throws {
    #expect(try refusal(text).code == .requestXMLForbidden)
  }

  @Test func refusesDeepNesting() throws {
    let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
    let error = try refusal(deep)
    #expect(error.code == .requestXMLTooLarge)
    #expect(error.detail.contains("deeper than 32"))
  }

  @Test func nestsAsDeepAsTheLimitAndNoDeeper() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(throws: Never.self) { try XMLReader.read(Array(nested(5).utf8), limits: XMLLimits(depth: 5)) }
    #expect(try refusal(nested(6), limits: XMLLimits(depth: 5)).code == .requestXMLTooLarge)
  }

  @Test func refusesTooManyElements() throws {
    let many = "<a>" + String(repeating: "<b/>", count: 300_000) + "</a>"
    let error = try refusal(many)
    #expect(error.code == .requestXMLTooLarge)
    #expect(error.detail.contains("200000"))
    #expect(throws: Never.self) { try XMLReader.read(Array("<a><b/></a>".utf8), limits: XMLLimits(elements: 2)) }
    #expect(try refusal("<a><b/><b/></a>", limits: XMLLimits(elements: 2)).code == .requestXMLTooLarge)
  }

  @Test func refusesTooManyBytesUnread() throws {
    let error = try refusal([UInt8](repeating: 0x3C, count: 5 << 20))
    #expect(error.code == .requestXMLTooLarge)
    #expect(error.status == 413)
  }

  @Test func refusesTooManyAttributes() throws {
    func attributes(_ count: Int) -> String {
      "<a" + (0..<count).map { " a\($0)=''" }.joined() + "/>"
    }
    #expect(throws: Never.self) { try XMLReader.read(Array(attributes(32).utf8)) }
    #expect(try refusal(attributes(33)).code == .requestXMLTooLarge)
    // Comparing each with each would take minutes.
    #expect(try refusal(attributes(300_000)).code == .requestXMLTooLarge)
    #expect(try refusal("<r>" + attributes(300_000) + "</r>").code == .requestXMLTooLarge)
  }

  @Test func refusesHugeAttributesNamesAndTexts() throws {
    let huge = String(repeating: "x", count: 3 << 20)
    #expect(try refusal("<a b='\(huge)'/>").code == .requestXMLTooLarge)
    #expect(try refusal("<\(huge)/>").code == .requestXMLTooLarge)
    #expect(try refusal("<a>\(huge)</a>").code == .requestXMLTooLarge)
    #expect(try refusal("<a><![CDATA[\(huge)]]></a>").code == .requestXMLTooLarge)
    #expect(try refusal("<a>" + String(repeating: "xxxxxxxx<b/>", count: 170_000) + "</a>").code == .requestXMLTooLarge)
  }

  @Test func readsTagsUpToTheirLimit() throws {
    let long = String(repeating: "x", count: 60_000)
    let root = try XMLReader.read(Array("<r>\(String(repeating: "<a b='\(long)'/>", count: 20))</r>".utf8))
    #expect(root.children.count == 20)
    #expect(try refusal("<r><a b='\(long)\(long)\(long)'/></r>").detail.contains("65536"))
    #expect(throws: Never.self) {
      try XMLReader.read(Array("<r><a b='\(long)\(long)\(long)'/></r>".utf8), limits: XMLLimits(tag: 200_000))
    }
  }

  @Test func readsLongCommentsWithoutKeepingThem() throws {
    let comment = "<!--" + String(repeating: "-x", count: 1 << 20) + "-->"
    let root = try XMLReader.read(Array("\(comment)<a>b\(comment)c</a>".utf8), limits: XMLLimits(bytes: 8 << 20))
    #expect(root == XMLElement("a", text: "bc"))
  }

  @Test(arguments: [
    "", " \n\t\r ", "x", "{}", "<", "<a", "<a>", "<a><b></a></b>", "<a/><b/>", "<a/>x", "<a b=c/>", "<a b='1' b='2'/>",
    "<a b='<'/>", "<a>]]></a>", "<!-- -- --><a/>", "<?xml version='1.0'?>", "<a>\u{0}</a>", "<a>\u{1}</a>", "\u{0}<a/>",
    "<a/>\u{0}", "<a \u{0}/>", "<a>\u{FFFF}</a>", "<a><?xml version='1.0'?></a>", "x<a/>",
  ])
  func refusesWhatIsNotWellFormed(text: String) throws {
    let error = try refusal(text)
    #expect(error.code == .requestNotXML, "\(error)")
    #expect(error.stage == .parse)
    #expect(!error.nextStep.isEmpty)
  }

  @Test(
    arguments: [[0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0xBC], [0xF8, 0x88, 0x80, 0x80, 0x80]]
      as [[UInt8]])
  func refusesBytesThatAreNoUTF8(bytes: [UInt8]) throws {
    #expect(try refusal(Array("<a>".utf8) + bytes + Array("</a>".utf8)).code == .requestNotXML)
    #expect(try refusal(Array("<a b='".utf8) + bytes + Array("'/>".utf8)).code == .requestNotXML)
  }

  @Test func refusesTheUnknownEncoding() throws {
    #expect(try refusal(#"<?xml version="1.0" encoding="x-unheard-of"?><a/>"#).code == .requestNotXML)
    #expect(try refusal(#"<?xml version="1.0" encoding="UTF-16"?><a>é</a>"#).code == .requestNotXML)
  }

  @Test func everyTruncationIsRefused() throws {
    let whole = Array(
      #"<?xml version="1.0" encoding="UTF-8"?><a b="c"><!-- d --><e>f&amp;é</e><![CDATA[g]]></a>"#.utf8)
    #expect(throws: Never.self) { try XMLReader.read(whole) }
    for length in 0..<whole.count {
      #expect(try refusal(Array(whole[..<length])).code == .requestNotXML)
    }
  }
}

import GatewayErrors
import Testing
import XMLTree

/// What is read in place is what the plain reader reads, and what that refuses is refused, with the same code.
@Suite("Reading in place agrees with reading in pieces", .timeLimit(.minutes(3))) struct ReadingAgreesTests {
  private func outcome(_ bytes: [UInt8], _ limits: XMLLimits) -> ReferenceReader.Outcome {
    do throws(GatewayError) {
      return .tree(try XMLReader.read(bytes, limits: limits))
    } catch {
      return .refused(error.code)
    }
  }

  private func expectAgreement(_ bytes: [UInt8], limits: XMLLimits = XMLLimits(), _ why: String = "") {
    #expect(
      outcome(bytes, limits) == ReferenceReader.read(bytes, limits: limits),
      "\(why) \(String(decoding: bytes.prefix(2_000), as: UTF8.self))")
  }

  /// Texts, and what isn't allowed in them.
  private static let fragments = [
    "<", ">", "</", "/>", "&", "&amp;", "&lt;", "&#x41;", "&#233;", "&#0;", "&#x110000;", "&x;", "<![CDATA[", "]]>",
    "<![CDATA[<&]]>", "<!--", "-->", "<!-- c -->", "<?", "?>", "<?p i?>", "<?xml version='1.0'?>", "<!DOCTYPE a>",
    "<!DOCTYPE a [<!ENTITY x 'y'>]>", "\"", "'", "=", "é", "€", "😀", "\r\n", "\r", "\n", "\t", " ", "  ", "x", "]]",
    "--", " xmlns='urn:x'", " xmlns:y='urn:y'", "<y:a/>", " xml:lang='en'", " a='1'", "<a>", "</a>", "<b c='d'/>",
    "\u{FEFF}", "\u{FFFF}", "\u{1}", "encoding='x'",
  ]

  private func document(using random: inout SplitMix) -> String {
    var text =
      [
        "", "", #"<?xml version="1.0" encoding="UTF-8"?>"#, "<?xml version='1.0' encoding = 'utf-8' standalone='yes'?>",
        "<?xml version='1.0'?>\n", " \n", "\u{FEFF}<?xml version='1.0'?>", "<?xml version='1.0' encoding='US-ASCII'?>",
      ].randomElement(using: &random) ?? ""
    element(depth: 4, into: &text, using: &random)
    return text + (["", "\n", "<!-- end -->", "x"].randomElement(using: &random) ?? "")
  }

  private func element(depth: Int, into text: inout String, using random: inout SplitMix) {
    let name = ["host_nic", "a", "é", "name"].randomElement(using: &random) ?? "a"
    text += "<\(name)"
    for key in ["id", "href", "xml:lang"] where Int.random(in: 0..<3, using: &random) == 0 {
      let value =
        ["1", "", "é", "&amp;", "a&#38;b", "&#10;", "x\ny", "&quot;'", "  "].randomElement(using: &random) ?? ""
      text += " \(key)=\"\(value)\""
    }
    text += ">"
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where depth > 0: element(depth: depth - 1, into: &text, using: &random)
      case 1: text += "\n    "
      case 2: text += Self.fragments.filter { !$0.contains("<!D") }.prefix(11).randomElement(using: &random) ?? ""
      default:
        text += ["text", "é", "&amp;", "<![CDATA[ & ]]>", "<!--c-->", "1&lt;2"].randomElement(using: &random) ?? ""
      }
    }
    text += "</\(name)>"
  }

  @Test(arguments: 0..<8)
  func onRandomDocuments(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    for _ in 0..<80 { expectAgreement(Array(document(using: &random).utf8), "seed \(seed)") }
  }

  @Test(arguments: 0..<8)
  func onDamagedDocuments(seed: Int) {
    var random = SplitMix(state: UInt64(1_000 + seed))
    for _ in 0..<80 {
      var bytes = Array(document(using: &random).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.insert(contentsOf: (Self.fragments.randomElement(using: &random) ?? "").utf8, at: place)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 7))
        case 3: bytes.removeLast(bytes.count - place)
        default: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      expectAgreement(bytes, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<5)
  func onOtherEncodings(seed: Int) {
    var random = SplitMix(state: UInt64(2_000 + seed))
    for _ in 0..<60 {
      let text = document(using: &random)
      for bigEndian in [false, true] {
        var bytes: [UInt8] = []
        for unit in "\u{FEFF}\(text)".utf16 {
          let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
          bytes += bigEndian ? pair.reversed() : pair
        }
        expectAgreement(bytes, "UTF-16, seed \(seed)")
      }
      let latin = text.unicodeScalars.map { UInt8($0.value & 0xFF) }
      expectAgreement(Array(#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.utf8) + latin, "Latin-1, seed \(seed)")
      expectAgreement(latin, "no UTF-8, seed \(seed)")
      expectAgreement([0xEF, 0xBB, 0xBF] + Array(text.utf8), "with a mark, seed \(seed)")
    }
  }

  @Test(arguments: 0..<5)
  func underTightLimits(seed: Int) {
    var random = SplitMix(state: UInt64(3_000 + seed))
    for _ in 0..<100 {
      let limits = XMLLimits(
        bytes: Int.random(in: 20...800, using: &random), depth: Int.random(in: 1...5, using: &random),
        elements: Int.random(in: 1...12, using: &random), attributes: Int.random(in: 0...3, using: &random),
        text: Int.random(in: 0...24, using: &random))
      expectAgreement(Array(document(using: &random).utf8), limits: limits, "\(limits)")
    }
  }

  @Test(arguments: 0..<3)
  func onLongDocuments(seed: Int) {
    var random = SplitMix(state: UInt64(4_000 + seed))
    var text = "<r>"
    while text.utf8.count < 150_000 { element(depth: 3, into: &text, using: &random) }
    text += "</r>"
    expectAgreement(Array(text.utf8), "seed \(seed)")
    // A mistake, a NUL or another element far from the end.
    var bytes = Array(text.utf8)
    let place = Int.random(in: 10_000..<140_000, using: &random)
    bytes[place] = [0x00, 0x26, 0x3C, 0xFF].randomElement(using: &random) ?? 0
    expectAgreement(bytes, "seed \(seed), byte \(place)")
    // Something long without a tag in it.
    let long = String(repeating: "long ", count: 14_000)
    for inserted in ["<!--\(long)-->", "<![CDATA[\(long)]]>", "<t>\(long)é</t>", "<t u='\(long)'/>"] {
      expectAgreement(Array("<r>\(inserted)</r>".utf8))
      expectAgreement(Array("<r>\(inserted)\(text)</r>".utf8))
    }
  }

  @Test func onDocumentsOfEngines() throws {
    let nic = """
          <host_nic href="/ovirt-engine/api/hosts/1/nics/2" id="2">
              <actions>
                  <link href="/x?a=1&amp;b=2" rel="x"/>
              </actions>
              <name>eth0</name>
              <mac><address>00:1a:4a:16:01:51</address></mac>
              <comment></comment><comment>  </comment><comment/>
              <description>Ålesund &lt;1&gt; <![CDATA[<2>]]></description>
          </host_nic>

      """
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<host_nics>\n\(String(repeating: nic, count: 300))</host_nics>\n"
    expectAgreement(Array(text.utf8), limits: .engineAnswer)
    expectAgreement(Array(text.replacing("\n", with: "\r\n").utf8), limits: .engineAnswer)
    guard case .tree(let root) = outcome(Array(text.utf8), .engineAnswer) else {
      Issue.record("the document isn't read")
      return
    }
    #expect(root.children.count == 300)
    #expect(root.children.last?.childText("description") == "Ålesund <1> <2>")
  }
}

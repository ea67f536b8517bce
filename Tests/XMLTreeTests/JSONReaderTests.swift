import GatewayErrors
import Testing
import XMLTree

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  private func refusal(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> GatewayError {
    try #require(#expect(throws: GatewayError.self) { try JSONReader.read(bytes, limits: limits) })
  }

  @Test func readsEveryKindOfValueInOrder() throws {
    let value = try read(
      """
       \r\n\t{"b" : [ 1, -0.5e+3, "x", true, false, null, {}, [] ], "a":{"c":""}}\u{20}
      """)
    #expect(
      value
        == .object([
          JSONMember(
            "b",
            .array([
              .number("1"), .number("-0.5e+3"), .string("x"), .boolean(true), .boolean(false), .null, .object([]),
              .array([]),
            ])), JSONMember("a", .object([JSONMember("c", .string(""))])),
        ]))
    #expect(value.member("a")?.member("c") == .string(""))
    #expect(value.member("c") == nil)
  }

  @Test func resolvesEscapes() throws {
    #expect(try read(#""\"\\\/\n\r\tA\u00e4\u20AC\uD83D\uDE00\u0041""#) == .string("\"\\/\n\r\tAä€😀A"))
    #expect(try read(#"{"\u006eame":1}"#).member("name") == .number("1"))
  }

  @Test func skipsAByteOrderMark() throws {
    #expect(try JSONReader.read([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == .object([]))
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "]", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{a:1}",
    "{'a':1}",
    "[1,]", "[,1]", "[1 2]", "{} {}", "{}x", "// x\n{}", "{/**/}", "tru", "True", "nul", "NaN", "Infinity", "-", "+1",
    "01",
    "-01", "1.", ".5", "1e", "1e+", "0x10", "\"", "\"a", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
    "\"\\u+123\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "<action/>",
  ])
  func refusesWhatIsNotStrictJSON(text: String) throws {
    let error = try refusal(Array(text.utf8))
    #expect(error.code == .requestNotJSON)
    #expect(error.stage == .parse)
    #expect(!error.detail.isEmpty && !error.nextStep.isEmpty)
  }

  @Test(arguments: [
    #""\uD800""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uD800x""#, #""\uD800\n""#, #""\u0000""#, #""\u001f""#, #""\b""#,
    #""\f""#, #""\uFFFE""#, #""\uFFFF""#,
  ])
  func refusesCharactersThatXMLDoesNotHave(text: String) throws {
    #expect(try refusal(Array(text.utf8)).code == .requestNotJSON)
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
      [0xEF, 0xBF, 0xBE],
    ] as [[UInt8]])
  func refusesBytesThatAreNotUTF8(bytes: [UInt8]) throws {
    #expect(try refusal([0x22] + bytes + [0x22]).code == .requestNotJSON)
    #expect(try refusal(Array("{\"".utf8) + bytes + Array("\":1}".utf8)).code == .requestNotJSON)
  }

  @Test(arguments: ["{\"a\":1,\"a\":1}", #"{"a":1,"\u0061":2}"#, #"[{"b":{"x":1,"y":2,"x":3}}]"#])
  func refusesAKeyThatStandsTwice(text: String) throws {
    let error = try refusal(Array(text.utf8))
    #expect(error.code == .requestNotJSON)
    #expect(error.detail.contains("twice"))
  }

  @Test func namesTheLine() throws {
    #expect(try refusal(Array("{\n\"a\" : 1,\n x }".utf8)).detail.contains("line 3"))
  }

  @Test func holdsItsLimits() throws {
    let tooLarge: (String, XMLLimits) throws -> Bool = { text, limits in
      try refusal(Array(text.utf8), limits: limits).code == .requestXMLTooLarge
    }
    #expect(try tooLarge("[[[]]]", XMLLimits(depth: 2)))
    #expect(try tooLarge("[1,2,3]", XMLLimits(elements: 3)))
    #expect(try tooLarge("\"abcd\"", XMLLimits(text: 3)))
    #expect(try tooLarge(#""\u0041\u0041\u0041\u0041""#, XMLLimits(text: 3)))
    #expect(try tooLarge("12345", XMLLimits(text: 4)))
    #expect(try tooLarge("{}        ", XMLLimits(bytes: 8)))
    #expect(try JSONReader.read(Array("[[]]".utf8), limits: XMLLimits(depth: 2, elements: 2)) == .array([.array([])]))
  }

  @Test func deepNestingCostsNoMoreThanItsLimit() throws {
    for text in [String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 500_000)] {
      #expect(try refusal(Array(text.utf8)).code == .requestXMLTooLarge)
    }
  }

  @Test func manyKeysAreReadInLinearTime() throws {
    let text = "{" + (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    guard case .object(let members) = try read(text) else {
      Issue.record("no object")
      return
    }
    #expect(members.count == 100_000)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let value = try read(#"{"a":["\"\\\n\t\r ä€😀",{},[],[{"b":1.2E+7},true,null]],"c":{"d":"\u007f"}}"#)
    #expect(try JSONReader.read(JSONWriter.write(value)) == value)
  }
}

@Suite struct JSONWriterTests {
  @Test func laysOutAsJacksonDid() {
    let value = JSONValue.object([
      JSONMember(
        "a",
        .array([
          .object([JSONMember("b", .string("x")), JSONMember("c", .object([JSONMember("d", .number("1"))]))]),
          .object([JSONMember("b", .boolean(true))]),
        ])), JSONMember("e", .array([.string("vm"), .null])), JSONMember("f", .object([])), JSONMember("g", .array([])),
    ])
    #expect(
      JSONWriter.text(value) == """
        {
          "a" : [ {
            "b" : "x",
            "c" : {
              "d" : 1
            }
          }, {
            "b" : true
          } ],
          "e" : [ "vm", null ],
          "f" : { },
          "g" : [ ]
        }
        """)
  }

  @Test func escapesWhatMustBe() {
    #expect(JSONWriter.text(.string("\"\\/\u{8}\t\n\u{C}\r\u{1}\u{1F}ä")) == #""\"\\/\b\t\n\f\r\u0001\u001Fä""#)
  }
}

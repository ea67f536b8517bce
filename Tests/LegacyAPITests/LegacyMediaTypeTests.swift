import GatewayErrors
import LegacyAPI
import Testing

@Suite struct LegacyMediaTypeTests {
  @Test(
    arguments: [
      (nil, .xml), ("", .xml), ("*/*", .xml), ("*", .xml), ("application/*", .xml), ("text/*", .xml),
      ("text/xml", .xml),
      ("application/xml", .xml), ("APPLICATION/JSON", .json), ("application/json; charset=utf-8", .json),
      ("application/xml; detail=statistics", .xml), ("application/json;detail=statistics", .json),
      // Equal qualities: the more specific range, then the one that stands first, then XML.
      ("application/json, application/xml", .json), ("application/xml,application/json", .xml),
      ("*/*, application/json", .json), ("application/*, application/json", .json), ("application/json, */*", .json),
      ("application/*;q=1, */*;q=1", .xml),
      // Qualities.
      ("application/xml;q=0.5, application/json;q=0.8", .json), ("application/xml;q=0.8, application/json;q=0.5", .xml),
      ("application/json;q=0.9, */*;q=0.8", .json), ("application/json;q=0.7, */*;q=0.8", .xml),
      ("application/xml;q=0, */*", .json), ("application/json;q=0, */*;q=0.1", .xml),
      ("application/json ; q=0.4 , text/xml ; Q=0.5", .xml),
      ("application/xml;q=0.000, application/json;q=0.001", .json),
      ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", .xml),
      // A q that is no number counts as 1; one out of range as the nearest.
      ("application/json;q=x, application/xml;q=0.9", .json), ("application/json;q=7, application/xml;q=1", .json),
      ("application/json;q=nan, application/xml;q=0.9", .json), ("application/json;q=-1, application/xml;q=0.1", .xml),
      (", ,application/json,", .json), ("application/x-yaml, application/json;q=0.1", .json),
    ] as [(String?, LegacyMediaType)])
  func prefersWhatTheClientPrefers(accept: String?, expected: LegacyMediaType) {
    #expect(LegacyMediaType.preferred(accept) == expected)
  }

  @Test(arguments: [
    "application/x-yaml", "text/html", "application/xml;q=0", "application/json;q=0", "*/*;q=0", "application/*;q=0.0",
    "image/*, text/plain", "application/xmlx", "xml", "application/xml;q=0, application/json;q=0, */*",
  ])
  func findsNothingForAClientThatTakesNeither(accept: String) {
    #expect(LegacyMediaType.preferred(accept) == nil)
    let error = LegacyMediaType.notAcceptable(accept, offered: LegacyMediaType.allCases)
    #expect(error.status == 406)
    #expect(error.nextStep == "Accept application/xml or application/json.")
  }

  @Test func offersOnlyWhatThereIs() {
    #expect(LegacyMediaType.preferred("application/json, application/xml;q=0.1", offered: [.xml]) == .xml)
    #expect(LegacyMediaType.preferred("application/json", offered: [.xml]) == nil)
    #expect(LegacyMediaType.preferred(nil, offered: [.xml]) == .xml)
  }

  @Test(
    arguments: [
      ("accept=application/json", "application/json"), ("a=b&accept=application%2Fjson&c", "application/json"),
      ("accept=image/svg+xml", "image/svg+xml"), ("accept=", nil), ("accept=%20", nil), ("accept", nil),
      ("Accept=application/json", nil), ("xaccept=application/json", nil), ("accept=%zz", "%zz"), ("", nil),
      ("accept=application/json&accept=application/xml", "application/json"),
    ] as [(String, String?)])
  func readsTheQuery(query: String, expected: String?) throws {
    #expect(try #require(LegacyTarget("/api/hosts/h/nics?\(query)")).acceptParameter == expected)
  }

  @Test(
    arguments: [
      (nil, .xml), ("", .xml), (" ", .xml), ("application/xml", .xml), ("text/xml; charset=utf-8", .xml),
      ("application/json", .json), ("Application/JSON ;charset=UTF-8", .json),
    ] as [(String?, LegacyMediaType)])
  func tellsTheMediaTypeOfABody(contentType: String?, expected: LegacyMediaType) throws {
    #expect(try LegacyMediaType.ofBody(contentType) == expected)
  }

  @Test(arguments: ["application/x-yaml", "text/json", "text/plain", "multipart/form-data; boundary=x", "*/*"])
  func refusesOtherBodies(contentType: String) throws {
    let error = try #require(#expect(throws: GatewayError.self) { try LegacyMediaType.ofBody(contentType) })
    #expect(error.code == .mediaTypeUnsupported)
    #expect(error.status == 415)
    #expect(error.nextStep.contains("application/xml or application/json"))
  }
}

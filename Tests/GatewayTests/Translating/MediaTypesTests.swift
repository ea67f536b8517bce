import Testing

@testable import Gateway

@Suite struct MediaTypesTests {
  @Test(arguments: [
    nil, "", "*/*", "application/xml", "text/xml;q=0.5", "application/json, application/xml; detail=statistics",
    "text/html, application/xhtml+xml, */*;q=0.8", "APPLICATION/XML", "application/*",
  ])
  func xmlIsTaken(accept: String?) {
    #expect(MediaTypes.takesXML(accept))
  }

  @Test(arguments: ["application/json", "text/html", "application/xml;q=0", "image/*, application/json"])
  func xmlIsNotTaken(accept: String) {
    #expect(!MediaTypes.takesXML(accept))
  }
}

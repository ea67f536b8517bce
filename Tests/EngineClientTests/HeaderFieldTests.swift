import EngineClient
import Testing

@Suite struct HeaderFieldTests {
  @Test(arguments: [
    ("Content-Length", true), ("content-length", true), ("CONTENT-LENGTH", true), ("Content-Lengt", false),
    ("Content_Length", false), ("content\rlength", false), ("Content-Lengthy", false),
  ])
  func letterCaseMeansNothing(name: String, isEqual: Bool) {
    #expect(HeaderField(name, "").isNamed("content-length") == isEqual)
  }
}

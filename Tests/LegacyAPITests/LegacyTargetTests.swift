import GatewayErrors
import Testing

@testable import LegacyAPI

@Suite struct LegacyTargetTests {
  @Test(
    arguments: [
      ("/ovirt-engine/api", "/ovirt-engine/api", nil, []),
      ("/ovirt-engine/api/", "/ovirt-engine/api", nil, []),
      ("/api", "/api", nil, []),
      ("/api/hosts", "/api", nil, ["hosts"]),
      ("/api/v3/hosts", "/api/v3", "v3", ["hosts"]),
      ("/ovirt-engine/api/v4/hosts/", "/ovirt-engine/api/v4", "v4", ["hosts"]),
      ("/ovirt-engine/api/v5/hosts", "/ovirt-engine/api", nil, ["v5", "hosts"]),
      ("//ovirt-engine///api//hosts//h//nics//", "/ovirt-engine/api", nil, ["hosts", "h", "nics"]),
      ("/ovirt-engine/%61pi/hosts/h/%6eic%73", "/ovirt-engine/api", nil, ["hosts", "h", "nics"]),
      ("http://rhevm.example:8443/api/hosts", "/api", nil, ["hosts"]),
      ("/api/hosts/h/nics/bond%C3%BC%20+1", "/api", nil, ["hosts", "h", "nics", "bondü +1"]),
    ] as [(String, String, String?, [String])])
  func takesPathsApart(target: String, prefix: String, version: String?, segments: [String]) throws {
    let parsed = try #require(LegacyTarget(target))
    #expect(parsed.hrefPrefix == prefix)
    #expect(parsed.versionSegment == version)
    #expect(parsed.segments == segments)
  }

  @Test func findsMatrixParametersOnAnySegment() throws {
    let target = try #require(
      LegacyTarget("/ovirt-engine;a=1/api;max=3/hosts;async/h;case_sensitive=True;n%3Bm=%2B=x/nics;/;force="))
    #expect(target.segments == ["hosts", "h", "nics"])
    #expect(
      target.matrix == [
        .init("a", "1"), .init("max", "3"), .init("async", nil), .init("case_sensitive", "True"), .init("n;m", "+=x"),
        .init("force", ""),
      ])
  }

  @Test func theQuickWayAgreesWithTheThoroughOne() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "/", "//", "ovirt-engine", "api", "v3", "v4", "v5", "hosts", "nics", "setupnetworks", ".", "..", ".a", "a.b",
      ";max=3",
      "%2e", "%6eics", "?", "?x=%2F;y#", "&a=b", "\u{e9}", "+", " ", "http://h", "0c1c0000-0000-4000-8000-000000000001",
      "~_-",
    ]
    for _ in 0..<20_000 {
      let start = ["", "/", "/api", "/ovirt-engine/api", "/ovirt-engine/api/v3/"].randomElement(using: &random) ?? ""
      let target = (0..<Int.random(in: 0...6, using: &random)).reduce(start) { text, _ in
        text + (pieces.randomElement(using: &random) ?? "")
      }
      let quick = Result { () throws(GatewayError) in try LegacyTarget.parse(target) }
      let thorough = Result { () throws(GatewayError) in try LegacyTarget.parseAny(target) }
      switch (quick, thorough) {
      case (.success(let one), .success(let other)): #expect(one == other, "\(target)")
      case (.failure, .failure): break
      default: Issue.record("\(target)")
      }
    }
  }

  @Test func keepsTheQueryRaw() throws {
    let target = try #require(LegacyTarget("/api/hosts;max=10?search=name%3Drack4+node2;max=1/../x?y"))
    #expect(target.query == "search=name%3Drack4+node2;max=1/../x?y")
    #expect(target.matrix == [.init("max", "10")])
    #expect(LegacyTarget("/api/hosts")?.query == nil)
    #expect(LegacyTarget("/api/hosts?")?.query == "")
  }

  @Test(arguments: [
    "/", "*", "", "/ovirt-engine", "/ovirt-engine/apis", "/ovirt-engine/sso/oauth/token", "/v3/api", "api",
  ])
  func isNilOutsideTheAPI(target: String) throws {
    #expect(LegacyTarget(target) == nil)
    #expect(try LegacyTarget.parse(target) == nil)
  }

  @Test(arguments: [
    "/api/hosts/%", "/api/hosts/%4", "/api/hosts/%zz", "/api/hosts/%ff", "/api/hosts/%C3", "/api/hosts;a=%G1",
    "/api/hosts/h/x/../nics", "/api/./hosts", "/api/hosts/%2e%2E/hosts", "/api/hosts/h%2Fnics", "/api/hosts/h%5cnics",
    "/api/hosts/h\\nics", "/api/hosts/h%00/nics", "/api/hosts/h/nics%0a", "/api/hosts/h/nics#x", "/api/hosts/ h",
    "/ovirt-engine/x/../api/hosts", "/api/hosts\u{7f}",
  ])
  func refusesWhatServersReadInDifferentWays(target: String) {
    #expect(LegacyTarget(target) == nil)
    let error = #expect(throws: GatewayError.self) { try LegacyTarget.parse(target) }
    #expect(error?.code == .badRequest)
    #expect(error?.stage == .parse)
  }

  @Test func readsMax() throws {
    #expect(try LegacyTarget("/api/hosts/h/nics")?.maxResults() == nil)
    #expect(try LegacyTarget("/api/hosts/h/nics;max=3")?.maxResults() == 3)
    #expect(try LegacyTarget("/api/hosts/h;max=1/nics;max=2")?.maxResults() == 2)
    #expect(try LegacyTarget("/api/hosts/h/nics;max=-1")?.maxResults() == nil)
    for bad in ["max", "max=", "max=x", "max=3.0", "max=99999999999"] {
      let target = try #require(LegacyTarget("/api/hosts/h/nics;\(bad)"))
      let error = #expect(throws: GatewayError.self) { try target.maxResults() }
      #expect(error?.code == .matrixParameterInvalid)
    }
  }

  @Test func readsAsync() throws {
    for (text, expected) in [
      ("", false), (";async", true), (";async=", true), (";async=TRUE", true), (";async=False", false),
    ] {
      let target = try #require(LegacyTarget("/api/hosts/h/nics/setupnetworks\(text)"))
      #expect(try target.isAsync() == expected)
    }
    let target = try #require(LegacyTarget("/api/hosts/h/nics/setupnetworks;async=1"))
    #expect(throws: GatewayError.self) { try target.isAsync() }
  }
}

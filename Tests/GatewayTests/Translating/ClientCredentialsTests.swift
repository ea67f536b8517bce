import EngineClient
import Testing

@testable import Gateway

@Suite struct ClientCredentialsTests {
  private static func credentials(_ headers: [HeaderField]) -> ClientCredentials {
    ClientCredentials(
      RequestHead(
        id: "r1", method: "GET", target: "/api", headers: headers, isTLS: false, clientAddress: "127.0.0.1"))
  }

  private static let persistent = HeaderField("Prefer", "persistent-auth")
  private static let basic = HeaderField("Authorization", "Basic YWRtaW46c2VjcmV0")

  @Test func whoTheClientIsGoesWithEveryCallAndFramingDoesNot() {
    let headers = Self.credentials([
      Self.basic, HeaderField("Content-Length", "7"), HeaderField("Host", "gateway"), HeaderField("Version", "3"),
      HeaderField("Accept", "text/html"), HeaderField("filter", "False"), HeaderField("Correlation-Id", "c1"),
      HeaderField("Accept-Language", "de"), HeaderField("JSESSIONID", "csrf"),
    ]).headers(cookies: [], opensSession: false)
    #expect(
      Set(headers.map(\.name)) == ["Authorization", "filter", "Correlation-Id", "Accept-Language", "JSESSIONID"])
  }

  @Test func onlyOneOfSeveralCallsOpensTheSessionThatTheClientWants() {
    let credentials = Self.credentials([Self.basic, Self.persistent])
    #expect(credentials.headers(cookies: [], opensSession: true).contains(Self.persistent))
    #expect(!credentials.headers(cookies: [], opensSession: false).contains(Self.persistent))
  }

  @Test func theWishForASessionAlwaysGoesWithACookieSinceTheEngineEndsTheSessionWithoutIt() {
    let cookie = HeaderField("cookie", "JSESSIONID=abc")
    let headers = Self.credentials([Self.persistent, cookie]).headers(cookies: [], opensSession: false)
    #expect(headers.contains(Self.persistent))
    #expect(headers.contains(cookie))
  }

  @Test func aSessionThatTheEngineOpenedIsUsedForTheNextCallsAndReplacesTheClientsOwn() throws {
    let credentials = Self.credentials([
      Self.basic, Self.persistent, HeaderField("Cookie", "theme=dark; JSESSIONID=old"),
    ])
    let new = try #require(EngineCookie("JSESSIONID=new; Path=/ovirt-engine/api; HttpOnly"))
    let headers = credentials.headers(cookies: [new], opensSession: false)
    #expect(headers.contains(HeaderField("Cookie", "theme=dark; JSESSIONID=new")))
    #expect(headers.filter { $0.name.lowercased() == "cookie" }.count == 1)
    #expect(headers.contains(Self.persistent))
  }

  @Test func aNegotiateTokenMayBeGoodForOneCallOnly() {
    #expect(Self.credentials([HeaderField("Authorization", "Negotiate YII=")]).workOnce)
    #expect(!Self.credentials([Self.basic]).workOnce)
    #expect(!Self.credentials([HeaderField("authorization", "bearer x")]).workOnce)
    #expect(!Self.credentials([]).workOnce)
    #expect(
      !Self.credentials([HeaderField("Authorization", "Negotiate YII="), HeaderField("Cookie", "JSESSIONID=1")])
        .workOnce)
  }

  @Test(arguments: [
    ("JSESSIONID=abc; Path=/; HttpOnly", "JSESSIONID", "abc"), (" a = b=c ", "a", "b=c"), ("a=", "a", ""),
  ])
  func aCookieIsReadAsBrowsersDo(text: String, name: String, value: String) throws {
    let cookie = try #require(EngineCookie(text))
    #expect(cookie.name == name)
    #expect(cookie.value == value)
    #expect(cookie.setCookieValue == text)
  }

  @Test(arguments: ["", "novalue", "=x", "; Path=/"])
  func whatHasNoNameIsNoCookie(text: String) {
    #expect(EngineCookie(text) == nil)
  }
}

import EngineClient
import Testing

@testable import Gateway

@Suite struct ClientAuthorityTests {
  private func url(_ target: String, host: String?, isTLS: Bool = false) -> String {
    let head = HandlerUnderTest.head("POST", target, host.map { [HeaderField("Host", $0)] } ?? [], isTLS: isTLS)
    return ClientAuthority.url(of: "/api/x", for: head)
  }

  @Test(arguments: [
    ("gateway.example.com", false, "http://gateway.example.com/api/x"),
    ("gateway.example.com:8443", true, "https://gateway.example.com:8443/api/x"),
    ("[2001:db8::1]:80", false, "http://[2001:db8::1]:80/api/x"),
  ])
  func isWhatTheClientUsed(host: String, isTLS: Bool, expected: String) {
    #expect(url("/api/hosts", host: host, isTLS: isTLS) == expected)
  }

  @Test func isThatOfAnAbsoluteTargetFirst() {
    #expect(url("http://other:81/api/hosts?a=b", host: "gateway") == "http://other:81/api/x")
    #expect(url("http://user:word@other/api", host: "gateway") == "http://other/api/x")
  }

  @Test(arguments: [nil, "", "a/b", "a b", "user@host", "ü"])
  func isNoneWhereTheRequestNamesNoHost(host: String?) {
    #expect(url("/api/hosts", host: host) == "/api/x")
  }
}

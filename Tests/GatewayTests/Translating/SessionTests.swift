import EngineAPI
import EngineClient
import Testing

@testable import Gateway

/// Sign-in of the calls that one request makes.
@Suite struct SessionTests {
  private static let persistent = HeaderField("Prefer", "persistent-auth")
  private static let basic = HeaderField("Authorization", "Basic eDp5")
  private static let attach = "/api/hosts/h1/nics/e1/attach"
  private static let attachRed = "<action><network><name>red</name></network></action>"

  private static func settingCookies(_ test: HandlerUnderTest) {
    test.engine.answer { request, _ in
      guard request.headers.contains(persistent), !request.headers.contains(where: { $0.name == "Cookie" }) else {
        return nil
      }
      guard request.target.hasSuffix("/hosts/h1") else { return nil }
      return FakeEngine.document(
        FakeEngine.host,
        headers: [
          HeaderField("Set-Cookie", "JSESSIONID=s1; Path=/ovirt-engine/api; Secure; HttpOnly"),
          HeaderField("Set-Cookie", "JSESSIONID=s2; Path=/ovirt-engine/api; Secure; HttpOnly"),
        ])
    }
  }

  @Test func oneSessionIsOpenedUsedForTheRestAndHandedOnOnceInAFormThatOldClientsSendBack() async throws {
    let test = try HandlerUnderTest()
    Self.settingCookies(test)
    let answer = await test.send("POST", Self.attach, [Self.basic, Self.persistent], body: Self.attachRed)
    #expect(answer.status == 200)
    let opening = test.engine.requests.filter {
      $0.headers.contains(Self.persistent) && !$0.headers.contains { $0.name == "Cookie" }
    }
    #expect(opening.map(\.target) == ["/ovirt-engine/api/hosts/h1"])
    let sent = try #require(test.engine.mutations.first)
    #expect(sent.headers.contains(HeaderField("Cookie", "JSESSIONID=s2")))
    #expect(sent.headers.contains(Self.persistent))
    #expect(answer.headers.filter { $0.name == "Set-Cookie" }.map(\.value) == ["JSESSIONID=s2; Path=/api; HttpOnly"])
  }

  @Test func aNegotiateTokenGoesAloneFirstAndTheSessionDoesTheRest() async throws {
    let test = try HandlerUnderTest { $0.dialect = .v36 }
    test.engine.answer { request, _ in
      guard request.target.hasSuffix("/hosts/h1") else { return nil }
      return FakeEngine.document(
        FakeEngine.hostV3(action: "setupnetworks"), headers: [HeaderField("Set-Cookie", "JSESSIONID=s1; Path=/")])
    }
    let token = HeaderField("Authorization", "Negotiate YII=")
    let answer = await test.send("GET", "/api/hosts/h1/nics", [token, Self.persistent])
    #expect(answer.status == 200)
    #expect(test.engine.requests.first?.target == "/ovirt-engine/api/hosts/h1")
    let withoutSession = test.engine.requests.filter { !$0.headers.contains(HeaderField("Cookie", "JSESSIONID=s1")) }
    #expect(withoutSession.count == 1)
  }

  @Test func aClientsOwnSessionGoesWithEveryCallAsItCame() async throws {
    let test = try HandlerUnderTest()
    let cookie = HeaderField("cookie", "JSESSIONID=mine")
    _ = await test.send("POST", Self.attach, [cookie, Self.persistent], body: Self.attachRed)
    for request in test.engine.requests {
      #expect(request.headers.contains(cookie), "\(request.target)")
      #expect(request.headers.contains(Self.persistent), "\(request.target)")
    }
  }
}

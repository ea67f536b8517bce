import EngineSimulator
import Foundation
import Testing
import XMLTree

/// Who is let in.
struct SessionTests {
  private func basic(_ pair: String) -> (String, String) {
    ("Authorization", "Basic " + Data(pair.utf8).base64EncodedString())
  }

  @Test func wrongAndMissingCredentialsAre401WithoutAFault() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      for headers in [[], [basic("admin@internal:wrong")], [("Authorization", "Bearer nonsense")]] {
        let reply = try await lab.send("GET", "", headers: headers, authorized: false)
        #expect(reply.status == 401)
        #expect(reply.header("WWW-Authenticate") == #"Basic realm="RESTAPI""#)
        #expect(reply.document?.name != "fault")
      }
      #expect(try await lab.get("").status == 200)
    }
  }

  @Test func aCookieStandsForASessionOnlyWithPersistentAuth() async throws {
    try await Lab.with(.v36) { (lab) async throws in
      #expect(try await lab.get("").header("Set-Cookie") == nil)
      let opened = try await lab.get("", headers: [("Prefer", "persistent-auth")])
      let cookie = try #require(opened.header("Set-Cookie"))
      #expect(cookie.hasPrefix("JSESSIONID="))
      #expect(cookie.contains("Path=/ovirt-engine/api"))
      #expect(cookie.contains("Secure") && cookie.contains("HttpOnly"))
      let pair = String(cookie.split(separator: ";")[0])
      let with = [("cookie", pair), ("Prefer", "persistent-auth")]
      let second = try await lab.send("GET", "/hosts", headers: with, authorized: false)
      #expect(second.status == 200)
      #expect(second.header("Set-Cookie") == nil)
      // A request without the preference ends the session.
      #expect(try await lab.send("GET", "", headers: [("Cookie", pair)], authorized: false).status == 200)
      #expect(try await lab.send("GET", "", headers: with, authorized: false).status == 401)
    }
  }

  @Test func aProtectedSessionNeedsItsHeader() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let opened = try await lab.get("", headers: [("Prefer", "persistent-auth, csrf-protection")])
      let pair = String(try #require(opened.header("Set-Cookie")).split(separator: ";")[0])
      let with = [("Cookie", pair), ("Prefer", "persistent-auth")]
      #expect(try await lab.send("GET", "", headers: with, authorized: false).status == 403)
      let id = String(pair.dropFirst("JSESSIONID=".count))
      #expect(try await lab.send("GET", "", headers: with + [("JSESSIONID", id)], authorized: false).status == 200)
    }
  }

  @Test func theSignOnServiceGivesTokensAndTakesThemBack() async throws {
    try await Lab.with(.v4) { (lab) async throws in
      let form = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")]
      let wrong = try await lab.send(
        "POST", "//ovirt-engine/sso/oauth/token",
        "grant_type=password&scope=ovirt-app-api&username=admin%40internal&password=no", headers: form,
        authorized: false)
      #expect(wrong.json?["error"] != nil)
      let scope = try await lab.send(
        "POST", "//ovirt-engine/sso/oauth/token", "grant_type=password&username=admin%40internal&password=secret",
        headers: form, authorized: false)
      #expect(scope.json?["error"] as? String == "invalid_scope")
      let given = try await lab.send(
        "POST", "//ovirt-engine/sso/oauth/token",
        "grant_type=password&scope=ovirt-app-api&username=admin%40internal&password=secret", headers: form,
        authorized: false)
      let token = try #require(given.json?["access_token"] as? String)
      let bearer = [("Authorization", "Bearer \(token)")]
      #expect(try await lab.send("GET", "", headers: bearer, authorized: false).status == 200)
      let out = try await lab.send(
        "POST", "//ovirt-engine/services/sso-logout", "scope=ovirt-app-api&token=\(token)", headers: form,
        authorized: false)
      #expect(out.status == 200)
      #expect(try await lab.send("GET", "", headers: bearer, authorized: false).status == 401)
      let fixed = [("Authorization", "Bearer fixed-token")]
      #expect(try await lab.send("GET", "", headers: fixed, authorized: false).status == 200)
    }
    try await Lab.with(.v36) { (lab) async throws in
      let fixed = [("Authorization", "Bearer fixed-token")]
      #expect(try await lab.send("GET", "", headers: fixed, authorized: false).status == 401)
    }
  }
}

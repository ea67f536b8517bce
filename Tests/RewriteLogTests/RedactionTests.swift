import GatewayErrors
import Testing

@testable import RewriteLog

@Suite struct RedactionTests {
  /// Text with the secret CANARY in it, in every notation that is known.
  static let secrets = [
    "<user><password>CANARY</password></user>",
    "<x:root_password xmlns:x='u'>CANARY</x:root_password>",
    "<Password>\n  CANARY words\n</Password>",
    "<password><value>CANARY</value></password>",
    "<password><![CDATA[a</password>CANARY]]></password>",
    "<password><password>a</password>CANARY</password>",
    "<password><password/>CANARY</password>",
    "<password>CANARY",
    "<password a='>'>CANARY</password>",
    "<token value=\"CANARY\"/>",
    "<host password=\"CANARY\" name=\"a\"/>",
    "<host password = 'CANARY two'/>",
    "<host password=\"CANARY",
    "<option name=\"passwd\" value=\"CANARY\"/>",
    "<property><name>client_secret</name><value>CANARY</value></property>",
    "said: &lt;password&gt;CANARY&lt;/password&gt; was wrong",
    "said: &lt;host password=&quot;CANARY two&quot;/&gt;",
    "{\"password\": \"CANARY\"}",
    "{\"password\": \"a\\\"CANARY\"}",
    "{\"access_token\":\"CANARY\",\"b\":1}",
    "{\"Secret\" : {\"a\": \"}\", \"b\": \"CANARY\"}}",
    "{\"token\": [\"x\", \"CANARY\"]}",
    "{\"pin\": CANARY}",
    "{\"p\\u0061ssword\": \"CANARY\"}",
    "{\"name\": \"password\", \"value\": \"CANARY\"}",
    "\"{\\\"password\\\":\\\"CANARY\\\"}\"",
    "{&quot;token&quot;:&quot;CANARY two&quot;}",
    "user=a&password=CANARY",
    "password=a;CANARY&x=1",
    "user%5Bpassword%5D=CANARY",
    "user[password]=CANARY",
    "p%61ssword=CANARY",
    "next=%2Fa%3Ftoken%3DCANARY",
    "Authorization: Basic CANARY1",
    "Authorization:CANARY",
    "proxy-authorization: Digest response=\"CANARY\"",
    "Cookie: a=CANARY; b=CANARY",
    "password: two words CANARY",
    "JSESSIONID=CANARY",
    "sent Bearer CANARY-1 to the engine",
    "GET https://admin:CANARY@engine/api failed",
    "GET https://CANARY:x@engine/api failed",
    "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nCANARY\r\n--x--",
    "<\u{0}p\u{0}a\u{0}s\u{0}s\u{0}w\u{0}o\u{0}r\u{0}d\u{0}>\u{0}CANARY",
  ]

  @Test(arguments: secrets) func aSecretInABodyIsHidden(_ text: String) {
    let (kept, _) = Redactor.body(text)
    #expect(kept?.contains("CANARY") == false)
    #expect(kept?.contains("***") == true)
  }

  @Test(arguments: secrets.dropLast(2)) func aSecretInAnErrorIsHidden(_ text: String) {
    let error = Redactor.error(
      GatewayError(.engineFailed, stage: .upstream, detail: "It said \(text)", nextStep: text, cause: text))
    #expect(!"\(error)".contains("CANARY"))
  }

  @Test(arguments: secrets) func hidingTwiceChangesNothing(_ text: String) {
    let once = Redactor.body(text).kept
    #expect(Redactor.body(once).kept == once)
  }

  @Test(arguments: [
    "/api;token=CANARY/hosts", "/api/hosts;max=1;password=CANARY;x=1/a?b=c", "/api?password=a;CANARY&c=d",
    "/api?a=b&access_token=CANARY", "/api?JSESSIONID=CANARY", "/api;jsessionid=CANARY?a=b",
    "/api?p%61ssword=CANARY", "/api?next=%2Fa%3Ftoken%3DCANARY", "http://u:CANARY@h/api", "//x?to=http://u:CANARY@h/",
  ]) func aSecretInATargetIsHidden(_ target: String) {
    #expect(!Redactor.target(target).contains("CANARY"))
  }

  @Test func whatIsNoSecretInATargetStays() {
    let target = "/api/hosts;max=10;case_sensitive=True/a?search=name%3Drack4&async=true"
    #expect(Redactor.target(target) == target)
    #expect(Redactor.target("/api;token=x;max=1/hosts?token=y&a=b") == "/api;token=***;max=1/hosts?token=***&a=b")
  }

  @Test(arguments: [
    ("Authorization", "Basic CANARY", "Basic ***"), ("authorization", "CANARY", "***"),
    ("Proxy-Authorization", "Negotiate CANARY", "Negotiate ***"), ("Authorization", "CANARY basic", "***"),
    ("Cookie", "JSESSIONID=CANARY; b=CANARY", "JSESSIONID=***; b=***"), ("Cookie", "CANARY", "***"),
    (
      "Set-Cookie", "JSESSIONID=CANARY; Path=/api; HttpOnly; Odd=CANARY",
      "JSESSIONID=***; Path=/api; HttpOnly; Odd=***"
    ),
    ("JSESSIONID", "CANARY", "***"), ("X-Auth-Token", "CANARY", "***"), ("X-Api-Key", "CANARY", "***"),
    ("Location", "https://e/api?token=CANARY&a=b", "https://e/api?token=***&a=b"),
    ("WWW-Authenticate", "Negotiate CANARY==", "Negotiate ***"),
    ("WWW-Authenticate", "Basic realm=\"ENGINE\"", "Basic realm=\"ENGINE\""),
    ("Content-Type", "application/xml; charset=UTF-8", "application/xml; charset=UTF-8"),
  ]) func aHeaderKeepsItsShapeAndLosesItsSecret(_ name: String, _ value: String, _ expected: String) {
    #expect(Redactor.fields([LoggedField(name, value)]).map(\.value) == [expected])
  }

  @Test(arguments: [
    "<host_nic id=\"a\"><name>eno1</name><network><name>red</name></network><bonding><options>"
      + "<option name=\"mode\" value=\"4\" type=\"x\"/></options></bonding><ip address=\"10.0.0.1\"/></host_nic>",
    "{\"name\": \"mode\", \"value\": \"4\", \"list\": [1, 2, {\"a\": null}]}",
    "Basic settings of the host can't be changed: eno1 is a slave of bond0.",
  ]) func whatIsNoSecretStays(_ text: String) {
    #expect(Redactor.body(text).kept == text)
  }

  @Test func aSecretThatTheCutRunsThroughIsHidden() {
    let text = "<a>" + String(repeating: "x", count: Redactor.bodyLimit - 16) + "<password>CANARYCANARY</password></a>"
    let (kept, length) = Redactor.body(text)
    #expect(kept?.contains("CAN") == false)
    #expect(length == text.utf8.count)
  }
}

import Gateway
import Testing

struct SessionCookieTests {
  @Test(arguments: [
    // value, prefix, whether the client's side is encrypted, what is handed on
    (
      "JSESSIONID=a; Path=/ovirt-engine/api; Secure; HttpOnly", "/ovirt-engine/api", true,
      "JSESSIONID=a; Path=/ovirt-engine/api; Secure; HttpOnly"
    ),
    (
      "JSESSIONID=a; Path=/ovirt-engine/api; Secure; HttpOnly", "/ovirt-engine/api", false,
      "JSESSIONID=a; Path=/ovirt-engine/api; HttpOnly"
    ),
    ("JSESSIONID=a; Path=/ovirt-engine/api", "/api", false, "JSESSIONID=a; Path=/api"),
    (
      "JSESSIONID=a; path=/ovirt-engine/api/; secure", "/ovirt-engine/api", false,
      "JSESSIONID=a; Path=/ovirt-engine/api"
    ),
    ("JSESSIONID=a; Path=/ovirt-engine", "/ovirt-engine/api", false, "JSESSIONID=a; Path=/ovirt-engine"),
    ("JSESSIONID=a; Path=/ovirt-engine/", "/ovirt-engine/api", false, "JSESSIONID=a; Path=/ovirt-engine/"),
    ("JSESSIONID=a; Path=/ovirt-engine/a", "/ovirt-engine/api", false, "JSESSIONID=a; Path=/ovirt-engine/api"),
    ("JSESSIONID=a; Path=/", "/api", false, "JSESSIONID=a; Path=/"),
    ("JSESSIONID=a", "/api", false, "JSESSIONID=a; Path=/api"),
    ("JSESSIONID=a; Path", "/api", false, "JSESSIONID=a; Path=/api"),
    (
      "JSESSIONID=\"a b\"; Expires=Wed, 09 Jun 2027 10:18:14 GMT;HttpOnly;Path=/x", "/api", true,
      "JSESSIONID=\"a b\"; Expires=Wed, 09 Jun 2027 10:18:14 GMT;HttpOnly; Path=/api"
    ),
    ("JSESSIONID=a; Path=/ovirt-engine/sso; Secure", "/", false, "JSESSIONID=a; Path=/ovirt-engine/sso"),
    ("locale=en; Path=/x; Secure", "/api", false, "locale=en; Path=/x; Secure"),
    ("XJSESSIONID=a; Secure", "/api", false, "XJSESSIONID=a; Secure"),
    ("nonsense", "/api", false, "nonsense"),
    ("", "/api", false, ""),
  ])
  func onlyPathAndSecureOfTheSessionAreTouched(_ value: String, _ prefix: String, _ isTLS: Bool, _ expected: String) {
    #expect(SessionCookie.adapted(value, prefix: prefix, isTLS: isTLS) == expected)
  }
}

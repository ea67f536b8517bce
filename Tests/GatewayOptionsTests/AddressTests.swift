import Testing

@testable import GatewayOptions

@Suite struct AddressTests {
  @Test(arguments: [
    ("https://engine.example.com", "https://engine.example.com"), ("http://e:8080/", "http://e:8080"),
    ("HTTPS://e/ovirt-engine/api", "https://e"), ("https://e/ovirt-engine/api/", "https://e"),
    ("http://e/api", "http://e"),
    ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"), ("https://[::1]", "https://[::1]"),
  ]) func theOriginOfAnEngineIsSchemeHostAndPort(_ text: String, _ origin: String) {
    #expect(UpstreamURL.origin(of: text) == .success(origin))
  }

  @Test(arguments: [
    "", "engine", "engine:443", "ftp://e", "https:/e", "https://", "https://:80", "https://e:0", "https://e:65536",
    "https://e:x", "https://e:", "https://u:p@e", "https://u@e", "https://e/other", "https://e/?a=b", "https://e#f",
    "https://[::1", "https://[e]", "https://::1", "https://a b", "https://[::1]x",
  ]) func whatIsNoEngineIsRefused(_ text: String) {
    guard case .failure(let refusal) = UpstreamURL.origin(of: text) else {
      Issue.record("\(text) was taken")
      return
    }
    #expect(!refusal.nextStep.isEmpty)
  }

  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:0", "::1", 0), ("localhost:65535", "localhost", 65535),
    ("[fe80::1%eth0]:80", "fe80::1%eth0", 80),
  ]) func hostAndPortAreRead(_ text: String, _ host: String, _ port: Int) {
    #expect(ListenAddress.read(text) == .success(ListenAddress(host: host, port: port)))
  }

  @Test(arguments: [
    "", "8080", ":8080", "::1:8080", "[::1]", "h:", "h:65536", "h:-1", "h:+1", "h:8o80", "[h]:1", "a/b:1",
  ]) func whatIsNoAddressIsRefused(_ text: String) {
    guard case .failure = ListenAddress.read(text) else {
      Issue.record("\(text) was taken")
      return
    }
  }

  @Test func theNearestNameIsFound() {
    #expect(NearestName.option(to: "upstreem") == "upstream")
    #expect(NearestName.option(to: "readDeadlineSeconds") == "read-deadline-seconds")
    #expect(NearestName.option(to: "TLS_KEY") == "tls-key")
    #expect(NearestName.distance(Array("kitten"), Array("sitting")) == 3)
  }
}

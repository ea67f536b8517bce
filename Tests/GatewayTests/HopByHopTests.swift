import Testing

@testable import Gateway

/// Which fields belong to one connection only.
@Suite("Fields of one connection")
struct HopByHopTests {
  @Test(
    "fields of one connection stay behind, in any letter case",
    arguments: [
      "Connection", "KEEP-ALIVE", "te", "TE", "trailer", "Transfer-Encoding", "upgrade", "Proxy-Authenticate",
      "proxy-authorization", "Proxy-Connection", "proxy-a", "Proxy-Abcd", "proxy-abcdefghijk", "proxy-",
    ])
  func staysBehind(_ name: String) {
    #expect(HopByHop.contains(name))
  }

  @Test(
    "all others go on",
    arguments: [
      "", "t", "tx", "trailers", "upgrades", "connections", "keep-alives", "transfer_encoding", "content-length",
      "authorization", "proxy", "proxies", "x-proxy-a", "expect",
    ])
  func goesOn(_ name: String) {
    #expect(!HopByHop.contains(name))
  }
}

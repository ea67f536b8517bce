import LegacyAPI
import Testing

@Suite struct LegacyCallTests {
  private func call(_ method: String, _ path: String, prefix: String = "/ovirt-engine/api") throws -> LegacyCall? {
    LegacyCall(method: method, target: try #require(LegacyTarget(prefix + path)))
  }

  @Test func knowsTheTranslatedCalls() throws {
    #expect(try call("GET", "/hosts/h/nics") == .listNics(hostID: "h"))
    #expect(try call("HEAD", "/hosts/h/nics") == .listNics(hostID: "h"))
    #expect(try call("GET", "/hosts/h/nics/n") == .getNic(hostID: "h", nicID: "n"))
    #expect(try call("HEAD", "/hosts/h/nics/n") == .getNic(hostID: "h", nicID: "n"))
    #expect(try call("POST", "/hosts/h/nics/n/attach") == .attach(hostID: "h", nicID: "n"))
    #expect(try call("POST", "/hosts/h/nics/n/detach") == .detach(hostID: "h", nicID: "n"))
    #expect(try call("POST", "/hosts/h/nics/setupnetworks") == .setupNetworks(hostID: "h"))
    #expect(try call("POST", "/hosts/h/nics") == .addBond(hostID: "h"))
    #expect(try call("PUT", "/hosts/h/nics/n") == .updateNic(hostID: "h", nicID: "n"))
    #expect(try call("DELETE", "/hosts/h/nics/n;async=true") == .removeNic(hostID: "h", nicID: "n"))
  }

  @Test func tellsTheStatusOfASuccess() {
    #expect(LegacyCall.addBond(hostID: "h").successStatus == 201)
    #expect(LegacyCall.addLabel(hostID: "h", nicID: "n").successStatus == 201)
    #expect(LegacyCall.nicActionHistory(hostID: "h", nicID: "n").successStatus == 301)
    for call in [
      LegacyCall.updateNic(hostID: "h", nicID: "n"), .removeNic(hostID: "h", nicID: "n"), .setupNetworks(hostID: "h"),
    ] { #expect(call.successStatus == 200) }
  }

  @Test func knowsThemInEveryFormThatClientsSend() throws {
    let expected = LegacyCall.setupNetworks(hostID: "h")
    #expect(try call("POST", "/hosts/h/nics/setupnetworks/", prefix: "/api") == expected)
    #expect(try call("POST", "//hosts;max=3//h/nics/setupnetworks;async=true?x", prefix: "/api/v3") == expected)
    #expect(try call("POST", "/hosts/h/nics/%73etupnetworks", prefix: "/ovirt-engine/api/v3") == expected)
  }

  @Test func knowsWhatStandsBelowANic() throws {
    for method in ["GET", "HEAD"] {
      #expect(try call(method, "/hosts/h/nics/n/labels") == .listLabels(hostID: "h", nicID: "n"))
      #expect(try call(method, "/hosts/h/nics/n/labels/l") == .getLabel(hostID: "h", nicID: "n", label: "l"))
      #expect(try call(method, "/hosts/h/nics/n/statistics") == .listStatistics(hostID: "h", nicID: "n"))
      #expect(
        try call(method, "/hosts/h/nics/n/statistics/s") == .getStatistic(hostID: "h", nicID: "n", statisticID: "s"))
      #expect(try call(method, "/hosts/h/nics/setupnetworks") == .setupNetworksStatus(hostID: "h"))
      #expect(try call(method, "/hosts/h/nics/n/attach/o") == .nicActionHistory(hostID: "h", nicID: "n"))
      #expect(try call(method, "/hosts/h/nics/n/detach/o") == .nicActionHistory(hostID: "h", nicID: "n"))
      #expect(try call(method, "/hosts/h/commitnetconfig/o") == .commitStatus(hostID: "h", taskIDs: "o"))
    }
    #expect(try call("POST", "/hosts/h/nics/n/labels") == .addLabel(hostID: "h", nicID: "n"))
    #expect(try call("DELETE", "/hosts/h/nics/n/labels/l") == .removeLabel(hostID: "h", nicID: "n", label: "l"))
    #expect(try call("POST", "/hosts/h/commitnetconfig") == .commitNetConfig(hostID: "h"))
    for path in ["nonsense", "labels/l/x", "statistics/s/x", "attach/o/x", "networks"] {
      #expect(try call("GET", "/hosts/h/nics/n/\(path)") == .unknownBelowNic(hostID: "h"))
    }
  }

  @Test(arguments: [
    ("DELETE", "/hosts/h/nics", ["GET", "HEAD", "POST"]),
    ("PUT", "/hosts/h/nics", ["GET", "HEAD", "POST"]),
    ("POST", "/hosts/h/nics/n", ["GET", "HEAD", "PUT", "DELETE"]),
    ("get", "/hosts/h/nics/n", ["GET", "HEAD", "PUT", "DELETE"]),
    ("PUT", "/hosts/h/nics/setupnetworks", ["GET", "HEAD", "POST"]),
    ("GET", "/hosts/h/nics/n/attach", ["POST"]),
    ("PUT", "/hosts/h/nics/n/detach", ["POST"]),
    ("POST", "/hosts/h/nics/n/attach/o", ["GET", "HEAD"]),
    ("PUT", "/hosts/h/nics/n/labels", ["GET", "HEAD", "POST"]),
    ("POST", "/hosts/h/nics/n/labels/l", ["GET", "HEAD", "DELETE"]),
    ("POST", "/hosts/h/nics/n/statistics", ["GET", "HEAD"]),
    ("GET", "/hosts/h/commitnetconfig", ["POST"]),
    ("POST", "/hosts/h/commitnetconfig/o", ["GET", "HEAD"]),
  ])
  func tellsTheMethodsOfAKnownURL(method: String, path: String, allowed: [String]) throws {
    #expect(try call(method, path) == .wrongMethod(allowed: allowed))
  }

  @Test(arguments: [
    ("GET", ""), ("GET", "/hosts"), ("GET", "/hosts/h"), ("GET", "/hosts/h/commitnetconfig/o/x"),
    ("POST", "/hosts/h/setupnetworks"), ("GET", "/hosts/h/networkattachments"),
    ("POST", "/hosts/h/nics/n/networkattachments"), ("DELETE", "/hosts/h/nics/n/networkattachments/a"),
    ("POST", "/hosts/h/nics/n/networklabels"), ("GET", "/hosts/h/nics/n/virtualfunctionallowedlabels"),
    ("GET", "/vms/v/nics"), ("POST", "/vms/v/nics"), ("GET", "/networks"), ("GET", "/hosts/h/Nics"),
  ])
  func relaysEverythingElse(method: String, path: String) throws {
    #expect(try call(method, path) == nil)
  }

  @Test func leavesClientsOfTheNewAPIAlone() throws {
    #expect(try call("GET", "/hosts/h/nics", prefix: "/ovirt-engine/api/v4") == nil)
    #expect(try call("POST", "/hosts/h/nics/n/attach", prefix: "/api/v4") == nil)
  }

  @Test func namesTheHost() throws {
    #expect(LegacyCall.listNics(hostID: "h").hostID == "h")
    #expect(LegacyCall.getNic(hostID: "h", nicID: "n").hostID == "h")
    #expect(LegacyCall.attach(hostID: "h", nicID: "n").hostID == "h")
    #expect(LegacyCall.detach(hostID: "h", nicID: "n").hostID == "h")
    #expect(LegacyCall.setupNetworks(hostID: "h").hostID == "h")
    #expect(LegacyCall.addBond(hostID: "h").hostID == "h")
    #expect(LegacyCall.updateNic(hostID: "h", nicID: "n").hostID == "h")
    #expect(LegacyCall.removeNic(hostID: "h", nicID: "n").hostID == "h")
    for call in [
      LegacyCall.listLabels(hostID: "h", nicID: "n"), .getLabel(hostID: "h", nicID: "n", label: "l"),
      .addLabel(hostID: "h", nicID: "n"), .removeLabel(hostID: "h", nicID: "n", label: "l"),
      .listStatistics(hostID: "h", nicID: "n"), .getStatistic(hostID: "h", nicID: "n", statisticID: "s"),
      .commitNetConfig(hostID: "h"), .commitStatus(hostID: "h", taskIDs: "o"), .setupNetworksStatus(hostID: "h"),
      .nicActionHistory(hostID: "h", nicID: "n"), .unknownBelowNic(hostID: "h"),
    ] { #expect(call.hostID == "h") }
    #expect(LegacyCall.wrongMethod(allowed: []).hostID == nil)
  }
}

import HostNetworking
import Testing
import Translation

/// No case can say it: what is planned of IPv6 without IPv4 isn't written.
@Suite("IPv6 assignments of a network")
struct OtherAssignmentsTests {
  @Test("go along with an IPv4 setup, and have no part in an item without one")
  func ipv6() throws {
    let state = try Fixtures.state("attributes")
    let nicID = try #require(state.nics.first { $0.name == "eth2" }?.id)
    let stored = try #require(state.attachments.first { $0.nicID == nicID }?.ipv6)
    #expect(!stored.isEmpty)
    let properties = [CustomProperty("bridge_opts", "priority=1")]
    for (edit, ipv4, ipv6) in [
      (LegacyHostNic(bootProtocol: "dhcp"), [IPv4Configuration(method: .dhcp)], stored),
      (LegacyHostNic(properties: properties), nil, []),
    ] {
      let plan = try Translator.plan(.updateNic(nicID: nicID, edit), on: state)
      guard case .call(.updateAttachment(_, _, let item)) = plan else {
        Issue.record("no edit of the attachment: \(plan)")
        continue
      }
      #expect(item.ipv4 == ipv4)
      #expect(item.ipv6 == ipv6)
    }
  }
}

import GatewayErrors
import HostNetworking
import Testing
import TranslationCases

@Suite("A recorded engine call")
struct ObservedCallTests {
  static let v3 = """
    <action><check_connectivity>true</check_connectivity><connectivity_timeout>60</connectivity_timeout>
    <modified_bonds><host_nic id="B"><name>bond1</name><bonding>
      <options><option name="mode" value="1"/><option name="miimon" value="150"/></options>
      <slaves><host_nic><name>eth2</name></host_nic><host_nic><name>eth3</name></host_nic></slaves></bonding></host_nic></modified_bonds>
    <modified_network_attachments><network_attachment><network id="N"/><host_nic><name>bond1</name></host_nic>
      <ip_address_assignments><ip_address_assignment><ip address="10.7.0.4" netmask="255.255.0.0"/>
      <assignment_method>static</assignment_method></ip_address_assignment></ip_address_assignments>
    </network_attachment></modified_network_attachments>
    <removed_network_attachments><network_attachment id="A9"/></removed_network_attachments></action>
    """
  static let v4 = """
    <action><removed_network_attachments><network_attachment id="A9"/></removed_network_attachments>
    <modified_network_attachments><network_attachment><host_nic><name>bond1</name></host_nic><network id="N"/>
      <ip_address_assignments><ip_address_assignment><assignment_method>static</assignment_method>
      <ip><address>10.7.0.4</address><netmask>255.255.0.0</netmask><version>v4</version></ip></ip_address_assignment></ip_address_assignments>
    </network_attachment></modified_network_attachments>
    <modified_bonds><host_nic id="B"><bonding><slaves><host_nic><name>eth3</name></host_nic><host_nic><name>eth2</name></host_nic></slaves>
      <options><option><name>miimon</name><value>150</value></option><option><name>mode</name><value>1</value></option></options>
      </bonding><name>bond1</name></host_nic></modified_bonds><connectivity_timeout>60</connectivity_timeout></action>
    """

  func read(_ body: String, path: String = "hosts/H/setupnetworks") throws -> ObservedCall {
    try ObservedCall(method: "POST", path: path, body: Array(body.utf8))
  }

  func mismatch(_ expected: String, _ observed: String) throws -> String? {
    Expectation(status: 200, call: try read(expected), fault: nil).mismatch(with: try read(observed))
  }

  @Test("of a label stands, with a commit behind it, for the one setupnetworks that saves")
  func joined() throws {
    func call(_ method: String, _ path: String, _ body: String = "") throws -> ObservedCall {
      try ObservedCall(method: method, path: path, body: Array(body.utf8))
    }
    let commit = try call("POST", "hosts/H/commitnetconfig", "<action/>")
    let saved = try call(
      "POST", "hosts/H/setupnetworks",
      """
      <action><check_connectivity>true</check_connectivity><commit_on_success>true</commit_on_success>\
      <modified_labels><network_label id="a"><host_nic id="E"/></network_label></modified_labels></action>
      """)
    for (path, name) in [("labels", "label"), ("networklabels", "network_label")] {
      let add = try call("POST", "hosts/H/nics/E/\(path)", #"<\#(name) id="a"/>"#)
      #expect(ObservedCall.joined([add, commit]) == [saved])
      let remove = try call("DELETE", "hosts/H/nics/E/\(path)/a")
      let removed = ObservedCall.joined([remove, commit])
      #expect(removed.count == 1)
      guard case .changes(let changes) = try #require(removed.first).content else { return }
      #expect(changes.removedLabels == ["a"] && changes.commitOnSuccess)
      // Anything else stays what it is.
      let ofAnotherHost = try call("POST", "hosts/G/commitnetconfig", "<action/>")
      for calls in [
        [add], [commit, add], [add, add], [add, ofAnotherHost], [add, commit, commit], [commit, commit],
      ] {
        #expect(ObservedCall.joined(calls) == calls)
      }
    }
    let attach = try call("DELETE", "hosts/H/nics/E/networkattachments/A")
    #expect(ObservedCall.joined([attach, commit]) == [attach, commit])
  }

  @Test("is the same in both document forms, whatever the order")
  func forms() throws {
    #expect(try mismatch(Self.v3, Self.v4) == nil)
    #expect(try mismatch(Self.v4, Self.v3) == nil)
  }

  @Test("is the same below any prefix, and under the name of the published design")
  func paths() throws {
    let expectation = Expectation(status: 200, call: try read(Self.v3, path: "/hosts/H/setupnetworks"), fault: nil)
    for path in ["/ovirt-engine/api/hosts/H/setupnetworks", "/api/v4/hosts/H/hostsetupnetworks"] {
      #expect(expectation.mismatch(with: try read(Self.v3, path: path)) == nil)
    }
    #expect(expectation.mismatch(with: try read(Self.v3, path: "/api/hosts/J/setupnetworks")) != nil)
  }

  @Test(
    "differs in every part that is sent",
    arguments: [
      ("150", "100"), (">true<", ">false<"), (">60<", ">61<"), ("eth2", "eth4"), ("10.7.0.4", "10.7.0.5"), ("A9", "A8"),
      (#"network id="N""#, #"network id="M""#), (#"host_nic id="B""#, #"host_nic id="C""#), ("static", "dhcp"),
      ("255.255.0.0", "255.255.255.0"), ("<name>bond1</name></host_nic>\n", "</host_nic>\n"),
    ])
  func differences(_ part: String, _ other: String) throws {
    let changed = Self.v3.replacing(part, with: other)
    try #require(changed != Self.v3)
    let how = try #require(try mismatch(Self.v3, changed))
    #expect(how.contains("missing:") && how.contains("not expected:"))
  }

  @Test("with an item twice differs from one with it once")
  func twice() throws {
    let item = #"<network_attachment id="A9"/>"#
    #expect(try mismatch(Self.v3, Self.v3.replacing(item, with: item + item)) == "not expected: removed attachment A9")
  }

  @Test("is compared with none at all")
  func none() throws {
    let call = try read(Self.v3)
    #expect(Expectation(status: 200, call: nil, fault: nil).mismatch(with: nil) == nil)
    #expect(Expectation(status: 200, call: nil, fault: nil).mismatch(with: call)?.hasPrefix("expected no call") == true)
    #expect(Expectation(status: 200, call: call, fault: nil).mismatch(with: nil)?.hasPrefix("expected a call") == true)
  }

  @Test("may leave the network of a stored attachment out")
  func networkLeftOut() throws {
    let with = #"<network_attachment id="A"><network id="N"/><host_nic id="E"/></network_attachment>"#
    let without = #"<network_attachment id="A"><host_nic id="E"/></network_attachment>"#
    #expect(try mismatch(with, without) == nil)
    #expect(try mismatch(with, without.replacing(#" id="A""#, with: "")) != nil)
  }

  @Test("can be compared without IPv6, for engines that know none")
  func withoutIPv6() throws {
    func body(_ more: String) -> String {
      """
      <network_attachment id="A"><ip_address_assignments><ip_address_assignment><assignment_method>dhcp</assignment_method>
      <ip><version>v4</version></ip></ip_address_assignment>\(more)</ip_address_assignments></network_attachment>
      """
    }
    let ipv6 = """
      <ip_address_assignment><assignment_method>static</assignment_method>
      <ip><address>2001:db8::1</address><netmask>64</netmask></ip></ip_address_assignment>
      """
    let expectation = Expectation(status: 200, call: try read(body(ipv6)), fault: nil)
    let without = try read(body(""))
    #expect(expectation.mismatch(with: without) != nil)
    #expect(expectation.mismatch(with: without, ignoringIPv6: true) == nil)
  }

  @Test(
    "with an element that no such call has isn't read",
    arguments: [
      "<action><host_nics/></action>", "<host_nic/>", "<action><removed_bonds><host_nic/></removed_bonds></action>",
      "<action><check_connectivity>1</check_connectivity></action>",
      "<action><removed_bonds><bond id=\"B\"/></removed_bonds></action>",
      "not xml",
    ])
  func unreadable(_ body: String) {
    #expect(throws: GatewayError.self) { try read(body) }
  }

  @Test("of a DELETE has no content, with a body or without")
  func delete() throws {
    let path = "/api/hosts/H/nics/E/networkattachments/A"
    let bare = try ObservedCall(method: "DELETE", path: path, body: [])
    #expect(bare.content == .nothing)
    #expect(try ObservedCall(method: "DELETE", path: path, body: Array("<action/>".utf8)) == bare)
    #expect(bare == ObservedCall(.deleteAttachment(nicID: "E", attachmentID: "A"), hostID: "H"))
  }
}

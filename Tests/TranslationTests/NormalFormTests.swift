import HostNetworking
import Testing

@testable import Translation

@Suite("Normal forms")
struct NormalFormTests {
  @Test(
    "a netmask is dotted whatever form it has",
    arguments: [
      ("24", "255.255.255.0"), ("0", "0.0.0.0"), ("1", "128.0.0.0"), ("32", "255.255.255.255"),
      ("25", "255.255.255.128"),
      ("255.255.0.0", "255.255.0.0"), ("33", "33"), ("x", "x"), ("-1", "-1"),
    ])
  func netmask(_ text: String, _ dotted: String) {
    #expect(Netmask.dotted(text) == dotted)
  }

  @Test("no netmask stays none")
  func noNetmask() {
    #expect(Netmask.dotted(nil) == nil)
    #expect(Netmask.dotted("") == nil)
  }

  @Test(
    "a dotted quad is four numbers from 0 to 255",
    arguments: [
      ("10.0.0.1", true), ("0.0.0.0", true), ("255.255.255.255", true), ("256.0.0.1", false), ("10.0.0", false),
      ("10.0.0.1.2", false), ("10.0.0.", false), ("", false), (" 10.0.0.1", false), ("10.0.0.01", false), ("24", false),
      ("2001:db8::1", false), ("1e1.0.0.1", false), ("-1.0.0.1", false), ("10.0.0.٣", false),
    ])
  func quad(_ text: String, _ isValid: Bool) {
    #expect(DottedQuad.isValid(text) == isValid)
  }

  @Test("two dhcp setups are equal whatever the lease, and so are two without address")
  func leases() {
    let lease = IPv4Configuration(method: .dhcp, address: "10.0.0.1", netmask: "255.0.0.0")
    #expect(IPv4Equality.same(lease, IPv4Configuration(method: .dhcp)))
    #expect(IPv4Equality.same(.none, IPv4Configuration(method: .none, address: "10.0.0.1")))
    #expect(!IPv4Equality.same(lease, .none))
  }

  @Test("static setups compare address, netmask in any form, and a gateway that is one")
  func statics() {
    func setup(_ address: String, _ netmask: String, _ gateway: String? = nil) -> IPv4Configuration {
      IPv4Configuration(method: .static, address: address, netmask: netmask, gateway: gateway)
    }
    let one = setup("10.0.0.1", "255.255.255.0")
    #expect(IPv4Equality.same(one, setup("10.0.0.1", "24", "")))
    #expect(IPv4Equality.same(one, setup("10.0.0.1", "24", "0.0.0.0")))
    #expect(!IPv4Equality.same(one, setup("10.0.0.1", "24", "10.0.0.254")))
    #expect(!IPv4Equality.same(one, setup("10.0.0.2", "24")))
    #expect(!IPv4Equality.same(one, setup("10.0.0.1", "25")))
  }

  @Test(
    "bond options are a map, and a mode has a name and a number",
    arguments: [
      ("0", "balance-rr"), ("1", "active-backup"), ("2", "balance-xor"), ("3", "broadcast"), ("4", "802.3ad"),
      ("5", "balance-tlb"), ("6", "balance-alb"),
    ])
  func modes(_ number: String, _ name: String) {
    let byNumber = [BondOption("mode", number), BondOption("miimon", "100")]
    #expect(BondOptions.same(byNumber, [BondOption("miimon", "100"), BondOption("mode", name)]))
    #expect(!BondOptions.same(byNumber, [BondOption("mode", number)]))
    #expect(!BondOptions.same(byNumber, [BondOption("mode", number), BondOption("miimon", name)]))
  }

  @Test("no other value is interpreted")
  func otherValues() {
    #expect(!BondOptions.same([BondOption("xmit_hash_policy", "1")], [BondOption("xmit_hash_policy", "layer3+4")]))
    #expect(!BondOptions.same([BondOption("primary", "1")], [BondOption("primary", "active-backup")]))
  }

  @Test("properties are a map")
  func properties() {
    let one = [CustomProperty("bridge_opts", "priority=1"), CustomProperty("ethtool_opts", "-K")]
    #expect(PropertyMaps.same(one, one.reversed()))
    #expect(!PropertyMaps.same(one, [one[0]]))
    #expect(!PropertyMaps.same([one[0]], [CustomProperty("bridge_opts", "priority=2")]))
  }

  @Test("the name of a rule is that of its file")
  func ruleNames() {
    #expect(ruleName(ofFile: "Translation/PlaceNetworks.swift") == "place-networks")
    #expect(ruleName(ofFile: "Translation/Guard.swift") == "guard")
  }
}

import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import XMLTree

@Suite struct LegacyRequestReaderTests {
  private let attach = LegacyCall.attach(hostID: "h", nicID: "n")
  private let setup = LegacyCall.setupNetworks(hostID: "h")

  private func read(_ call: LegacyCall, _ body: String, _ type: String? = "application/xml") throws -> LegacyRequest {
    try LegacyRequestReader.read(call, body: Array(body.utf8), contentType: type)
  }

  private func desired(_ body: String) throws -> LegacyDesiredState {
    guard case .setupNetworks(let state) = try read(setup, body).mutation else {
      throw GatewayError(.internalError, stage: .parse, detail: "no setupnetworks")
    }
    return state
  }

  private func nic(_ entry: String) throws -> LegacyHostNic {
    let nics = try desired("<action><host_nics><host_nic>\(entry)</host_nic></host_nics></action>").hostNics
    return try #require(nics?.first)
  }

  private func refusal(_ call: LegacyCall, _ body: String, _ type: String? = "application/xml") throws -> GatewayError {
    let error = #expect(throws: GatewayError.self) { try read(call, body, type) }
    return try #require(error)
  }

  @Test func readsTheNetworkOfAttachAndDetach() throws {
    let both = #"<action><network id="i"><name>red</name></network></action>"#
    let network = LegacyNetworkReference(id: "i", name: "red")
    #expect(try read(attach, both).mutation == .attach(nicID: "n", network: network))
    #expect(
      try read(.detach(hostID: "h", nicID: "n"), both).mutation == .detach(nicID: "n", network: network))
  }

  @Test(arguments: [
    "<action/>", "<action></action>", "<action><network/></action>", #"<action><network id=""/></action>"#,
    "<action><network><name></name></network></action>", "<action>\n  <network>\n  </network>\n</action>",
  ])
  func leavesAnAttachWithoutNetworkToTheRules(body: String) throws {
    guard case .attach("n", let network) = try read(attach, body).mutation else {
      Issue.record("no attach")
      return
    }
    #expect(network?.isEmpty ?? true)
  }

  @Test func tellsAbsentHostNicsFromEmptyOnes() throws {
    #expect(try desired("<action/>") == LegacyDesiredState(hostNics: nil))
    #expect(try desired("<action><host_nics/></action>") == LegacyDesiredState(hostNics: []))
  }

  @Test func tellsAbsentFromEmptyInAnEntry() throws {
    #expect(try nic("") == LegacyHostNic())
    #expect(try nic("<name/>") == LegacyHostNic())
    #expect(try nic("<name>eth0</name>") == LegacyHostNic(name: "eth0"))
    #expect(try nic("<network/>").network == LegacyNetworkReference())
    #expect(try nic("<ip/>").ip == LegacyIP())
    #expect(
      try nic(#"<ip address="" gateway="192.0.2.1"/>"#).ip == LegacyIP(address: "", netmask: nil, gateway: "192.0.2.1"))
    #expect(try nic("<bonding/>").bonding == LegacyBonding())
    #expect(try nic("<bonding><options/><slaves/></bonding>").bonding == LegacyBonding(options: [], slaves: []))
    #expect(
      try nic(#"<bonding><options><option name="mode"/><option type="x"/></options></bonding>"#).bonding?.options
        == [LegacyBondOption(name: "mode", value: nil), LegacyBondOption(name: nil, value: nil)])
    #expect(try nic("<properties/>").properties == [])
    #expect(try nic("<boot_protocol/><base_interface/><vlan/>") == LegacyHostNic())
  }

  @Test func keepsEntriesSlavesAndPropertiesInOrder() throws {
    let state = try desired(
      """
      <action><host_nics>
        <host_nic><name>b</name></host_nic>
        <host_nic id="2"><bonding><slaves>
          <host_nic><name>z</name><network/></host_nic><host_nic id="a"/>
        </slaves></bonding></host_nic>
        <host_nic><name>a</name><properties>
          <property><name>y</name><value>2</value></property><property><name>x</name><value/></property>
        </properties></host_nic>
      </host_nics></action>
      """)
    #expect(
      state.hostNics == [
        LegacyHostNic(name: "b"),
        LegacyHostNic(
          id: "2",
          bonding: LegacyBonding(slaves: [
            LegacyHostNic(name: "z", network: LegacyNetworkReference()), LegacyHostNic(id: "a"),
          ])),
        LegacyHostNic(name: "a", properties: [CustomProperty("y", "2"), CustomProperty("x", "")]),
      ])
  }

  @Test(arguments: [
    ("true", true), ("TRUE", true), ("False", false), ("1", true), ("0", false), ("\n true ", true),
  ])
  func readsBooleans(text: String, expected: Bool) throws {
    #expect(
      try desired("<action><check_connectivity>\(text)</check_connectivity></action>").checkConnectivity == expected)
    #expect(try nic("<override_configuration>\(text)</override_configuration>").overrideConfiguration == expected)
    #expect(try nic("<check_connectivity>\(text)</check_connectivity>").checkConnectivity == expected)
  }

  @Test func readsTheTimeout() throws {
    let body = "<action><connectivity_timeout> 90\n</connectivity_timeout></action>"
    #expect(try desired(body).connectivityTimeoutSeconds == 90)
  }

  @Test(arguments: [
    ("<action><check_connectivity>yes</check_connectivity></action>", "action/check_connectivity is 'yes'"),
    ("<action><force/></action>", "action/force is ''"),
    ("<action><connectivity_timeout/></action>", "action/connectivity_timeout is ''"),
    ("<action><connectivity_timeout>1m</connectivity_timeout></action>", "action/connectivity_timeout is '1m'"),
    ("<action><connectivity_timeout>2147483648</connectivity_timeout></action>", "'2147483648'"),
    (
      "<action><host_nics><host_nic/><host_nic><bridged>2</bridged></host_nic></host_nics></action>",
      "action/host_nics/host_nic[2]/bridged is '2'"
    ),
    ("<action><host_nics><host_nic><mtu>big</mtu></host_nic></host_nics></action>", "host_nic[1]/mtu is 'big'"),
    (#"<action><host_nics><host_nic><vlan id="65536"/></host_nic></host_nics></action>"#, "vlan/@id is '65536'"),
    ("<action><network>red</network></action>", "action/network is 'red'"),
    ("<action><host_nics><host_nic><ip>192.0.2.1</ip></host_nic></host_nics></action>", "ip is '192.0.2.1'"),
    ("<action><network/><network/></action>", "action/network is stated twice"),
    (
      "<action><host_nics><host_nic><name>a</name><name>b</name></host_nic></host_nics></action>",
      "action/host_nics/host_nic[1]/name is stated twice"
    ),
    (
      "<action><host_nics><host_nic><properties><property><name>a</name></property></properties></host_nic>"
        + "</host_nics></action>",
      "host_nic[1]/properties/property[1] has no name or no value"
    ),
  ])
  func refusesValuesThatCannotBeRead(body: String, detail: String) throws {
    let error = try refusal(setup, body)
    // A number with letters was a syntax error in 3.5, the rest an invalid value.
    let hasLetters = detail.contains("1m") || detail.contains("big")
    #expect(error.code == (hasLetters ? .requestValueUnreadable : .requestValueInvalid))
    #expect(error.stage == .parse)
    #expect(error.detail.contains(detail), "\(error.detail)")
    #expect(!error.nextStep.isEmpty)
  }

  @Test func cutsLongValuesInErrors() throws {
    let value = String(repeating: "x", count: 100_000)
    #expect(try refusal(setup, "<action><force>\(value)</force></action>").detail.count < 200)
  }

  @Test(arguments: [
    ("<action><foo/></action>", "action/foo", "host_nics, check_connectivity"),
    ("<action><hostNics/></action>", "action/hostNics", "host_nics"),
    ("<action><host_nics><nic/></host_nics></action>", "action/host_nics/nic", "host_nic"),
    (
      "<action><host_nics><host_nic/><host_nic><foo/></host_nic></host_nics></action>",
      "action/host_nics/host_nic[2]/foo", "base_interface"
    ),
    (
      "<action><host_nics><host_nic><bonding><slaves><host_nic/><host_nic><x/></host_nic></slaves></bonding></host_nic>"
        + "</host_nics></action>",
      "action/host_nics/host_nic[1]/bonding/slaves/host_nic[2]/x", "name"
    ),
    (
      "<action><host_nics><host_nic><ip><address>192.0.2.1</address></ip></host_nic></host_nics></action>",
      "action/host_nics/host_nic[1]/ip/address", "address, gateway, netmask"
    ),
    (
      "<action><host_nics><host_nic><name><b/></name></host_nic></host_nics></action>", "host_nic[1]/name/b",
      "text only"
    ),
    ("<action><host_nics><host_nic><status><s/></status></host_nic></host_nics></action>", "status/s", "state, detail"),
    ("<action><modified_bonds/></action>", "action/modified_bonds", "host_nics"),
  ])
  func refusesUnknownElements(body: String, path: String, known: String) throws {
    let error = try refusal(setup, body)
    #expect(error.code == .requestElementUnknown)
    #expect(error.detail.contains(path), "\(error.detail)")
    #expect(error.nextStep.contains(known), "\(error.nextStep)")
  }

  @Test func acceptsWhatThe35SchemaHasAndNoRuleReads() throws {
    let body = """
      <action id="a" href="/x"><actions><link href="/x" rel="y"/></actions><name>n</name><description>d</description>
        <comment>c</comment><creation_status><state>s</state></creation_status><link rel="parent" href="/p"/>
        <async>true</async><grace_period><expiry>5</expiry></grace_period><host id="h"><name>h</name></host>
        <network id="i" href="/n"><data_center id="d"/><cluster/><ip/><vlan id="7"/><stp>false</stp><status><state/></status>
          <display>0</display><mtu>0</mtu><usages><usage>vm</usage></usages><required>true</required>
          <profile_required>true</profile_required><labels><label id="l"/></labels></network>
        <vm><anything/></vm><storage_domain/><force>1</force><job id="j"/><status><state>s</state></status>
        <fault><reason>r</reason><detail>d</detail></fault><iscsi_target>a</iscsi_target><iscsi_target>b</iscsi_target>
        <host_nics><actions/><total>1</total><active/><host_nic unknown="ignored" xml:lang="en">
          <host><foo/></host><mac address="m"/><speed>10000000000</speed><mtu/><statistics><statistic/></statistics>
          <labels><label id="l"><host_nic id="n"/><network/></label></labels><custom_configuration>true</custom_configuration>
        </host_nic></host_nics></action>
      """
    #expect(try read(attach, body).mutation == .attach(nicID: "n", network: LegacyNetworkReference(id: "i")))
    #expect(try desired(body).hostNics == [LegacyHostNic()])
  }

  @Test func refusesAnotherRoot() throws {
    for body in ["<host_nic/>", "<actions/>", "<Action/>", "<vm/>"] {
      let error = try refusal(setup, body)
      #expect(error.code == .requestRootUnexpected)
      #expect(error.status == 400)
    }
  }

  @Test(arguments: [nil, "", "application/xml", "application/XML; charset=UTF-8", "text/xml ;charset=utf-8"])
  func readsXMLUnderEachOfItsNames(type: String?) throws {
    #expect(try read(attach, "<action/>", type).mutation == .attach(nicID: "n", network: nil))
  }

  @Test(arguments: [
    "application/x-yaml", "text/json", "application/x-www-form-urlencoded", "text/plain", "application/xmlx",
  ])
  func refusesOtherMediaTypes(type: String) throws {
    let error = try refusal(attach, "<action/>", type)
    #expect(error.code == .mediaTypeUnsupported)
    #expect(error.detail.contains(type))
  }

  @Test(arguments: [
    ("", FaultCode.requestNotXML), (" \r\n\t", .requestNotXML), ("<action>", .requestNotXML),
    (#"{"network":{}}"#, .requestNotXML), (#"<action xmlns="urn:x"/>"#, .requestXMLForbidden),
    ("<!DOCTYPE action><action/>", .requestXMLForbidden),
  ])
  func refusesBodiesThatAreNoPlainXML(body: String, code: FaultCode) throws {
    #expect(try refusal(setup, body).code == code)
  }

  @Test func skipsLeadingWhiteSpace() throws {
    #expect(try read(attach, "\r\n \t<?xml version='1.0'?>\n<action/>").mutation == .attach(nicID: "n", network: nil))
  }

  @Test func refusesToReadABodyForACallWithoutOne() throws {
    #expect(try refusal(.listNics(hostID: "h"), "<action/>").code == .internalError)
  }

  @Test func echoesInSchemaOrderAtEveryDepth() throws {
    let echo = try read(
      setup,
      """
      <action b="2" a="1"><force>true</force><check_connectivity>TRUE</check_connectivity><host_nics>
        <host_nic id="i" href="/h"><boot_protocol>dhcp</boot_protocol>
          <bonding><slaves><host_nic><network/><name>s1</name></host_nic><host_nic><name>s0</name></host_nic></slaves>
            <options><option value="4" name="mode"/><option name="miimon" value="100"/></options></bonding>
          <link rel="b"/><link rel="a"/><network><mtu>1</mtu><name> red </name></network><name>bond0</name>
          <properties><property><value>v</value><name>n</name></property></properties>
          <vlan id="1"/><base_interface>x</base_interface><ip netmask="n" address="a"/></host_nic>
        <host_nic><name>a</name></host_nic>
      </host_nics></action>
      """
    ).echo
    #expect(
      XMLWriter.text(echo, declared: false) == """
        <action b="2" a="1">
            <host_nics>
                <host_nic id="i" href="/h">
                    <name>bond0</name>
                    <link rel="b"/>
                    <link rel="a"/>
                    <network>
                        <name> red </name>
                        <mtu>1</mtu>
                    </network>
                    <ip netmask="n" address="a"/>
                    <base_interface>x</base_interface>
                    <vlan id="1"/>
                    <bonding>
                        <options>
                            <option value="4" name="mode"/>
                            <option name="miimon" value="100"/>
                        </options>
                        <slaves>
                            <host_nic>
                                <name>s1</name>
                                <network/>
                            </host_nic>
                            <host_nic>
                                <name>s0</name>
                            </host_nic>
                        </slaves>
                    </bonding>
                    <boot_protocol>dhcp</boot_protocol>
                    <properties>
                        <property>
                            <name>n</name>
                            <value>v</value>
                        </property>
                    </properties>
                </host_nic>
                <host_nic>
                    <name>a</name>
                </host_nic>
            </host_nics>
            <check_connectivity>TRUE</check_connectivity>
            <force>true</force>
        </action>

        """)
  }

  @Test func readsTheBodyOfANewBondAndOfAnEdit() throws {
    let body = """
      <host_nic id="i"><boot_protocol>dhcp</boot_protocol><name>bond0</name><network><name>red</name></network>\
      <bonding><slaves><host_nic><name>a</name></host_nic><host_nic id="b"/></slaves></bonding></host_nic>
      """
    let nic = LegacyHostNic(
      id: "i", name: "bond0", network: LegacyNetworkReference(name: "red"),
      bonding: LegacyBonding(slaves: [LegacyHostNic(name: "a"), LegacyHostNic(id: "b")]), bootProtocol: "dhcp")
    let bond = try read(.addBond(hostID: "h"), body)
    #expect(bond.mutation == .addBond(nic))
    #expect(bond.echo.name == "host_nic")
    #expect(bond.echo.children.map(\.name) == ["name", "network", "bonding", "boot_protocol"])
    #expect(try read(.updateNic(hostID: "h", nicID: "n"), body).mutation == .updateNic(nicID: "n", nic))
    #expect(
      try read(.updateNic(hostID: "h", nicID: "n"), "<host_nic/>").mutation
        == .updateNic(nicID: "n", LegacyHostNic()))
  }

  @Test(arguments: [LegacyCall.addBond(hostID: "h"), .updateNic(hostID: "h", nicID: "n")])
  func refusesABodyThatIsNoNic(call: LegacyCall) throws {
    #expect(try refusal(call, "<action/>").code == .requestRootUnexpected)
    #expect(try refusal(call, "<action/>").detail.contains("<host_nic>"))
    #expect(try refusal(call, "").code == .requestNotXML)
    #expect(try refusal(call, "<host_nic><nonsense/></host_nic>").code == .requestElementUnknown)
    #expect(try refusal(call, "<host_nic><nonsense/></host_nic>").detail.contains("host_nic/nonsense"))
    #expect(try refusal(call, "<host_nic><mtu>many</mtu></host_nic>").code == .requestValueUnreadable)
    #expect(try refusal(call, "<host_nic/>", "text/plain").code == .mediaTypeUnsupported)
  }

  @Test(arguments: ["", "<action/>", "<action><async>true</async></action>", "no XML", "<!DOCTYPE a><a/>"])
  func ignoresTheBodyOfADelete(body: String) throws {
    let request = try read(.removeNic(hostID: "h", nicID: "n"), body, "text/plain")
    #expect(request.mutation == .removeNic(nicID: "n"))
    #expect(request.echo == XMLElement("action"))
  }
}

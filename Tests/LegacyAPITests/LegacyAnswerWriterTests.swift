import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import XMLTree

@Suite struct LegacyAnswerWriterTests {
  private let writer = LegacyAnswerWriter(hrefPrefix: "/ovirt-engine/api")

  private static let nics = [
    LegacyNic(
      id: "n1", name: "ens1", network: .managed(id: "w1"), mac: "52:54:00:7a:10:01",
      ipv4: IPv4Configuration(method: .static, address: "192.0.2.17", netmask: "255.255.255.0", gateway: "192.0.2.1"),
      speed: 10_000_000_000, status: "up", mtu: 1500, isBridged: true, hasCustomConfiguration: false),
    LegacyNic(
      id: "n2", name: "ens2", masterID: "n4", mac: "52:54:00:7a:10:02",
      ipv4: IPv4Configuration(method: .none, address: "", netmask: ""), speed: 1_000_000_000, status: "down", mtu: 9000,
      isBridged: false),
    LegacyNic(
      id: "n4", name: "bond0", mac: "52:54:00:7a:10:02",
      bonding: LegacyNic.Bonding(
        options: [BondOption("mode", "4"), BondOption("miimon", "100")], slaveIDs: ["n2", "n3"]),
      status: "up", mtu: 9000, isBridged: false),
    LegacyNic(
      id: "n5", name: "bond0.210", network: .managed(id: "w2"),
      ipv4: IPv4Configuration(method: .dhcp, address: "198.51.100.9", netmask: "255.255.255.128"),
      baseInterface: "bond0", vlan: 210, status: "up", mtu: 9000, isBridged: false, hasCustomConfiguration: true,
      properties: [CustomProperty("bridge_opts", "forward_delay=1500")]),
    LegacyNic(id: "n6", name: "ens6", network: .unmanaged(name: "foreign & co")),
  ]

  @Test func listsEveryKindOfDeviceInSchemaOrder() throws {
    let answer = writer.nics(Self.nics, hostID: "h1")
    #expect(answer.status == 200)
    let golden = try RecordedRequest.text("fixtures/answers/nics.xml")
    #expect(XMLWriter.text(try #require(answer.body)) == golden)
    #expect(String(decoding: try #require(answer.document).write(as: .xml), as: UTF8.self) == golden)
  }

  @Test func aListWrittenWithoutATreeIsTheSameDocument() throws {
    let statistic = NicStatistic(
      id: "s&1", name: "data.current.rx", description: "<rate>", kind: "gauge", valueType: "decimal",
      unit: "bytes_per_second", values: ["1", "2"])
    var nics = Self.nics
    nics[0].statistics = [statistic]
    nics[4].id = "a b/\"c"
    nics[4].name = "<ens&6>"
    for nics in [nics, []] {
      let answer = writer.nics(nics, hostID: "h<1>")
      let tree = try #require(answer.body)
      let body = try #require(answer.document)
      #expect(body.write(as: .xml) == XMLWriter.write(tree))
      #expect(body.write(as: .json) == LegacyDocument.write(tree, as: .json))
      #expect(LegacyAnswer(status: 200, body: tree) == answer)
    }
  }

  @Test func showsOneDeviceAsTheListDoes() throws {
    let list = try #require(writer.nics(Self.nics, hostID: "h1").body)
    for (nic, element) in zip(Self.nics, list.children("host_nic")) {
      #expect(writer.nic(nic, hostID: "h1") == LegacyAnswer(status: 200, body: element))
    }
  }

  @Test func listsNothingWithItsAction() throws {
    let body = try #require(LegacyAnswerWriter(hrefPrefix: "/api/v3").nics([], hostID: "h1").body)
    #expect(
      XMLWriter.text(body, declared: false) == """
        <host_nics>
            <actions>
                <link href="/api/v3/hosts/h1/nics/setupnetworks" rel="setupnetworks"/>
            </actions>
        </host_nics>

        """)
  }

  @Test func theListPostedBackIsReadInTheSameOrder() throws {
    let list = try #require(writer.nics(Self.nics, hostID: "h1").body)
    let action = XMLElement(
      "action", children: [XMLElement("host_nics", children: list.children)])
    let request = try LegacyRequestReader.read(
      .setupNetworks(hostID: "h1"), body: XMLWriter.write(action), contentType: "application/xml")
    #expect(request.echo == action)
  }

  @Test(
    arguments: [
      ("1", "Active-Backup"), ("2", "Load balance (balance-xor)"), ("4", "Dynamic link aggregation (802.3ad)"),
      ("5", "Adaptive transmit load balancing (balance-tlb)"), ("0", nil), ("3", nil), ("6", nil), ("802.3ad", nil),
    ] as [(String, String?)])
  func decoratesTheModeOption(mode: String, type: String?) throws {
    let nic = LegacyNic(
      id: "b", name: "bond0",
      bonding: LegacyNic.Bonding(options: [BondOption("mode", mode), BondOption("miimon", "1")], slaveIDs: []))
    let bonding = try #require(writer.nic(nic, hostID: "h").body?.child("bonding"))
    let options = try #require(bonding.child("options")).children
    #expect(options[0].attributes.map(\.name) == (type == nil ? ["name", "value"] : ["name", "value", "type"]))
    #expect(options[0].attribute("type") == type)
    #expect(options[1].attribute("type") == nil)
    #expect(bonding.child("slaves") == nil)
  }

  @Test func leavesOutWhatIsNotKnown() throws {
    let body = try #require(writer.nic(LegacyNic(id: "n", name: "eth0"), hostID: "h").body)
    #expect(body.children.map(\.name) == ["actions", "name", "link", "link", "host", "boot_protocol"])
    #expect(body.childText("boot_protocol") == "none")
  }

  @Test func escapesIdsInHrefs() throws {
    let body = try #require(writer.nic(LegacyNic(id: "a b/ü", name: "x"), hostID: "h").body)
    #expect(body.attribute("href") == "/ovirt-engine/api/hosts/h/nics/a%20b%2F%C3%BC")
    #expect(body.attribute("id") == "a b/ü")
  }

  @Test func completesTheActionThatWasSent() throws {
    let echo = try LegacyRequestReader.read(
      .attach(hostID: "h", nicID: "n"),
      body: Array(
        "<action><status><state>failed</state></status><fault/><job id='old'/><is_attached/><network id='w'/></action>"
          .utf8),
      contentType: nil
    ).echo
    let answer = writer.complete(echo: echo, jobID: "j1")
    #expect(answer.status == 200)
    #expect(
      XMLWriter.text(try #require(answer.body), declared: false) == """
        <action>
            <network id="w"/>
            <job href="/ovirt-engine/api/jobs/j1" id="j1"/>
            <status>
                <state>complete</state>
            </status>
            <is_attached/>
        </action>

        """)
    let without = try #require(writer.complete(echo: XMLElement("action"), jobID: nil).body)
    #expect(without.children.map(\.name) == ["status"])
    #expect(without.descendant("status", "state")?.text == "complete")
  }

  @Test func tellsWhereANewDeviceIs() throws {
    let answer = writer.created(Self.nics[2], hostID: "h1")
    #expect(answer.status == 201)
    #expect(answer.location == "/ovirt-engine/api/hosts/h1/nics/n4")
    #expect(answer.body == writer.nic(Self.nics[2], hostID: "h1").body)
    #expect(writer.nic(Self.nics[2], hostID: "h1").location == nil)
  }

  @Test func givesBackWhatWasStatedWhereNothingElseIsKnown() throws {
    let echo = XMLElement("host_nic", [XMLAttribute("id", "x")], children: [XMLElement("name", text: "bond0")])
    let edited = writer.stated(echo, nicID: "n4", hostID: "h1", status: 200)
    #expect(edited.status == 200)
    #expect(edited.body?.attribute("id") == "n4")
    #expect(edited.body?.attribute("href") == "/ovirt-engine/api/hosts/h1/nics/n4")
    #expect(edited.body?.children == echo.children)
    let made = XMLElement("host_nic", children: echo.children)
    #expect(writer.stated(echo, nicID: nil, hostID: "h1", status: 201) == LegacyAnswer(status: 201, body: made))
  }
}

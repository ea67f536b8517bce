import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import XMLTree

/// Labels, statistics and the small actions, as 3.5 wrote them.
@Suite struct NicPartTests {
  private let writer = LegacyAnswerWriter(hrefPrefix: "/ovirt-engine/api")
  private static let nic = "/ovirt-engine/api/hosts/h1/nics/n1"

  private func target(_ path: String) throws -> LegacyTarget {
    try #require(LegacyTarget("/ovirt-engine/api" + path))
  }

  @Test func listsLabels() throws {
    let body = try #require(writer.labels(["backup", "b"], hostID: "h1", nicID: "n1").body)
    #expect(
      XMLWriter.text(body, declared: false) == """
        <labels>
            <label href="\(Self.nic)/labels/backup" id="backup">
                <host_nic href="\(Self.nic)" id="n1"/>
            </label>
            <label href="\(Self.nic)/labels/b" id="b">
                <host_nic href="\(Self.nic)" id="n1"/>
            </label>
        </labels>

        """)
    #expect(writer.labels([], hostID: "h1", nicID: "n1").body == XMLElement("labels"))
  }

  @Test func aNewLabelIsToldWithItsPlace() throws {
    let added = writer.labelAdded("backup", hostID: "h1", nicID: "n1")
    #expect(added.status == 201)
    #expect(added.location == "\(Self.nic)/labels/backup")
    #expect(added.body == writer.label("backup", hostID: "h1", nicID: "n1").body)
    #expect(writer.label("a/b", hostID: "h1", nicID: "n1").body?.attribute("href") == "\(Self.nic)/labels/a%2Fb")
  }

  private static func statistic(_ name: String, values: [String] = ["38"]) -> NicStatistic {
    NicStatistic(
      id: "id-\(name)", name: name, description: "Receive data rate", kind: "gauge", valueType: "decimal",
      unit: "bytes_per_second", values: values)
  }

  @Test func listsTheFourStatisticsOf35InCapitals() throws {
    let names = [
      "data.current.rx", "data.current.tx", "data.current.rx.bps", "data.total.rx", "errors.total.rx",
      "errors.total.tx",
    ]
    let all = names.map { Self.statistic($0) }
    let list = try #require(writer.statistics(all, hostID: "h1", nicID: "n1", limit: nil).body)
    #expect(list.children.map { $0.childText("name") } == [names[0], names[1], names[4], names[5]])
    #expect(
      XMLWriter.text(list.children[0], declared: false) == """
        <statistic href="\(Self.nic)/statistics/id-data.current.rx" id="id-data.current.rx">
            <name>data.current.rx</name>
            <description>Receive data rate</description>
            <values type="DECIMAL">
                <value>
                    <datum>38</datum>
                </value>
            </values>
            <type>GAUGE</type>
            <unit>BYTES_PER_SECOND</unit>
            <host_nic href="\(Self.nic)" id="n1"/>
        </statistic>

        """)
    #expect(writer.statistics(all, hostID: "h1", nicID: "n1", limit: 1).body?.children.count == 1)
    #expect(writer.statistic(all[0], hostID: "h1", nicID: "n1")?.body == list.children[0])
    #expect(writer.statistic(all[2], hostID: "h1", nicID: "n1") == nil)
  }

  @Test func aStatisticWithoutValueHasNone() throws {
    let statistic = Self.statistic("errors.total.rx", values: [])
    let body = try #require(writer.statistic(statistic, hostID: "h1", nicID: "n1")?.body)
    #expect(body.child("values")?.children.isEmpty == true)
  }

  @Test func statisticsStandInANicBeforeItsSpeed() throws {
    var nic = LegacyNic(id: "n1", name: "ens1", speed: 1_000_000_000)
    #expect(writer.nic(nic, hostID: "h1").body?.child("statistics") == nil)
    nic.statistics = [Self.statistic("data.current.rx"), Self.statistic("data.total.rx")]
    let body = try #require(writer.nic(nic, hostID: "h1").body)
    let names = body.children.map(\.name)
    #expect(names.firstIndex(of: "statistics") == names.firstIndex(of: "speed").map { $0 - 1 })
    #expect(body.child("statistics")?.children.map { $0.childText("name") } == ["data.current.rx"])
    nic.statistics = []
    #expect(writer.nic(nic, hostID: "h1").body?.child("statistics") == XMLElement("statistics"))
  }

  @Test(arguments: [
    ("application/xml; detail=statistics", "", ["statistics"]), (nil, ";detail=statistics", ["statistics"]),
    ("application/xml;Detail=Statistics+disks", "", ["statistics", "disks"]),
    ("application/xml; detail=disks, */*; q=0.1", ";detail=statistics", ["statistics", "disks"]),
    ("application/xml; detail=\"statistics\"", "", ["statistics"]), ("application/xml", "", []), (nil, ";detail", []),
    ("application/xml; detailed=statistics", ";max=1", []),
  ])
  func readsWhichDetailsAreWanted(accept: String?, matrix: String, details: [String]) throws {
    #expect(try target("/hosts/h/nics\(matrix)").details(accept: accept) == Set(details))
  }

  @Test func anActionHistoryIsThatOfTheNic() {
    let answer = writer.nicMoved(hostID: "h1", nicID: "n1")
    #expect(answer == LegacyAnswer(status: 301, body: nil, location: Self.nic))
    #expect(answer.reasonPhrase == "Moved Permanently")
  }

  @Test func theStatusOfSetupnetworksSaysNothing() throws {
    let body = try #require(writer.setupNetworksStatus().body)
    #expect(body.attribute("id") == "00000000-0000-0000-0000-000000000000")
    #expect(body.descendant("status", "state")?.text == "complete")
  }

  @Test(arguments: [
    "0f8fad5b-d9cb-469f-a165-70867728950e", "1-2-3-4-5", "0F8FAD5B-d9cb-469f-a165-70867728950e,1-2-3-4-5",
  ])
  func aCommitIsCompleteWhateverTheTask(id: String) {
    let answer = writer.commitStatus(taskIDs: id)
    #expect(answer?.status == 200)
    #expect(answer?.body?.descendant("status", "state")?.text == "complete")
  }

  @Test(arguments: ["", "x", "1-2-3-4", "1-2-3-4-g", "1-2-3-4-", "1-2-3-4-5,", "１-2-3-4-5"])
  func whatIsNoTaskIsNotFound(id: String) {
    #expect(writer.commitStatus(taskIDs: id) == nil)
  }

  @Test func aCommitIsAnsweredWithTheHost() throws {
    let echo = XMLElement(
      "action",
      children: [XMLElement("host", [XMLAttribute("id", "other")]), XMLElement("async", text: "true")])
    let body = try #require(writer.committed(echo: echo, jobID: "j1", hostID: "h1").body)
    #expect(body.children.map(\.name) == ["async", "host", "job", "status"])
    let host = try #require(body.child("host"))
    #expect(host.attribute("id") == "h1")
    let actions = try #require(host.child("actions")?.children("link"))
    #expect(
      actions.contains {
        $0.attribute("rel") == "commitnetconfig"
          && $0.attribute("href") == "/ovirt-engine/api/hosts/h1/commitnetconfig"
      })
    #expect(!actions.contains { $0.attribute("rel") == "setupnetworks" })
    #expect(host.children("link").contains { $0.attribute("rel") == "nics" })
  }

  @Test func aCommitFailsAsAnActionAndALabelAsAFault() throws {
    let fault = LegacyFault(status: 400, code: .engineRefused, reason: "Operation Failed", detail: "[no]")
    let echo = XMLElement("action")
    let commit = writer.failed(fault, call: .commitNetConfig(hostID: "h1"), echo: echo, requestID: "r")
    #expect(commit.body?.name == "action")
    #expect(commit.body?.descendant("fault", "detail")?.text == "[no]")
    #expect(commit.body?.descendant("status", "state")?.text == "failed")
    let label = writer.failed(fault, call: .addLabel(hostID: "h1", nicID: "n1"), echo: echo, requestID: "r")
    #expect(label.body?.name == "fault")
  }

  private func read(_ call: LegacyCall, _ body: String) throws(GatewayError) -> LegacyRequest {
    try LegacyRequestReader.read(call, body: Array(body.utf8), contentType: "application/xml")
  }

  @Test func readsLabelBodies() throws {
    let call = LegacyCall.addLabel(hostID: "h", nicID: "n")
    #expect(try read(call, #"<label id="a"/>"#).mutation == .addLabel(nicID: "n", label: "a"))
    #expect(try read(call, #"<label><host_nic id="x"/></label>"#).mutation == .addLabel(nicID: "n", label: nil))
    for (body, code) in [
      ("<action/>", FaultCode.requestRootUnexpected), ("", .requestNotXML),
      ("<label><x/></label>", .requestElementUnknown),
    ] {
      #expect(#expect(throws: GatewayError.self) { try read(call, body) }?.code == code)
    }
    let remove = LegacyCall.removeLabel(hostID: "h", nicID: "n", label: "a")
    for body in ["", "<action/>", "nonsense"] {
      #expect(try read(remove, body).mutation == .removeLabel(nicID: "n", label: "a"))
    }
    #expect(try read(.commitNetConfig(hostID: "h"), "<action/>").mutation == .commitNetConfig)
  }
}

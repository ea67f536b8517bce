import EngineAPI
import GatewayErrors
import HostNetworking
import Testing
import XMLTree

private let host = EngineHost(host: Host(id: "H1", address: "10.0.0.1", status: "up"), multiChangePath: nil)
private let older: [any EngineWire] = [
  EngineWires.wire(.design, version: nil), EngineWires.wire(.v36, version: EngineVersion(3, 6)),
  EngineWires.wire(.v4, version: EngineVersion(4, 0)), EngineWires.wire(.v4, version: EngineVersion(4, 2)),
]

@Suite("Labels, statistics and saving on the wire")
struct LabelAndStatisticTests {
  private let label = LabelChange(label: "uplink-a", nicID: "E1")

  @Test("reads have the paths of the version", arguments: wires)
  func reads(wire: any EngineWire) {
    let labels = wire.dialect == .v4 ? "networklabels" : "labels"
    #expect(wire.nicLabelsCall(hostID: "H/1", nicID: "E1").path == "hosts/H%2F1/nics/E1/\(labels)")
    #expect(wire.networkLabelsCall(networkID: "N1").path == "networks/N1/\(labels)")
    #expect(wire.statisticsCall(hostID: "H1", nicID: "E1").path == "hosts/H1/nics/E1/statistics")
    #expect(wire.statisticCall(hostID: "H1", nicID: "E1", statisticID: "..").path.hasSuffix("/statistics/%2E%2E"))
    #expect(wire.nicsCall(hostID: "H1", withStatistics: true).path == "hosts/H1/nics;detail=statistics")
    #expect(wire.nicsCall(hostID: "H1", withStatistics: false) == wire.nicsCall(hostID: "H1"))
    #expect(wire.nicLabelsCall(hostID: "H1", nicID: "E1").version == (wire.dialect == .v4 ? "4" : "3"))
  }

  @Test("a label is one call that saves, from 4.3 on", arguments: [EngineVersion(4, 3), EngineVersion(4, 5), nil])
  func oneCall(version: EngineVersion?) throws {
    let wire = EngineWires.wire(.v4, version: version)
    let add = wire.call(for: .addLabel(label), on: host)
    #expect(add.method == "POST")
    #expect(add.path == "hosts/H1/setupnetworks")
    #expect(
      add.body
        == (try tree(
          """
          <action><check_connectivity>true</check_connectivity><commit_on_success>true</commit_on_success>\
          <modified_labels><network_label id="uplink-a"><host_nic id="E1"/></network_label></modified_labels></action>
          """)))
    let remove = wire.call(for: .removeLabel(label), on: host)
    #expect(remove.path == "hosts/H1/setupnetworks")
    #expect(
      remove.body
        == (try tree(
          """
          <action><check_connectivity>true</check_connectivity><commit_on_success>true</commit_on_success>\
          <removed_labels><network_label id="uplink-a"/></removed_labels></action>
          """)))
    for mutation in [EngineMutation.addLabel(label), .removeLabel(label)] {
      #expect(wire.savingCall(after: mutation, on: host) == nil)
    }
  }

  @Test("a label is the label call and a commit before 4.3", arguments: older)
  func twoCalls(wire: any EngineWire) throws {
    let isV4 = wire.dialect == .v4
    let path = "hosts/H1/nics/E1/\(isV4 ? "networklabels" : "labels")"
    let version = isV4 ? "4" : "3"
    #expect(
      wire.call(for: .addLabel(label), on: host)
        == EngineCall(
          method: "POST", path: path, body: try tree(#"<\#(isV4 ? "network_label" : "label") id="uplink-a"/>"#),
          version: version))
    #expect(
      wire.call(for: .removeLabel(label), on: host)
        == EngineCall(method: "DELETE", path: "\(path)/uplink-a", version: version))
    let commit = EngineCall(
      method: "POST", path: "hosts/H1/commitnetconfig", body: XMLElement("action"), version: version)
    for mutation in [EngineMutation.addLabel(label), .removeLabel(label)] {
      #expect(wire.savingCall(after: mutation, on: host) == commit)
    }
    #expect(wire.call(for: .commit, on: host) == commit)
  }

  @Test("nothing but a label is saved by a second call", arguments: wires + older)
  func nothingElseIsSaved(wire: any EngineWire) {
    let others: [EngineMutation] = [
      .setupNetworks(Change(removedBonds: ["B"])), .deleteAttachment(nicID: "E1", attachmentID: "A1"), .commit,
      .createAttachment(nicID: "E1", AttachmentChange(id: nil, networkID: "N1")),
      .updateAttachment(nicID: "E1", attachmentID: "A1", AttachmentChange(id: "A1", networkID: "N1")),
    ]
    for mutation in others { #expect(wire.savingCall(after: mutation, on: host) == nil) }
  }

  @Test("labels are read in the engine's order", arguments: wires)
  func labels(wire: any EngineWire) throws {
    let name = wire.dialect == .v4 ? "network_label" : "label"
    #expect(try wire.labels(try xml("<\(name)s><\(name) id=\"b\"/><\(name) id=\"a\"/></\(name)s>")) == ["b", "a"])
    #expect(try wire.labels(try xml("<\(name)s/>")).isEmpty)
    for unreadable in ["<\(name)s><\(name)/></\(name)s>", "<networks/>"] {
      let error = #expect(throws: GatewayError.self) { try wire.labels(try xml(unreadable)) }
      #expect(error?.code == .engineAnswerUnreadable)
    }
  }

  @Test("a list of labels of the other API version isn't taken for an empty one")
  func labelsOfAnotherVersion() throws {
    #expect(throws: GatewayError.self) { try v4Wire.labels(try xml(#"<labels><label id="a"/></labels>"#)) }
    #expect(throws: GatewayError.self) { try older[1].labels(try xml("<network_labels/>")) }
  }

  @Test("statistics of both versions mean the same")
  func statistics() throws {
    let v3 = """
      <statistics><statistic href="/x" id="S1"><name>data.current.rx</name><description>Receive data rate</description>\
      <values type="DECIMAL"><value><datum>4800000</datum></value></values><type>GAUGE</type>\
      <unit>BYTES_PER_SECOND</unit><host_nic id="E1"/></statistic></statistics>
      """
    let v4 = """
      <statistics><statistic href="/x" id="S1"><name>data.current.rx</name><description>Receive data rate</description>\
      <kind>gauge</kind><type>decimal</type><unit>bytes_per_second</unit><values><value><datum>4.8E+6</datum></value>\
      </values><host_nic id="E1"/></statistic></statistics>
      """
    let old = try #require(try older[1].statistics(try xml(v3)).first)
    var new = try #require(try v4Wire.statistics(try xml(v4)).first)
    #expect(old.kind == "GAUGE" && old.valueType == "DECIMAL" && old.unit == "BYTES_PER_SECOND")
    new.kind = new.kind.uppercased()
    new.valueType = new.valueType.uppercased()
    new.unit = new.unit.uppercased()
    #expect(new == old)
    #expect(new.values == ["4800000"])
    let single = try #require(try xml(v4).child("statistic"))
    #expect(try v4Wire.statistic(single).id == "S1")
  }

  @Test(
    "numbers lose their exponent and nothing else",
    arguments: [
      ("0", "0"), ("38", "38"), ("-1.5", "-1.5"), ("1.2E+7", "12000000"), ("1.3E+5", "130000"), ("4.8e6", "4800000"),
      ("1.25E1", "12.5"), ("5E-1", "0.5"), ("-12E-3", "-0.012"), ("0E+2", "0"), ("10.50E1", "105.0"), (".5E0", "0.5"),
    ])
  func digits(text: String, expected: String) throws {
    #expect(try v4Wire.statistic(try Self.statistic(text)).values == [expected])
  }

  @Test("what is no number is refused", arguments: ["many", "1,5", "E5", "1E999", "1E41", "--1", "0x10"])
  func noDigits(text: String) throws {
    let error = #expect(throws: GatewayError.self) { try v4Wire.statistic(try Self.statistic(text)) }
    #expect(error?.code == .engineAnswerUnreadable)
  }

  @Test("a statistic without a value has none")
  func noValue() throws {
    let element = try xml(
      """
      <statistic id="S"><name>n</name><kind>gauge</kind><type>decimal</type><unit>none</unit><values/></statistic>
      """)
    #expect(try v4Wire.statistic(element).values.isEmpty)
  }

  @Test("nics carry their statistics only where they were asked for")
  func inline() throws {
    let plain = #"<host_nics><host_nic id="E1"><name>eth1</name></host_nic></host_nics>"#
    #expect(try v4Wire.nics(try xml(plain)).first?.statistics == nil)
    let statistic = XMLWriter.text(XMLElement(try Self.statistic("7")), declared: false)
    let detailed = plain.replacing("</name>", with: "</name><statistics>\(statistic)</statistics>")
    #expect(try v4Wire.nics(try xml(detailed)).first?.statistics?.map(\.values) == [["7"]])
  }

  private static func statistic(_ datum: String) throws -> XMLNode {
    try xml(
      """
      <statistic id="S"><name>n</name><kind>gauge</kind><type>decimal</type><unit>none</unit>\
      <values><value><datum>\(datum)</datum></value></values></statistic>
      """)
  }
}

import GatewayErrors
import Testing
import XMLTree

@testable import V3OnV4

@Suite("Documents of v4 as documents of v3")
struct DocumentTests {
  static let engine = "/ovirt-engine/api"

  private func convert(_ text: String, to prefix: String = engine) throws -> Converted {
    try V3OnV4.convert(try xml(text), enginePrefix: Self.engine, hrefPrefix: prefix)
  }

  @Test("The root has v3's links, version attributes and special objects, and the prefix of the client")
  func root() throws {
    let converted = try convert(Samples.root, to: "/api")
    #expect(converted.document == (try xml(Samples.rootInV3)))
    #expect(converted.unknownMembers == [])
    #expect(
      converted.droppedMembers == [
        "API.authenticated_user", "API.effective_user", "API.link[affinitylabels]", "API.link[clusterlevels]",
        "API.link[externaltemplateimports]", "API.link[imagetransfers]", "API.link[networkfilters]",
        "ProductInfo.instance_id", "SpecialObjects.blank_template/@id", "SpecialObjects.root_tag/@id",
      ])
  }

  @Test("A host has every member in v3's place and order")
  func host() throws {
    let converted = try convert(Samples.host("rack4-node2", "a1"))
    #expect(XMLWriter.text(converted.document) == XMLWriter.text(try xml(Samples.hostInV3("rack4-node2", "a1"))))
    #expect(converted.document == (try xml(Samples.hostInV3("rack4-node2", "a1"))))
    #expect(converted.unknownMembers == [])
  }

  @Test("What only v4 has is left out of a host, and told")
  func hostDrops() throws {
    let converted = try convert(Samples.host("rack4-node2", "a1"))
    #expect(
      converted.droppedMembers == [
        "Host.actions/link[copyhostnetworks]", "Host.actions/link[discoveriscsi]",
        "Host.actions/link[syncallnetworks]", "Host.actions/link[upgradecheck]", "Host.link[affinitylabels]",
        "Host.link[cpuunits]", "Host.link[externalnetworkproviderconfigurations]",
        "Host.network_operation_in_progress", "Host.ovn_configured", "Host.reinstallation_required",
        "Host.vgpu_placement", "OperatingSystem.custom_kernel_cmdline", "OperatingSystem.reported_kernel_cmdline",
        "SSH.public_key",
      ])
  }

  @Test("A list converts each host")
  func list() throws {
    let list = "<hosts>" + Samples.host("one", "a1") + Samples.host("two", "a2") + "</hosts>"
    let v3 = "<hosts>" + Samples.hostInV3("one", "a1") + Samples.hostInV3("two", "a2") + "</hosts>"
    #expect(try convert(list).document == (try xml(v3)))
  }

  @Test("An empty list stays an empty list")
  func emptyList() throws {
    let converted = try convert("<hosts/>")
    #expect(converted == Converted(document: XMLElement("hosts"), droppedMembers: [], unknownMembers: []))
  }

  @Test("A fault has its reason first")
  func fault() throws {
    let fault = "<fault><detail>[Cannot remove Host.]</detail><reason>Operation Failed</reason></fault>"
    #expect(
      try convert(fault).document
        == (try xml("<fault><reason>Operation Failed</reason><detail>[Cannot remove Host.]</detail></fault>")))
    #expect(
      try convert("<fault><reason>Operation Failed</reason></fault>").document
        == (try xml("<fault><reason>Operation Failed</reason></fault>")))
  }

  @Test("A failed action has a nested state, then the fault")
  func failedAction() throws {
    let action = """
      <action>
        <async>false</async>
        <fault><detail>[Host is up.]</detail><reason>Operation Failed</reason></fault>
        <job href="/ovirt-engine/api/jobs/j1" id="j1"/>
        <status>failed</status>
      </action>
      """
    let v3 = """
      <action>
        <async>false</async>
        <job href="/ovirt-engine/api/jobs/j1" id="j1"/>
        <status><state>failed</state></status>
        <fault><reason>Operation Failed</reason><detail>[Host is up.]</detail></fault>
      </action>
      """
    #expect(try convert(action).document == (try xml(v3)))
  }

  @Test(
    "A fault in an action always has a detail, as SDK 3.5.6 needs one",
    arguments: ["", "<detail/>", "<detail></detail>"])
  func detailInAction(_ detail: String) throws {
    let action = "<action><fault>\(detail)<reason>Operation Failed</reason></fault><status>failed</status></action>"
    let v3 = """
      <action>
        <status><state>failed</state></status>
        <fault><reason>Operation Failed</reason><detail>Operation Failed</detail></fault>
      </action>
      """
    #expect(try convert(action).document == (try xml(v3)))
  }

  @Test("A document without rules is refused, and names its root", arguments: ["html", "rsdl", "cluster_levels"])
  func noRules(_ root: String) throws {
    let error = #expect(throws: GatewayError.self) { try convert("<\(root)/>") }
    #expect(error?.code == .engineAnswerUnreadable)
    #expect(error?.stage == .answer)
    #expect(error?.detail.contains("'\(root)'") == true)
  }

  @Test("A member that the table doesn't know is left out and told apart")
  func unknownMember() throws {
    let converted = try convert(
      """
      <host id="a1" colour="red"><name>n</name><vgpu_placement>separated</vgpu_placement>
        <zeal><depth>1</depth></zeal><status>up<why>x</why></status></host>
      """)
    #expect(converted.unknownMembers == ["Host.@colour", "Host.status/why", "Host.zeal"])
    #expect(converted.droppedMembers == ["Host.@colour", "Host.status/why", "Host.vgpu_placement", "Host.zeal"])
    #expect(
      converted.document
        == (try xml(
          """
          <host id="a1"><name>n</name><status><state>up</state></status>
            <live_snapshot_support>true</live_snapshot_support></host>
          """)))
  }

  @Test("Five thousand hosts take time in proportion", .timeLimit(.minutes(1)))
  func linear() throws {
    func seconds(hosts count: Int) throws -> Double {
      let one = try xml(Samples.host("n", "a1"))
      let list = XMLElement("hosts", children: Array(repeating: one, count: count))
      let clock = ContinuousClock()
      let time = try clock.measure {
        _ = try V3OnV4.answer(list, enginePrefix: Self.engine, hrefPrefix: "/api")
      }
      return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    }
    // The best of three, as other work on the machine only ever adds time.
    let small = try (0..<3).map { _ in try seconds(hosts: 500) }.min() ?? 0
    let large = try (0..<3).map { _ in try seconds(hosts: 5000) }.min() ?? 0
    #expect(large < small * 30, "500 hosts: \(small) s, 5000 hosts: \(large) s")
  }
}

import GatewayErrors
import Testing
import XMLTree

@testable import V3OnV4

@Suite("The networking minimum")
struct MinimumTests {
  private func call(_ text: String) throws -> ConvertedCall {
    let words = text.split(separator: " ", maxSplits: 1)
    let path = words[1].split(separator: ";")[0].split(separator: "/").map(String.init)
    return try #require(V3OnV4.call(method: String(words[0]), segments: path), "\(text)")
  }

  /// An element with its children in one order, for documents that may have any.
  private func sorted(_ element: XMLElement) -> XMLElement {
    var result = element
    result.attributes.sort { $0.name < $1.name }
    let isList = Set(element.children.map(\.name)).count == 1
    result.children = element.children.map(sorted)
    if !isList { result.children.sort { $0.name < $1.name } }
    return result
  }

  @Test("An answer is what v3 says, in its order", arguments: MinimumAnswers.all.map(\.call))
  func answers(_ name: String) throws {
    let sample = try #require(MinimumAnswers.all.first { $0.call == name })
    let converted = try call(name).answer(
      xml(sample.v4), enginePrefix: "/ovirt-engine/api", hrefPrefix: "/api")
    #expect(XMLWriter.text(converted.document) == XMLWriter.text(try xml(sample.v3)))
    #expect(converted.unknownMembers == [] || name == "GET /clusters/c1")
  }

  @Test("A request is what v4 takes", arguments: MinimumRequests.all.indices)
  func requests(_ index: Int) throws {
    let sample = MinimumRequests.all[index]
    let call = try call(sample.call)
    let body = try call.body(xml(sample.v3))
    if let v4 = sample.v4 {
      let document = try #require(body.document)
      #expect(XMLWriter.text(sorted(document)) == XMLWriter.text(sorted(try xml(v4))))
    } else {
      #expect(body.document == nil)
    }
    let target = call.target(matrix: [], query: nil, body: body)
    #expect(target.drop { $0 != "?" } == sample.query)
  }

  @Test(
    "What v3 doesn't have or v4 can't take is refused, and said",
    arguments: [
      (
        "PUT /networks/n1", "<network><color>red</color></network>", FaultCode.requestElementUnknown,
        "network has no element color"
      ),
      (
        "PUT /networks/n1", "<network><vlan><id>3</id></vlan></network>", .requestElementUnknown,
        "network/vlan has no element id"
      ),
      (
        "PUT /networks/n1", "<network><name>a<b/></name></network>", .requestElementUnknown,
        "network/name has no element b"
      ),
      ("PUT /networks/n1", "<host/>", .requestRootUnexpected, "takes a document network, not host"),
      (
        "PUT /networks/n1", "<network><mtu>1</mtu><mtu>2</mtu></network>", .requestValueInvalid,
        "network/mtu is stated twice"
      ),
      ("PUT /networks/n1", "<network>red</network>", .requestValueInvalid, "network has the text red"),
      (
        "PUT /networks/n1", "<network><data_center>dc</data_center></network>", .requestValueInvalid,
        "network/data_center has the text dc"
      ),
      (
        "PUT /hosts/h1", "<host><power_management><address>192.0.2.9</address></power_management></host>",
        .requestNotSupported, "host/power_management/address can't be sent"
      ),
      (
        "POST /hosts", "<host><power_management><agents><agent/></agents></power_management></host>",
        .requestNotSupported, "agents/agent can't be sent"
      ),
      (
        "POST /hosts/h1/activate", "<action><network><name>red</name></network></action>", .requestNotSupported,
        "action/network can't be sent"
      ),
    ])
  func refusals(call name: String, body: String, code: FaultCode, detail: String) throws {
    let call = try call(name)
    let document = try xml(body)
    let error = #expect(throws: GatewayError.self) { try call.body(document) }
    #expect(error?.code == code)
    #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
  }

  @Test("Each call of the minimum is converted, but for the host nic calls of 3.5 and the service description")
  func every() throws {
    let table = try RuleTable.shared.get()
    for rule in table.calls where rule.isForNetworking {
      let path = rule.v3.map { $0.hasPrefix("{") ? "x\($0.dropFirst().dropLast())" : $0 }
      let isOthers = rule.handlers.contains("host-nic-legacy") || rule.handlers.contains("rsdl")
      #expect(V3OnV4.converts(method: rule.method, segments: path) == !isOthers, "\(rule.method) \(rule.v3)")
    }
    #expect(!V3OnV4.converts(method: "GET", segments: ["vms"]))
    #expect(!V3OnV4.converts(method: "POST", segments: ["vms", "v1", "start"]))
    #expect(!V3OnV4.converts(method: "PUT", segments: ["hosts"]))
    #expect(!V3OnV4.converts(method: "HEAD", segments: ["vms"]))
  }

  @Test(
    "The engine is asked at v4's address",
    arguments: [
      ("GET /clusters", [("max", "3")], "search=name%3Dx", "clusters?search=name%3Dx&max=3&follow=scheduling_policy"),
      ("GET /hosts/h1", [("force", "true"), ("all_content", nil)], nil, "hosts/h1?all_content=true"),
      ("GET /events", [("from", "7"), ("max", "3")], nil, "events?from=7&max=3"),
      ("DELETE /clusters/c1/networks/n1", [("async", "true")], nil, "clusters/c1/networks/n1"),
      ("PUT /networks/n1", [("async", "true")], nil, "networks/n1?async=true"),
      ("POST /datacenters/d1/networks/n1/labels", [], nil, "networks/n1/networklabels"),
      ("GET /capabilities", [("max", "3")], nil, "clusterlevels"),
      ("GET /capabilities/4.7", [], nil, "clusterlevels"),
    ] as [(String, [(String, String?)], String?, String)])
  func targets(name: String, matrix: [(String, String?)], query: String?, target: String) throws {
    #expect(try call(name).target(matrix: matrix.map { (name: $0.0, value: $0.1) }, query: query) == target)
  }

  @Test("The detail of Accept is followed like the matrix parameter")
  func acceptDetail() throws {
    #expect(
      try call("GET /hosts/h1").target(matrix: [], query: nil, acceptDetail: "statistics")
        == "hosts/h1?follow=statistics")
  }

  @Test("Capabilities have the engine's levels, oldest first, and the newest is current")
  func capabilities() throws {
    let levels = try xml(
      """
      <cluster_levels>
        <cluster_level href="/ovirt-engine/api/clusterlevels/4.10" id="4.10">
          <cpu_types><cpu_type><architecture>x86_64</architecture><level>3</level><name>Intel</name></cpu_type></cpu_types>
          <permits><permit id="1"><administrative>false</administrative><name>create_vm</name></permit></permits>
        </cluster_level>
        <cluster_level id="4.7"/></cluster_levels>
      """)
    let document = try call("GET /capabilities").answer(levels, enginePrefix: "/e", hrefPrefix: "/api").document
    let versions = document.children("version")
    #expect(versions.map { $0.attribute("minor") } == ["7", "10"])
    #expect(versions.map { $0.childText("current") } == ["false", "true"])
    #expect(versions[1].attribute("href") == "/api/capabilities/4.10")
    #expect(
      versions[1].child("cpus")
        == (try xml(
          #"<cpus><cpu id="Intel"><level>3</level><architecture>X86_64</architecture></cpu></cpus>"#)))
    #expect(versions[1].child("permits") == document.child("permits"))
    #expect(versions[0].child("boot_protocols")?.children.map(\.text) == ["dhcp", "static", "none"])
    #expect(versions[0].child("vm_affinities")?.children.first?.name == "affinity")
    // The lists are 65, beside current, cpus and permits.
    #expect(versions[0].children.count == 67)
    #expect(versions[1].children.count == 68)
    let one = try call("GET /capabilities/4.7").answer(levels, enginePrefix: "/e", hrefPrefix: "/api").document
    #expect(one == versions[0])
    let missing = try call("GET /capabilities/3.5")
    let error = #expect(throws: GatewayError.self) {
      try missing.answer(levels, enginePrefix: "/e", hrefPrefix: "/api")
    }
    #expect(error?.code == .notFound)
    let odd = try xml(#"<cluster_levels><cluster_level id="x"/></cluster_levels>"#)
    #expect(throws: GatewayError.self) { try missing.answer(odd, enginePrefix: "/e", hrefPrefix: "/api") }
  }

  @Test("A place of the engine is the client's, with v3's path")
  func location() {
    let prefixes = ("/ovirt-engine/api", "/api")
    func location(_ address: String) -> String? {
      V3OnV4.location(address, enginePrefix: prefixes.0, hrefPrefix: prefixes.1)
    }
    #expect(location("http://engine:80/ovirt-engine/api/networks/n1/networklabels/l1") == "/api/networks/n1/labels/l1")
    #expect(location("/ovirt-engine/api/hosts/h1") == "/api/hosts/h1")
    #expect(location("/ovirt-engine/api/affinitylabels/1") == nil)
    #expect(location("http://engine/") == nil)
  }

  @Test("A call tells whether it changes something, takes a document, and asks for more than v3 says")
  func kinds() throws {
    let read = try call("GET /networks/n1")
    #expect(!read.isWrite && !read.takesBody)
    let write = try call("PUT /networks/n1")
    #expect(write.isWrite && write.takesBody)
    #expect(try call("GET /clusters/c1").includesLinks && !read.includesLinks)
    #expect(try call("DELETE /networks/n1").isWrite)
    #expect(try read.body(xml("<nonsense/>")).document == nil)
  }
}

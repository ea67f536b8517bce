import Testing

@testable import V3OnV4

@Suite("The table")
struct TableTests {
  let table: RuleTable

  init() throws {
    table = try RuleTable.shared.get()
  }

  @Test("It holds the counts of API v3 as of 3.6")
  func counts() {
    // The fault in an action is a type of our own.
    let types = table.types.values.filter { $0.name != "FaultInAction" }
    #expect(types.count == 268)
    #expect(types.count { !$0.isSince36 } == 199)
    #expect(types.count { $0.isForNetworking } == 72)
    #expect(table.calls.count == 786)
    #expect(Set(table.calls.map(\.v3)).count == 483)
    #expect(table.calls.count { $0.isForNetworking } == 167)
    #expect(table.calls.count { $0.isUnsupported } == 2)
  }

  @Test("It holds the rows of a networking client's types, by kind")
  func networkingRows() {
    let rows = table.types.values.filter { $0.isForNetworking && $0.name != "FaultInAction" }.flatMap(\.rules)
    // 704, with two rows that stand once for each direction and the version of product_info in four rows instead of one;
    // four of the rows that are the same are lists of links. The name of a cluster's policy is read from the policy.
    #expect(rows.count == 704 + 2 + 3)
    #expect(rows.count { $0.v3 == $0.v4 && $0.change == .same && $0.handler == nil } == 571 + 4 - 1 + 1)
    #expect(rows.count { $0.v4 == nil && $0.constant == nil && $0.query == nil && $0.handler == nil } == 28)
    #expect(rows.count { $0.handler != nil } == 12 - 2)
    #expect(rows.count { $0.query != nil } == 2)
    #expect(rows.count { $0.constant != nil } == 1)
  }

  @Test(
    "Every type of the networking minimum is there",
    arguments: [
      "API", "Action", "Actions", "ApiSummary", "Bonding", "CPU", "Certificate", "Cluster", "Clusters", "CpuTopology",
      "Creation", "DataCenter", "DataCenters", "Display", "ErrorHandling", "Event", "Events", "ExternalHostProvider",
      "Fault", "GracePeriod", "HardwareInformation", "Host", "HostNIC", "HostNicVirtualFunctionsConfiguration",
      "HostNics", "HostedEngine", "Hosts", "IP", "IpAddressAssignment", "IscsiDetails", "Job", "Jobs", "KSM", "Label",
      "Labels", "Link", "MAC", "MacPool", "MacPools", "MemoryOverCommit", "MemoryPolicy", "Network",
      "NetworkAttachment", "NetworkAttachments", "Networks", "OperatingSystem", "Option", "PortMirroring",
      "PowerManagement", "ProductInfo", "Property", "QoS", "ReportedConfiguration", "SELinux", "SPM", "SSH",
      "SchedulingPolicy", "SpecialObjects", "Statistic", "Statistics", "Step", "Steps", "TransparentHugePages",
      "UnmanagedNetwork", "UnmanagedNetworks", "User", "VLAN", "Value", "Version", "VmSummary", "VnicProfile",
      "VnicProfiles",
    ])
  func networkingType(_ name: String) {
    #expect(table.types[name]?.isForNetworking == true)
  }

  @Test("Every type that a call names is there, but for capabilities, which no document of v4 becomes")
  func typesOfCalls() {
    for call in table.calls {
      for name in [call.request, call.response].compactMap({ $0 })
      where !["Capabilities", "VersionCaps"].contains(name) {
        #expect(table.types[name] != nil, "line \(call.line): \(name)")
      }
    }
  }

  @Test("No call stands twice, and v4 paths use identifiers of the v3 path")
  func calls() {
    var seen: Set<[String]> = []
    for call in table.calls {
      #expect(seen.insert([call.method] + call.v3).inserted, "line \(call.line)")
      for identifier in call.v4 ?? [] where identifier.hasPrefix("{") {
        #expect(call.v3.contains(identifier), "line \(call.line)")
      }
      if call.v4 == nil { #expect(call.isUnsupported || call.isHandlerOnly, "line \(call.line)") }
    }
  }

  @Test("No row stands twice in a type, nor does an answer write one place from two rows without a condition")
  func rows() {
    for type in table.types.values {
      for (index, rule) in type.rules.enumerated() {
        for other in type.rules[..<index] where other.v3 == rule.v3 && other.v4 == rule.v4 {
          #expect(other.direction != rule.direction && other.direction != .both, "line \(rule.line)")
        }
        for other in type.rules[..<index] where rule.isForAnswers && other.isForAnswers && other.v3 == rule.v3 {
          #expect(rule.unless != nil, "line \(rule.line) and line \(other.line)")
        }
      }
    }
  }

  @Test("A place in v3 holds either a value or members, never both")
  func places() {
    func check(_ node: TargetNode, _ type: String) {
      #expect(node.rules.isEmpty || node.children.isEmpty, "\(type): \(node.step)")
      for child in node.children { check(child, type) }
    }
    for type in table.types.values { check(type.target, type.name) }
  }

  @Test("What v4 alone has is in no row for answers")
  func v4Only() {
    for type in table.types.values {
      for name in type.v4Only {
        #expect(type.source.nodes[0].children[name] == nil, "\(type.name).\(name)")
      }
    }
  }

  @Test("Only a list names the rows of its items, and a type with a root element in v3 has one in v4")
  func roots() {
    for type in table.types.values where type.v3Root != nil {
      #expect(type.v4Root != nil, "\(type.name)")
    }
    #expect(table.typeByV4Root["host"] == "Host")
    #expect(table.typeByV4Root["network_label"] == "Label")
    #expect(table.typeByV4Root["vm_pool"] == "VmPool")
  }

  @Test(
    "A line that can't be read is refused with its number",
    arguments: [
      ("type A a", "line 1: a type needs its name and both root elements"),
      ("type A a a since 3.7", "line 1: unknown word since"),
      ("  name", "line 1: a row outside a type"),
      ("nonsense", "line 1: neither a type, nor a row of one, nor a call"),
      ("type A a a\n  name =", "line 2: nothing behind the operator"),
      ("type A a a\n  name lower", "line 2: unknown word lower"),
      ("type A a a\n  name = \"x", "line 2: \"x is no constant"),
      ("type A a a\n  na-me", "line 2: na-me is no path"),
      ("type A a a\n  name[x]", "line 2: name[x] is no path"),
      ("type A a a\n  name values", "line 2: values needs pairs"),
      ("type A a a\n  name times x", "line 2: times needs a number"),
      ("type A a a\n  name unless", "line 2: nothing behind unless"),
      ("type A a a\n  name since 4", "line 2: since 4"),
      ("type A a a\n  links-rename x", "line 2: x is no pair"),
      ("type A a a\n  name : B", "line 2: no type B"),
      ("type A a a\ntype A b b", "line 0: type A stands twice"),
      ("type A a a\ntype B b a", "line 0: two types have the v4 root element a"),
      ("GET", "line 1: a call needs a path"),
      ("GET /x >", "line 1: nothing behind >"),
      ("GET /x maybe", "line 1: unknown word maybe"),
      ("GET /x query y", "line 1: y is no pair"),
    ])
  func unreadable(_ text: String, _ problem: String) {
    let error = #expect(throws: RuleTableError.self) { try RuleTableReader.read(text) }
    #expect(error?.description == problem)
  }

  @Test("Every name of code that a row or call needs is one of the known ones")
  func handlers() {
    let known: Set<String> = [
      "api-root", "capabilities", "rsdl", "host-force-refresh", "host-nic-legacy", "host-fence-agents",
      "cluster-scheduling-policy", "vm-disks", "vm-disk-activate", "template-disks", "disk-attachment-details",
      "vm-nic-profile", "vm-guest-ips", "vm-cdrom-eject", "gluster-bricks", "vm-move", "snapshot-disk-remove",
    ]
    let named = Set(table.types.values.flatMap { $0.rules.compactMap(\.handler) } + table.calls.flatMap(\.handlers))
    #expect(named.isSubset(of: known))
  }
}

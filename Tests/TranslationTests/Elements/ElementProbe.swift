import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import Translation
import TranslationCases
import XMLTree

/// A request in which one document is varied, place by place, and carried through reader and rules.
struct ElementProbe {
  /// What becomes of a request; the message of a refusal doesn't count.
  enum Outcome: Equatable {
    case plan(EnginePlan)
    case refused(FaultCode)
    /// Refused by the reader, for its form.
    case unreadable
  }

  /// The call.
  var call: LegacyCall
  /// The host.
  var state: HostState
  /// The document that is varied.
  var subject: XMLElement
  /// The body with the document in its place.
  var body: (XMLElement) -> XMLElement = { $0 }
  /// Values for a place beside those of ``ElementSamples``, where they must fit the host.
  var values: [String: XMLElement] = [:]

  /// What becomes of the request with another document in place of the own one.
  func outcome(_ document: XMLElement) -> Outcome {
    do throws(GatewayError) {
      let request = try LegacyRequestReader.read(
        call, body: XMLWriter.write(body(document)), contentType: "application/xml")
      return .plan(
        try Translator.plan(request.mutation, on: CaseRunner.stateAsRead(for: request.mutation, state)))
    } catch {
      return error.stage == .parse ? .unreadable : .refused(error.code)
    }
  }

  /// What a place does to the request.
  struct Effect {
    /// Whether a request was accepted with it that is refused, or means something else, without.
    var changesPlan = false
    /// What it was refused with, where without it the request is accepted.
    var codes: Set<String> = []
    /// How often it was tried.
    var count = 0

    /// As a cell of the tables says it.
    var cell: ElementTable.Cell {
      if changesPlan { return .translated(rules: []) }
      return codes.isEmpty ? .ignored : .refused(codes: codes)
    }
  }

  /// Adds the place to the document, takes it away and gives it other values, and notes what that changes.
  func observe(_ place: SchemaPlace, into effect: inout Effect) throws {
    let prepared = subject.ensuring(place.parent)
    let reference = outcome(prepared)
    guard reference != .unreadable else { return }
    let own = values[place.path].map { [$0] } ?? []
    for value in try [nil] + (own + ElementSamples.values(for: place)).map(Optional.some) {
      let varied = prepared.replacing(place.steps, with: value)
      guard varied != prepared else { continue }
      let outcome = outcome(varied)
      guard outcome != .unreadable else { continue }
      effect.count += 1
      switch (reference, outcome) {
      case (.plan(let before), .plan(let after)): if before != after { effect.changesPlan = true }
      case (.plan, .refused(let code)): effect.codes.insert(code.rawValue)
      case (.refused, .plan): effect.changesPlan = true
      case (.refused(let before), .refused(let after)): if before != after { effect.codes.insert(after.rawValue) }
      case (_, .unreadable), (.unreadable, _): break
      }
    }
  }
}

/// The requests that are varied, by document and column of its table.
enum ElementProbes {
  private static func path(_ state: HostState, nic: Int) -> (String, String) {
    (state.host.id, ElementSamples.nic(nic))
  }

  /// `action` in the body of each call that takes one.
  static func action() throws -> [String: [ElementProbe]] {
    let plain = try Fixtures.state("plain")
    let (host, free) = path(plain, nic: 3)
    let list = try listed(plain, without: [])
    return [
      "attach": [
        try probe(
          .attach(hostID: host, nicID: free), plain,
          "<action><network id=\"\(ElementSamples.network(7))\"/></action>"),
        try probe(
          .attach(hostID: host, nicID: free), plain, "<action><network><name>gold</name></network></action>"),
      ],
      "detach": [
        try probe(
          .detach(hostID: host, nicID: ElementSamples.nic(2)), plain,
          "<action><network><name>green</name></network></action>"),
        try probe(.detach(hostID: host, nicID: ElementSamples.nic(2)), plain, "<action/>"),
      ],
      "setupnetworks": [
        ElementProbe(
          call: .setupNetworks(hostID: host), state: plain,
          subject: XMLElement("action", children: [XMLElement("host_nics", children: [try newNetwork()] + list)]),
          values: ["host_nics": XMLElement("host_nics", children: list)])
      ],
      "commitnetconfig": [try probe(.commitNetConfig(hostID: host), plain, "<action/>")],
    ]
  }

  /// `host_nic` as an entry of setupnetworks, and as the body of POST and PUT.
  static func hostNic() throws -> [String: [ElementProbe]] {
    let plain = try Fixtures.state("plain")
    let host = plain.host.id
    func bond(_ slaves: String, network: String = "<name>gold</name>") -> String {
      """
      <host_nic><name>bond2</name><network>\(network)</network><bonding><options>
      <option name="mode" value="1"/></options><slaves>\(slaves)</slaves></bonding>
      <properties><property><name>a</name><value>b</value></property></properties></host_nic>
      """
    }
    let named = "<host_nic><name>eth3</name></host_nic><host_nic id=\"\(ElementSamples.nic(4))\"/>"
    let byID = "<host_nic id=\"\(ElementSamples.nic(3))\"/><host_nic><name>eth4</name></host_nic>"
    func loaded(_ network: String) -> String {
      """
      <host_nic><name>bond2</name><bonding><slaves><host_nic><name>eth2</name>\(network)</host_nic>
      <host_nic><name>eth3</name></host_nic></slaves></bonding></host_nic>
      """
    }
    let outOfSync = "<host_nic><name>eth1.101</name><network><name>red</name></network></host_nic>"
    let attributes = try Fixtures.state("attributes")
    func put(_ state: String, _ nic: String, _ body: String) throws -> ElementProbe {
      try probe(.updateNic(hostID: host, nicID: nic), try Fixtures.state(state), body)
    }
    return [
      "setupnetworks": [
        try entry(newNetwork(), plain), try entry(ElementSamples.parsed(bond(named)), plain),
        try entry(ElementSamples.parsed(bond(byID)), plain),
        try entry(ElementSamples.parsed(loaded("<network/>")), plain, without: ["eth2"]),
        try entry(ElementSamples.parsed(loaded("")), plain, without: ["eth2"]),
        try entry(
          ElementSamples.parsed(
            "<host_nic id=\"\(ElementSamples.nic(3))\"><network id=\"\(ElementSamples.network(7))\"/></host_nic>"),
          plain),
        try entry(
          ElementSamples.parsed(
            """
            <host_nic><name>tagged</name><network><name>blue</name></network>
            <base_interface>eth3</base_interface></host_nic>
            """), plain),
        try entry(ElementSamples.parsed(outOfSync), Fixtures.state("outofsync"), without: ["eth1.101"]),
        try entry(
          ElementSamples.parsed(
            """
            <host_nic><name>eth2</name><network><name>green</name></network><ip address="172.16.0.5"
            netmask="255.255.255.0"/><boot_protocol>static</boot_protocol></host_nic>
            """), attributes, without: ["eth2"]),
      ],
      "POST nics": [
        try probe(.addBond(hostID: host), plain, bond(named)),
        try probe(
          .addBond(hostID: host), plain,
          bond(byID, network: "").replacing(
            "<network>", with: "<network id=\"\(ElementSamples.network(7))\">")),
      ],
      "PUT nics/N": [
        try put("plain", ElementSamples.nic(2), "<host_nic/>"),
        try put("plain", ElementSamples.nic(0), "<host_nic><boot_protocol>dhcp</boot_protocol></host_nic>"),
        try put(
          "plain", ElementSamples.nic(2),
          "<host_nic><name>eth2</name><network id=\"\(ElementSamples.network(4))\"/></host_nic>"),
        try put(
          "attributes", ElementSamples.nic(2),
          """
          <host_nic><ip address="172.16.0.9" netmask="255.255.255.0" gateway="172.16.0.254"/>
          <boot_protocol>static</boot_protocol></host_nic>
          """),
        try put(
          "attributes", ElementSamples.nic(2),
          "<host_nic><properties><property><name>a</name><value>b</value></property></properties></host_nic>"),
        try put(
          "bondonly", "bbbbbbbb-0000-4000-8000-000000000000",
          """
          <host_nic><bonding><options><option name="mode" value="4"/><option name="miimon" value="100"/></options>
          <slaves><host_nic><name>eth1</name></host_nic><host_nic id="\(ElementSamples.nic(2))"/></slaves>
          </bonding></host_nic>
          """),
        try put(
          "bondonly", "bbbbbbbb-0000-4000-8000-000000000000",
          """
          <host_nic><bonding><options><option name="mode" value="2"/></options>
          <slaves><host_nic id="\(ElementSamples.nic(2))"/><host_nic><name>eth1</name></host_nic></slaves>
          </bonding></host_nic>
          """),
        try put("outofsync", ElementSamples.nic(2), "<host_nic><boot_protocol>dhcp</boot_protocol></host_nic>"),
      ],
    ]
  }

  /// `label` as the body of POST.
  static func label() throws -> [String: [ElementProbe]] {
    let plain = try Fixtures.state("plain")
    let (host, free) = path(plain, nic: 3)
    return ["POST labels": [try probe(.addLabel(hostID: host, nicID: free), plain, "<label id=\"a\"/>")]]
  }

  /// `statistic` inside the `host_nic` of a setupnetworks and of a PUT; no call takes one by itself.
  static func statistic() throws -> [String: [ElementProbe]] {
    let plain = try Fixtures.state("plain")
    let inside: (XMLElement) -> XMLElement = { statistic in
      XMLElement("host_nic", children: [XMLElement("statistics", children: [statistic])])
    }
    var put = try probe(.updateNic(hostID: plain.host.id, nicID: ElementSamples.nic(2)), plain, "<statistic/>")
    put.body = inside
    let list = try listed(plain, without: [])
    let new = try newNetwork()
    let setup = ElementProbe(
      call: .setupNetworks(hostID: plain.host.id), state: plain, subject: XMLElement("statistic"),
      body: { statistic in
        var entry = new
        entry.children.append(XMLElement("statistics", children: [statistic]))
        return XMLElement("action", children: [XMLElement("host_nics", children: [entry] + list)])
      })
    return ["in a host_nic": [put, setup]]
  }

  private static func newNetwork() throws -> XMLElement {
    try ElementSamples.parsed(
      """
      <host_nic><name>eth5</name><network><name>gold</name></network>
      <ip address="172.17.0.5" netmask="255.255.255.0" gateway="172.17.0.1"/><boot_protocol>static</boot_protocol>
      <properties><property><name>bridge_opts</name><value>forward_delay=1500</value></property></properties></host_nic>
      """)
  }

  private static func probe(_ call: LegacyCall, _ state: HostState, _ body: String) throws -> ElementProbe {
    ElementProbe(call: call, state: state, subject: try ElementSamples.parsed(body))
  }

  /// A setupnetworks of one entry and all that the host has, but for some devices.
  private static func entry(
    _ entry: XMLElement, _ state: HostState, without names: Set<String> = []
  ) throws -> ElementProbe {
    let list = try listed(state, without: names)
    return ElementProbe(
      call: .setupNetworks(hostID: state.host.id), state: state, subject: entry,
      body: { XMLElement("action", children: [XMLElement("host_nics", children: [$0] + list)]) })
  }

  /// The devices that carry something, as GET nics shows them: what keeps a host as it is.
  private static func listed(_ state: HostState, without names: Set<String>) throws -> [XMLElement] {
    let answer = LegacyAnswerWriter(hrefPrefix: "/api").nics(LegacyView.nics(of: state), hostID: state.host.id)
    return try #require(answer.body).children("host_nic").filter {
      !names.contains($0.childText("name") ?? "") && ($0.child("network") != nil || $0.child("bonding") != nil)
    }
  }
}

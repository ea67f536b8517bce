import EngineClient
import EngineSimulator
import LegacyAPI
import RewriteLog
import XMLTree

/// Carries out the steps of the demo one by one, shows them, and notes what isn't as it should be.
struct DemoTeller {
  private let story: DemoStory
  private let hostID: String
  private var names = DemoNames()
  private var number = 0
  /// What isn't as it should be.
  private(set) var problems: [String] = []

  /// A teller for one host.
  init(story: DemoStory, hostID: String) {
    self.story = story
    self.hostID = hostID
    names.name(hostID, "rack4-node2")
  }

  /// Learns the names of what is on the host now.
  mutating func learn() async throws {
    try await names.learn(from: story.client, hostID: hostID)
  }

  /// The id of a device.
  func id(_ nic: String) -> String {
    names.nicIDs[nic] ?? nic
  }

  /// Lists the nics.
  ///
  /// - Parameter expected: the networks that devices must show, by the name of the device.
  mutating func list(_ title: String, expecting expected: [String: String]) async throws {
    let request = DemoRequest(method: "GET", path: "/hosts/\(hostID)/nics")
    begin(title, request)
    let response = try await story.client.send(request)
    try await learn()
    let nics = try XMLReader.read(response.body).children("host_nic")
    var shown: [String: String] = [:]
    for nic in nics {
      guard let name = nic.childText("name"), let network = nic.child("network") else { continue }
      shown[name] = network.attribute("id").flatMap { names.shown($0) } ?? network.childText("name")
    }
    story.printer.block(
      .client, "the client reads", "\(response.status) \(reason(response)), <host_nics> with \(nics.count) devices:",
      nics.map(row))
    for (nic, network) in expected where shown[nic] != "‹\(network)›" {
      problems.append("\(nic) shows \(shown[nic] ?? "no network"), not \(network)")
    }
  }

  /// Sends a change.
  ///
  /// - Parameters:
  ///   - status: what must be answered: 200, and then one call reaches the engine, or a refusal, and then none.
  ///   - shown: the body in words, if it needn't be seen again.
  mutating func change(
    _ title: String, _ path: String, _ body: XMLElement, shown: String? = nil, expecting status: Int
  ) async throws {
    let request = DemoRequest(method: "POST", path: "/hosts/\(hostID)\(path)", body: body)
    begin(title, request, shown: shown)
    let before = await story.engine.ledger().count
    let response = try await story.client.send(request)
    let calls = await story.engine.ledger().dropFirst(before)
    try await learn()
    show(calls: Array(calls), end: story.log.end(of: response.header("hostnet-gateway-request")))
    show(response)
    if response.status != status { problems.append("step \(number) was answered with \(response.status)") }
    if calls.count != (status == 200 ? 1 : 0) { problems.append("step \(number) made \(calls.count) calls") }
  }

  private mutating func begin(_ title: String, _ request: DemoRequest, shown: String? = nil) {
    number += 1
    story.printer.step(number, title)
    story.printer.block(
      .client, "the client asks", "\(request.method) \(names.replaced(in: DemoClient.prefix + request.path))",
      shown.map { [$0] } ?? request.body.map { DemoPrinter.lines($0) } ?? [])
  }

  private func show(calls: [LedgerEntry], end: EndRecord?) {
    guard !calls.isEmpty else {
      let reason = end?.error.map { "\($0.code)" } ?? "nothing had to change"
      let why = [end?.error?.detail, end?.error?.nextStep].compactMap(\.self)
      story.printer.block(.refusal, "the engine gets", "nothing: \(reason)", why)
      return
    }
    for call in calls {
      let body = (try? XMLReader.read(Array(call.body.utf8))).map { DemoPrinter.lines(names.replaced(in: $0)) }
      story.printer.block(
        .engine, "the engine gets", "\(call.method) \(names.replaced(in: "/ovirt-engine/api" + call.path))", body ?? [])
    }
  }

  private func show(_ response: EngineResponse) {
    var lines: [String] = []
    if var document = try? XMLReader.read(response.body) {
      // The answer to a setupnetworks repeats the whole request.
      if let index = document.children.firstIndex(where: { $0.name == "host_nics" }) {
        document.children[index] = XMLElement("host_nics", text: "…")
      }
      lines = DemoPrinter.lines(names.replaced(in: document))
    }
    story.printer.block(
      response.status < 400 ? .client : .refusal, "the client reads", "\(response.status) \(reason(response))", lines)
  }

  private func reason(_ response: EngineResponse) -> String {
    response.reason.isEmpty ? LegacyAnswer.reasonPhrase(of: response.status) : response.reason
  }

  private func row(_ nic: XMLElement) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    var words: [String] = []
    if let bootProtocol = nic.childText("boot_protocol"), bootProtocol != "none" { words.append(bootProtocol) }
    if let address = nic.child("ip")?.attribute("address") { words.append(address) }
    if let vlan = nic.child("vlan")?.attribute("id"), let base = nic.childText("base_interface") {
      words.append("vlan \(vlan) on \(base)")
    }
    if let slaves = nic.descendant("bonding", "slaves") {
      let slaveNames = slaves.children.compactMap { $0.attribute("id").flatMap { names.shown($0) } }
      words.append("bond of \(slaveNames.joined(separator: " and "))")
    }
    let master = nic.children("link").first { $0.attribute("rel") == "master" }?.attribute("href")
    if let bond = master?.split(separator: "/").last.flatMap({ names.shown(String($0)) }) {
      words.append("slave of \(bond)")
    }
    let network = nic.child("network")
    let shown = network?.attribute("id").flatMap { names.shown($0) } ?? network?.childText("name") ?? "-"
    let row = padded(nic.childText("name") ?? "", 11) + shown
    return words.isEmpty ? row : padded(row, 25) + words.joined(separator: ", ")
  }
}

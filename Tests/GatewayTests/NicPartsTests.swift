import EngineSimulator
import GatewayErrors
import RewriteLog
import Testing
import XMLTree

/// What stands below a nic, and commitnetconfig: reads, labels, actions and their histories, over sockets on simulated
/// engines of every dialect.
@Suite struct NicPartsTests {
  /// An engine, with vlan devices listed or hidden.
  struct Engine: Sendable, CustomTestStringConvertible {
    var configuration: SimulatorConfiguration
    var testDescription: String {
      let version = configuration.version
      return "\(configuration.dialect.rawValue) \(version.major).\(version.minor) \(configuration.hidesVlanDevices)"
    }

    static let all: [Engine] = [
      (.design, (3, 6)), (.v36, (3, 6)), (.v4, (4, 0)), (.v4, (4, 2)), (.v4, (4, 3)), (.v4, (4, 5)),
    ].map { Engine(configuration: SimulatorConfiguration(dialect: $0, version: $1)) }
    static let hiding: [Engine] = SimulatorConfiguration.Dialect.allCases.map {
      Engine(configuration: SimulatorConfiguration(dialect: $0, hidesVlanDevices: true))
    }
    /// Whether a label takes a second call that saves it.
    var savesSeparately: Bool { configuration.version < (4, 3) }
  }

  private static let credentials = ["Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"]
  private static let api = "/ovirt-engine/api"
  private static let host = "99999999-0000-4000-8000-000000000001"
  private static let nics = "\(api)/hosts/\(host)/nics"
  private static let unknown = "aaaaaaaa-0000-4000-8000-000000000099"
  private static func eth(_ number: Int) -> String { "aaaaaaaa-0000-4000-8000-00000000000\(number)" }
  /// The attachment of network red in the state `plain`, which is the id of its vlan device where that is hidden.
  private static let hiddenVlan = "dddddddd-0000-4000-8000-000000000002"
  private static let statisticIDs = [
    "ecd0559f-e88f-3330-94b4-1f091b0ffdf7", "2c6fe105-4913-3f90-9425-07ddfeca5417",
    "50b8f057-7795-30bd-825a-1acadd37a9d7", "7211a516-3e61-3c4e-be79-739424d13461",
  ]

  private static func run(
    _ engine: Engine, state: String = "labels", _ body: (Stage, EngineSimulator) async throws -> Void
  ) async throws {
    try await Stage.run(engine.configuration) { stage, simulator in
      try await simulator.load(json: Fixtures.bytes("states/\(state).json"))
      try await body(stage, simulator)
    }
  }

  private static func send(
    _ stage: Stage, _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil
  ) async throws -> StageAnswer {
    try await stage.send(method, target, credentials + headers, body: body)
  }

  // MARK: Labels

  @Test(arguments: Engine.all)
  func labelsAreListedBelowTheirNic(engine: Engine) async throws {
    try await Self.run(engine) { stage, _ in
      let path = "\(Self.nics)/\(Self.eth(1))/labels"
      let list = try await Self.send(stage, "GET", path)
      #expect(list.status == 200)
      let document = try list.document()
      #expect(document.name == "labels")
      let label = try #require(document.children.first)
      #expect(document.children.count == 1)
      #expect(label.attribute("id") == "lab")
      #expect(label.attribute("href") == "\(path)/lab")
      #expect(label.child("host_nic")?.attribute("href") == "\(Self.nics)/\(Self.eth(1))")
      let single = try await Self.send(stage, "GET", "\(path)/lab")
      #expect(try single.document() == label)
      for missing in ["\(path)/other", "\(path)/LAB", "\(Self.nics)/\(Self.unknown)/labels/lab"] {
        let answer = try await Self.send(stage, "GET", missing)
        #expect(answer.status == 404 && answer.body.isEmpty, "\(missing): \(answer)")
      }
      #expect(try await Self.send(stage, "GET", "\(path);max=0").document() == XMLElement("labels"))
      #expect(
        try await Self.send(stage, "GET", "\(Self.nics)/\(Self.unknown)/labels").document() == XMLElement("labels"))
      #expect(try await Self.send(stage, "GET", "\(Self.nics)/nonsense/labels").status == 404)
    }
  }

  @Test(arguments: Engine.all)
  func aLabelIsAddedSavedAndRemoved(engine: Engine) async throws {
    try await Self.run(engine) { stage, simulator in
      let path = "\(Self.nics)/\(Self.eth(3))/labels"
      let added = try await Self.send(stage, "POST", path, body: #"<label id="prod"/>"#)
      #expect(added.status == 201)
      #expect(added.header("location") == "http://localhost\(path)/prod")
      let shown = try await Self.send(stage, "GET", "\(path)/prod")
      #expect(try added.document() == shown.document())
      let calls = await simulator.ledger()
      #expect(calls.count == (engine.savesSeparately ? 2 : 1))
      #expect(calls.allSatisfy { $0.status < 300 })
      if engine.savesSeparately {
        #expect(calls[1].path == "/hosts/\(Self.host)/commitnetconfig")
      } else {
        #expect(calls[0].body.contains("<commit_on_success>true"))
      }
      let removed = try await Self.send(stage, "DELETE", "\(path)/prod;async=true")
      #expect(removed.status == 200)
      let action = try removed.document()
      #expect(action.children.map(\.name) == ["status"])
      #expect(action.descendant("status", "state")?.text == "complete")
      #expect(try await Self.send(stage, "GET", path).document() == XMLElement("labels"))
      #expect(try await Self.send(stage, "DELETE", "\(path)/prod").status == 404)

      let intents = stage.records.intents
      #expect(intents.map(\.call) == ["add label", "remove label", "remove label"])
      for intent in intents.prefix(2) {
        #expect(intent.willSend != nil)
        #expect((intent.thenSend?.target.hasSuffix("/commitnetconfig") == true) == engine.savesSeparately)
      }
      #expect(intents.last?.willSend == nil)
      #expect(stage.records.ends.map(\.outcome) == [.done, .done, .refused])
      #expect((stage.records.ends.first?.thenCameBack?.status == 200) == engine.savesSeparately)
    }
  }

  @Test(arguments: Engine.all)
  func whatALabelCallSavesSurvivesAReboot(engine: Engine) async throws {
    try await Self.run(engine) { stage, _ in
      let path = "\(Self.nics)/\(Self.eth(3))/labels"
      _ = try await Self.send(stage, "POST", path, body: #"<label id="prod"/>"#)
      _ = try await Self.send(
        stage, "POST", "\(Self.nics)/\(Self.eth(4))/attach",
        body: "<action><network><name>gold</name></network></action>")
      let reboot = try await Self.send(
        stage, "POST", "\(Self.api)/hosts/\(Self.host)/fence",
        ["Version: \(engine.configuration.dialect == .v4 ? 4 : 3)"],
        body: "<action><fence_type>restart</fence_type></action>")
      #expect(reboot.status == 200, "\(reboot)")
      #expect(try await Self.send(stage, "GET", "\(path)/prod").status == 200)
      let eth4 = try await Self.send(stage, "GET", "\(Self.nics)/\(Self.eth(4))").document()
      #expect(eth4.child("network") == nil)
    }
  }

  @Test(arguments: Engine.hiding)
  func aHiddenVlanDeviceHasNoLabelsAndNoStatistics(engine: Engine) async throws {
    try await Self.run(engine, state: "plain") { stage, simulator in
      let vlan = "\(Self.nics)/\(Self.hiddenVlan)"
      #expect(try await Self.send(stage, "GET", vlan).document().childText("name") == "eth1.100")
      #expect(try await Self.send(stage, "GET", "\(vlan)/labels").document() == XMLElement("labels"))
      #expect(try await Self.send(stage, "GET", "\(vlan)/labels/lab").status == 404)
      let statistics = try await Self.send(stage, "GET", "\(vlan)/statistics")
      #expect(statistics.status == 200)
      #expect(try statistics.document() == XMLElement("statistics"))
      #expect(try await Self.send(stage, "GET", "\(vlan)/statistics/\(Self.statisticIDs[0])").status == 404)
      let detailed = try await Self.send(stage, "GET", "\(vlan);detail=statistics").document()
      #expect(detailed.child("statistics") == XMLElement("statistics"))
      let refused = try await Self.send(stage, "POST", "\(vlan)/labels", body: #"<label id="prod"/>"#)
      #expect(refused.status == 400)
      #expect(await simulator.ledger().isEmpty)
    }
  }

  @Test(arguments: [(4, 2), (4, 0)])
  func aLabelThatIsSetButNotSavedSaysSo(version: (Int, Int)) async throws {
    let engine = Engine(configuration: SimulatorConfiguration(dialect: .v4, version: version))
    try await Self.run(engine) { stage, simulator in
      let fault = """
        <action><fault><detail>[The host does not answer.]</detail><reason>Operation Failed</reason></fault>\
        <status>failed</status></action>
        """
      try await Self.misbehave(simulator, #"{"path": "commitnetconfig", "status": 400, "body": "\#(fault)"}"#)
      let path = "\(Self.nics)/\(Self.eth(3))/labels"
      let answer = try await Self.send(stage, "POST", path, body: #"<label id="prod"/>"#)
      #expect(answer.status == 400)
      #expect(try answer.document().name == "fault")
      let detail = try #require(answer.faultDetail)
      #expect(detail.hasPrefix("[The host does not answer.]"))
      #expect(detail.contains("set on nic \(Self.eth(3)) but not saved"))
      #expect(detail.contains("\(Self.api)/hosts/\(Self.host)/commitnetconfig"))
      #expect(await simulator.ledger().count == 2)
      #expect(try await Self.send(stage, "GET", "\(path)/prod").status == 200)
      let end = try #require(stage.records.ends.last)
      #expect(end.outcome == .failed)
      #expect(end.error?.code == "LABEL_NOT_SAVED")
      #expect(end.cameBack?.status == 201)
      #expect(end.thenCameBack?.status == 400)
    }
  }

  @Test func aLabelWhoseSavingIsNotAnsweredIsUnknown() async throws {
    let engine = Engine(configuration: SimulatorConfiguration(dialect: .v36))
    try await Self.run(engine) { stage, simulator in
      try await Self.misbehave(simulator, #"{"path": "commitnetconfig", "close": "before-answer"}"#)
      let path = "\(Self.nics)/\(Self.eth(1))/labels/lab"
      let answer = try await Self.send(stage, "DELETE", path)
      #expect(answer.status == 504)
      #expect(answer.faultDetail?.contains("The label lab is taken off nic \(Self.eth(1))") == true)
      #expect(answer.faultDetail?.contains("isn't known") == true)
      #expect(await simulator.ledger().count == 2)
      #expect(stage.records.ends.last?.outcome == .unknown)
    }
  }

  @Test func aLabelThatIsRefusedIsNotSaved() async throws {
    let engine = Engine(configuration: SimulatorConfiguration(dialect: .v36))
    try await Self.run(engine) { stage, simulator in
      let fault = "<fault><reason>Operation Failed</reason><detail>[No.]</detail></fault>"
      try await Self.misbehave(simulator, #"{"path": "/labels", "status": 409, "body": "\#(fault)"}"#)
      let answer = try await Self.send(
        stage, "POST", "\(Self.nics)/\(Self.eth(3))/labels", body: #"<label id="prod"/>"#)
      #expect(answer.status == 409)
      #expect(answer.faultDetail == "[No.]")
      #expect(await simulator.ledger().count == 1)
    }
  }

  @Test(arguments: Engine.all)
  func labelsThatCannotBeReadStopTheLabelCall(engine: Engine) async throws {
    try await Self.run(engine) { stage, simulator in
      try await Self.misbehave(simulator, #"{"on": "read", "path": "labels", "times": 0, "status": 500}"#)
      let answer = try await Self.send(
        stage, "POST", "\(Self.nics)/\(Self.eth(3))/labels", body: #"<label id="prod"/>"#)
      #expect(answer.status == 503)
      #expect(await simulator.ledger().isEmpty)
      #expect(stage.records.ends.last?.outcome == .notSent)
    }
  }

  // MARK: Statistics

  @Test(arguments: Engine.all)
  func theFourStatisticsOf35AreListed(engine: Engine) async throws {
    try await Self.run(engine, state: "plain") { stage, _ in
      let path = "\(Self.nics)/\(Self.eth(0))/statistics"
      let list = try await Self.send(stage, "GET", path).document()
      #expect(list.name == "statistics")
      #expect(Set(list.children.compactMap { $0.attribute("id") }) == Set(Self.statisticIDs))
      #expect(list.children.count == 4)
      for statistic in list.children {
        let id = try #require(statistic.attribute("id"))
        #expect(statistic.attribute("href") == "\(path)/\(id)")
        #expect(["GAUGE", "COUNTER"].contains(statistic.childText("type")))
        #expect(["BYTES_PER_SECOND", "NONE"].contains(statistic.childText("unit")))
        #expect(["DECIMAL", "INTEGER"].contains(statistic.child("values")?.attribute("type")))
        #expect(
          statistic.children.map(\.name) == ["name", "description", "values", "type", "unit", "host_nic"])
        #expect(try await Self.send(stage, "GET", "\(path)/\(id)").document() == statistic)
      }
      #expect(try await Self.send(stage, "GET", "\(path);max=2").document().children.count == 2)
    }
  }

  @Test(arguments: Engine.all)
  func whatIsNoStatisticOf35IsNotFound(engine: Engine) async throws {
    try await Self.run(engine, state: "plain") { stage, simulator in
      let path = "\(Self.nics)/\(Self.eth(0))/statistics"
      let version = engine.configuration.dialect == .v4 ? "4" : "3"
      let all = try await StageAnswer.to(
        port: simulator.port, "GET", path, Self.credentials + ["Version: \(version)"]
      ).document()
      let newer = all.children.compactMap { $0.attribute("id") }.filter { !Self.statisticIDs.contains($0) }
      #expect(newer.count >= 2)
      for id in newer + ["nonsense", Self.unknown] {
        let answer = try await Self.send(stage, "GET", "\(path)/\(id)")
        #expect(answer.status == 404 && answer.body.isEmpty, "\(id): \(answer)")
      }
    }
  }

  @Test(arguments: Engine.all)
  func statisticsOfAnUnknownNicAreAnErrorAndOneOfThemIsNotFound(engine: Engine) async throws {
    try await Self.run(engine, state: "plain") { stage, _ in
      let list = try await Self.send(stage, "GET", "\(Self.nics)/\(Self.unknown)/statistics")
      #expect(list.status == 500)
      #expect(list.faultDetail == "Entity not found: \(Self.unknown)")
      for path in ["\(Self.unknown)/statistics/\(Self.statisticIDs[0])", "nonsense/statistics"] {
        let answer = try await Self.send(stage, "GET", "\(Self.nics)/\(path)")
        #expect(answer.status == 404 && answer.body.isEmpty, "\(path): \(answer)")
      }
    }
  }

  @Test(arguments: Engine.all)
  func detailPutsTheStatisticsIntoNics(engine: Engine) async throws {
    try await Self.run(engine, state: "plain") { stage, _ in
      let plain = try await Self.send(stage, "GET", Self.nics).document()
      #expect(plain.children("host_nic").allSatisfy { $0.child("statistics") == nil })
      for (target, headers) in [
        (";detail=statistics", []), ("", ["Accept: application/xml; detail=statistics"]),
        ("", ["Accept: application/xml;detail=disks+Statistics", "Accept: text/plain"]),
      ] {
        let list = try await Self.send(stage, "GET", Self.nics + target, headers).document()
        for nic in list.children("host_nic") {
          let path = "\(Self.nics)/\(nic.attribute("id") ?? "")"
          let statistics = try await Self.send(stage, "GET", "\(path)/statistics").document()
          #expect(nic.child("statistics") == statistics, "\(nic.childText("name") ?? "")")
          #expect(try await Self.send(stage, "GET", path + target, headers).document() == nic)
        }
        var without = list
        for index in without.children.indices {
          without.children[index].children.removeAll { $0.name == "statistics" }
        }
        #expect(without == plain)
      }
      let second = try await Self.send(
        stage, "GET", Self.nics, ["Accept: application/xml", "Accept: application/xml; detail=statistics"])
      #expect(try second.document() == plain)
    }
  }

  @Test func anEditIsAnsweredWithStatisticsIfTheyWereAskedFor() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4)), state: "plain") { stage, _ in
      let path = "\(Self.nics)/\(Self.eth(2))"
      for body in ["<host_nic/>", "<host_nic><boot_protocol>none</boot_protocol></host_nic>"] {
        let detailed = try await Self.send(
          stage, "PUT", path, ["Accept: application/xml; detail=statistics"], body: body)
        #expect(detailed.status == 200)
        #expect(try detailed.document().child("statistics")?.children.count == 4)
      }
      #expect(try await Self.send(stage, "PUT", path, body: "<host_nic/>").document().child("statistics") == nil)
    }
  }

  // MARK: Actions

  @Test(arguments: Engine.all)
  func commitIsPassedOnOnceAndTellsTheHost(engine: Engine) async throws {
    try await Self.run(engine) { stage, simulator in
      let path = "\(Self.api)/hosts/\(Self.host)/commitnetconfig"
      let answer = try await Self.send(
        stage, "POST", path, body: "<action><grace_period><expiry>5</expiry></grace_period><async>true</async></action>"
      )
      #expect(answer.status == 200)
      let action = try answer.document()
      #expect(action.children.map(\.name) == ["async", "grace_period", "host", "job", "status"])
      #expect(action.child("job")?.attribute("href")?.hasPrefix("\(Self.api)/jobs/") == true)
      #expect(action.child("host")?.attribute("href") == "\(Self.api)/hosts/\(Self.host)")
      let ledger = await simulator.ledger()
      #expect(ledger.map(\.path) == ["/hosts/\(Self.host)/commitnetconfig"])
      #expect(ledger.first?.body.contains("grace_period") == false)
      #expect(stage.records.intents.map(\.call) == ["commitnetconfig"])
      #expect(stage.records.intents.first?.willSend?.target == path)
      #expect(stage.records.ends.map(\.outcome) == [.done])
      // The root, where the engine wasn't known yet, and the commit itself.
      #expect(stage.records.ends.first.map { (1...2).contains($0.engineCalls) } == true)
    }
  }

  @Test(arguments: Engine.all)
  func aCommitThatFailsIsAFailedActionOf35(engine: Engine) async throws {
    try await Self.run(engine) { stage, simulator in
      let detail = "<detail>[The host does not answer.]</detail>"
      let reason = "<reason>Operation Failed</reason>"
      let body =
        engine.configuration.dialect == .v4
        ? "<action><fault>\(detail)\(reason)</fault><status>failed</status></action>"
        : "<action><status><state>failed</state></status><fault>\(reason)\(detail)</fault></action>"
      try await Self.misbehave(simulator, #"{"path": "commitnetconfig", "status": 400, "body": "\#(body)"}"#)
      let path = "\(Self.api)/hosts/\(Self.host)/commitnetconfig"
      let answer = try await Self.send(stage, "POST", path, body: "<action/>")
      #expect(answer.status == 400)
      let action = try answer.document()
      #expect(action.children.map(\.name) == ["status", "fault"])
      #expect(action.child("fault")?.children.map(\.name) == ["reason", "detail"])
      #expect(answer.faultDetail == "[The host does not answer.]")
      #expect(await simulator.ledger().count == 1)
      #expect(stage.records.ends.last?.outcome == .failed)
    }
  }

  @Test(arguments: Engine.all)
  func aCommitOfAnUnknownHostIsNotFound(engine: Engine) async throws {
    try await Self.run(engine) { stage, _ in
      let answer = try await Self.send(
        stage, "POST", "\(Self.api)/hosts/\(Self.unknown)/commitnetconfig", body: "<action/>")
      #expect(answer.status == 404 && answer.body.isEmpty, "\(answer)")
    }
  }

  @Test func aCommitWithoutAnAnswerIsUnknownAndSentOnce() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, simulator in
      try await Self.misbehave(simulator, #"{"path": "commitnetconfig", "close": "before-answer"}"#)
      let answer = try await Self.send(
        stage, "POST", "\(Self.api)/hosts/\(Self.host)/commitnetconfig", body: "<action/>")
      #expect(answer.status == 504)
      #expect(try answer.document().name == "action")
      #expect(await simulator.ledger().count == 1)
      #expect(stage.records.ends.last?.outcome == .unknown)
    }
  }

  @Test func historiesAreAnsweredWithoutTheEngine() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, simulator in
      let task = "0f8fad5b-d9cb-469f-a165-70867728950e"
      for (method, action) in [("GET", "attach"), ("HEAD", "detach")] {
        let answer = try await Self.send(stage, method, "\(Self.nics)/\(Self.eth(1))/\(action)/\(task)")
        #expect(answer.status == 301)
        #expect(answer.body.isEmpty)
        #expect(answer.header("location") == "http://localhost\(Self.nics)/\(Self.eth(1))")
      }
      let commit = "\(Self.api)/hosts/\(Self.host)/commitnetconfig"
      let complete = try await Self.send(stage, "GET", "\(commit)/\(task)")
      #expect(complete.status == 200)
      #expect(try complete.document().descendant("status", "state")?.text == "complete")
      #expect(try await Self.send(stage, "GET", "\(commit)/nonsense").status == 404)
      let setup = try await Self.send(stage, "GET", "\(Self.nics)/setupnetworks")
      #expect(setup.status == 200)
      #expect(try setup.document().name == "action")
      #expect(await simulator.ledger().isEmpty)
    }
  }

  @Test(arguments: [
    ("PUT", "nics/\(eth(1))/labels", "GET, HEAD, POST"), ("POST", "nics/\(eth(1))/labels/lab", "GET, HEAD, DELETE"),
    ("DELETE", "nics/\(eth(1))/statistics", "GET, HEAD"), ("POST", "nics/\(eth(1))/statistics/x", "GET, HEAD"),
    ("GET", "nics/\(eth(1))/attach", "POST"), ("POST", "nics/\(eth(1))/detach/x", "GET, HEAD"),
    ("GET", "commitnetconfig", "POST"), ("POST", "commitnetconfig/x", "GET, HEAD"),
    ("DELETE", "nics/setupnetworks", "GET, HEAD, POST"),
  ])
  func aWrongMethodIsToldTheRightOnes(method: String, path: String, allowed: String) async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, simulator in
      let answer = try await Self.send(stage, method, "\(Self.api)/hosts/\(Self.host)/\(path)")
      #expect(answer.status == 405)
      #expect(answer.header("allow") == allowed)
      #expect(await simulator.ledger().isEmpty)
    }
  }

  @Test(arguments: ["nonsense", "labels/lab/x", "statistics/a/b", "attach/a/b", "networks"])
  func whatNobodyHasBelowANicIsNotFound(path: String) async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v36))) { stage, simulator in
      for method in ["GET", "POST"] {
        let answer = try await Self.send(
          stage, method, "\(Self.nics)/\(Self.eth(1))/\(path)", body: method == "POST" ? "<action/>" : nil)
        #expect(answer.status == 404 && answer.body.isEmpty, "\(answer)")
      }
      #expect(await simulator.ledger().isEmpty)
      #expect(stage.records.notes.allSatisfy { $0.kind == .read })
    }
  }

  @Test func whatOnlyNewerEnginesHaveBelowANicIsRelayed() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v36))) { stage, _ in
      let answer = try await Self.send(stage, "GET", "\(Self.nics)/\(Self.eth(1))/networkattachments")
      #expect(answer.status == 200)
      #expect(stage.records.notes.last?.kind == .relay)
    }
  }

  // MARK: Headers and parameters

  @Test func nicsAskedForAsAUserAreRefusedAs35Did() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, _ in
      for target in [Self.nics, "\(Self.nics)/\(Self.eth(0))"] {
        let answer = try await Self.send(stage, "GET", target, ["Filter: True"])
        #expect(answer.status == 400)
        #expect(try answer.document().name == "fault")
        #expect(answer.faultDetail == "query execution failed due to insufficient permissions.")
        for value in ["False", "yes", ""] {
          #expect(try await Self.send(stage, "GET", target, ["Filter: \(value)"]).status == 200, "\(value)")
        }
      }
      #expect(stage.records.notes.contains { $0.code == "QUERY_NOT_PERMITTED" })
    }
  }

  @Test(arguments: [
    ("GET", "nics/\(eth(1))/labels;max=x", nil), ("GET", "nics/\(eth(1));max=x/statistics", nil),
    ("POST", "commitnetconfig;max=", "<action/>"), ("POST", "nics/\(eth(3))/labels;max=1.5", #"<label id="a"/>"#),
    ("DELETE", "nics/\(eth(1))/labels/lab;async=maybe", nil),
  ])
  func aParameterThatCannotBeReadIsRefused(method: String, path: String, body: String?) async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, simulator in
      let answer = try await Self.send(stage, method, "\(Self.api)/hosts/\(Self.host)/\(path)", body: body)
      #expect(answer.status == 400)
      #expect(answer.faultDetail?.isEmpty == false)
      #expect(await simulator.ledger().isEmpty)
    }
  }

  @Test(arguments: Engine.all)
  func aWrongPasswordIsTheEngines401(engine: Engine) async throws {
    try await Self.run(engine) { stage, simulator in
      let nic = "\(Self.nics)/\(Self.eth(1))"
      for (method, target, body) in [
        ("GET", "\(nic)/labels", nil), ("GET", "\(nic)/statistics", nil),
        ("POST", "\(nic)/labels", #"<label id="a"/>"#), ("DELETE", "\(nic)/labels/lab", nil),
        ("POST", "\(Self.api)/hosts/\(Self.host)/commitnetconfig", "<action/>"),
      ] {
        let answer = try await stage.send(method, target, ["Authorization: Basic eDp5"], body: body)
        #expect(answer.status == 401, "\(method) \(target): \(answer)")
        #expect(answer.header("www-authenticate") != nil)
      }
      #expect(await simulator.ledger().isEmpty)
    }
  }

  @Test func aHostTurnedIntoV3NamesTheLegacyCalls() async throws {
    try await Self.run(Engine(configuration: SimulatorConfiguration(dialect: .v4))) { stage, _ in
      let host = try await Self.send(stage, "GET", "\(Self.api)/hosts/\(Self.host)").document()
      let actions = try #require(host.child("actions")?.children("link"))
      let commit = try #require(actions.first { $0.attribute("rel") == "commitnetconfig" })
      #expect(commit.attribute("href") == "\(Self.api)/hosts/\(Self.host)/commitnetconfig")
      let nics = try #require(host.children("link").first { $0.attribute("rel") == "nics" })
      #expect(nics.attribute("href") == Self.nics)
    }
  }

  /// Tells the engine how to fail; see `docs/simulator.md`.
  private static func misbehave(_ simulator: EngineSimulator, _ fault: String) async throws {
    let answer = try await StageAnswer.to(
      port: simulator.port, "PUT", "/-/faults", ["Content-Type: application/json"], body: "[\(fault)]")
    try #require(answer.status < 300, "\(answer)")
  }
}

import ArgumentParser
import EngineAPI
import EngineClient
import Foundation
import Gateway
import GatewayErrors
import HostNetworking
import Testing

@testable import GatewayOptions

/// A folder that goes away with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "options-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }
}

@Suite struct LoadedOptionsTests {
  private let upstream: [ServeOption: String] = [.upstream: "https://engine.example.com"]

  private func load(
    _ flags: [ServeOption: String] = [:], environment: [String: String] = [:], file: String? = nil
  ) async -> LoadedOptions {
    await LoadedOptions.load(flags: flags, environment: environment, file: file)
  }

  private func value(_ option: ServeOption, in options: LoadedOptions) -> EffectiveOption? {
    options.effective.first { $0.option == option }
  }

  @Test func withTheEngineAloneTheDefaultsAreThoseOfTheGateway() async throws {
    let options = await load(upstream)
    #expect(options.faults == [])
    let configuration = try #require(options.configuration)
    #expect(configuration.engine.origin == "https://engine.example.com")
    #expect(configuration.front.host == "127.0.0.1")
    #expect(configuration.front.port == 8080)
    #expect(configuration.dialect == nil)
    #expect(configuration.policy == .guarded)
    #expect(configuration.rewriteLogPath == nil)
    let defaults = GatewayConfiguration(engine: EngineClientConfiguration(origin: ""))
    #expect(configuration.readDeadlineSeconds == defaults.readDeadlineSeconds)
    #expect(configuration.writeDeadlineSeconds == defaults.writeDeadlineSeconds)
    #expect(configuration.bodyLimit == defaults.bodyLimit)
    #expect(configuration.front.headLimit == defaults.front.headLimit)
    #expect(configuration.front.headTimeoutSeconds == defaults.front.headTimeoutSeconds)
    #expect(configuration.front.idleTimeoutSeconds == defaults.front.idleTimeoutSeconds)
    #expect(configuration.front.relayTimeoutSeconds == defaults.front.relayTimeoutSeconds)
    #expect(configuration.front.drainSeconds == defaults.front.drainSeconds)
    #expect(configuration.front.maxConnections == defaults.front.maxConnections)
    #expect(configuration.front.eventLoops == defaults.front.eventLoops)
    #expect(configuration.front.writeConnections == .fresh)
    #expect(configuration.engine.connectTimeoutSeconds == defaults.engine.connectTimeoutSeconds)
    #expect(configuration.engine.idleConnectionSeconds == defaults.engine.idleConnectionSeconds)
  }

  @Test func aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "g.yaml", "# ours\nupstream: https://file.example.com\nlisten: 127.0.0.1:1\ndialect: 3.6\ndrain-seconds: 5\n")
    let options = await load(
      [.listen: "127.0.0.1:3"],
      environment: ["HOSTNET_GATEWAY_LISTEN": "127.0.0.1:2", "HOSTNET_GATEWAY_DIALECT": "4"], file: file)
    #expect(options.faults == [])
    #expect(value(.listen, in: options)?.origin == .flag(name: "listen"))
    #expect(value(.dialect, in: options)?.origin == .environment(name: "HOSTNET_GATEWAY_DIALECT"))
    #expect(value(.drainSeconds, in: options)?.origin == .file(path: file, line: 5))
    #expect(value(.bodyLimitBytes, in: options)?.origin == .byDefault)
    #expect(options.configuration?.front.port == 3)
    #expect(options.configuration?.dialect == .v4)
    #expect(options.configuration?.front.drainSeconds == 5)
  }

  @Test func everyOptionIsReadFromEveryLayer() async throws {
    let folder = try TemporaryFolder()
    for option in ServeOption.allCases {
      let file = try folder.write("\(option.rawValue).yaml", "\(option.rawValue): \"from file\"\n")
      let fromFile = await load(file: file)
      #expect(value(option, in: fromFile)?.value == "from file")
      #expect(value(option, in: fromFile)?.origin == .file(path: file, line: 1))
      let fromEnvironment = await load(environment: [option.environmentName: "from environment"], file: file)
      #expect(value(option, in: fromEnvironment)?.value == "from environment")
      let arguments = try ServeArguments.parse(["--\(option.rawValue)", "from flag"])
      #expect(arguments.values == [option: "from flag"])
      let fromFlag = await load(arguments.values, environment: [option.environmentName: "x"], file: file)
      #expect(value(option, in: fromFlag)?.value == "from flag")
    }
  }

  @Test func jsonIsReadToo() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "g.json",
      "{\"upstream\": \"http://e:81\", \"policy\": \"faithful\", \"dialect\": \"3.6\", \"event-loops\": 2, "
        + "\"write-connections\": \"kept\"}")
    let options = await load(file: file)
    #expect(options.configuration?.dialect == .v36)
    #expect(options.configuration?.policy == .faithful)
    #expect(options.configuration?.front.eventLoops == 2)
    #expect(options.configuration?.front.writeConnections == .kept)
  }

  @Test func allFaultsAreToldAtOnce() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "g.yaml", "upstrem: x\ntls:\n  certificate: y\nlisten: [a, b]\nbody-limit-bytes: lots\n")
    let options = await load(
      [.dialect: "5", .policy: "lax", .writeConnections: "old", .tlsKey: folder.path + "/none"], file: file)
    #expect(options.configuration == nil)
    let text = options.faults.map(\.description).joined(separator: "\n")
    #expect(options.faults.allSatisfy { $0.code == .configurationInvalid && $0.stage == .configuration })
    #expect(text.contains("upstrem in \(file) line 1 is no option. Did you mean upstream?"))
    #expect(text.contains("tls.certificate in \(file) line 3 is no option. Did you mean tls-certificate?"))
    #expect(text.contains("listen in \(file) line 4 takes one value."))
    #expect(text.contains("body-limit-bytes (file \(file) line 5) is lots."))
    #expect(text.contains("dialect (flag --dialect) is 5. Choose auto, design, 3.6 or 4."))
    #expect(text.contains("write-connections (flag --write-connections) is old. Choose fresh or kept."))
    #expect(text.contains("policy (flag --policy) is lax. Choose guarded or faithful."))
    #expect(text.contains("tls-key (flag --tls-key) \(folder.path)/none can't be read."))
    #expect(text.contains("tls-certificate isn't stated although tls-key is."))
    #expect(text.contains("upstream isn't stated."))
  }

  @Test(arguments: ["a: [", "- a\n- b", "just text", "a: 1\na: 2"]) func aFileThatIsNoMappingIsAFault(_ text: String)
    async throws
  {
    let folder = try TemporaryFolder()
    let options = await load(upstream, file: try folder.write("g.yaml", text))
    #expect(options.faults.count >= 1)
    #expect(options.configuration == nil)
  }

  @Test(arguments: ["", "# nothing\n", "---\n"]) func anEmptyFileStatesNothing(_ text: String) async throws {
    let folder = try TemporaryFolder()
    #expect(await load(upstream, file: try folder.write("g.yaml", text)).faults == [])
  }

  @Test func aFileThatIsNotThereIsAFault() async {
    let options = await load(upstream, file: "/nowhere/g.yaml")
    #expect(options.faults.first?.detail.contains("/nowhere/g.yaml") == true)
  }

  @Test func anUnknownVariableIsWarnedOf() async {
    let options = await load(upstream, environment: ["HOSTNET_GATEWAY_LISTN": "x", "HOSTNET_GATEWAY_CONFIG": ""])
    #expect(options.faults == [])
    #expect(
      options.warnings.contains(
        "HOSTNET_GATEWAY_LISTN in the environment is no option; did you mean HOSTNET_GATEWAY_LISTEN?"))
  }

  @Test func whatIsPrintedReadsBackAsTheSame() async throws {
    let folder = try TemporaryFolder()
    let log = folder.path + "/a \"b\": #c.log"
    let first = await load(upstream.merging([.rewriteLog: log, .listen: "[::1]:80"]) { $1 })
    #expect(first.printed.contains("upstream: https://engine.example.com  # flag --upstream"))
    #expect(first.printed.contains("# tls-key:  # default"))
    let second = await load(file: try folder.write("printed.yaml", first.printed))
    #expect(second.effective.map(\.value) == first.effective.map(\.value))
    #expect(second.configuration?.rewriteLogPath == log)
  }

  @Test func credentialsInAURLAreRefusedAndNeverShown() async {
    let options = await load([.upstream: "https://admin:canary@engine"])
    #expect(options.faults.count == 1)
    #expect(!options.printed.contains("canary"))
    #expect(!"\(options.faults)\(options.warnings)".contains("canary"))
  }

  @Test func dangerousValuesAreWarnedOf() async throws {
    let folder = try TemporaryFolder()
    let key = try folder.write("key.pem", "-----BEGIN PRIVATE KEY-----", mode: 0o644)
    let certificate = try folder.write("cert.pem", "-----BEGIN CERTIFICATE-----")
    let plain = await load(upstream.merging([.listen: "0.0.0.0:80", .writeDeadlineSeconds: "139"]) { $1 })
    #expect(plain.warnings.contains { $0.contains("without TLS") })
    #expect(plain.warnings.contains { $0.hasPrefix("write-deadline-seconds is 139") })
    #expect(plain.warnings.contains { $0.hasPrefix("rewrite-log isn't stated") })
    let secured = await load([
      .upstream: "http://e", .upstreamCA: certificate, .listen: "0.0.0.0:80", .tlsKey: key,
      .tlsCertificate: certificate, .writeDeadlineSeconds: "140", .rewriteLog: folder.path + "/x.log",
    ])
    #expect(secured.faults == [])
    #expect(
      secured.warnings == [
        "upstream-ca has no effect: upstream is http.",
        "tls-key \(key) can be read by others than its owner: chmod 600.",
      ])
  }

  @Test func filesThatCannotServeTheirPurposeAreFaults() async throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("x.pem", "hello")
    let options = await load(
      upstream.merging([.upstreamCA: text, .rewriteLog: folder.path, .tlsKey: text, .tlsCertificate: text]) { $1 })
    #expect(options.faults.count == 4)
    let missing = await load(upstream.merging([.rewriteLog: "/nowhere/x.log"]) { $1 })
    #expect(missing.faults.first?.cause == "No such file or directory")
  }

  @Test func moreConnectionsThanTheProcessMayHaveDescriptorsAreWarnedOf() async throws {
    let most = try #require(Descriptors.most())
    func warnings(_ count: String) async -> [String] {
      await load(upstream.merging([.maxConnections: count]) { $1 }).warnings.filter { $0.contains("max-connections") }
    }
    #expect(await warnings("100") == [])
    guard most < 2_000_000 else { return }
    let many = await warnings("1000000")
    #expect(many.count == 1)
    #expect(many.first?.contains("\(most)") == true)
  }

  @Test func theLimitOfDescriptorsIsRaisedAndNeverLowered() throws {
    let present = try #require(Descriptors.raise(to: 0))
    #expect(Descriptors.raise(to: present) == present)
    #expect(Descriptors.raise(to: 1) == present)
    let most = try #require(Descriptors.most())
    let more = min(most, present + 10)
    #expect(Descriptors.raise(to: more) == more)
  }

  @Test func anEmptyValueTurnsAFileOptionOff() async throws {
    let options = await load(
      upstream.merging([.rewriteLog: ""]) { $1 }, environment: ["HOSTNET_GATEWAY_REWRITE_LOG": "/nowhere/x"])
    #expect(options.faults == [])
    #expect(options.configuration?.rewriteLogPath == nil)
  }

  @Test(arguments: [
    (ServeOption.readDeadlineSeconds, "0"), (.writeDeadlineSeconds, "-1"), (.eventLoops, "257"),
    (.drainSeconds, "1.5"),
    (.bodyLimitBytes, "4M"), (.headLimitBytes, ""), (.idleTimeoutSeconds, "99999999999999999999"),
  ]) func aNumberOutsideItsRangeIsRefused(_ option: ServeOption, _ text: String) async {
    let options = await load(upstream.merging([option: text]) { $1 })
    #expect(options.faults.count == 1)
    #expect(options.faults.first?.nextStep.contains("from") == true)
  }

  @Test func everyDefaultIsWithinItsOwnRange() throws {
    for option in ServeOption.allCases {
      guard let range = option.definition.range else { continue }
      let value = try #require(option.definition.defaultValue.flatMap { Int($0) })
      #expect(range.contains(value))
    }
  }
}

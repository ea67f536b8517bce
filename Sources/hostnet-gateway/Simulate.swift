import ArgumentParser
import EngineSimulator
import GatewayErrors
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `hostnet-gateway simulate`: an engine to test against.
struct Simulate: AsyncParsableCommand {
  /// What `--help` tells.
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Play a newer engine, to test against.",
    discussion: """
      An engine in memory that speaks the host-networking API with network attachments. It validates like the real one,
      and forgets everything when it ends. Without --state it has host rack4-node2 with free nics eno3, ens5f0 and ens5f1.

      Example, in two terminals:

        hostnet-gateway simulate --listen 127.0.0.1:8081 --dialect 4
        curl -u admin@internal:secret http://127.0.0.1:8081/ovirt-engine/api/hosts

      What it was asked to change: curl http://127.0.0.1:8081/-/ledger
      Its state, to keep or to change: curl http://127.0.0.1:8081/-/state

      It ends with status 0 on SIGINT and SIGTERM, 1 when it can't listen or read the state, 64 for wrong arguments.
      """)

  /// Where it listens.
  @Option(help: ArgumentHelp("Address and port to listen on; port 0 picks one and prints it.", valueName: "host:port"))
  var listen = "127.0.0.1:8081"

  /// What it speaks.
  @Option(help: "What it speaks: design (the published design), 3.6, or 4 (engines 4.0 to 4.5).")
  var dialect = "4"

  /// The version of dialect 4.
  @Option(help: ArgumentHelp("With --dialect 4: 4.0 to 4.5. Up to 4.3 it answers API v3 too.", valueName: "version"))
  var engineVersion: String?

  /// The state to start with.
  @Option(
    help: ArgumentHelp(
      "A state in JSON to start with; #NAME picks one out of a file that holds several.", valueName: "file[#name]"))
  var state: String?

  /// The user.
  @Option(help: "The user that may do everything.")
  var user = "admin@internal"

  /// The password.
  @Option(help: "The password of the user.")
  var password = "secret"

  /// A fixed token.
  @Option(help: "A bearer token to take beside those that the token service gives out.")
  var token: String?

  /// Whether vlan devices are left out of lists.
  @Flag(help: "Leave vlan devices out of the nics list, as dialect design always does.")
  var hideVlanDevices = false

  /// Serves until it is told to end by a signal.
  func run() async throws {
    let configuration = try simulatorConfiguration()
    let simulator: EngineSimulator
    do {
      simulator = try await EngineSimulator.start(configuration)
    } catch {
      complain("simulate: can't listen on \(listen): \(error)")
      throw ExitCode(1)
    }
    do {
      if let state { try await load(state, simulator) }
    } catch {
      complain("simulate: \(error)")
      await simulator.shutDown()
      throw ExitCode(1)
    }
    let version = "\(configuration.version.major).\(configuration.version.minor)"
    print(
      "Simulated engine \(version), dialect \(dialect): "
        + "http://\(configuration.host):\(simulator.port)/ovirt-engine/api (user \(user))")
    fflush(nil)
    let group = ServiceGroup(
      services: [Lifetime(simulator: simulator)], gracefulShutdownSignals: [.sigint, .sigterm],
      logger: .init(label: "simulate", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await group.run()
  }

  /// Serves until it is told to end.
  private struct Lifetime: Service {
    let simulator: EngineSimulator

    func run() async throws {
      try? await gracefulShutdown()
      await simulator.shutDown()
    }
  }

  private func simulatorConfiguration() throws -> SimulatorConfiguration {
    guard let dialect = SimulatorConfiguration.Dialect(rawValue: dialect) else {
      throw ValidationError("--dialect is design, 3.6 or 4, not \(dialect).")
    }
    var version: (major: Int, minor: Int)?
    if let engineVersion {
      let numbers = engineVersion.split(separator: ".").map { Int($0) }
      guard dialect == .v4, numbers.count == 2, numbers[0] == 4, let minor = numbers[1], (0...5).contains(minor) else {
        throw ValidationError("--engine-version is 4.0 to 4.5, with --dialect 4 only.")
      }
      version = (4, minor)
    }
    guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]),
      colon != listen.startIndex
    else {
      throw ValidationError("--listen is HOST:PORT, not \(listen).")
    }
    var configuration = SimulatorConfiguration(
      dialect: dialect, version: version, hidesVlanDevices: hideVlanDevices ? true : nil,
      host: String(listen[..<colon]), port: Int(port))
    configuration.user = user
    configuration.password = password
    configuration.token = token
    return configuration
  }

  private func load(_ argument: String, _ simulator: EngineSimulator) async throws {
    let parts = argument.split(separator: "#", maxSplits: 1).map(String.init)
    let path = parts.first ?? ""
    guard let file = fopen(path, "r") else {
      throw GatewayError(
        .configurationInvalid, stage: .configuration,
        detail: "\(path) can't be read: \(String(cString: strerror(errno))).")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    try await simulator.load(json: bytes, name: parts.count > 1 ? parts[1] : nil)
  }

  private func complain(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}

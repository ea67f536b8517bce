import ArgumentParser
import EngineAPI
import EngineClient
import Foundation
import Gateway
import GatewayErrors
import GatewayOptions
import HostNetworking
import UnixSignals

/// `hostnet-gateway serve`: reads the options, starts the gateway, and ends it cleanly on SIGINT and SIGTERM.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Translate legacy calls in front of a newer engine.",
    discussion: """
      Every option may also stand in the environment (HOSTNET_GATEWAY_UPSTREAM for --upstream) and in a configuration \
      file (upstream: URL, in YAML). A flag wins over the environment, the environment over the file.
      Exit status: 0 after a clean end, 1 if it can't start (with --check-config: if there are faults), 64 for wrong \
      flags, 78 for options that can't be used.
      """)

  @OptionGroup(title: "Options")
  var arguments: ServeArguments

  @Option(help: "The configuration file; by default the one that HOSTNET_GATEWAY_CONFIG names.", completion: .file())
  var config: String?

  @Flag(help: "Tell everything that is wrong with the options, and end.")
  var checkConfig = false

  @Flag(help: "Print the values in effect and where each comes from, and end.")
  var printConfig = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let options = await LoadedOptions.load(
      flags: arguments.values, environment: environment, file: config ?? environment[LoadedOptions.fileVariable])
    for warning in options.warnings { tell("warning: \(warning)") }
    for fault in options.faults {
      let cause = fault.cause.map { " (\($0))" } ?? ""
      tell("fault: \(fault.detail) \(fault.nextStep)\(cause)")
    }
    if printConfig { print(options.printed) }
    if checkConfig {
      if options.faults.isEmpty { print("The options can be used.") }
      throw options.faults.isEmpty ? ExitCode.success : ExitCode.failure
    }
    guard let configuration = options.configuration else { throw ExitCode(78) }
    if !printConfig { try await serve(configuration) }
  }

  private func serve(_ configuration: GatewayConfiguration) async throws {
    // A client that leaves while it is answered must not end the process.
    signal(SIGPIPE, SIG_IGN)
    Allocator.keepBuffers()
    Descriptors.raise(to: configuration.front.descriptorsNeeded)
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let server: GatewayServer
    do {
      server = try await GatewayServer.start(configuration)
    } catch {
      tell("can't start: \(error)")
      throw ExitCode.failure
    }
    let front = configuration.front
    let host = front.host.contains(":") ? "[\(front.host)]" : front.host
    print(
      "hostnet-gateway \(HostnetGateway.version) listens on "
        + "\(front.tlsCertificate == nil ? "http" : "https")://\(host):\(server.port), "
        + "engine \(configuration.engine.origin), dialect \(configuration.dialect?.rawValue ?? "auto"), "
        + "policy \(configuration.policy.rawValue)")
    fflush(nil)
    for await signal in signals {
      tell("\(signal == .sigint ? "SIGINT" : "SIGTERM"): ends once the requests under way have ended")
      break
    }
    await server.shutDown()
  }

  private func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

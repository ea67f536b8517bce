import ArgumentParser
import EngineAPI
import EngineClient
import EngineSimulator
import Gateway
import GatewayErrors

/// `hostnet-gateway demo`: a simulated engine, a gateway and an old client in one process, on loopback ports.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Watch an old client change the networks of a simulated host.",
    discussion: """
      Starts an engine that knows only the new API, and a gateway in front of it, both on loopback ports, and sends \
      what a client of oVirt 3.5 sends. For each request it shows what the client asked, what the engine got, and what \
      the client read. Exits with 1 if anything isn't as it should be.
      """)

  /// What the simulated engine speaks.
  @Option(help: "What the engine speaks: design, 3.6 or 4.")
  var dialect = SimulatorConfiguration.Dialect.v4

  func run() async throws {
    let printer = DemoPrinter(isColoured: DemoPrinter.terminalTakesColour)
    let engine = try await EngineSimulator.start(SimulatorConfiguration(dialect: dialect))
    let log = DemoLog()
    let gateway: GatewayServer
    do {
      gateway = try await GatewayServer.start(
        GatewayConfiguration(
          front: FrontConfiguration(eventLoops: 1),
          engine: EngineClientConfiguration(origin: "http://127.0.0.1:\(engine.port)")),
        observe: { log.add($0) })
    } catch {
      await engine.shutDown()
      throw error
    }
    let client = DemoClient(port: gateway.port)
    let problems: [String]
    do {
      let story = DemoStory(engine: engine, client: client, log: log, printer: printer, dialect: dialect)
      problems = try await story.tell()
    } catch {
      problems = ["\(error)"]
    }
    client.close()
    await gateway.shutDown()
    await engine.shutDown()
    printer.end(problems: problems)
    if !problems.isEmpty { throw ExitCode.failure }
  }
}

extension SimulatorConfiguration.Dialect: ExpressibleByArgument {}

import ArgumentParser

/// The command line program; each subcommand is a file of its own.
@main
struct HostnetGateway: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hostnet-gateway",
    abstract: "Lets clients of oVirt 3.5 change host networks on a newer engine.",
    subcommands: [Serve.self, Simulate.self, Translate.self, Demo.self, Log.self])
}

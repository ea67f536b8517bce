import ArgumentParser

/// The command line program; each subcommand is a file of its own. Without one it shows its help.
@main
struct HostnetGateway: AsyncParsableCommand {
  /// The version of the program, by Semantic Versioning.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "hostnet-gateway",
    abstract: "Lets clients of oVirt 3.5 change host networks on a newer engine.",
    version: version,
    subcommands: [Serve.self, Simulate.self, Translate.self, Demo.self, Log.self])
}

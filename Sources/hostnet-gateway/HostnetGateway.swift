import ArgumentParser

/// The command line program; each subcommand is a file of its own.
@main
struct HostnetGateway: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hostnet-gateway")
}

import ArgumentParser

/// `hostnet-gateway demo`.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Watch an old client change the networks of a simulated host.")
}

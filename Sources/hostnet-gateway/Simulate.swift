import ArgumentParser

/// `hostnet-gateway simulate`.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Play a newer engine, to test against.")
}

import ArgumentParser

/// `hostnet-gateway serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Translate legacy calls in front of a newer engine.")
}

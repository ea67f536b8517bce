import ArgumentParser

/// `hostnet-gateway translate`.
struct Translate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "Translate offline, without opening a socket.")
}

import ArgumentParser

/// `hostnet-gateway log`.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show, follow and filter the rewrite log.")
}

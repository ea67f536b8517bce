import Foundation
import Synchronization
import TestSupport

/// The program that was built, as a child process.
final class Command: Sendable {
  /// The top of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private final class Text: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    func append(_ data: Data) { bytes.withLock { $0 += data } }
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  }

  private let process = Process()
  private let standardOutput = Text()
  private let standardError = Text()
  private let finished = DispatchSemaphore(value: 0)

  /// What it has written to standard output.
  var output: String { standardOutput.text }
  /// What it has written to standard error.
  var errors: String { standardError.text }

  /// Starts it in the top folder of the repository.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    // The test bundle lies beside the program.
    let folder = Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(fileURLWithPath: ".")
    let besideBundle = CommandLine.arguments.first.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let candidates = [besideBundle, folder, Self.root.appendingPathComponent(".build/debug")].compactMap(\.self)
    let program = candidates.map { $0.appendingPathComponent("hostnet-gateway") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    process.executableURL = program ?? URL(fileURLWithPath: "hostnet-gateway")
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    for (pipe, text) in [(output, standardOutput), (errors, standardError)] {
      runThread { [finished] in
        while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty { text.append(data) }
        finished.signal()
      }
    }
  }

  /// Waits for its end and for all that it wrote.
  ///
  /// - Returns: the exit status.
  func end() async throws -> Int32 {
    try await onThread { [self] in
      process.waitUntilExit()
      finished.wait()
      finished.wait()
      return process.terminationStatus
    }
  }

  /// Sends it SIGTERM.
  func terminate() {
    process.terminate()
  }

  /// The port in the first URL of its output, once it is there.
  func port() async -> Int? {
    func found() -> Int? {
      guard let match = output.firstMatch(of: #/https?://127\.0\.0\.1:(\d+)/#) else { return nil }
      return Int(match.output.1)
    }
    _ = await eventually(20) { self.output.contains("http://127.0.0.1:") && self.output.contains("\n") }
    return found()
  }

  /// Runs it to its end.
  static func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> (status: Int32, output: String, errors: String) {
    let command = try Command(arguments, environment: environment)
    let status = try await command.end()
    return (status, command.output, command.errors)
  }
}

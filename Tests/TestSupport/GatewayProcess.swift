import Foundation
import Glibc

/// The built `hostnet-gateway` program as a process of its own, so that its memory and descriptors can be told from those
/// of the tests.
public final class GatewayProcess: Sendable {
  /// The port that its first line names.
  public let port: Int
  /// The process id, for ``Resources``.
  public var id: String { String(process.processIdentifier) }

  private let process: Process

  /// Where the program was built: beside the tests.
  public static var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("hostnet-gateway")
  }

  /// Runs `serve` before an engine, on one core if told so, and returns when it listens.
  public convenience init(upstream: String, arguments: [String] = [], pinnedToCore core: Int? = nil) throws {
    try self.init(
      command: ["serve", "--upstream", upstream, "--listen", "127.0.0.1:0"] + arguments, pinnedToCore: core)
  }

  /// Runs `simulate`, and returns when it listens.
  public convenience init(simulating arguments: [String]) throws {
    try self.init(command: ["simulate", "--listen", "127.0.0.1:0"] + arguments)
  }

  private init(command: [String], pinnedToCore core: Int? = nil) throws {
    let process = Process()
    process.executableURL = core == nil ? Self.program : URL(fileURLWithPath: "/usr/bin/taskset")
    process.arguments = (core.map { ["-c", String($0), Self.program.path] } ?? []) + command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let bytes = output.fileHandleForReading.readData(ofLength: 1)
      guard !bytes.isEmpty else { break }
      line += String(decoding: bytes, as: UTF8.self)
    }
    guard let match = line.firstMatch(of: #/://127\.0\.0\.1:(\d+)/#), let port = Int(match.output.1) else {
      process.terminate()
      throw RawSocket.Failure(description: "\(command.first ?? "") said \(line)")
    }
    self.process = process
    self.port = port
  }

  /// Asks it to end, and waits; returns its exit status.
  @discardableResult
  public func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Ends it at once, without a word (SIGKILL), and waits.
  public func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

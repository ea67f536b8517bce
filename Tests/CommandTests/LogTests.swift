import Foundation
import TestSupport
import Testing

/// `log`, as an operator calls it.
@Suite struct LogTests {
  private static func record(_ kind: String, _ id: String) -> String {
    let request = #"{"method":"POST","target":"/x","headers":[],"body":""}"#
    let head = #"{"schema":1,"record":"\#(kind)","time":"2026-11-25T08:00:00.000Z","id":"\#(id)""#
    return kind == "intent"
      ? head + #","client":"127.0.0.1","call":"attach","host":"h1","dialect":"4","policy":"guarded","#
        + "\"asked\":\(request),\"will_send\":\(request)}\n"
      : head + #","outcome":"done","engine_calls":3,"ms":2.5,"#
        + #""came_back":{"status":200,"headers":[],"body":""},"answered":{"status":200,"headers":[],"body":""}}"# + "\n"
  }

  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func followWaitsForAFileThatIsNotThereYet() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("r.log")
    let log = try Command(["log", file.path, "--follow", "--json"])
    defer { log.terminate() }
    #expect(await eventually(30) { log.errors.contains("\(file.path) isn't there yet; waiting for it.") })
    #expect(log.output.isEmpty)
    try (Self.record("intent", "LATE") + Self.record("end", "LATE")).write(
      to: file, atomically: true, encoding: .utf8)
    #expect(await eventually(30) { log.output.contains("LATE") })
    #expect(log.errors.split(separator: "\n").count == 1, "\(log.errors)")
  }

  @Test func withoutFollowAFileThatIsNotThereIsSaid() async throws {
    let log = try await Command.run("log", "/nowhere/r.log")
    #expect(log.status == 2)
    #expect(log.errors.contains("/nowhere/r.log"))
  }

  @Test func unfinishedFindsAWriteInARotatedFile() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("r.log")
    try (Self.record("intent", "LOST") + Self.record("intent", "OVER")).write(
      to: folder.appendingPathComponent("r.log.1"), atomically: true, encoding: .utf8)
    try "packed".write(to: folder.appendingPathComponent("r.log.2.gz"), atomically: true, encoding: .utf8)
    try Self.record("end", "OVER").write(to: file, atomically: true, encoding: .utf8)
    let unfinished = try await Command.run("log", file.path, "--unfinished", "--json")
    #expect(unfinished.status == 0, "\(unfinished.errors)")
    #expect(unfinished.output.contains("LOST"))
    #expect(!unfinished.output.contains("OVER"))
    #expect(unfinished.errors.contains("r.log.2.gz is compressed"))
    let shown = try await Command.run("log", file.path, "--id", "OVER", "--json")
    #expect(shown.output.split(separator: "\n").count == 2, "\(shown.output)")
    let list = try await Command.run("log", file.path, "--json")
    #expect(!list.output.contains("LOST"))
  }
}

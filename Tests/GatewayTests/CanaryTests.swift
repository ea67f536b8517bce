import EngineSimulator
import Foundation
import Testing

/// Secrets that a client sends must not be found again: not in the log, not in an answer.
@Suite struct CanaryTests {
  private static let password = "canary-password-7f3a"
  private static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  private static let nic = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2107"

  @Test(arguments: SimulatorConfiguration.Dialect.allCases)
  func noSecretIsInTheLogOrInAnAnswer(dialect: SimulatorConfiguration.Dialect) async throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("canary-\(UUID().uuidString).log")
    defer { try? FileManager.default.removeItem(at: log) }
    let basic = Data("admin@internal:\(Self.password)".utf8).base64EncodedString()
    let secrets = [Self.password, basic, "canary-cookie-91bc", "canary-token-55de", "canary-csrf-20aa"]
    var configuration = SimulatorConfiguration(dialect: dialect)
    configuration.password = Self.password
    var answers = ""
    try await Stage.run(configuration, Stage.Options(logPath: log.path)) { stage, _ in
      let signedIn = ["Authorization: Basic \(basic)", "Prefer: persistent-auth"]
      let setsOfHeaders = [
        signedIn, signedIn + ["Cookie: theme=canary-cookie-91bc"], ["Cookie: JSESSIONID=canary-cookie-91bc"],
        ["Authorization: Bearer canary-token-55de", "JSESSIONID: canary-csrf-20aa"],
        ["Authorization: Negotiate canary-token-55de"],
      ]
      for headers in setsOfHeaders {
        for (method, target, body) in [
          ("GET", "/api", nil), ("GET", "/api/hosts/\(Self.host)/nics", nil),
          ("GET", "/api/vms?password=\(Self.password)", nil),
          (
            "POST", "/api/hosts/\(Self.host)/nics/\(Self.nic)/attach",
            "<action><network><name>tenant-a</name></network></action>"
          ),
          ("POST", "/api/hosts/\(Self.host)/nics/\(Self.nic)/detach", "<action/>"),
          (
            "POST", "/api/hosts/\(Self.host)/nics/setupnetworks",
            "<action><host_nics><host_nic><password>\(Self.password)</password></host_nic></host_nics></action>"
          ),
        ] {
          let answer = try await stage.send(method, target, headers, body: body)
          answers += "\(answer)\n\(answer.headers.filter { $0.name != "set-cookie" })\n"
        }
      }
    }
    let written = try String(contentsOf: log, encoding: .utf8)
    #expect(written.split(separator: "\n").count > 30)
    for secret in secrets {
      #expect(!written.contains(secret), "\(secret) is in the log")
      #expect(!answers.contains(secret), "\(secret) is in an answer")
    }
    #expect(!written.contains("JSESSIONID=") || !written.contains("JSESSIONID=canary"))
  }
}

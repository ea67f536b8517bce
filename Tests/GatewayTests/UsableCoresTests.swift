import Foundation
import TestSupport
import Testing

@testable import Gateway

@Suite struct UsableCoresTests {
  @Test(
    arguments: [
      ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tff,fffffff1\n", 37),
      ("Cpus_allowed:\t00000000,00000010\n", 1), ("Cpus_allowed:\t0\n", nil), ("Name:\tx\n", nil),
    ] as [(String, Int?)])
  func theMaskOfCoresIsCounted(_ status: String, _ count: Int?) {
    #expect(UsableCores.allowed(status) == count)
  }

  @Test func aProcessThatIsPinnedToOneCoreHasOneLoop() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let gateway = try GatewayProcess(upstream: server.origin, pinnedToCore: 0)
    defer { gateway.stop() }
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(gateway.id)/task").map {
      try String(contentsOfFile: "/proc/\(gateway.id)/task/\($0)/comm", encoding: .utf8)
    }
    #expect(names.count { $0.hasPrefix("NIO-ELT") } == 1)
  }
}

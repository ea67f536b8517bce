import Foundation
import Testing

@testable import RewriteLog

/// Not a check but a measurement for `docs/rewrite-log.md`; runs only when asked:
/// `REWRITE_LOG_MEASURE=FOLDER swift test --filter MeasurementTests`, where FOLDER is on the disk in question.
@Suite struct MeasurementTests {
  private static let folder = ProcessInfo.processInfo.environment["REWRITE_LOG_MEASURE"]

  @Test(.enabled(if: folder != nil)) func manyIntentsShareOneWaitForTheDisk() async throws {
    let folder = try #require(Self.folder)
    for writers in [1, 4, 16, 64] {
      let path = "\(folder)/measure-\(UUID().uuidString).log"
      let log = try RewriteLog(path: path)
      let count = 3200 / writers * (writers == 1 ? 1 : 4)
      let start = ContinuousClock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<writers {
          group.addTask {
            for number in 0..<count { try await log.intend(intent("\(writer)-\(number)")) }
          }
        }
        try await group.waitForAll()
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      await log.close()
      try FileManager.default.removeItem(atPath: path)
      let rate = Double(writers * count) / seconds
      let wait = seconds * Double(writers) / Double(writers * count) * 1000
      print("\(writers) at once: \(Int(rate)) intents/s, \(Double(Int(wait * 100)) / 100) ms each")
      #expect(rate > 0)
    }
  }
}

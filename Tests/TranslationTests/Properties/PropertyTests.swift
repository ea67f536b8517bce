import Dispatch
import Foundation
import GatewayErrors
import HostNetworking
import Synchronization
import Testing
import TranslationCases

@testable import Translation

/// What must hold whatever the host and the request.
///
/// `HOSTNET_GATEWAY_PROPERTY_STATES` says how many hosts are made (5000), `HOSTNET_GATEWAY_PROPERTY_SEED` with which seed
/// the first one (1). A failure names its seed, and shows the smallest host and request that still fail, as the two files
/// of a case.
@Suite("For every host and request")
struct PropertyTests {
  static let states = number("HOSTNET_GATEWAY_PROPERTY_STATES") ?? 5000
  static let firstSeed = number("HOSTNET_GATEWAY_PROPERTY_SEED") ?? 1

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  /// Made once, on all cores.
  static let trials: [Trial] = {
    let parts = 16
    let made = Mutex<[Int: [Trial]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let offsets = stride(from: UInt64(part), to: states, by: parts)
      let trials = offsets.map { Trial(seed: firstSeed &+ $0) }
      made.withLock { $0[part] = trials }
    }
    return made.withLock { $0 }.values.flatMap { $0 }
  }()

  @Test("holds", arguments: Property.all)
  func holds(_ property: Property) {
    var counts: [String: Int] = [:]
    for trial in Self.trials {
      let (violation, applied) = property.verdict(on: trial)
      if let violation {
        Issue.record("\(Self.report(property, trial, violation))")
        return
      }
      for part in applied { counts[part, default: 0] += 1 }
    }
    // Few trials, or one with a seed, say nothing of how often.
    guard Self.trials.count >= 1000 else { return }
    for shortfall in property.shortfalls(counts, of: Self.trials.count) { Issue.record("\(shortfall)") }
  }

  @Test("that applies too rarely, or counts a part that it doesn't have, is told")
  func shortfalls() {
    let property = Property("PX", "holds", least: ["here": 500, "there": 100]) { trial, applied in
      if trial.seed % 2 == 0 { applied("here") }
      return nil
    }
    #expect(property.shortfalls(["here": 500, "there": 100], of: 1000).isEmpty)
    let rare = "PX, there, applied in 199 of 2000 trials, at least 200 are asked for"
    #expect(property.shortfalls(["here": 1000, "there": 199], of: 2000) == [rare])
    #expect(property.shortfalls(["here": 500], of: 1000).count == 1)
    #expect(property.shortfalls(["here": 500, "there": 100, "nowhere": 1], of: 1000) == ["PX has no part \"nowhere\""])
    let applied = Self.trials.prefix(100).map { property.verdict(on: $0).applied }
    #expect(zip(applied, Self.trials).allSatisfy { $0 == ($1.seed % 2 == 0 ? ["here"] : []) })
  }

  /// What is said of a failure.
  static func report(_ property: Property, _ trial: Trial, _ violation: String) -> String {
    let smallest = Shrinker.shrink(trial) { property.violation($0) != nil }
    let stateName = "seed\(trial.seed)"
    let id = "\(property.name.filter { !$0.isWhitespace })-\(trial.seed)"
    var lines = [
      "\(property.testDescription)",
      "Seed \(trial.seed): \(violation)",
      "Again: HOSTNET_GATEWAY_PROPERTY_STATES=1 HOSTNET_GATEWAY_PROPERTY_SEED=\(trial.seed) swift test --filter PropertyTests",
      "The smallest that fails: \(property.violation(smallest) ?? "")",
    ]
    if let text = try? CaseText(smallest, id: id, stateName: stateName, title: property.title) {
      lines += ["fixtures/states/\(stateName).json:", text.state, "fixtures/cases/\(id).json:", text.translationCase]
    }
    return lines.joined(separator: "\n")
  }

  @Test("the random requests reach both changes and refusals", .enabled(if: states >= 1000))
  func reach() {
    let changes = Self.trials.compactMap(\.change)
    let count = Self.trials.count
    #expect(changes.count > count / 3)
    #expect(changes.count(where: { !$0.isEmpty }) > count / 4)
    #expect(changes.contains { !$0.removedBonds.isEmpty } && changes.contains { !$0.synchronizedAttachments.isEmpty })
    #expect(changes.contains { $0.modifiedAttachments.contains { !$0.ipv6.isEmpty } })
    #expect(changes.contains { $0.modifiedBonds.contains { $0.id == nil } })
    let refused = Self.trials.count { $0.simulated?.refusal != nil }
    #expect(refused > 0 && refused < changes.count / 3, "\(refused) of \(changes.count) are refused by the engine")
    let codes = Set(
      Self.trials.compactMap { trial -> String? in
        if case .failure(let error) = trial.result { error.code.rawValue } else { nil }
      })
    #expect(codes.count >= 10, "\(codes)")
  }

  @Test("a failure is shrunk to what makes it, and told as a case that runs")
  func shrinking() throws {
    let dhcp = Property("PX", "nothing becomes dhcp", least: 0) { trial, _ in
      trial.change?.modifiedAttachments.first { $0.ipv4?.first?.method == .dhcp }.map { "\($0)" }
    }
    let trial = try #require(Self.trials.first { dhcp.violation($0) != nil && $0.entries.count > 3 })
    let smallest = Shrinker.shrink(trial) { dhcp.violation($0) != nil }
    // The network, and its bond if it is on one.
    #expect(smallest.entries.count <= 2, "\(smallest.entries)")
    #expect(smallest.world.attachments.count <= 1 && smallest.world.bonds.count <= 1)
    #expect(smallest.world.networks.count == 1)
    let report = Self.report(dhcp, trial, "it is")
    #expect(report.contains("HOSTNET_GATEWAY_PROPERTY_SEED=\(trial.seed)"))
    #expect(report.contains("fixtures/cases/PX-\(trial.seed).json"))

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shrunk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["states", "cases"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    let refused = Self.trials.filter { if case .failure = $0.result { true } else { false } }
    for (number, trial) in ([smallest] + Self.trials.prefix(20) + refused.prefix(20)).enumerated() {
      let text = try CaseText(trial, id: "PX-\(number)", stateName: "s\(number)", title: "as it is")
      func write(_ text: String, _ path: String) throws {
        try text.write(to: folder.appendingPathComponent(path), atomically: true, encoding: .utf8)
      }
      try write(text.state, "states/s\(number).json")
      try write(text.translationCase, "cases/PX-\(number).json")
    }
    for translationCase in try CaseFiles.read(folder.appendingPathComponent("cases").path) {
      #expect(CaseRunner.run(translationCase) == .passed, "\(translationCase.id)")
    }
  }
}

import GatewayErrors
import Synchronization
import Testing

@testable import Gateway

@Suite struct HostLocksTests {
  private final class Trace: Sendable {
    let events = Mutex<[String]>([])
    func add(_ event: String) { events.withLock { $0.append(event) } }
    var all: [String] { events.withLock(\.self) }
  }

  /// What happens while a change of the first id is under way, a change of the second is asked for, and one of another host.
  private static func trace(_ first: String, _ second: String) async throws -> [String] {
    let locks = HostLocks()
    let trace = Trace()
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    async let changed = locks.withLock(on: first) {
      trace.add("first in")
      for await _ in gate { break }
      trace.add("first out")
    }
    while trace.all.isEmpty { await Task.yield() }
    async let waiting = locks.withLock(on: second) { trace.add("second") }
    for _ in 0..<100 { await Task.yield() }
    try await locks.withLock(on: "other") { trace.add("other") }
    opener.yield()
    _ = try await (changed, waiting)
    return trace.all
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("h", "h"), ("h", "H"), ("6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201", "6F1D2C0E-5b8a-4c39-9e41-a7d35b1c201"),
    ])
  func oneHostIsChangedByOneAtATimeInTheOrderOfArrival(first: String, second: String) async throws {
    #expect(try await Self.trace(first, second) == ["first in", "other", "first out", "second"])
  }

  @Test(.timeLimit(.minutes(1))) func aFullQueueRefusesInsteadOfGrowing() async throws {
    let locks = HostLocks(queueLimit: 0)
    let trace = Trace()
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    async let first = locks.withLock(on: "h") {
      trace.add("in")
      for await _ in gate { break }
    }
    while trace.all.isEmpty { await Task.yield() }
    await #expect {
      try await locks.withLock(on: "h") { trace.add("never") }
    } throws: { ($0 as? GatewayError)?.code == .overloaded }
    opener.yield()
    _ = try await first
    // The lock is free again.
    try await locks.withLock(on: "h") { trace.add("again") }
    #expect(trace.all == ["in", "again"])
  }

  @Test(arguments: [
    "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201", "6F1D2C0E-5B8A-4C39-9E41-0A7D35B1C201",
    "6f1d2c0e-5b8a-4c39-9e41-a7d35b1c201",
  ])
  func oneHostHasOneLockHoweverItsIdIsWritten(id: String) {
    #expect(HostIDSpelling.theEngines(id) == "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201")
  }

  @Test func whatIsNoUUIDIsItsOwnKey() {
    #expect(HostIDSpelling.theEngines("Host-1") == "host-1")
    #expect(HostIDSpelling.theEngines("x-1-2-3-4") == "x-1-2-3-4")
  }
}

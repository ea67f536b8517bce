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

  @Test(.timeLimit(.minutes(1))) func oneHostIsChangedByOneAtATimeInTheOrderOfArrival() async throws {
    let locks = HostLocks()
    let trace = Trace()
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    async let first = locks.withLock(on: "h") {
      trace.add("first in")
      for await _ in gate { break }
      trace.add("first out")
    }
    while trace.all.isEmpty { await Task.yield() }
    async let second = locks.withLock(on: "h") { trace.add("second") }
    // Another host isn't held up.
    try await locks.withLock(on: "other") { trace.add("other") }
    opener.yield()
    _ = try await (first, second)
    #expect(trace.all == ["first in", "other", "first out", "second"])
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
}

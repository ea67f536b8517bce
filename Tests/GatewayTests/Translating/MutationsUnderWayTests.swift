import Synchronization
import Testing

@testable import Gateway

@Suite struct MutationsUnderWayTests {
  @Test(.timeLimit(.minutes(1))) func aMutationEndsEvenIfItsClientHasGoneAndDrainWaitsForIt() async throws {
    let underWay = MutationsUnderWay()
    let hasStarted = Mutex(false)
    let hasEnded = Mutex(false)
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let client = Task {
      await underWay.run {
        hasStarted.withLock { $0 = true }
        for await _ in gate { break }
        let wasCancelled = Task.isCancelled
        hasEnded.withLock { $0 = !wasCancelled }
        return GatewayAnswer(status: 200, reason: "OK")
      }
    }
    while !hasStarted.withLock({ $0 }) { await Task.yield() }
    client.cancel()
    opener.yield()
    await underWay.drain()
    let ended = hasEnded.withLock { $0 }
    #expect(ended)
    #expect(await client.value.status == 200)
  }

  @Test func drainReturnsAtOnceWhenNothingIsUnderWay() async {
    await MutationsUnderWay().drain()
  }
}

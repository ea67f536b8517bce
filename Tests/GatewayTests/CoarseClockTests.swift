import NIOCore
import Testing

@testable import Gateway

@Suite struct CoarseClockTests {
  @Test func keepsUpWithTheExactClock() {
    let before = NIODeadline.now()
    #expect(before - NIODeadline.coarseNow() < .milliseconds(100))
    #expect(NIODeadline.coarseNow() - .now() <= .nanoseconds(0))
  }
}

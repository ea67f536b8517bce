import Foundation

/// Processor time, which other work on the machine changes less than time by the clock.
enum Measuring {
  /// The least processor seconds that one run of `body` took, of as many as fit into `seconds`, three at least.
  static func processorSeconds(atLeast seconds: Double = 0.3, _ body: () throws -> Void) rethrows -> Double {
    try body()
    var least = Double.infinity
    var spent = 0.0
    var runs = 0
    while spent < seconds || runs < 3 {
      let start = processorTime()
      try body()
      let took = processorTime() - start
      least = min(least, took)
      spent += took
      runs += 1
    }
    return least
  }

  /// The exponent of a power law through points of size and cost, by least squares of the logarithms.
  static func exponent(_ points: [(size: Int, cost: Double)]) -> Double {
    let logs = points.map { (log(Double($0.size)), log($0.cost)) }
    let count = Double(logs.count)
    let meanX = logs.reduce(0) { $0 + $1.0 } / count
    let meanY = logs.reduce(0) { $0 + $1.1 } / count
    let top = logs.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return top / logs.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
  }

  /// Processor seconds of this process so far.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

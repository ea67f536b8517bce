/// The calls of the table by method and path.
struct CallIndex: Sendable {
  private let calls: [CallRule]
  private var byShape: [String: [Int]] = [:]

  /// An index of these calls.
  init(_ calls: [CallRule]) {
    self.calls = calls
    for (position, call) in calls.enumerated() {
      byShape[Self.shape(call.method, call.v3), default: []].append(position)
    }
    // `/hosts/{1}/nics/setupnetworks` before `/hosts/{1}/nics/{2}`.
    for shape in byShape.keys {
      byShape[shape]?.sort { Self.identifierCount(calls[$0]) < Self.identifierCount(calls[$1]) }
    }
  }

  /// The call of a v3 path; nil if v3 has no such call.
  func call(_ method: String, _ segments: [String]) -> CallRule? {
    byShape[Self.shape(method, segments)]?.first { calls[$0].fits(segments) }.map { calls[$0] }
  }

  private static func shape(_ method: String, _ segments: [String]) -> String {
    "\(method) \(segments.count) \(segments.first ?? "")"
  }

  private static func identifierCount(_ call: CallRule) -> Int { call.v3.count { $0.hasPrefix("{") } }
}

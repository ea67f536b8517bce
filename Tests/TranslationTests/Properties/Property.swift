import Testing

/// Something that holds for every host and request.
struct Property: Sendable, CustomTestStringConvertible {
  /// What says that the property applied: that the trial could have shown it wrong.
  struct Applied: Sendable {
    /// The parts that applied in a trial.
    private(set) var parts: Set<String> = []

    mutating func callAsFunction(_ part: String = "") { parts.insert(part) }
  }

  /// P1 to P20, or a name for one of ours.
  let name: String
  /// What holds.
  let title: String
  /// Each part of it, and how many of a thousand trials it has to apply in at least; one without a name if it has no parts.
  let least: [String: Int]
  private let check: @Sendable (Trial, inout Applied) -> String?

  var testDescription: String { "\(name): \(title)" }

  /// - Parameter least: of a thousand trials, in how many it applies at least. About half of what is usual, since a property
  ///   that hardly ever applies proves nothing.
  /// - Parameter check: what is wrong in a trial, nil if it holds; says before whether it applies.
  init(
    _ name: String, _ title: String, least: [String: Int],
    _ check: @escaping @Sendable (_ trial: Trial, _ applied: inout Applied) -> String?
  ) {
    self.name = name
    self.title = title
    self.least = least
    self.check = check
  }

  init(
    _ name: String, _ title: String, least: Int,
    _ check: @escaping @Sendable (_ trial: Trial, _ applied: inout Applied) -> String?
  ) {
    self.init(name, title, least: ["": least], check)
  }

  /// What is wrong in a trial, nil if it holds, and the parts that applied.
  func verdict(on trial: Trial) -> (violation: String?, applied: Set<String>) {
    var applied = Applied()
    let violation = check(trial, &applied)
    return (violation, applied.parts)
  }

  /// What is wrong in a trial; nil if it holds.
  func violation(_ trial: Trial) -> String? { verdict(on: trial).violation }

  /// What is wrong with the number of trials in which the parts applied: those that did too rarely, or that aren't known.
  func shortfalls(_ counts: [String: Int], of trials: Int) -> [String] {
    let unknown = counts.keys.filter { least[$0] == nil }.map { "\(name) has no part \"\($0)\"" }
    let rare = least.compactMap { part, perThousand -> String? in
      let (count, asked) = (counts[part] ?? 0, perThousand * trials / 1000)
      let what = part.isEmpty ? name : "\(name), \(part),"
      return count < asked ? "\(what) applied in \(count) of \(trials) trials, at least \(asked) are asked for" : nil
    }
    return (unknown + rare).sorted()
  }

  /// Every property that is tested without sockets; P20 stands with the tests of the translating lane.
  static let all = verbatim + outcome + order + changes + guards + calls
}

import Testing

/// Something that holds for every host and request.
struct Property: Sendable, CustomTestStringConvertible {
  /// P1 to P20, or a name for one of ours.
  let name: String
  /// What holds.
  let title: String
  /// What is wrong in a trial; nil if it holds.
  let violation: @Sendable (Trial) -> String?

  var testDescription: String { "\(name): \(title)" }

  init(_ name: String, _ title: String, _ violation: @escaping @Sendable (Trial) -> String?) {
    self.name = name
    self.title = title
    self.violation = violation
  }

  /// Every property that is tested without sockets; P20 stands with the tests of the translating lane.
  static let all = verbatim + outcome + order + changes + guards + calls
}

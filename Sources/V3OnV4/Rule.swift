import XMLTree

/// Which way a row is used.
enum RuleDirection: Sendable, Equatable {
  /// Answers and requests.
  case both
  /// Answers only: v4 to v3.
  case answer
  /// Requests only: v3 to v4.
  case request
}

/// What happens to a plain value between v4 and v3.
enum ValueChange: Sendable, Equatable {
  /// The same text.
  case same
  /// v3 writes it in upper case.
  case upper
  /// Pairs of v3 and v4 values; `*` on a side stands for any other value. A value that no pair names stays as it is.
  case pairs([ValuePair])
  /// The number of v3 is this many times the number of v4.
  case times(Int)

  /// The v3 text of a v4 value.
  func v3(from v4: String) -> String {
    switch self {
    case .same: v4
    case .upper: v4.uppercased()
    case .pairs(let pairs): (pairs.first { $0.v4 == v4 } ?? pairs.first { $0.v4 == "*" })?.v3 ?? v4
    case .times(let factor):
      Int(v4).map { $0.multipliedReportingOverflow(by: factor) }
        .flatMap { $0.overflow ? nil : String($0.partialValue) } ?? v4
    }
  }
}

/// A value as v3 and as v4 write it.
struct ValuePair: Sendable, Equatable {
  /// The v3 spelling, or `*`.
  var v3: String
  /// The v4 spelling, or `*`.
  var v4: String
}

/// One row of the table: where a member of a type stands in v3, where in v4, and how its value changes.
struct Rule: Sendable, Equatable {
  /// The place in v3; nil for a constant that only v4 needs.
  var v3: RulePath?
  /// The place in v4; nil if v4 has no such member.
  var v4: RulePath?
  /// Which way the row is used.
  var direction = RuleDirection.both
  /// The v3 type of the member; nil for a plain value.
  var type: String?
  /// How a plain value changes.
  var change = ValueChange.same
  /// A fixed value, instead of one that is read.
  var constant: String?
  /// The row is used only if the element that is read has this child.
  var when: RulePath?
  /// The row is skipped if the element that is read has this member, and it isn't empty.
  var unless: RulePath?
  /// The member of a request that becomes this query parameter of a v4 call.
  var query: String?
  /// The name of the code that the member needs; see `docs/v3-on-v4.md`.
  var handler: String?
  /// Whether nothing but that code can fill the member.
  var isHandlerOnly = false
  /// Whether the v4 list is used only if it has exactly one entry.
  var isSingle = false
  /// Whether only 3.6 has the member, not 3.5.
  var isSince36 = false
  /// The line of the table, counted from 1.
  var line: Int

  /// Whether an answer uses the row.
  var isForAnswers: Bool {
    direction != .request && !isHandlerOnly && v3 != nil && query == nil && (v4 != nil || constant != nil)
  }

  /// Whether a request sends what the row finds. Links are read only.
  var isForRequests: Bool {
    direction != .answer && !isHandlerOnly && handler == nil && v4 != nil && constant == nil && type != "Link"
  }

  /// Whether the conditions of the row hold for the element that is read.
  func applies(to element: XMLElement) -> Bool {
    if let when, !when.isPresent(in: element) { return false }
    if let unless, unless.isPresent(in: element) { return false }
    return true
  }
}

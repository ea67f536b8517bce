import GatewayErrors

/// A call of the API, by the row of the table.
struct CallRule: Sendable, Equatable {
  /// The HTTP method.
  var method: String
  /// The segments of the v3 path; `{1}` stands for an identifier.
  var v3: [String]
  /// The segments of the v4 path with the same identifiers; nil if v4 has no such call.
  var v4: [String]?
  /// The v3 type of the body that is sent.
  var request: String?
  /// The v3 type of the body that comes back.
  var response: String?
  /// Parameters that v4 doesn't take.
  var ignored: [String] = []
  /// Members of the body that become query parameters: v3 path and name.
  var bodyToQuery: [ValuePair] = []
  /// Query parameters to send if the body doesn't say.
  var queryDefaults: [ValuePair] = []
  /// Values of `detail` (v3) and what `follow` (v4) calls them.
  var follow: [ValuePair] = []
  /// Links that the answer needs followed: what v3 shows inline and v4 behind a link.
  var included: [String] = []
  /// The names of the code that the call needs; see `docs/v3-on-v4.md`.
  var handlers: [String] = []
  /// Whether only that code can carry out the call.
  var isHandlerOnly = false
  /// Whether the call has no counterpart.
  var isUnsupported = false
  /// The first version that has it, if that isn't 3.5.
  var since: String?
  /// Whether a legacy networking client needs it.
  var isForNetworking = false
  /// The line of the table, counted from 1.
  var line: Int
}

/// All rules: types and calls of API v3, and what they are in API v4.
struct RuleTable: Sendable {
  /// The types, by v3 name.
  var types: [String: TypeRules]
  /// The v3 type of a v4 document, by its root element.
  var typeByV4Root: [String: String]
  /// The calls, in the order of the table.
  var calls: [CallRule]
  /// The calls by method and path.
  var index: CallIndex
  /// Paths both ways.
  var paths: PathMap

  /// The table of the project, read once.
  static let shared: Result<RuleTable, RuleTableError> = Result { () throws(RuleTableError) in
    try RuleTableReader.read(String(decoding: PackageResources.rules_txt, as: UTF8.self))
  }

  /// The table of the project.
  ///
  /// - Throws: `INTERNAL_ERROR`, stage `answer`, if the table can't be read; a test keeps that from happening.
  static func loaded() throws(GatewayError) -> RuleTable {
    switch shared {
    case .success(let table): return table
    case .failure(let error):
      throw GatewayError(
        .internalError, stage: .answer, detail: "The table of API v3 rules can't be read.", cause: error.description)
    }
  }
}

/// A line of the table that can't be read.
struct RuleTableError: Error, Equatable, CustomStringConvertible {
  /// The line, counted from 1; 0 if it concerns the whole table.
  var line: Int
  /// What is wrong with it.
  var problem: String

  /// Line and problem.
  var description: String { "line \(line): \(problem)" }
}

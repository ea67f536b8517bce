/// What happens to the links of a type, by `rel`.
struct LinkRules: Sendable, Equatable {
  /// Links that v3 doesn't have.
  var drop: Set<String> = []
  /// v4 `rel` to v3 `rel` of `link`.
  var rename: [String: String] = [:]
  /// v4 `rel` to v3 `rel` of `actions/link`.
  var renameActions: [String: String] = [:]
  /// Links that only v3 has; the target is the resource's own with the `rel` behind it.
  var add: [String] = []
  /// The order of v3: position of each `rel`; the others follow as v4 wrote them.
  var order: [String: Int] = [:]
}

/// The rows of one v3 type, in the order of the v3 schema, ready to be run.
struct TypeRules: Sendable {
  /// The v3 name of the type.
  var name: String
  /// The root element in v3; nil if the type is never a document.
  var v3Root: String?
  /// The root element in v4; nil if the type is never a document.
  var v4Root: String?
  /// Whether a legacy networking client meets the type.
  var isForNetworking = false
  /// Whether only 3.6 has the type.
  var isSince36 = false
  /// What happens to its links.
  var links = LinkRules()
  /// Members that only v4 has.
  var v4Only: Set<String> = []
  /// The rows.
  var rules: [Rule] = []
  /// The v4 names of the rows, for answers; made by ``prepare()``.
  private(set) var source = SourceTree()
  /// The v3 places of the rows, for answers; made by ``prepare()``.
  private(set) var target = TargetNode(step: .text)
  /// The rows with a constant, for answers.
  private(set) var constants: [Int] = []
  /// The v3 names of the rows, for requests; made by ``prepare()``.
  private(set) var requestSource = SourceTree()
  /// The v4 places of the rows, for requests; made by ``prepare()``.
  private(set) var requestTarget = TargetNode(step: .text)
  /// The row with the links of the element itself, for answers.
  private(set) var linkRow: Int?

  /// Rules for a type, to be filled.
  init(name: String) {
    self.name = name
  }

  /// Builds the trees that documents are walked with, once all rows are there.
  mutating func prepare() {
    source = SourceTree()
    target = TargetNode(step: .text)
    constants = []
    linkRow = rules.firstIndex { $0.isForAnswers && $0.type == "Link" && $0.v3 == RulePath("link[]") }
    for (index, rule) in rules.enumerated() where rule.isForAnswers {
      guard let v3 = rule.v3 else { continue }
      target.insert(v3.steps[...], rule: index)
      if let v4 = rule.v4 {
        source.insert(v4.steps, rule: index, isWrappedList: v3.endsInWrappedList && rule.type != "Link")
      } else {
        constants.append(index)
      }
    }
    prepareRequests()
  }

  private mutating func prepareRequests() {
    requestSource = SourceTree()
    requestTarget = TargetNode(step: .text)
    for (index, rule) in rules.enumerated() {
      // What v4 doesn't take is read too, to be told from what v3 doesn't have.
      if let v3 = rule.v3 {
        let isWrapped = rule.isForRequests && v3.endsInWrappedList && rule.v4?.endsInWrappedList == true
        requestSource.insert(v3.steps, rule: index, isWrappedList: isWrapped)
      }
      if let v4 = rule.v4, rule.isForRequests { requestTarget.insert(v4.steps[...], rule: index) }
    }
  }
}

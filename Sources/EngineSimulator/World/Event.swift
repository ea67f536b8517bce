/// Something that happened, or that a client said happened.
struct Event: Sendable, Equatable {
  /// The number, from 1.
  var id: Int
  /// The text.
  var description: String
  /// `normal`, `warning`, `error` or `alert`.
  var severity = "normal"
  /// Who said it; `oVirt` for the engine itself.
  var origin = "oVirt"
  /// The id that an external system gave it.
  var customID: Int?
  /// The kind: 9000 for external events.
  var code = 0
}

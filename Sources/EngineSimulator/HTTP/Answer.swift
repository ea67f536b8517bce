/// An answer, ready to be sent.
struct Answer: Sendable {
  /// The status code.
  var status: Int
  /// The header fields, without `Content-Length`.
  var headers: [(name: String, value: String)] = []
  /// The body.
  var body: [UInt8] = []

  /// An answer without a body.
  static func empty(_ status: Int) -> Answer { Answer(status: status) }

  /// An answer of JSON.
  static func json(_ status: Int, _ body: [UInt8]) -> Answer {
    Answer(status: status, headers: [("Content-Type", "application/json")], body: body)
  }
}

/// One request in a table: the intent and its end together, or a note alone.
public struct LogEntry: Sendable, Equatable, Codable {
  /// When the request was first written down.
  public var time: Timestamp
  /// The id of the request.
  public var id: String
  /// Which lane it took.
  public var kind: RewriteKind
  /// The client's address; nil if the intent isn't in the file.
  public var client: String?
  /// The call of a mutation, or method and path of anything else; nil if the intent isn't in the file.
  public var call: String?
  /// The id of the host, as far as the record tells it.
  public var host: String?
  /// How it ended; nil while that isn't known.
  public var outcome: RewriteOutcome?
  /// Whether a mutating call was to be sent.
  public var isWrite: Bool
  /// The status of the client's answer; nil while there is none.
  public var status: Int?
  /// Milliseconds from the request's head to the end; nil while there is none.
  public var milliseconds: Double?
  /// The code of the fault; nil if there was none.
  public var code: String?
  /// What a reader should know besides; nil if nothing.
  public var remark: String?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case time, id, kind, client, call, host, outcome, status, code, remark
    case isWrite = "write"
    case milliseconds = "ms"
  }

  /// An intent whose end isn't known yet.
  init(_ intent: IntentRecord) {
    self.init(
      time: intent.time, id: intent.id, kind: .mutation, client: intent.client, call: intent.call, host: intent.host,
      outcome: nil, isWrite: intent.willSend != nil)
  }

  /// An end whose intent isn't in the file: it was rotated away.
  init(withoutIntent end: EndRecord) {
    self.init(time: end.time, id: end.id, kind: .mutation, outcome: nil, isWrite: end.cameBack != nil)
    complete(with: end)
  }

  /// A read or a relayed request.
  init(_ note: NoteRecord) {
    let path = note.target.prefix { $0 != "?" }
    let parts = path.split(separator: "/")
    let host = parts.firstIndex(of: "hosts").flatMap { $0 + 1 < parts.count ? String(parts[$0 + 1]) : nil }
    self.init(
      time: note.time, id: note.id, kind: note.kind, client: note.client, call: "\(note.method) \(path)", host: host,
      outcome: note.outcome, isWrite: false, status: note.status == 0 ? nil : note.status,
      milliseconds: note.milliseconds, code: note.code, remark: note.remark)
  }

  private init(
    time: Timestamp, id: String, kind: RewriteKind, client: String? = nil, call: String? = nil, host: String? = nil,
    outcome: RewriteOutcome?, isWrite: Bool, status: Int? = nil, milliseconds: Double? = nil, code: String? = nil,
    remark: String? = nil
  ) {
    self.time = time
    self.id = id
    self.kind = kind
    self.client = client
    self.call = call
    self.host = host
    self.outcome = outcome
    self.isWrite = isWrite
    self.status = status
    self.milliseconds = milliseconds
    self.code = code
    self.remark = remark
  }

  /// Adds how it ended.
  mutating func complete(with end: EndRecord) {
    outcome = end.outcome
    status = end.answered.status
    milliseconds = end.milliseconds
    code = end.error?.code
  }

  /// Whether a mutating call was to be sent and the file doesn't tell how that ended.
  public var isUnfinished: Bool { outcome == nil && isWrite }
}

import GatewayErrors

extension LogRecord {
  /// The record as it stands in the file, without the newline.
  public var text: String { String(decoding: line().dropLast(), as: UTF8.self) }

  /// The record as a line of the file, with the newline.
  func line() -> [UInt8] {
    var lines = LineBuilder(capacity: 1024 + bodyBytes)
    switch self {
    case .intent(let record): record.write(to: &lines)
    case .end(let record): record.write(to: &lines)
    case .note(let record): record.write(to: &lines)
    }
    return lines.bytes
  }

  /// How many bytes the bodies in it have.
  private var bodyBytes: Int {
    let bodies: [String?] =
      switch self {
      case .intent(let record): [record.asked.body, record.willSend?.body]
      case .end(let record): [record.answered.body, record.cameBack?.body]
      case .note: []
      }
    return bodies.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
  }
}

extension IntentRecord {
  /// Adds the record as a line of the file.
  fileprivate func write(to line: inout LineBuilder) {
    line.begin("intent", time: time, id: id)
    line.string(client, key: "client")
    line.string(call, key: "call")
    line.string(host, key: "host")
    line.string(dialect, key: "dialect")
    line.string(policy, key: "policy")
    line.request(asked, key: "asked")
    if let willSend { line.request(willSend, key: "will_send") }
    if let thenSend { line.request(thenSend, key: "then_send") }
    line.close("}")
    line.endLine()
  }
}

extension EndRecord {
  /// Adds the record as a line of the file.
  fileprivate func write(to line: inout LineBuilder) {
    line.begin("end", time: time, id: id)
    line.string(outcome.rawValue, key: "outcome")
    line.number(engineCalls, key: "engine_calls")
    line.milliseconds(milliseconds, key: "ms")
    if let cameBack { line.answer(cameBack, key: "came_back") }
    if let thenCameBack { line.answer(thenCameBack, key: "then_came_back") }
    line.answer(answered, key: "answered")
    if let error { line.error(error, key: "error") }
    line.close("}")
    line.endLine()
  }
}

extension NoteRecord {
  /// Adds the record as a line of the file, without making one for itself: there is one for every relayed request.
  func write(to line: inout LineBuilder) {
    line.begin("note", time: time, id: id)
    line.string(kind.rawValue, key: "kind")
    line.string(client, key: "client")
    line.string(method, key: "method")
    line.string(target, key: "target")
    line.number(status, key: "status")
    line.string(outcome.rawValue, key: "outcome")
    line.string(code, key: "code")
    line.number(bytes, key: "bytes")
    line.milliseconds(milliseconds, key: "ms")
    line.string(remark, key: "remark")
    line.number(dropped, key: "dropped")
    line.close("}")
    line.endLine()
  }
}

extension LineBuilder {
  /// The fields that every record begins with.
  fileprivate mutating func begin(_ record: String, time: Timestamp, id: String) {
    open("{")
    number(LogRecord.schema, key: "schema")
    string(record, key: "record")
    string(time.description, key: "time")
    string(id, key: "id")
  }

  /// A request as an object.
  fileprivate mutating func request(_ request: LoggedRequest, key: StaticString) {
    open("{", key: key)
    string(request.method, key: "method")
    string(request.target, key: "target")
    fields(request.headers)
    string(request.body, key: "body")
    number(request.bodyLength, key: "body_length")
    close("}")
  }

  /// An answer as an object.
  fileprivate mutating func answer(_ answer: LoggedAnswer, key: StaticString) {
    open("{", key: key)
    number(answer.status, key: "status")
    fields(answer.headers)
    string(answer.body, key: "body")
    number(answer.bodyLength, key: "body_length")
    close("}")
  }

  /// An error as an object.
  fileprivate mutating func error(_ error: LoggedError, key: StaticString) {
    open("{", key: key)
    string(error.code, key: "code")
    string(error.stage.rawValue, key: "stage")
    string(error.blame.rawValue, key: "blame")
    string(error.detail, key: "detail")
    string(error.nextStep, key: "next_step")
    string(error.rule, key: "rule")
    string(error.cause, key: "cause")
    close("}")
  }

  private mutating func fields(_ fields: [LoggedField]) {
    open("[", key: "headers")
    for field in fields {
      open("[")
      string(field.name)
      string(field.value)
      close("]")
    }
    close("]")
  }
}

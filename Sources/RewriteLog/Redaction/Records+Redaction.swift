extension RewriteIntent {
  /// The record of this intent, without secrets.
  func redacted(at time: Timestamp) -> IntentRecord {
    IntentRecord(
      time: time, id: Redactor.text(id), client: Redactor.text(client), call: Redactor.text(call),
      host: Redactor.text(hostID), dialect: Redactor.text(dialect), policy: Redactor.text(policy),
      asked: Redactor.request(asked), willSend: willSend.map(Redactor.request),
      thenSend: thenSend.map(Redactor.request))
  }
}

extension RewriteEnd {
  /// The record of this end, without secrets.
  func redacted(at time: Timestamp) -> EndRecord {
    EndRecord(
      time: time, id: Redactor.text(id), outcome: outcome, engineCalls: engineCalls, milliseconds: milliseconds,
      cameBack: cameBack.map(Redactor.answer), thenCameBack: thenCameBack.map(Redactor.answer),
      answered: Redactor.answer(answered), error: error.map(Redactor.error))
  }
}

extension NoteRecord {
  /// A record that isn't redacted yet: that is done on the thread that writes, since notes are made on event loops.
  init(_ note: RewriteNote, time: Timestamp) {
    self.init(
      time: time, id: note.id, kind: note.kind, client: note.client, method: note.method, target: note.target,
      status: note.status, outcome: note.outcome, code: note.code, bytes: note.bytes,
      milliseconds: note.milliseconds, remark: note.remark, dropped: nil)
  }

  /// Takes the secrets out.
  mutating func redact() {
    id = Redactor.text(id)
    client = Redactor.text(client)
    method = Redactor.text(method)
    target = Redactor.target(target)
    code = code.map(Redactor.text)
    remark = remark.map(Redactor.text)
  }

  /// The same without secrets.
  func redacted() -> NoteRecord {
    var copy = self
    copy.redact()
    return copy
  }
}

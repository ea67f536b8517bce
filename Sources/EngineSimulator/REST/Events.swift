import XMLTree

// Events: what the engine did, and what external systems report (`BackendEventsResource`, engine 3.5 to 4.5).
extension Exchange {
  /// `GET events`, newest first, with `from` and `max`; `POST` of an external one.
  mutating func answerEvents() throws(Refusal) -> Reply {
    try allow("GET", "POST")
    guard method == "POST" else {
      let from = parameter("from").flatMap { Int($0) } ?? 0
      let found = world.events.filter { $0.id > from }.reversed().prefix(limit ?? world.events.count)
      return ok(XMLElement("events", children: found.map(document)))
    }
    let stated = try body("event")
    guard let origin = stated.childText("origin").nonEmpty, let text = stated.childText("description").nonEmpty,
      let severity = stated.childText("severity").nonEmpty?.lowercased(),
      let customID = stated.childText("custom_id").nonEmpty.flatMap({ Int($0) })
    else { throw .incomplete("Event", "origin, severity, customId, description", "add") }
    guard ["normal", "warning", "error", "alert"].contains(severity) else {
      throw .invalidValue("\(severity) is no LogSeverity")
    }
    try mayEdit()
    let event = Event(
      id: (world.events.last?.id ?? 0) + 1, description: text, severity: severity, origin: origin, customID: customID,
      code: 9000)
    world.events.append(event)
    return Reply(status: 201, document: document(event), location: document(event).attribute("href"))
  }

  /// `GET` and `DELETE` of one.
  mutating func answerEvent(_ id: String) throws(Refusal) -> Reply {
    try allow("GET", "DELETE")
    guard let index = world.events.firstIndex(where: { String($0.id) == id }) else { throw .notFound }
    guard method == "DELETE" else { return ok(document(world.events[index])) }
    try mayEdit()
    world.events.remove(at: index)
    return persona.isV4 ? ok(action(status: "complete")) : Reply(status: 200)
  }

  private func document(_ event: Event) -> XMLElement {
    let path = "\(documents.root)/events/\(event.id)"
    let description = documents.text("description", event.description)
    let code = documents.text("code", String(event.code))
    let customID = documents.text("custom_id", String(event.customID ?? -1))
    let floodRate = documents.text("flood_rate", "30")
    let origin = documents.text("origin", event.origin)
    let severity = documents.text("severity", event.severity)
    let time = documents.text("time", documents.now)
    return documents.entity(
      "event", path,
      documents.api == .v3
        ? [description, code, severity, time, origin, customID, floodRate]
        : [
          description, code, customID, floodRate, documents.text("index", String(event.id)), origin, severity, time,
        ])
  }
}

import GatewayErrors

/// One legacy mutation for a reader: what was asked beside what was sent, what came back beside what was answered, and how
/// it ended. Lines that only the left side has are marked `-`, those that only the right side has `+`.
public struct EntryView: Sendable {
  private let style: TerminalStyle
  private let sides: SideBySide

  /// A view.
  public init(style: TerminalStyle) {
    self.style = style
    sides = SideBySide(style: style)
  }

  /// A mutation; either record may be missing from the file.
  public func text(intent: IntentRecord?, end: EndRecord?) -> String {
    var lines = heading(intent, end)
    if let intent {
      let asked = side("Legacy request", intent.asked)
      let sent =
        intent.willSend.map { side("Engine call", $0) }
        ?? EntrySide(title: "Engine call", absent: "none was to be sent")
      lines += [""] + sides.lines(asked, sent)
    }
    if let end {
      let cameBack =
        end.cameBack.map { side("Engine's answer", $0) }
        ?? EntrySide(title: "Engine's answer", absent: intent?.willSend == nil ? "nothing was sent" : "none came")
      lines += [""] + sides.lines(cameBack, side("Answer to the client", end.answered))
    }
    if let saving = intent?.thenSend {
      // Sent only if the first call was carried out; without an answer to that it wasn't.
      let answer =
        end?.thenCameBack.map { side("Engine's answer to it", $0) }
        ?? EntrySide(title: "Engine's answer to it", absent: "none, or it was not sent")
      lines += [""] + sides.lines(side("Second engine call, to save", saving), answer)
    }
    lines += [""] + closing(intent, end)
    return lines.joined(separator: "\n")
  }

  /// A read or a relayed request.
  public func text(note: NoteRecord) -> String {
    var lines = [
      style.paint("\(note.kind.rawValue) \(safe(note.id))", .strong),
      "\(stamp(note.time)) · client \(safe(note.client))",
      "\(safe(note.method)) \(safe(note.target))",
      "\(style.paint(note.outcome.rawValue, TerminalStyle.role(of: note.outcome))): status \(note.status), "
        + "\(note.bytes) bytes in \(rounded(note.milliseconds)) ms",
    ]
    if let code = note.code { lines.append(safe(code)) }
    if let remark = note.remark { lines.append(safe(remark)) }
    return lines.joined(separator: "\n")
  }

  // MARK: parts

  private func side(_ title: String, _ request: LoggedRequest) -> EntrySide {
    EntrySide(
      title: title, head: "\(request.method) \(request.target)", headers: request.headers, body: request.body,
      bodyLength: request.bodyLength)
  }

  private func side(_ title: String, _ answer: LoggedAnswer) -> EntrySide {
    EntrySide(
      title: title, head: "\(answer.status)", headers: answer.headers, body: answer.body, bodyLength: answer.bodyLength)
  }

  private func heading(_ intent: IntentRecord?, _ end: EndRecord?) -> [String] {
    let title = intent.map { "\(safe($0.call)) on host \(safe($0.host))" } ?? "the intent is not in this file"
    var facts: [String] = []
    if let time = intent?.time ?? end?.time { facts.append(stamp(time)) }
    if let intent { facts += ["client \(safe(intent.client))", "dialect \(safe(intent.dialect))"] }
    if let policy = intent?.policy { facts.append("policy \(safe(policy))") }
    if let end { facts += ["\(end.engineCalls) engine calls", "\(rounded(end.milliseconds)) ms"] }
    return [
      style.paint(safe(intent?.id ?? end?.id ?? ""), .strong) + "  " + style.paint(title, .strong),
      style.paint(facts.joined(separator: " · "), .faint),
    ]
  }

  private func closing(_ intent: IntentRecord?, _ end: EndRecord?) -> [String] {
    var lines = [
      style.paint("Outcome", .strong) + "  "
        + style.paint(
          end?.outcome.rawValue ?? (intent?.willSend == nil ? "no end" : "unfinished"),
          TerminalStyle.role(of: end?.outcome))
        + ": " + meaning(intent, end)
    ]
    guard let error = end?.error else { return lines }
    lines.append("\(safe(error.code)), stage \(error.stage.rawValue), to be acted on by the \(error.blame.rawValue)")
    lines += paragraph(error.detail)
    if let rule = error.rule { lines.append("Rule       \(safe(rule))") }
    if let cause = error.cause { lines += paragraph("Cause      \(cause)") }
    if let nextStep = error.nextStep { lines += paragraph("Next step  \(nextStep)") }
    return lines
  }

  private func meaning(_ intent: IntentRecord?, _ end: EndRecord?) -> String {
    switch end?.outcome {
    case .done:
      end?.cameBack == nil ? "nothing had to change, so nothing was sent." : "the engine carried it out."
    case .refused: "the gateway refused it; nothing was sent."
    case .notSent: "nothing of it reached the engine."
    case .failed where end?.error?.code == FaultCode.labelNotSaved.rawValue:
      "the engine carried it out, and failed or refused to save it."
    case .failed: "the engine answered that it failed or refused."
    case .unknown: "it was sent and no answer tells what became of it. Look at the host before repeating it."
    case nil:
      intent?.willSend == nil
        ? "no call was to be sent, and the gateway ended before it answered."
        : "it may have been sent; the gateway ended before it knew. Look at the host before repeating it."
    }
  }

  private func paragraph(_ text: String) -> [String] {
    TerminalStyle.wrap(text, style.width).map(safe)
  }

  private func safe(_ text: String) -> String { TerminalStyle.harmless(text) }

  private func stamp(_ time: Timestamp) -> String {
    time.description.dropLast().split(separator: "T").joined(separator: " ") + " UTC"
  }

  private func rounded(_ milliseconds: Double) -> String {
    milliseconds < 10 ? String((milliseconds * 10).rounded() / 10) : String(Int(milliseconds.rounded()))
  }
}

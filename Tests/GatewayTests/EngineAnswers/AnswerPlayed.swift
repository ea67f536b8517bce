import EngineClient
import GatewayErrors
import RewriteLog
import Testing
import XMLTree

@testable import Gateway

/// One call with one answer of the engine to its mutating call, and what came of it.
struct AnswerPlayed: CustomStringConvertible {
  /// The legacy call.
  let call: AnsweredCall
  /// What the engine answered; nil if nothing came.
  let engine: EngineResponse?
  /// What the client got.
  let answer: GatewayAnswer
  /// How the rewrite log ends.
  let end: EndRecord

  /// Sends the call to a handler in front of an engine that gives the answer.
  ///
  /// - Throws: if the call didn't become exactly one mutating call, or has no end in the log.
  init(_ call: AnsweredCall, _ engineAnswer: FakeEngine.Answer, attachmentsAfter: String?) async throws {
    let test = try HandlerUnderTest()
    let engine = test.engine
    engine.answer { request, count in
      if request.isMutating { return engineAnswer }
      if request.target.hasSuffix("/networkattachments"), count == 2, let attachmentsAfter {
        return FakeEngine.document(attachmentsAfter)
      }
      return call.read(request.target, isSent: !engine.mutations.isEmpty).map { FakeEngine.document($0) }
    }
    let (method, target, body) = call.request
    answer = await test.send(method, target, body: body)
    self.call = call
    self.engine = try? engineAnswer.get()
    try #require(engine.mutations.count == 1, "\(call) wasn't sent: \(answer.status) \(answer.text)")
    end = try #require(test.records.ends.first)
  }

  var description: String {
    let engine = engine.map { "\($0.status) \(String(decoding: $0.body, as: UTF8.self))" } ?? "nothing"
    return "\(call), engine: \(engine), client: \(answer.status) \(answer.text)"
  }

  private var document: XMLElement? { try? XMLReader.read(answer.body) }
  private var fault: XMLElement? { document?.name == "fault" ? document : document?.child("fault") }
  private var engineFault: XMLElement? {
    let document = engine.flatMap { try? XMLReader.read($0.body) }
    return document?.name == "fault" ? document : document?.child("fault")
  }

  /// Whether the words of the answer are the engine's, in the log's eyes.
  private var isHandedOn: Bool {
    [FaultCode.engineRefused, .engineUnauthorized].contains { $0.rawValue == end.error?.code }
  }

  /// Whether a promise of the table was kept; nil for words that aren't one.
  func keeps(_ promise: String) -> Bool? { Self.promises[promise].map { $0(self) } }

  /// The promises that were kept.
  var kept: Set<String> { Set(Self.promises.filter { $0.value(self) }.keys) }

  /// The words of the table for more than a status or a code, and when they are true.
  private static let promises: [String: @Sendable (AnswerPlayed) -> Bool] = [
    "the request echoed as `complete`": { played in
      let sent = (try? XMLReader.read(Array(played.call.request.body.utf8)))?.children ?? []
      guard let document = played.document, document.name == "action" else { return false }
      return document.descendant("status", "state")?.text == "complete"
        && sent.allSatisfy { document.children.contains($0) }
    },
    "the engine's reason and detail": { played in
      guard let words = played.engineFault, let fault = played.fault else { return false }
      return ["reason", "detail"].allSatisfy { fault.childText($0) == words.childText($0) }
    },
    "the engine's answer as it came with its challenge": { played in
      guard let engine = played.engine else { return false }
      return played.answer.status == engine.status && played.answer.body == engine.body
        && played.answer.header("www-authenticate") == engine.header("www-authenticate")
        && played.isHandedOn
    },
    "which names the status": { played in
      guard let engine = played.engine else { return false }
      return played.fault?.childText("detail")?.contains("answered with status \(engine.status).") == true
    },
    "list the nics before trying again": { played in
      played.fault?.childText("detail")?.contains("List the nics (GET /ovirt-engine/api/hosts/h1/nics) before") == true
    },
  ]

  /// The code under which the gateway words the answer itself; nil if the words are the engine's, or there is no fault.
  var code: String? { isHandedOn ? nil : end.error?.code }

  /// Whether a fault stands where 3.5 put it: in the failed action that was sent, or alone. True where there is none.
  var hasFaultInItsPlace: Bool {
    guard fault != nil else { return true }
    guard call.failsAsAction else { return document?.name == "fault" }
    return document?.name == "action" && document?.descendant("status", "state")?.text == "failed"
  }
}

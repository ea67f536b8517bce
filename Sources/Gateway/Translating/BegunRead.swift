import EngineAPI
import EngineClient
import GatewayErrors
import XMLTree

/// A read that is on its way to the engine; others may be begun beside it.
struct BegunRead<Value: Sendable>: Sendable {
  /// Reads the document; the same bytes and key always give the same.
  typealias Parse = @Sendable (XMLNode) throws(GatewayError) -> Value

  /// What was asked.
  let request: EngineRequest
  /// The answer.
  let pending: any PendingAnswer
  /// Whether the call may open the session that the client asked for.
  let opensSession: Bool
  /// Reads refusals.
  let wire: any EngineWire
  /// What its meaning is remembered as; nil remembers nothing.
  let key: AnswerMemo.ReadKey?
  /// The body that is remembered, and its meaning.
  let known: RememberedBody<Value>?
  /// Reads the document.
  let parse: Parse

  /// Ends it if nobody waits for it any more.
  func cancel() { pending.cancel() }
}

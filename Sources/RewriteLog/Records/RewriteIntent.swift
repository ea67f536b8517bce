/// What is known of a legacy mutation before anything is sent.
public struct RewriteIntent: Sendable {
  /// The id of the request.
  public var id: String
  /// The client's address.
  public var client: String
  /// The call in words: `attach`, `setupnetworks`, `add label`.
  public var call: String
  /// The id of the host.
  public var hostID: String
  /// The dialect that the engine is spoken to in.
  public var dialect: String
  /// The policy that the call is translated by: `guarded` or `faithful`.
  public var policy: String
  /// What the client asked.
  public var asked: LoggedRequest
  /// The one mutating call that will be sent; nil if none will be (refused, or nothing to change).
  public var willSend: LoggedRequest?
  /// The call that saves what the first one did, sent only if that was carried out: for labels on engines which can't save
  /// in the same call; else nil.
  public var thenSend: LoggedRequest?

  /// An intent.
  public init(
    id: String, client: String, call: String, hostID: String, dialect: String, policy: String, asked: LoggedRequest,
    willSend: LoggedRequest?, thenSend: LoggedRequest? = nil
  ) {
    self.id = id
    self.client = client
    self.call = call
    self.hostID = hostID
    self.dialect = dialect
    self.policy = policy
    self.asked = asked
    self.willSend = willSend
    self.thenSend = thenSend
  }
}

/// The short record of a read or a relayed request.
public struct RewriteNote: Sendable {
  /// The id of the request.
  public var id: String
  /// `read` or `relay`.
  public var kind: RewriteKind
  /// The client's address.
  public var client: String
  /// The method.
  public var method: String
  /// Path and query.
  public var target: String
  /// The status of the answer; 0 if there was none.
  public var status: Int
  /// How it ended.
  public var outcome: RewriteOutcome
  /// The code of the fault, if there was one.
  public var code: String?
  /// Bytes of the answer's body.
  public var bytes: Int
  /// Milliseconds from the request's head to the end.
  public var milliseconds: Double
  /// Anything that a reader should know: that an answer was converted, or could not be.
  public var remark: String?

  /// A note.
  public init(
    id: String, kind: RewriteKind, client: String, method: String, target: String, status: Int,
    outcome: RewriteOutcome, code: String? = nil, bytes: Int = 0, milliseconds: Double, remark: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.client = client
    self.method = method
    self.target = target
    self.status = status
    self.outcome = outcome
    self.code = code
    self.bytes = bytes
    self.milliseconds = milliseconds
    self.remark = remark
  }
}

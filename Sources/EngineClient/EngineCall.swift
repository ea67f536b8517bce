/// Which connections to the engine writes go out on.
public enum WriteConnections: String, Sendable, CaseIterable {
  /// Each on one of its own, made for it and closed after it.
  case fresh
  /// On one that is kept, if it has been idle for less than a second; on a new one otherwise. What dies with a kept
  /// connection isn't sent again either.
  case kept
}

/// A request to the engine whose body and answer are streamed.
public struct EngineCall: Sendable {
  /// How the body of a request is framed.
  public enum Upload: Sendable, Equatable {
    /// No body, and no length announced.
    case none
    /// That many bytes.
    case length(Int)
    /// In chunks, of a length that isn't known.
    case chunked
  }

  /// The method.
  public var method: String
  /// Path and query, sent as they stand.
  public var target: String
  /// The header lines.
  public let lines: RequestLines
  /// The body's framing.
  public var upload: Upload
  /// Whether it may change something: then it goes out at most once, and on a fresh connection if ``connections`` says so.
  public var isMutating: Bool
  /// Which connections it may go out on if it is mutating. Default fresh.
  public var connections: WriteConnections
  /// How long the exchange may take, in milliseconds; 0 for no limit, or one that the caller keeps.
  public var deadlineMilliseconds: Int
  /// How many bytes of the answer may wait to be taken before the engine is no longer read.
  public var highWaterBytes: Int

  /// A call. Whatever isn't `GET` or `HEAD` counts as mutating, whatever the caller thinks (lesson of RFC 9110, 9.2.2: a
  /// proxy can't know better).
  public init(
    method: String, target: String, lines: RequestLines, upload: Upload = .none, isMutating: Bool = false,
    connections: WriteConnections = .fresh, deadlineMilliseconds: Int = 0, highWaterBytes: Int = 256 << 10
  ) {
    self.method = method
    self.target = target
    var lines = lines
    lines.completeForLibcurl(hasUpload: upload != .none)
    self.lines = lines
    self.upload = upload
    self.isMutating = isMutating || (method != "GET" && method != "HEAD")
    self.connections = connections
    self.deadlineMilliseconds = deadlineMilliseconds
    self.highWaterBytes = highWaterBytes
  }
}

/// A way in which the simulator is told to fail, for tests of clients; `PUT /-/faults` takes a list of them.
struct Misbehaviour: Codable, Sendable, Equatable {
  /// Which calls it is for.
  enum Target: String, Codable, Sendable {
    /// POST, PUT and DELETE.
    case mutation
    /// GET and HEAD.
    case read
    /// Every call.
    case any
  }

  /// When the connection is closed.
  enum Closing: String, Codable, Sendable {
    /// Before the first byte of the answer.
    case beforeAnswer = "before-answer"
    /// In the middle of the body, which had been announced longer.
    case midAnswer = "mid-answer"
  }

  /// Which calls it is for; default `mutation`.
  var on: Target?
  /// Only calls whose target has this text.
  var path: String?
  /// How often it happens; default 1, 0 means always.
  var times: Int?
  /// The status that is answered in place of the engine's.
  var status: Int?
  /// The body that goes with `status`.
  var body: String?
  /// The media type of `body`; default `application/xml`.
  var contentType: String?
  /// How long the answer is kept back, in milliseconds.
  var delayMilliseconds: Int?
  /// When the connection is closed.
  var close: Closing?
  /// Whether the engine does what was asked all the same; default true, but false with `status`.
  var carriesOut: Bool?

  private enum CodingKeys: String, CodingKey {
    case on, path, times, status, body, close
    case contentType = "content_type"
    case delayMilliseconds = "delay_ms"
    case carriesOut = "carry_out"
  }

  /// Whether it is for that call.
  func applies(to request: RawRequest) -> Bool {
    let isRead = ["GET", "HEAD"].contains(request.method)
    switch on ?? .mutation {
    case .mutation where isRead: return false
    case .read where !isRead: return false
    default: return path.map { request.target.contains($0) } ?? true
    }
  }
}

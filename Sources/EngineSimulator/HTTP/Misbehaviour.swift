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

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case on, path, times, status, body, close
    case contentType = "content_type"
    case delayMilliseconds = "delay_ms"
    case carriesOut = "carry_out"
  }

  /// Reads one; a key that means nothing is refused, since a fault with a slip of the pen would be another fault.
  init(from decoder: any Decoder) throws {
    let known = CodingKeys.allCases.map(\.rawValue)
    if let stranger = try decoder.container(keyedBy: AnyKey.self).allKeys.first(where: {
      !known.contains($0.stringValue)
    }) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "A fault has no key \"\(stranger.stringValue)\". Its keys are: "
            + known.sorted().joined(separator: ", ") + "."))
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    on = try values.decodeIfPresent(Target.self, forKey: .on)
    path = try values.decodeIfPresent(String.self, forKey: .path)
    times = try values.decodeIfPresent(Int.self, forKey: .times)
    status = try values.decodeIfPresent(Int.self, forKey: .status)
    body = try values.decodeIfPresent(String.self, forKey: .body)
    contentType = try values.decodeIfPresent(String.self, forKey: .contentType)
    delayMilliseconds = try values.decodeIfPresent(Int.self, forKey: .delayMilliseconds)
    close = try values.decodeIfPresent(Closing.self, forKey: .close)
    carriesOut = try values.decodeIfPresent(Bool.self, forKey: .carriesOut)
  }

  /// Any key of an object.
  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init?(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) {
      return nil
    }
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

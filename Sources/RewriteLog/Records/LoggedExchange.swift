/// One header field in the log: an array of name and value in JSON, so that order and doubles are kept.
public struct LoggedField: Sendable, Equatable, Codable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String

  /// A field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `["name", "value"]`.
  public init(from decoder: any Decoder) throws {
    var pair = try decoder.unkeyedContainer()
    name = try pair.decode(String.self)
    value = try pair.decode(String.self)
  }

  /// Writes `["name", "value"]`.
  public func encode(to encoder: any Encoder) throws {
    var pair = encoder.unkeyedContainer()
    try pair.encode(name)
    try pair.encode(value)
  }
}

/// A request as the log keeps it: redacted before it is written.
public struct LoggedRequest: Sendable, Equatable, Codable {
  /// The method.
  public var method: String
  /// Path and query.
  public var target: String
  /// Header names and values, in order.
  public var headers: [LoggedField]
  /// The body as text; nil if there is none. Bytes that aren't UTF-8 are replaced.
  public var body: String?
  /// The bytes of the whole body if `body` isn't all of it: cut, or not kept because it can't be read as text; else nil.
  public var bodyLength: Int?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case method, target, headers, body
    case bodyLength = "body_length"
  }

  /// A request.
  public init(
    method: String, target: String, headers: [LoggedField] = [], body: String? = nil, bodyLength: Int? = nil
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.bodyLength = bodyLength
  }
}

/// An answer as the log keeps it.
public struct LoggedAnswer: Sendable, Equatable, Codable {
  /// The status.
  public var status: Int
  /// Header names and values, in order.
  public var headers: [LoggedField]
  /// The body as text; nil if there is none.
  public var body: String?
  /// The bytes of the whole body if `body` isn't all of it; else nil.
  public var bodyLength: Int?

  /// The keys of the JSON form.
  enum CodingKeys: String, CodingKey {
    case status, headers, body
    case bodyLength = "body_length"
  }

  /// An answer.
  public init(status: Int, headers: [LoggedField] = [], body: String? = nil, bodyLength: Int? = nil) {
    self.status = status
    self.headers = headers
    self.body = body
    self.bodyLength = bodyLength
  }
}

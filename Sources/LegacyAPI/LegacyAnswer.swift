import XMLTree

/// An answer in the forms of engine 3.5.
public struct LegacyAnswer: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The document; nil for an answer without body.
  public var document: LegacyBody?
  /// Where the thing that was made is, as a path with leading slash; nil for no `Location` field.
  public var location: String?

  /// An answer.
  public init(status: Int, body: XMLElement?, location: String? = nil) {
    self.init(status: status, document: body.map { LegacyBody($0) }, location: location)
  }

  /// An answer with a document that may be no tree.
  init(status: Int, document: LegacyBody?, location: String? = nil) {
    self.status = status
    self.document = document
    self.location = location
  }

  /// The root element; nil for an answer without body.
  public var body: XMLElement? { document?.tree }

  /// The reason phrase of the status line; old SDKs show it to their users.
  public var reasonPhrase: String { Self.reasonPhrase(of: status) }

  /// The reason phrase of a status (RFC 9110 section 15, RFC 6585); never empty.
  ///
  /// - Parameter status: any status, an engine's too; one that isn't known gets the name of its class.
  public static func reasonPhrase(of status: Int) -> String {
    if let phrase = phrases[status] { return phrase }
    switch status / 100 {
    case 1: return "Informational"
    case 2: return "OK"
    case 3: return "Redirection"
    case 4: return "Client Error"
    default: return "Server Error"
    }
  }

  private static let phrases: [Int: String] = [
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
    407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required",
    412: "Precondition Failed", 413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
    417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content", 426: "Upgrade Required",
    429: "Too Many Requests", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
    501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
  ]
}

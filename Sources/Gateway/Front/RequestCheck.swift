import EngineClient
import NIOHTTP1

/// Why the front doesn't take a request.
struct Refusal: Error, Equatable {
  /// The status of the answer.
  var status: Int
  /// What is wrong, for the person behind the client.
  var detail: String
  /// After how many seconds the client may try again, where the front itself has too much to do; nil otherwise.
  var retryAfterSeconds: Int?
}

/// How the body of a client's request is framed.
enum BodyFraming: Equatable {
  /// There is none.
  case none
  /// So many bytes.
  case length(Int)
  /// In chunks.
  case chunked
}

/// A request whose head was found sound: what NIO's decoder lets through, and RFC 9112 or a server behind doesn't, is
/// refused here.
struct CheckedRequest {
  /// The head, as the client sent it.
  var head: RequestHead
  /// How its body is framed.
  var framing: BodyFraming
  /// Whether the client wants the connection kept.
  var keepsAlive: Bool
  /// Whether the client speaks HTTP/1.0, which knows no chunks.
  var isHTTP10: Bool
  /// Whether the client waits for a 100 before it sends the body.
  var expectsContinue = false
  /// Any other expectation: `201-created`, `202-accepted`.
  var expectation: String?
  /// The names in `Connection`, in lower case, which go no further than to us.
  var connectionNames: [String] = []

  /// `GET` and `HEAD` are answered without waiting for a body: libgovirt announces one that it may never send.
  var isBodyIgnored: Bool { head.method == "GET" || head.method == "HEAD" }

  /// Checks a head.
  init(
    _ head: HTTPRequestHead, id: String, isTLS: Bool, clientAddress: String
  ) throws(Refusal) {
    guard head.version == .http1_1 || head.version == .http1_0 else {
      throw Refusal(status: 505, detail: "Only HTTP/1.0 and HTTP/1.1 are spoken here.")
    }
    isHTTP10 = head.version == .http1_0
    keepsAlive = head.isKeepAlive
    framing = .none
    var fields: [HeaderField] = []
    fields.reserveCapacity(head.headers.count)
    var hosts = 0
    var expectations: [String] = []
    var isChunked = false
    var length: Int?
    for (name, value) in head.headers {
      try Self.checkText(value, in: name)
      let field = HeaderField(name, value)
      fields.append(field)
      switch name.utf8.count {
      case 4 where field.isNamed("host"): hosts += 1
      case 6 where field.isNamed("expect"): expectations.append(value)
      case 7 where field.isNamed("upgrade"):
        // The decoder reads nothing after a request that offers another protocol.
        keepsAlive = false
      case 10 where field.isNamed("connection"):
        // What nearly every client says names nothing.
        if value == "keep-alive" || value == "Keep-Alive" || value == "close" { break }
        for word in value.lowercased().split(separator: ",") {
          connectionNames.append(String(word.filter { $0 != " " && $0 != "\t" }))
        }
      case 14 where field.isNamed("content-length"):
        guard length == nil, let count = Self.length(value) else {
          throw Refusal(status: 400, detail: "The Content-Length is no single number.")
        }
        length = count
      case 17 where field.isNamed("transfer-encoding"):
        guard !isHTTP10 else { throw Refusal(status: 400, detail: "HTTP/1.0 has no Transfer-Encoding.") }
        guard !isChunked, value.lowercased() == "chunked" else {
          throw Refusal(status: 501, detail: "The only Transfer-Encoding taken is a single chunked.")
        }
        isChunked = true
      default: break
      }
    }
    guard !(isChunked && length != nil) else {
      throw Refusal(status: 400, detail: "Content-Length and Transfer-Encoding contradict each other.")
    }
    guard hosts == 1 || (hosts == 0 && isHTTP10) else {
      throw Refusal(status: 400, detail: "A request names its Host, once.")
    }
    if isChunked { framing = .chunked } else if let length { framing = length == 0 ? .none : .length(length) }
    let method = head.method.rawValue
    guard method != "CONNECT", method != "TRACE" else {
      throw Refusal(status: 501, detail: "The method \(method) isn't served here.")
    }
    self.head = RequestHead(
      id: id, method: method, target: try Self.path(head.uri), headers: fields, isTLS: isTLS,
      clientAddress: clientAddress)
    for value in expectations { readExpectations(value) }
  }

  private mutating func readExpectations(_ value: String) {
    for word in value.split(separator: ",") {
      let word = word.drop { $0 == " " }
      if word.lowercased() == "100-continue" {
        expectsContinue = !isHTTP10
      } else if !word.isEmpty {
        expectation = String(word)
      }
    }
  }

  /// Path and query of a target (RFC 9112, 3.2): origin form as it is, absolute form without scheme and authority.
  private static func path(_ target: String) throws(Refusal) -> String {
    try checkText(target, in: "the target")
    if target.utf8.first == UInt8(ascii: "/") {
      guard !has(UInt8(ascii: "#"), target) else {
        throw Refusal(status: 400, detail: "A request's target has no fragment.")
      }
      return target
    }
    for scheme in ["http://", "https://"] where target.prefix(scheme.count).lowercased() == scheme {
      let rest = target.dropFirst(scheme.count)
      guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }), slash != rest.startIndex else {
        if rest.isEmpty || rest.first == "/" || rest.first == "?" { break }
        return "/"
      }
      return try path((rest[slash] == "?" ? "/" : "") + rest[slash...])
    }
    throw Refusal(status: 400, detail: "A request's target begins with a slash.")
  }

  /// NIO's decoder puts U+FFFD in place of bytes that aren't UTF-8. To hand such a text on would change it.
  private static func checkText(_ text: String, in name: String) throws(Refusal) {
    guard !has(0xEF, text) || !text.unicodeScalars.contains("\u{FFFD}") else {
      throw Refusal(status: 400, detail: "What stands in \(name) isn't UTF-8, so it can't be passed on unchanged.")
    }
  }

  private static func has(_ byte: UInt8, _ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? text.utf8.contains(byte)
  }

  private static func length(_ text: String) -> Int? {
    guard !text.utf8.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}

extension Refusal {
  /// What is wrong with bytes that the decoder doesn't take.
  init(decoderError: HTTPParserError) {
    switch decoderError {
    case .headerOverflow: self.init(status: 431, detail: "The head of the request is too large.")
    case .invalidMethod: self.init(status: 501, detail: "The method isn't known here.")
    case .invalidVersion: self.init(status: 505, detail: "Only HTTP/1.0 and HTTP/1.1 are spoken here.")
    default: self.init(status: 400, detail: "The request isn't HTTP/1.1: \(decoderError).")
    }
  }
}

import TestSupport
import XMLTree

/// A server that closed without a whole answer.
struct Unanswered: Error {
  /// What came.
  var text: String
}

/// An answer as it came over the socket.
struct StageAnswer: Sendable, CustomStringConvertible {
  /// The status.
  var status: Int
  /// The reason phrase.
  var reason: String
  /// Names in lower case, and values, in order.
  var headers: [(name: String, value: String)]
  /// The body, with chunks taken apart.
  var body: String

  var description: String { "\(status) \(reason) \(body)" }

  /// The values of all fields of that name.
  func all(_ name: String) -> [String] { headers.filter { $0.name == name.lowercased() }.map(\.value) }

  /// The value of the first field of that name.
  func header(_ name: String) -> String? { all(name).first }

  /// The body as a document.
  func document() throws -> XMLElement { try XMLReader.read(Array(body.utf8)) }

  /// The detail of the fault, bare or in an action, or the message of a usage message; nil if there is none.
  var faultDetail: String? {
    guard let root = try? document() else { return nil }
    if root.name == "usage_message" { return root.childText("message") }
    return (root.name == "fault" ? root : root.child("fault"))?.childText("detail")
  }

  /// Reads what a server sent before it closed.
  init?(_ text: String) {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n", omittingEmptySubsequences: false)
    let start = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard start.count == 3, let status = Int(start[1]) else { return nil }
    self.status = status
    reason = String(start[2])
    headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return (line[..<colon].lowercased(), String(line[colon...].dropFirst().drop { $0 == " " }))
    }
    var rest = text[end.upperBound...]
    if headers.contains(where: { $0.name == "transfer-encoding" && $0.value == "chunked" }) {
      body = ""
      while let line = rest.firstRange(of: "\r\n"), let size = Int(rest[..<line.lowerBound], radix: 16), size > 0 {
        let bytes = rest[line.upperBound...].utf8
        let chunkEnd = bytes.index(bytes.startIndex, offsetBy: size)
        body += rest[line.upperBound..<chunkEnd]
        rest = rest[chunkEnd...].dropFirst()
      }
    } else {
      body = String(rest)
    }
  }
}

extension StageAnswer {
  /// Sends a request on a connection of its own and reads the answer.
  static func to(
    port: Int, _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil
  ) async throws -> StageAnswer {
    try await onThread {
      let socket = try RawSocket(port: port)
      var lines = ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
      if let body {
        lines.append("Content-Length: \(body.utf8.count)")
        if !headers.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
          lines.append("Content-Type: application/xml")
        }
      }
      try socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
      let text = try socket.receiveAll()
      guard let answer = StageAnswer(text) else { throw Unanswered(text: String(text.prefix(200))) }
      return answer
    }
  }
}

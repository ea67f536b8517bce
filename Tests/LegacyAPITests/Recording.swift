import Foundation

/// A recorded request of a real client (`fixtures/wire`).
struct RecordedRequest {
  /// The method of the request line.
  var method: String
  /// The target of the request line.
  var target: String
  /// The value of the `Content-Type` field.
  var contentType: String?
  /// The body, exactly as long as announced.
  var body: [UInt8]

  /// The folders of the recorded clients.
  static let clients = ["sdk-3.5.6.0", "sdk-3.6.9.2"]

  /// The top of the repository.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The text of a file of the repository.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  /// The names of the steps that a client was recorded at.
  static func steps(_ client: String) throws -> [String] {
    let folder = repository.appending(path: "fixtures/wire/\(client)")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "http" }.map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }

  /// The requests of a step, in order.
  static func read(_ client: String, _ step: String) throws -> [RecordedRequest] {
    var rest = [UInt8](try Data(contentsOf: repository.appending(path: "fixtures/wire/\(client)/\(step).http")))[...]
    var requests: [RecordedRequest] = []
    while let line = nextLine(&rest) {
      guard line.hasPrefix("### ") else { continue }
      let requestLine = (nextLine(&rest) ?? "").split(separator: " ").map(String.init)
      var request = RecordedRequest(method: requestLine[0], target: requestLine[1], contentType: nil, body: [])
      var length = 0
      while let field = nextLine(&rest), !field.isEmpty {
        let parts = field.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        if parts[0].lowercased() == "content-type" { request.contentType = parts[1] }
        if parts[0].lowercased() == "content-length" { length = Int(parts[1]) ?? 0 }
      }
      request.body = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      requests.append(request)
    }
    return requests
  }

  private static func nextLine(_ bytes: inout ArraySlice<UInt8>) -> String? {
    guard !bytes.isEmpty else { return nil }
    let line = bytes.prefix { $0 != 0x0A }
    bytes = bytes.dropFirst(line.count + 1)
    return String(decoding: line, as: UTF8.self)
  }
}

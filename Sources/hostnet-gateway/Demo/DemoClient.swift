import EngineClient
import XMLTree

/// An old client, as far as the demo needs one: what SDK 3.5.6 sends, over a socket to the gateway.
struct DemoClient: Sendable {
  /// The prefix that it uses.
  static let prefix = "/api"

  private let http: EngineClient

  /// A client of the gateway on a port of 127.0.0.1.
  init(port: Int) {
    http = EngineClient(EngineClientConfiguration(origin: "http://127.0.0.1:\(port)"))
  }

  /// Sends a request below the prefix and collects the answer.
  func send(_ request: DemoRequest) async throws -> EngineResponse {
    try await http.send(
      EngineRequest(
        method: request.method, target: Self.prefix + request.path,
        headers: [
          HeaderField("Content-type", "application/xml"), HeaderField("Accept", "application/xml"),
          HeaderField("Filter", "False"), HeaderField("Prefer", "persistent-auth"),
          HeaderField("Authorization", "Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"),
        ], body: request.body.map { XMLWriter.write($0, declared: false) }, isMutating: request.method != "GET"))
  }

  /// Reads a document.
  func document(_ path: String) async throws -> XMLElement {
    try XMLReader.read(try await send(DemoRequest(method: "GET", path: path)).body)
  }

  /// Ends the connections.
  func close() {
    http.shutDown()
  }
}

/// A request of the old client.
struct DemoRequest: Sendable {
  /// The method.
  var method: String
  /// The path below the prefix.
  var path: String
  /// The body; nil for none.
  var body: XMLElement?
}

import EngineSimulator
import Foundation
import XMLTree

/// What came back over the socket.
struct Reply: Sendable {
  /// The status; 0 when the connection closed before a status line.
  var status = 0
  /// The header fields, names in lower case.
  var headers: [String: [String]] = [:]
  /// The body as it came, possibly shorter than announced.
  var body: [UInt8] = []
  /// Whether the body has the length that was announced.
  var isWhole = true

  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a document.
  var document: XMLElement? { try? XMLReader.read(body) }

  /// The body as JSON.
  var json: [String: Any]? { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] }

  /// The first field of that name.
  func header(_ name: String) -> String? { headers[name.lowercased()]?.first }
}

/// A simulated engine, and a client that opens a connection for each request.
struct Lab: Sendable {
  /// The host of the sample world.
  static let host = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  /// The host of the case states.
  static let caseHost = "99999999-0000-4000-8000-000000000001"

  /// The engine.
  let simulator: EngineSimulator
  /// Sent with every request.
  var headers: [(String, String)] = [
    ("Authorization", "Basic " + Data("admin@internal:secret".utf8).base64EncodedString())
  ]

  /// Runs a body with an engine that ends afterwards.
  static func with(
    _ dialect: SimulatorConfiguration.Dialect, _ version: (Int, Int)? = nil, state: String? = nil, hides: Bool? = nil,
    _ body: (Lab) async throws -> Void
  ) async throws {
    var configuration = SimulatorConfiguration(
      dialect: dialect, version: version.map { (major: $0.0, minor: $0.1) }, hidesVlanDevices: hides)
    configuration.token = "fixed-token"
    let simulator = try await EngineSimulator.start(configuration)
    do {
      if let state { try await simulator.load(json: fixture("states.json"), name: state) }
      try await body(Lab(simulator: simulator))
    } catch {
      await simulator.shutDown()
      throw error
    }
    await simulator.shutDown()
  }

  /// A file of `fixtures/worlds`.
  static func fixture(_ name: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appending(path: "fixtures/worlds/\(name)")))
  }

  /// Sends a request below `/ovirt-engine/api`, or to an absolute path that starts with two slashes.
  func send(
    _ method: String, _ path: String, _ body: String? = nil, headers more: [(String, String)] = [],
    authorized: Bool = true
  ) async throws -> Reply {
    let target = path.hasPrefix("//") ? String(path.dropFirst()) : "/ovirt-engine/api" + path
    var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    for (name, value) in (authorized ? headers : []) + more { lines.append("\(name): \(value)") }
    if let body {
      if !more.contains(where: { $0.0 == "Content-Type" }) { lines.append("Content-Type: application/xml") }
      lines.append("Content-Length: \(body.utf8.count)")
    }
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8)
    let port = simulator.port
    let answer = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Self.exchange(bytes, port)) }
    }
    return Self.parse(answer)
  }

  /// GET.
  func get(_ path: String, headers: [(String, String)] = []) async throws -> Reply {
    try await send("GET", path, headers: headers)
  }

  /// The document of a GET that must be answered with 200.
  func document(_ path: String, headers: [(String, String)] = []) async throws -> XMLElement {
    let reply = try await get(path, headers: headers)
    guard reply.status == 200, let document = reply.document else { throw Unexpected(reply: reply) }
    return document
  }

  /// An answer that isn't what the test needs to go on.
  struct Unexpected: Error {
    /// The answer.
    let reply: Reply
  }

  private static func exchange(_ bytes: [UInt8], _ port: Int) -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return [] }
    var sent = 0
    while sent < bytes.count {
      let count = Foundation.send(descriptor, Array(bytes[sent...]), bytes.count - sent, Int32(MSG_NOSIGNAL))
      guard count > 0 else { return [] }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return answer }
      answer += buffer[..<count]
    }
  }

  private static func parse(_ bytes: [UInt8]) -> Reply {
    var reply = Reply()
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return reply }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    reply.status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { continue }
      reply.headers[pair[0].lowercased(), default: []].append(pair[1].trimmingCharacters(in: .whitespaces))
    }
    reply.body = Array(bytes[end.upperBound...])
    if let length = reply.header("content-length").flatMap({ Int($0) }) { reply.isWhole = reply.body.count == length }
    return reply
  }
}

extension Lab {
  /// The nics of a host by name.
  func nics(_ host: String = Lab.host) async throws -> [String: XMLElement] {
    let list = try await document("/hosts/\(host)/nics").children("host_nic")
    return Dictionary(list.map { ($0.childText("name") ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  /// The attachments of a host by the id of their network.
  func attachments(_ host: String = Lab.host) async throws -> [String: XMLElement] {
    let list = try await document("/hosts/\(host)/networkattachments").children("network_attachment")
    return Dictionary(list.map { ($0.child("network")?.attribute("id") ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  /// The id of a network.
  func network(_ name: String) async throws -> String {
    try await document("/networks?search=name%3D\(name)").child("network")?.attribute("id") ?? ""
  }

  /// Sends a setup.
  func setUp(on host: String = Lab.host, _ content: String, query: String = "") async throws -> Reply {
    try await send("POST", "/hosts/\(host)/setupnetworks\(query)", "<action>\(content)</action>")
  }
}

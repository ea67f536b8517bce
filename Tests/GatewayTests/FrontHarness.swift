import EngineClient
import Foundation
import Gateway
import RewriteLog
import Synchronization
import TestSupport

/// A handler whose lane depends on the path: `/answer` is collected, `/prepare` asks first, anything else is relayed.
final class PathHandler: RequestHandler {
  private let seen = Mutex<[(head: RequestHead, body: [UInt8])]>([])
  private let prepared = Mutex(0)
  private let cancelled = Mutex(0)
  let bodyLimit: Int
  let delayMilliseconds: Int

  init(bodyLimit: Int = 1 << 20, delayMilliseconds: Int = 0) {
    self.bodyLimit = bodyLimit
    self.delayMilliseconds = delayMilliseconds
  }

  /// What ``answer(_:body:)`` was given.
  var answered: [(head: RequestHead, body: [UInt8])] { seen.withLock { $0 } }
  /// How often ``prepare(_:)`` ran.
  var preparations: Int { prepared.withLock { $0 } }
  /// How many answers were cancelled while they waited.
  var cancellations: Int { cancelled.withLock { $0 } }

  func lane(for head: RequestHead) -> Lane {
    if head.target.hasPrefix("/answer") { return .answer(bodyLimit: bodyLimit) }
    if head.target.hasPrefix("/never") { return .prepare }
    if head.target.hasPrefix("/prepare"), preparations == 0 { return .prepare }
    if head.target.hasPrefix("/refused") { return .prepare }
    return .relay(RelayInstructions(target: head.target, version: "4", prefix: "/api"))
  }

  func relay(for head: RequestHead, collected body: [UInt8]) -> RelayInstructions? {
    guard head.target.hasPrefix("/answer/or-relay"), body.count < 10 else { return nil }
    return RelayInstructions(target: head.target, version: "4", prefix: "/api", remark: "relayed after all")
  }

  func prepare(_ head: RequestHead) async -> GatewayAnswer? {
    prepared.withLock { $0 += 1 }
    guard head.target.hasPrefix("/refused") else { return nil }
    return GatewayAnswer(status: 401, reason: "Unauthorized", body: Array("<fault/>".utf8))
  }

  func answer(_ head: RequestHead, body: [UInt8], on executor: (any TaskExecutor)?) async -> GatewayAnswer {
    seen.withLock { $0.append((head, body)) }
    if delayMilliseconds > 0 {
      do { try await Task.sleep(for: .milliseconds(delayMilliseconds)) } catch { cancelled.withLock { $0 += 1 } }
    }
    return GatewayAnswer(
      status: 200, reason: "OK", headers: [HeaderField("Content-Type", "application/xml")],
      body: Array("<got>\(body.count)</got>".utf8))
  }

  func refusal(of head: RequestHead?, status: Int, detail: String, retryAfterSeconds: Int?) -> GatewayAnswer {
    GatewayAnswer(
      status: status, reason: "Refused", headers: [HeaderField("Content-Type", "application/xml")],
      body: Array("<fault><detail>\(detail)</detail></fault>".utf8))
  }
}

/// Keeps the notes of a rewrite log.
private final class NoteCollector: Sendable {
  private let notes = Mutex<[NoteRecord]>([])

  var all: [NoteRecord] { notes.withLock { $0 } }

  func add(_ record: LogRecord) {
    if case .note(let note) = record { notes.withLock { $0.append(note) } }
  }
}

/// A front before a scripted engine.
struct FrontHarness {
  let front: Front
  let server: ScriptedServer
  let handler: PathHandler
  private let noted: NoteCollector

  /// The notes of relayed requests so far.
  var notes: [NoteRecord] { noted.all }

  init(
    _ server: ScriptedServer, _ configuration: FrontConfiguration = FrontConfiguration(eventLoops: 1),
    handler: PathHandler = PathHandler()
  ) async throws {
    self.handler = handler
    self.server = server
    let noted = NoteCollector()
    self.noted = noted
    let log = try RewriteLog(path: nil) { noted.add($0) }
    front = try await Front.start(
      configuration, engine: EngineClientConfiguration(origin: server.origin), handler: handler, log: log)
  }

  /// A new connection of a client.
  func connect(receiveBufferBytes: Int32? = nil) throws -> RawSocket {
    try RawSocket(port: front.port, receiveBufferBytes: receiveBufferBytes)
  }

  /// Sends bytes on a new connection and returns all that comes until the front closes it.
  func exchange(_ bytes: String) async throws -> String {
    let socket = try connect()
    return try await onThread {
      try socket.send(bytes)
      return try socket.receiveAll()
    }
  }

  /// Runs a body against a front, and shuts it down after it.
  static func with<Value>(
    _ server: ScriptedServer, _ configuration: FrontConfiguration = FrontConfiguration(eventLoops: 1),
    handler: PathHandler = PathHandler(), _ body: (FrontHarness) async throws -> Value
  ) async throws -> Value {
    let harness = try await FrontHarness(server, configuration, handler: handler)
    let value: Value
    do { value = try await body(harness) } catch {
      await harness.front.shutDown()
      server.stop()
      throw error
    }
    await harness.front.shutDown()
    server.stop()
    return value
  }
}

/// An answer taken apart.
struct RawAnswer {
  let statusLine: String
  let lines: [String]
  let body: String

  var status: Int { Int(statusLine.split(separator: " ").dropFirst().first ?? "") ?? 0 }

  /// The lines without the one with the request's id, which differs each time.
  var linesWithoutID: [String] { lines.filter { !$0.hasPrefix("Hostnet-Gateway-Request: ") } }

  func header(_ name: String) -> String? {
    for line in lines where line.lowercased().hasPrefix(name.lowercased() + ":") {
      return String(line.dropFirst(name.count + 1).drop { $0 == " " })
    }
    return nil
  }
}

extension RawSocket {
  /// Reads one answer with its body; chunks are taken apart.
  func answer(toHead: Bool = false) throws -> RawAnswer? {
    guard let head = try receive(until: "\r\n\r\n") else { return nil }
    let lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let answer = RawAnswer(statusLine: lines[0], lines: Array(lines.dropFirst()), body: "")
    var body: [UInt8] = []
    if toHead || answer.status < 200 || answer.status == 204 || answer.status == 304 {
    } else if let length = answer.header("content-length").flatMap({ Int($0) }) {
      body = try receive(exactly: length)
    } else if answer.header("transfer-encoding") != nil {
      while let line = try receive(until: "\r\n"), let size = Int(line.dropLast(), radix: 16) {
        body += try receive(exactly: size)
        _ = try receive(until: "\r\n")
        if size == 0 { break }
      }
    } else {
      body = Array(try receiveAll().utf8)
    }
    return RawAnswer(statusLine: answer.statusLine, lines: answer.lines, body: String(decoding: body, as: UTF8.self))
  }
}

import EngineClient
import Foundation
import Gateway
import GatewayErrors
import RewriteLog
import TestSupport
import Testing

@Suite(.serialized) struct FrontTests {
  /// Requests that two servers could read differently, or that make no sense: refused, and the connection ends.
  @Test(arguments: [
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nhello"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nhello"),
    (501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    (501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\n0\n\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
    (400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nX Y: a\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\n\r\n"),
    (400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
    (400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
    (505, "GET / HTTP/1.1\nHost: a\n\n"),
    (505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
    (505, "GET /\r\n\r\n"),
    (400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
    (400, "GET api HTTP/1.1\r\nHost: a\r\n\r\n"),
    (400, "GET http:///api HTTP/1.1\r\nHost: a\r\n\r\n"),
    (400, "GET ftp://x/api HTTP/1.1\r\nHost: a\r\n\r\n"),
    (400, "GET /api#part HTTP/1.1\r\nHost: a\r\n\r\n"),
    (501, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
    (501, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"),
    (501, "\u{1}\u{2}\u{3} garbage\r\n\r\n"),
    (431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 70_000) + "\r\n\r\n"),
    (431, "GET /" + String(repeating: "x", count: 70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
    (431, "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 300) + "\r\n"),
    (413, "POST /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n"),
    (413, "POST /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\nExpect: 100-continue\r\n\r\n"),
    (503, "GET /never HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
  ])
  func whatIsUnsoundIsRefused(_ status: Int, _ bytes: String) async throws {
    try await FrontHarness.with(.answering()) { harness in
      let socket = try harness.connect()
      let answers = try await onThread {
        try socket.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
        var answers: [RawAnswer] = []
        while let answer = try socket.answer() { answers.append(answer) }
        return answers
      }
      #expect(answers.map(\.status) == [status], "\(bytes.prefix(200).debugDescription)")
      #expect(answers.first?.body.contains("<fault>") == true)
      #expect(answers.first?.header("connection") == "close")
      #expect(!harness.server.requests.contains { $0.target == "/smuggled" })
    }
  }

  @Test func aHeaderThatIsNotUTF8IsRefusedRatherThanChanged() async throws {
    try await FrontHarness.with(.answering()) { harness in
      let socket = try harness.connect()
      let answer = try await onThread {
        try socket.send(Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xE9] + Array("\r\n\r\n".utf8))
        return try socket.answer()
      }
      #expect(answer?.status == 400)
      #expect(harness.server.requests.isEmpty)
    }
  }

  @Test func aLargeBodyIsRefusedBeforeItIsReadAndTheAnswerArrives() async throws {
    try await FrontHarness.with(.answering(), handler: PathHandler(bodyLimit: 1000)) { harness in
      for framing in ["Content-Length: 100000000", "Transfer-Encoding: chunked"] {
        let socket = try harness.connect()
        let before = Resources.residentBytes()
        let answer = try await onThread {
          try socket.send("POST /answer HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
          let piece = [UInt8](repeating: 65, count: 1 << 16)
          let chunk = framing.hasPrefix("T") ? Array("10000\r\n".utf8) + piece + Array("\r\n".utf8) : piece
          // As a client that reads only when it has sent everything, or can't send on.
          for _ in 0..<1500 { do { try socket.send(chunk) } catch { break } }
          return try? socket.answer()
        }
        _ = answer
        #expect(Resources.residentBytes() - before < 16 << 20)
        let small = try harness.connect()
        let refused = try await onThread {
          try small.send("POST /answer HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
          if framing.hasPrefix("T") { try small.send("500\r\n" + String(repeating: "x", count: 0x500) + "\r\n") }
          return try small.answer()
        }
        #expect(refused?.status == 413)
      }
      #expect(harness.handler.answered.isEmpty)
    }
  }

  @Test func theLaneIsAskedAgainAfterPreparing() async throws {
    try await FrontHarness.with(.answering()) { harness in
      let socket = try harness.connect()
      let statuses = try await onThread {
        var statuses: [Int?] = []
        for target in ["/prepare", "/prepare", "/refused"] {
          try socket.send("POST \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
          statuses.append(try socket.answer()?.status)
        }
        return statuses
      }
      #expect(statuses == [200, 200, 401])
      #expect(harness.handler.preparations == 2)
      #expect(harness.server.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["abc", "abc"])
    }
  }

  @Test func collectedRequestsComeWholeAndHeadHasNoBody() async throws {
    try await FrontHarness.with(.answering()) { harness in
      let socket = try harness.connect()
      let (post, head, get) = try await onThread {
        try socket.send(
          "POST http://a/answer?x HTTP/1.1\r\nhost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
        )
        let post = try socket.answer()
        try socket.send("HEAD /answer HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = try socket.answer(toHead: true)
        try socket.send("GET /answer HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        return (post, head, try socket.answer())
      }
      #expect(post?.body == "<got>3</got>")
      #expect(head?.header("content-length") == "12")
      #expect(get?.body == "<got>0</got>")
      #expect(get?.header("connection") == "keep-alive")
      #expect(harness.handler.answered.map(\.head.target) == ["/answer?x", "/answer", "/answer"])
      #expect(harness.handler.answered.first?.head.headers.first == HeaderField("host", "a"))
      #expect(harness.handler.answered.first?.head.clientAddress == "127.0.0.1")
      #expect(Set(harness.handler.answered.map(\.head.id)).count == 3)
      #expect(post?.header("hostnet-gateway-request") == harness.handler.answered.first?.head.id)
    }
  }

  @Test(arguments: [("GET", 1), ("POST", 0)])
  func aClientThatLeavesEndsAReadAndNotAWrite(_ method: String, _ cancellations: Int) async throws {
    let handler = PathHandler(delayMilliseconds: 700)
    try await FrontHarness.with(.answering(), handler: handler) { harness in
      let socket = try harness.connect()
      try socket.send("\(method) /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
      #expect(await eventually { handler.answered.count == 1 })
      socket.reset()
      try await Task.sleep(for: .milliseconds(300))
      #expect(handler.cancellations == cancellations)
      var left = await harness.front.counts()
      for _ in 0..<200 where left.exchanges > 0 {
        try await Task.sleep(for: .milliseconds(10))
        left = await harness.front.counts()
      }
      #expect(left == (connections: 0, exchanges: 0, engine: 0))
      #expect(handler.cancellations == cancellations)
    }
  }

  @Test func aClientThatEndsItsDirectionIsStillAnswered() async throws {
    try await FrontHarness.with(.answering()) { harness in
      for target in ["/api", "/answer"] {
        let socket = try harness.connect()
        let text = try await onThread {
          try socket.send("POST \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
          socket.endSending()
          return try socket.receiveAll()
        }
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      }
    }
  }

  // MARK: Time

  @Test(arguments: [
    ("", ""), ("GET / HT", "HTTP/1.1 408 "),
    ("POST /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab", "HTTP/1.1 408 "),
    ("POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab", "HTTP/1.1 408 "),
  ])
  func slowClientsAreSentAway(_ bytes: String, _ expected: String) async throws {
    let configuration = FrontConfiguration(eventLoops: 1, headTimeoutSeconds: 1, idleTimeoutSeconds: 1)
    try await FrontHarness.with(.answering(), configuration) { harness in
      let start = ContinuousClock.now
      let text = try await harness.exchange(bytes)
      #expect(expected.isEmpty ? text.isEmpty : text.hasPrefix(expected))
      #expect(ContinuousClock.now - start < .seconds(6))
    }
  }

  @Test func aTrickleOfBodyIsTooSlow() async throws {
    let configuration = FrontConfiguration(eventLoops: 1, headTimeoutSeconds: 1, idleTimeoutSeconds: 1)
    try await FrontHarness.with(.answering(), configuration) { harness in
      let socket = try harness.connect()
      try socket.send("POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
      runThread {
        for _ in 0..<100 {
          guard (try? socket.send("x")) != nil else { return }
          sleepThread(milliseconds: 50)
        }
      }
      let text = try await onThread { try? socket.receive(until: "\r\n") }
      #expect(text == "HTTP/1.1 408 Refused\r\n")
    }
  }

  // MARK: Starting and ending

  @Test func requestsUnderWayEndBeforeTheFrontDoes() async throws {
    let server = try ScriptedServer { connection in
      while try connection.request() != nil {
        sleepThread(milliseconds: 500)
        try connection.answer(body: "late")
      }
    }
    let threads = Resources.threads()
    let descriptors = Resources.openDescriptors()
    let harness = try await FrontHarness(server)
    let idle = try harness.connect()
    let socket = try harness.connect()
    try socket.send("POST /api HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(await eventually { server.requests.count == 1 })
    async let shut: Void = harness.front.shutDown()
    let answer = try await onThread { try socket.answer() }
    let rest = try await onThread { try idle.receiveAll() + socket.receiveAll() }
    await shut
    #expect(answer?.body == "late")
    #expect(answer?.header("connection") == "close")
    #expect(rest.isEmpty)
    #expect(throws: (any Error).self) { try RawSocket(port: harness.front.port) }
    idle.close()
    socket.close()
    #expect(await eventually { Resources.openDescriptors() <= descriptors })
    #expect(await eventually { Resources.threads() <= threads + 1 })
    server.stop()
  }

  @Test func shuttingDownDoesNotWaitForEver() async throws {
    let server = try ScriptedServer { connection in while try connection.request() != nil {} }
    let harness = try await FrontHarness(server, FrontConfiguration(eventLoops: 2, drainSeconds: 1))
    let sockets = try (0..<6).map { _ in try harness.connect() }
    for (index, socket) in sockets.enumerated() {
      try socket.send("\(index % 2 == 0 ? "GET" : "POST") /api HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    }
    #expect(await eventually { server.requests.count == 6 })
    let start = ContinuousClock.now
    await harness.front.shutDown()
    #expect(ContinuousClock.now - start < .seconds(8))
    server.stop()
  }

  @Test(arguments: [
    FrontConfiguration(host: "192.0.2.1"),
    FrontConfiguration(tlsCertificate: "/nonexistent.pem", tlsKey: "/nonexistent.pem"),
    FrontConfiguration(tlsCertificate: "/nonexistent.pem"),
  ])
  func whatCannotBeListenedOnIsSaid(_ configuration: FrontConfiguration) async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    await #expect(throws: GatewayError.self) { _ = try await FrontHarness(server, configuration) }
  }

  /// The handler decides so when it has seen the body.
  @Test(arguments: [
    "Content-Length: 9\r\n\r\n<action/>", "Transfer-Encoding: chunked\r\n\r\n4\r\n<act\r\n5\r\nion/>\r\n0\r\n\r\n",
  ])
  func aCollectedRequestCanGoToTheEngineAsItCame(body: String) async throws {
    try await FrontHarness.with(ScriptedServer.answering()) { harness in
      let socket = try harness.connect()
      let answers = try await onThread {
        try (0..<2).map { _ in
          try socket.send("POST /answer/or-relay HTTP/1.1\r\nHost: a\r\nX-Mine: 1\r\n\(body)")
          return try socket.answer()
        }
      }
      #expect(answers.map { $0?.status } == [200, 200])
      #expect(answers.map { $0?.body } == ["<ok/>", "<ok/>"])
      #expect(harness.server.requests.count == 2)
      for request in harness.server.requests {
        #expect(request.body == Array("<action/>".utf8))
        #expect(request.header("x-mine") == "1" && request.header("version") == "4")
      }
      #expect(harness.handler.answered.isEmpty)
      #expect(await eventually { harness.notes.count == 2 })
      #expect(harness.notes.allSatisfy { $0.remark == "relayed after all" })
      let other = try await harness.exchange(
        "POST /answer/or-relay HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10\r\n\r\n<actions/>")
      #expect(other.contains("<got>10</got>"))
    }
  }
}

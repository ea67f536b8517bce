import EngineClient
import TestSupport
import Testing

@Suite(.serialized) struct EngineClientTests {
  private func client(_ server: ScriptedServer, idleSeconds: Int = 15) -> EngineClient {
    EngineClient(EngineClientConfiguration(origin: server.origin, idleConnectionSeconds: idleSeconds))
  }

  private func failure(_ client: EngineClient, _ request: EngineRequest) async -> EngineTransportError? {
    do {
      _ = try await client.send(request)
      return nil
    } catch {
      return error
    }
  }

  private let read = EngineRequest(method: "GET", target: "/api", isMutating: false, deadlineSeconds: 10)

  private func write(_ method: String = "POST", deadlineSeconds: Int = 10) -> EngineRequest {
    EngineRequest(
      method: method, target: "/api/hosts", body: Array("<action/>".utf8), isMutating: true,
      deadlineSeconds: deadlineSeconds)
  }

  @Test func answersComeWholeWithReasonAndFields() async throws {
    let server = try ScriptedServer.answering(
      "409 Not Now, Please", ["X-CamelCase: a: b", "set-cookie: JSESSIONID=1; Path=/", "Set-Cookie: b=2", "X-Empty:"],
      body: "<fault/>")
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    let answer = try await client.send(read)
    #expect(answer.status == 409)
    #expect(answer.reason == "Not Now, Please")
    #expect(answer.body == Array("<fault/>".utf8))
    #expect(
      answer.headers.dropFirst() == [
        HeaderField("X-CamelCase", "a: b"), HeaderField("set-cookie", "JSESSIONID=1; Path=/"),
        HeaderField("Set-Cookie", "b=2"), HeaderField("X-Empty", ""),
      ])
  }

  @Test func nothingIsAddedToARequest() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    var request = read
    request.headers = [
      HeaderField("cookie", "a=1"), HeaderField("X-Empty", ""), HeaderField("Expect", "100-continue"),
      HeaderField("Content-Length", "9"), HeaderField("Transfer-Encoding", "chunked"), HeaderField("Host", "elsewhere"),
    ]
    _ = try await client.send(request)
    _ = try await client.send(write())
    _ = try await client.send(EngineRequest(method: "DELETE", target: "/x;async=true?a=b", isMutating: true))
    let heads = server.requests.map(\.head)
    #expect(
      heads == [
        "GET /api HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\ncookie: a=1\r\nX-Empty:\r\n\r\n",
        "POST /api/hosts HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Length: 9\r\n\r\n",
        "DELETE /x;async=true?a=b HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n",
      ])
    #expect(server.requests[1].body == Array("<action/>".utf8))
  }

  @Test func bodiesOfEverySizeArriveWholeAndOnlyTheirOwn() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    let sizes = [1, 1000, 32 << 10, (32 << 10) + 1, 0, 300_000, 5]
    for (index, size) in sizes.enumerated() {
      let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ index) }
      _ = try await client.send(
        EngineRequest(method: index % 2 == 0 ? "POST" : "PUT", target: "/\(index)", body: body, isMutating: true))
      _ = try await client.send(read)
      let request = try #require(server.requests.dropLast().last)
      #expect(request.body == body)
      #expect(request.head.hasPrefix(index % 2 == 0 ? "POST" : "PUT"))
      #expect(request.head.contains("\r\nContent-Length: \(size)\r\n"))
    }
    #expect(server.requests.count == 2 * sizes.count)
  }

  @Test func aFieldThatWouldBreakTheRequestIsNotSent() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    for field in [
      HeaderField("X", "a\r\nY: b"), HeaderField("X\n", "a"), HeaderField("X", "a\0b"), HeaderField("", "a"),
    ] {
      var request = read
      request.headers = [field]
      guard case .notSent = await failure(client, request) else {
        Issue.record("\(field) was let through")
        continue
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test func readsShareAConnectionAndWritesHaveOneEach() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    for request in [read, read, write(), write("PUT"), read] { _ = try await client.send(request) }
    #expect(server.requests.map(\.connection) == [0, 0, 1, 2, 0])
  }

  @Test func aConnectionOlderThanTheIdleLimitIsNotUsedAgain() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server, idleSeconds: 1)
    defer { client.shutDown() }
    _ = try await client.send(read)
    try await Task.sleep(for: .milliseconds(2200))
    _ = try await client.send(read)
    #expect(server.requests.map(\.connection) == [0, 1])
  }

  @Test(arguments: ["Negotiate YII=", "NTLM TlRM", "basic dTpw", "Bearer t"])
  func credentialsBoundToAConnectionKeepItFromOthers(_ authorization: String) async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    var request = read
    request.headers = [HeaderField("authorization", authorization)]
    _ = try await client.send(request)
    _ = try await client.send(read)
    let isShared = authorization.hasPrefix("b") || authorization.hasPrefix("B")
    #expect(server.requests.map(\.connection) == [0, isShared ? 0 : 1])
  }

  @Test(arguments: ["HEAD", "GET"], ["204 No Content", "304 Not Modified"])
  func answersWithoutABodyEnd(_ method: String, _ status: String) async throws {
    let server = try ScriptedServer { connection in
      while try connection.request() != nil {
        try connection.socket.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 \(status)\r\nContent-Length: 17\r\n\r\n")
      }
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    for _ in 0..<2 {
      let answer = try await client.send(
        EngineRequest(method: method, target: "/", isMutating: false, deadlineSeconds: 5))
      #expect(answer.status == Int(status.prefix(3)))
      #expect(answer.body.isEmpty)
    }
    #expect(server.connections == 1)
  }

  // MARK: A write arrives once

  enum Ending: String, CaseIterable { case close, reset }
  enum Moment: String, CaseIterable { case beforeAnswer, inHead, inBody }

  @Test(arguments: Ending.allCases, Moment.allCases)
  func aWriteWhoseConnectionDiesArrivesOnce(_ ending: Ending, _ moment: Moment) async throws {
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method == "GET" {
          // The read is answered; its connection dies before the write comes.
          try connection.answer()
        } else {
          switch moment {
          case .beforeAnswer: break
          case .inHead: try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Le")
          case .inBody: try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<action>")
          }
        }
        if ending == .reset { connection.socket.reset() } else { connection.socket.close() }
        return
      }
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    for method in ["POST", "PUT", "DELETE"] {
      _ = try await client.send(read)
      let error = await failure(client, write(method))
      guard case .lost = error else {
        Issue.record("\(method): \(String(describing: error))")
        continue
      }
      #expect(server.requests.count { $0.method == method } == 1)
    }
    #expect(server.requests.count { $0.method != "GET" } == 3)
  }

  @Test func aReadOnAConnectionThatDiedMeanwhileIsAnswered() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.answer()
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    for _ in 0..<5 { #expect(try await client.send(read).status == 200) }
  }

  // MARK: What the engine may have seen

  @Test func whatCannotBeConnectedIsNotSent() async throws {
    let server = try ScriptedServer.answering()
    server.stop()
    let client = client(server)
    defer { client.shutDown() }
    for request in [read, write()] {
      guard case .notSent(let cause) = await failure(client, request) else {
        Issue.record("Sent to a closed port")
        continue
      }
      #expect(cause.contains("connect"))
    }
  }

  @Test func whatFailsInTheHandshakeIsNotSent() async throws {
    let server = try ScriptedServer.answering()
    defer { server.stop() }
    // The server reads a greeting of TLS as a request that never ends, so the deadline of connecting ends it.
    let impatient = EngineClient(
      EngineClientConfiguration(origin: "https://127.0.0.1:\(server.port)", connectTimeoutSeconds: 1))
    defer { impatient.shutDown() }
    guard case .notSent = await failure(impatient, write()) else {
      Issue.record("A write left before the handshake ended")
      return
    }
    #expect(server.requests.isEmpty)
  }

  @Test func aSilentEngineIsTimedOut() async throws {
    let server = try ScriptedServer { connection in while try connection.request() != nil {} }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    guard case .timedOut = await failure(client, write(deadlineSeconds: 1)) else {
      Issue.record("No time-out")
      return
    }
    #expect(server.requests.count == 1)
  }

  @Test func anAnswerLargerThanTheLimitFails() async throws {
    let server = try ScriptedServer.answering(body: String(repeating: "x", count: 300_000))
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    var request = read
    request.answerLimit = 299_999
    #expect(await failure(client, request) == .answerTooLarge(limit: 299_999))
    request.answerLimit = 300_000
    #expect(try await client.send(request).body.count == 300_000)
  }

  @Test(arguments: [
    "<html>no HTTP</html>", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
  ])
  func whatIsNoAnswerIsLost(_ bytes: String) async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.socket.send(bytes)
      connection.socket.endSending()
      _ = try connection.socket.receive()
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    let error = await failure(client, write(deadlineSeconds: 3))
    guard case .lost = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  // MARK: Cancelling and shutting down

  @Test func aCancelledReadEndsAtOnceAndAStartedWriteIsWaitedFor() async throws {
    let server = try ScriptedServer { connection in
      guard let request = try connection.request() else { return }
      if request.method == "GET" {
        _ = try connection.socket.receive()
      } else {
        sleepThread(milliseconds: 1000)
        try connection.answer("200 OK")
      }
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    let start = ContinuousClock.now
    let reading = Task { [read] in await failure(client, read) }
    #expect(await eventually { server.requests.count == 1 })
    reading.cancel()
    guard case .lost = await reading.value else {
      Issue.record("The read wasn't ended")
      return
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    let request = write()
    let writing = Task { try await client.send(request).status }
    #expect(await eventually { server.requests.count == 2 })
    writing.cancel()
    #expect(try await writing.value == 200)
    #expect(client.liveExchanges == 0)
  }

  @Test func shuttingDownEndsEverythingAndLeavesNothing() async throws {
    let server = try ScriptedServer { connection in
      while try connection.request() != nil {}
    }
    defer { server.stop() }
    let threads = Resources.threads()
    let descriptors = Resources.openDescriptors()
    for _ in 0..<3 {
      let client = client(server)
      let request = write()
      let expected = server.requests.count + 1
      let writing = Task { await failure(client, request) }
      #expect(await eventually { server.requests.count == expected })
      client.shutDown()
      guard case .lost = await writing.value else {
        Issue.record("The write wasn't ended")
        return
      }
      guard case .notSent = await failure(client, read) else {
        Issue.record("Sent after the end")
        return
      }
    }
    #expect(await eventually { Resources.openDescriptors() <= descriptors })
    #expect(await eventually { Resources.threads() <= threads + 1 })
  }

  @Test func manyRequestsAtOnceAreAnsweredEachWithItsOwn() async throws {
    let server = try ScriptedServer { connection in
      while let request = try connection.request() { try connection.answer(body: request.target) }
    }
    defer { server.stop() }
    let client = client(server)
    defer { client.shutDown() }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          let target = "/api/\(number)"
          let request = EngineRequest(
            method: number % 3 == 0 ? "POST" : "GET", target: target, body: number % 3 == 0 ? [1, 2] : nil,
            isMutating: number % 3 == 0)
          return try await client.send(request).body == Array(target.utf8)
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
    #expect(server.requests.count == 200)
  }
}

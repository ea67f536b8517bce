import EngineClient
import Gateway
import NIOCore
import TestSupport
import Testing

@Suite(.serialized) struct RelayTests {
  /// What a client sends, what the engine must get, byte for byte (its Host aside).
  @Test(
    arguments: [
      // Fields keep order and letter case, the client's Version and connection fields stay behind.
      (
        "GET /api/hosts;max=3?search=a%3Db HTTP/1.1\r\nhOST: front\r\ncookie: JSESSIONID=1\r\nVersion: 3\r\nX-CamelCase: v  w\r\n"
          + "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: Basic eA==\r\n"
          + "Upgrade-Insecure-Requests: 1\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n",
        "GET /api/hosts;max=3?search=a%3Db HTTP/1.1\r\nHost: engine\r\ncookie: JSESSIONID=1\r\nX-CamelCase: v  w\r\n"
          + "Upgrade-Insecure-Requests: 1\r\nX-Empty:\r\nVersion: 4\r\n\r\n"
      ),
      (
        "GET http://elsewhere:80/api?x=1 HTTP/1.1\r\nHost: front\r\n\r\n",
        "GET /api?x=1 HTTP/1.1\r\nHost: engine\r\nVersion: 4\r\n\r\n"
      ),
      (
        "DELETE /api/vms/1;async=true HTTP/1.1\r\nHost: front\r\nAccept: application/xml\r\n\r\n",
        "DELETE /api/vms/1;async=true HTTP/1.1\r\nHost: engine\r\nAccept: application/xml\r\nVersion: 4\r\n\r\n"
      ),
      (
        "POST /api/vms HTTP/1.1\r\nHost: front\r\n\r\n",
        "POST /api/vms HTTP/1.1\r\nHost: engine\r\nVersion: 4\r\nContent-Length: 0\r\n\r\n"
      ),
      (
        "POST /api/vms HTTP/1.1\r\nHost: front\r\nContent-Length: 5\r\nExpect: 201-created\r\n\r\n<vm/>",
        "POST /api/vms HTTP/1.1\r\nHost: engine\r\nVersion: 4\r\nX-Ovirt-Expect: 201-created\r\nContent-Length: 5\r\n\r\n<vm/>"
      ),
      (
        "POST /api/vms HTTP/1.1\r\nHost: front\r\nContent-Length: 5\r\nExpect: 201-created\r\nX-Ovirt-Expect: 202-accepted\r\n\r\n<vm/>",
        "POST /api/vms HTTP/1.1\r\nHost: engine\r\nX-Ovirt-Expect: 202-accepted\r\nVersion: 4\r\nContent-Length: 5\r\n\r\n<vm/>"
      ),
      (
        "PUT /api/vms/1 HTTP/1.1\r\nHost: front\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<vm\r\n2\r\n/>\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "PUT /api/vms/1 HTTP/1.1\r\nHost: engine\r\nTransfer-Encoding: chunked\r\nVersion: 4\r\n\r\n<vm/>"
      ),
      ("GET /api HTTP/1.0\r\n\r\n", "GET /api HTTP/1.1\r\nHost: engine\r\nVersion: 4\r\n\r\n"),
      (
        "GET /api/vms HTTP/1.1\r\nHost: front\r\nContent-Length: 17\r\n\r\n<action></action>",
        "GET /api/vms HTTP/1.1\r\nHost: engine\r\nVersion: 4\r\n\r\n"
      ),
      ("FOO /api HTTP/1.1\r\nHost: front\r\n\r\n", nil),
    ] as [(String, String?)])
  func requestsReachTheEngineAsTheyWere(_ sent: String, _ expected: String?) async throws {
    try await FrontHarness.with(.answering()) { harness in
      let socket = try harness.connect()
      let status = try await onThread {
        try socket.send(sent)
        return try socket.answer()?.status
      }
      #expect(status == (expected == nil ? 501 : 200))
      #expect(await eventually(2) { harness.server.requests.count == (expected == nil ? 0 : 1) })
      let got = harness.server.requests.first.map {
        $0.head.replacing("127.0.0.1:\(harness.server.port)", with: "engine") + String(decoding: $0.body, as: UTF8.self)
      }
      #expect(got == expected)
    }
  }

  /// What the engine answers, what the client must get (the request's id aside).
  @Test(arguments: [
    (
      "HTTP/1.1 200 OK\r\ncontent-TYPE: application/xml\r\nContent-Length: 3\r\nX-A:b\r\nConnection: X-Gone, close\r\nx-gone: 1\r\n"
        + "Keep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nUpgrade: h2\r\n\r\nabc", "GET",
      "HTTP/1.1 200 OK|content-TYPE: application/xml|Content-Length: 3|X-A:b", "abc"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nX-T: 1\r\n\r\n",
      "GET",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked", "abc"
    ),
    (
      "HTTP/1.0 404 None Here\r\nServer: x\r\n\r\nabc", "GET",
      "HTTP/1.1 404 None Here|Server: x|Transfer-Encoding: chunked", "abc"
    ),
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
      "POST",
      "HTTP/1.1 201 Created|Content-Length: 0", ""
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n", "HEAD", "HTTP/1.1 200 OK|Content-Length: 1234", ""),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HEAD", "HTTP/1.1 200 OK", ""),
    ("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "DELETE", "HTTP/1.1 204 No Content", ""),
    (
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", "GET", "HTTP/1.1 304 Not Modified|Content-Length: 99",
      ""
    ),
    (
      "HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n", "GET",
      "HTTP/1.1 200 OK|X-Folded: a b|Content-Length: 0", ""
    ),
    (
      "HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID=a; Path=/ovirt-engine/api; Secure; HttpOnly\r\nset-cookie: b=1; Secure\r\n"
        + "Content-Length: 0\r\n\r\n", "GET",
      "HTTP/1.1 200 OK|Set-Cookie: JSESSIONID=a; Path=/api; HttpOnly|set-cookie: b=1; Secure|Content-Length: 0", ""
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "GET",
      "HTTP/1.1 200 OK|Content-Length: 3", "abc"
    ),
    // A carriage return alone, which some would take for the end of a line, becomes a blank (RFC 9112, 2.2).
    (
      "HTTP/1.1 200 A\rOK\r\nX-A: b\rc\r\nSet-Cookie: JSESSIONID=a\rb; Path=/ovirt-engine/api\r\nContent-Length: 3\r\n\r\nabc",
      "GET", "HTTP/1.1 200 A OK|X-A: b c|Set-Cookie: JSESSIONID=a b; Path=/api|Content-Length: 3", "abc"
    ),
    // What is no name stays behind: a length that libcurl didn't count by would be one for the client.
    (
      "HTTP/1.1 200 OK\r\nContent-Length : 9\r\nX Y: 1\r\n: 1\r\nX-A: b\r\n\r\nabc", "GET",
      "HTTP/1.1 200 OK|X-A: b|Transfer-Encoding: chunked", "abc"
    ),
  ])
  func answersReachTheClientAsTheyWere(_ sent: String, _ method: String, _ head: String, _ body: String) async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.socket.send(sent)
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let answer = try await onThread {
        try socket.send("\(method) /api HTTP/1.1\r\nHost: a\r\n\r\n")
        return try socket.answer(toHead: method == "HEAD")
      }
      #expect(answer.map { ([$0.statusLine] + $0.linesWithoutID).joined(separator: "|") } == head)
      #expect(answer?.body == body)
      #expect(answer?.header("hostnet-gateway-request")?.count ?? 0 >= 12)
    }
  }

  @Test func bytesThatArentUTF8StayAsTheyAre() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.socket.send(
        Array("HTTP/1.1 200 OK\r\nX-Latin: ".utf8) + [0xE9, 0xFF] + Array("\r\nContent-Length: 2\r\n\r\n".utf8) + [
          0, 0xFE,
        ])
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let bytes = try await onThread {
        try socket.send("GET /api HTTP/1.0\r\n\r\n")
        var all: [UInt8] = []
        while case let more = try socket.receive(), !more.isEmpty { all += more }
        return all
      }
      #expect(bytes.split(separator: 10).contains(Array("X-Latin: ".utf8) + [0xE9, 0xFF, 13]))
      #expect(bytes.suffix(2) == [0, 0xFE])
    }
  }

  @Test func requestsOnOneConnectionAreAnsweredInOrder() async throws {
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.target == "/slow" { sleepThread(milliseconds: 100) }
        try connection.answer(body: request.target + String(decoding: request.body, as: UTF8.self))
      }
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let bodies = try await onThread {
        try socket.send(
          "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nPOST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /answer HTTP/1.1\r\n"
            + "Host: a\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        var bodies: [String] = []
        while let answer = try socket.answer() { bodies.append(answer.body) }
        return bodies
      }
      #expect(bodies == ["/slow", "/pabc", "<got>0</got>", "/last"])
    }
  }

  @Test func aGetIsAnsweredBeforeTheBodyThatItAnnounces() async throws {
    try await FrontHarness.with(.answering()) { harness in
      for target in ["/api", "/answer"] {
        let socket = try harness.connect()
        let (answer, rest) = try await onThread {
          try socket.send("GET \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n")
          return (try socket.answer(), try socket.receiveAll())
        }
        #expect(answer?.status == 200)
        #expect(answer?.header("connection") == "close")
        #expect(rest.isEmpty)
      }
    }
  }

  @Test func aClientThatWaitsFor100GetsIt() async throws {
    try await FrontHarness.with(.answering()) { harness in
      for target in ["/api", "/answer"] {
        let socket = try harness.connect()
        let (first, second) = try await onThread {
          try socket.send("POST \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
          let first = try socket.answer()
          try socket.send("abc")
          return (first, try socket.answer())
        }
        #expect(first?.statusLine == "HTTP/1.1 100 Continue")
        #expect(second?.status == 200)
      }
      #expect(harness.server.requests.allSatisfy { $0.header("expect") == nil && $0.body == Array("abc".utf8) })
      #expect(harness.handler.answered.map(\.body) == [Array("abc".utf8)])
    }
  }

  @Test func aRequestSentAheadThatWaitsFor100GetsIt() async throws {
    let server = try ScriptedServer { connection in
      while try connection.request() != nil {
        sleepThread(milliseconds: 200)
        try connection.answer()
      }
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let statuses = try await onThread {
        try socket.send(
          "GET /a HTTP/1.1\r\nHost: a\r\n\r\nPUT /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
        )
        var statuses = [try socket.answer()?.status, try socket.answer()?.status]
        try socket.send("abc")
        statuses.append(try socket.answer()?.status)
        return statuses
      }
      #expect(statuses == [200, 100, 200])
    }
  }

  @Test func anHTTP10ClientGetsNoChunks() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
    }
    try await FrontHarness.with(server) { harness in
      let text = try await harness.exchange("GET /api HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(text.hasSuffix("\r\n\r\nabc"))
      #expect(!text.lowercased().contains("chunked"))
      #expect(text.contains("Connection: close"))
    }
  }

  // MARK: Writes

  @Test(arguments: ["close", "reset"], ["before", "head", "body"])
  func aRelayedWriteWhoseConnectionDiesArrivesOnce(_ ending: String, _ moment: String) async throws {
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        if request.method == "GET" {
          try connection.answer()
        } else if moment == "head" {
          try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Le")
        } else if moment == "body" {
          try connection.socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<action>")
        }
        if ending == "reset" { connection.socket.reset() } else { connection.socket.close() }
        return
      }
    }
    try await FrontHarness.with(server) { harness in
      for method in ["POST", "PUT", "DELETE"] {
        let socket = try harness.connect()
        let (read, write) = try await onThread { () -> (RawAnswer?, RawAnswer?) in
          try socket.send("GET /api HTTP/1.1\r\nHost: a\r\n\r\n")
          let read = try socket.answer()
          try socket.send("\(method) /api HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
          // In the midst of the body the answer can only be broken off.
          return (read, try? socket.answer())
        }
        #expect(read?.status == 200)
        if moment == "body" {
          #expect(write?.body != "<action>" || write?.status == 200)
        } else {
          #expect(write?.status == 504)
          #expect(write?.body.contains("may have been carried out") == true)
        }
        #expect(harness.server.requests.count { $0.method == method } == 1)
      }
      #expect(harness.server.requests.count { $0.method != "GET" } == 3)
    }
  }

  /// Bytes that an engine sends unasked, as after a request that it read differently, are nobody's answer.
  @Test func whatAnEngineSendsUnaskedIsNotTheNextAnswer() async throws {
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        try connection.answer(body: request.target)
        sleepThread(milliseconds: 50)
        try connection.answer(body: "unasked")
      }
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let bodies = try await onThread {
        try (0..<3).map { number in
          try socket.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
          defer { sleepThread(milliseconds: 150) }
          return try socket.answer()?.body
        }
      }
      #expect(bodies == ["/0", "/1", "/2"])
    }
  }

  /// Large answers on kept connections, to many clients at once: the engine is read, paused and read on, and none breaks.
  @Test func largeAnswersOnKeptConnectionsArriveWhole() async throws {
    let body = String(repeating: "0123456789abcdef", count: 1 << 16)
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        try connection.answer(body: request.target == "/large" ? body : "small")
      }
    }
    try await FrontHarness.with(server, FrontConfiguration(eventLoops: 2)) { harness in
      let port = harness.front.port
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<12 {
          group.addTask {
            try await onThread {
              let socket = try RawSocket(port: port)
              for number in 0..<30 {
                try socket.send("GET /\(number % 3 == 0 ? "small" : "large") HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try socket.receive(until: "\r\n\r\n")?.hasPrefix("HTTP/1.1 200 ") == true)
                let count = number % 3 == 0 ? 5 : body.utf8.count
                #expect(try socket.receive(exactly: count).count == count)
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func anEngineThatIsNotThereIsToldApart() async throws {
    let server = try ScriptedServer.answering()
    server.stop()
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let answers = try await onThread {
        try ["GET", "POST"].map { method in
          try socket.send("\(method) /api HTTP/1.1\r\nHost: a\r\n\r\n")
          return try socket.answer()
        }
      }
      #expect(answers.map { $0?.status } == [503, 503])
      #expect(answers[1]?.body.contains("nothing was sent") == true)
    }
  }

  @Test func anAnswerThatBreaksOffIsBrokenOff() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let end = try await onThread {
        try socket.send("GET /api HTTP/1.1\r\nHost: a\r\n\r\n")
        do { return try socket.receiveAll() } catch { return "reset" }
      }
      #expect(!end.hasSuffix("0\r\n\r\n"))
    }
  }

  @Test func anEngineThatIsSilentForTooLongIsGivenUp() async throws {
    let server = try ScriptedServer { connection in while try connection.request() != nil {} }
    try await FrontHarness.with(server, FrontConfiguration(eventLoops: 1, relayTimeoutSeconds: 1)) { harness in
      let text = try await harness.exchange("GET /api HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(text.hasPrefix("HTTP/1.1 504 "))
    }
  }

  @Test func anAnswerBeforeTheWholeBodyReachesTheClient() async throws {
    let server = try ScriptedServer { connection in
      _ = try connection.head()
      try connection.socket.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
      connection.socket.endSending()
      while case let bytes = try connection.socket.receive(), !bytes.isEmpty {}
    }
    try await FrontHarness.with(server) { harness in
      let socket = try harness.connect()
      let answer = try await onThread {
        try socket.send("POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc")
        return try socket.answer()
      }
      #expect(answer?.status == 401)
      #expect(answer?.header("connection") == "close")
      #expect(answer?.body == "no")
    }
  }
}

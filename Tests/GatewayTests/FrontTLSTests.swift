import EngineClient
import Gateway
import TestSupport
import Testing

@Suite(.serialized) struct FrontTLSTests {
  @Test func theFrontSpeaksTLSAndTheClientVerifiesIt() async throws {
    let certificate = try TestCertificate()
    let other = try TestCertificate()
    defer {
      certificate.remove()
      other.remove()
    }
    let large = String(repeating: "<vm/>", count: 400_000)
    let server = try ScriptedServer { connection in
      while let request = try connection.request() {
        try connection.answer(
          "200 OK", ["Set-Cookie: JSESSIONID=a; Path=/ovirt-engine/api; Secure"],
          body: request.target == "/large" ? large : "\(request.body.count)")
      }
    }
    let configuration = FrontConfiguration(
      tlsCertificate: certificate.certificate, tlsKey: certificate.key, eventLoops: 1)
    try await FrontHarness.with(server, configuration) { harness in
      let origin = "https://localhost:\(harness.front.port)"
      let client = EngineClient(EngineClientConfiguration(origin: origin, caFile: certificate.certificate))
      defer { client.shutDown() }
      let read = EngineRequest(method: "GET", target: "/large", isMutating: false)
      let answer = try await client.send(read)
      #expect(answer.body == Array(large.utf8))
      #expect(answer.header("set-cookie") == "JSESSIONID=a; Path=/api; Secure")
      let body = [UInt8](repeating: 7, count: 3_000_000)
      let write = EngineRequest(method: "POST", target: "/api", body: body, isMutating: true)
      #expect(try await client.send(write).body == Array("3000000".utf8))
      let refused = EngineRequest(method: "POST", target: "/answer", body: body, isMutating: true)
      #expect(try await client.send(refused).status == 413)

      for caFile in [other.certificate, nil] {
        let stranger = EngineClient(EngineClientConfiguration(origin: origin, caFile: caFile))
        defer { stranger.shutDown() }
        let count = server.requests.count
        await #expect { try await stranger.send(write) } throws: { error in
          if case EngineTransportError.notSent = error { true } else { false }
        }
        #expect(server.requests.count == count)
      }
    }
  }
}

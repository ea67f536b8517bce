import EngineClient
import GatewayErrors
import RewriteLog
import Testing
import XMLTree

@testable import Gateway

/// JSON on its way through the translating lane.
@Suite struct JSONLaneTests {
  private static let json = [
    HeaderField("Accept", "application/json"), HeaderField("Content-Type", "application/json"),
  ]
  private static let fault403 = "<fault><detail>[no]</detail><reason>Operation Failed</reason></fault>"

  @Test func theListIsWrittenAsTheClientAsks() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("GET", "/api/hosts/h1/nics", Self.json)
    #expect(answer.header("content-type") == "application/json")
    let list = try JSONReader.read(answer.body)
    guard case .array(let nics)? = list.member("host_nic") else {
      Issue.record("no array")
      return
    }
    #expect(nics.map { $0.member("id") } == [.string("e0"), .string("e1")])
    #expect(answer.text.hasPrefix("{\n  \"host_nic\" : [ {\n    \"id\" : \"e0\",\n"))
    // The engine is asked in XML whatever the client takes.
    #expect(
      test.engine.requests.allSatisfy { request in
        request.headers.filter { $0.name == "Accept" }.map(\.value) == ["application/xml"]
      })
  }

  @Test(arguments: [
    ("", "application/xml;q=0.1, application/json;q=0.2", "application/json"),
    ("?accept=application/json", "application/xml", "application/json"),
    ("?accept=application%2Fxml", "application/json", "application/xml"),
  ])
  func theQueryComesBeforeTheHeaderAndQualitiesCount(query: String, accept: String, expected: String) async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("GET", "/api/hosts/h1/nics\(query)", [HeaderField("Accept", accept)])
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == expected)
  }

  @Test func severalAcceptFieldsAreOneList() async throws {
    let test = try HandlerUnderTest()
    let fields = [HeaderField("Accept", "text/html"), HeaderField("accept", "application/json")]
    #expect(await test.send("GET", "/api/hosts/h1/nics", fields).header("content-type") == "application/json")
  }

  @Test func attachTakesJSONAndEchoesIt() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", "/api/hosts/h1/nics/e1/attach", Self.json, body: #"{"network":{"name":"red"}}"#)
    #expect(answer.status == 200)
    let action = try JSONReader.read(answer.body)
    #expect(action.member("network")?.member("name") == .string("red"))
    #expect(action.member("job")?.member("id") == .string("j1"))
    #expect(action.member("status")?.member("state") == .string("complete"))
    let sent = try #require(test.engine.mutations.first)
    #expect(try XMLReader.read(sent.body ?? []).name == "network_attachment")
    #expect(sent.headers.contains(HeaderField("Content-Type", "application/xml")))
  }

  @Test func theMediaTypesOfBodyAndAnswerAreIndependent() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", "/api/hosts/h1/nics/e1/attach",
      [HeaderField("Accept", "application/xml"), HeaderField("Content-Type", "application/json")],
      body: #"{"network":{"name":"red"}}"#)
    #expect(answer.status == 200)
    #expect(try XMLReader.read(answer.body).descendant("network", "name")?.text == "red")
  }

  @Test func aRefusalIsAFailedActionInJSON() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", "/api/hosts/h1/nics/e1/attach", Self.json, body: #"{"network":{"name":"ovirtmgmt"}}"#)
    #expect(answer.status == 409)
    let action = try JSONReader.read(answer.body)
    #expect(action.member("status")?.member("state") == .string("failed"))
    guard case .string(let detail)? = action.member("fault")?.member("detail") else {
      Issue.record("no detail")
      return
    }
    #expect(detail.hasPrefix("[") && detail.hasSuffix("(hostnet-gateway req1)]"))
    #expect(test.engine.mutations.isEmpty)
  }

  @Test func anUnreadableBodyIsAUsageMessageInJSONAndTouchesNothing() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", "/api/hosts/h1/nics/setupnetworks", Self.json, body: #"{"hostNics":{}}"#)
    #expect(answer.status == 400)
    let message = try JSONReader.read(answer.body)
    #expect(message.member("detailedLink")?.member("rel") == .string("setupnetworks"))
    #expect(answer.text.contains("Write host_nics"))
    #expect(test.engine.requests.isEmpty)
    #expect(test.records.ends.first?.error?.code == "REQUEST_ELEMENT_UNKNOWN")
  }

  @Test(arguments: [
    ("GET", "/api/hosts/h1/nics", ""), ("POST", "/api/hosts/h1/nics/setupnetworks", "<action><host_nics/></action>"),
    ("DELETE", "/api/hosts/h1/nics/e1", ""), ("GET", "/api/hosts/h1/nics/e1/labels", ""),
  ])
  func aClientThatTakesNeitherIsToldWhatIsSpoken(method: String, path: String, body: String) async throws {
    let test = try HandlerUnderTest()
    for (accept, query) in [("application/x-yaml", ""), ("*/*", "?accept=application/x-yaml")] {
      let answer = await test.send(method, path + query, [HeaderField("Accept", accept)], body: body)
      #expect(answer.status == 406)
      #expect(answer.reason == "Not Acceptable")
      #expect(try XMLReader.read(answer.body).childText("detail")?.contains("application/json") == true)
      #expect(test.engine.requests.isEmpty)
    }
  }

  @Test func aBodyInYAMLIs415() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send(
      "POST", "/api/hosts/h1/nics/setupnetworks", [HeaderField("Content-Type", "application/x-yaml")], body: "a: 1")
    #expect(answer.status == 415)
    #expect(try XMLReader.read(answer.body).childText("detail")?.contains("application/json") == true)
    #expect(test.engine.requests.isEmpty)
  }

  @Test(arguments: ["application/json", "application/x-yaml", "application/json, application/xml;q=0"])
  func aConvertedDocumentIsNeverSentToAClientThatDoesNotTakeXML(accept: String) async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("GET", "/api/hosts/h1", [HeaderField("Accept", accept)])
    #expect(answer.status == 406)
    #expect(answer.header("content-type") == (accept.contains("json") ? "application/json" : "application/xml"))
    #expect(answer.text.contains("Accept application/xml."))
    let taken = await test.send(
      "GET", "/api/hosts/h1", [HeaderField("Accept", "application/json, application/xml;q=0.1")])
    #expect(taken.status == 200)
    #expect(taken.header("content-type") == "application/xml")
  }

  @Test(arguments: ["/api", "/api/hosts/h1", "/api/hosts/h1/nics"])
  func a403WithAFaultIs400WithTheReasonFirst(path: String) async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      request.target == (path == "/api" ? "/ovirt-engine/api" : "/ovirt-engine/api/hosts/h1")
        ? FakeEngine.document(Self.fault403, status: 403) : nil
    }
    let answer = await test.send("GET", path)
    #expect(answer.status == 400)
    #expect(try XMLReader.read(answer.body).children.map(\.name) == ["reason", "detail"])
  }

  @Test func a403WithoutAFaultIsHandedOn() async throws {
    let test = try HandlerUnderTest()
    test.engine.answer { request, _ in
      request.target.hasSuffix("/hosts/h1") ? FakeEngine.document("<html>csrf</html>", status: 403) : nil
    }
    let answer = await test.send("GET", "/api/hosts/h1/nics")
    #expect(answer.status == 403)
    #expect(answer.text == "<html>csrf</html>")
  }
}

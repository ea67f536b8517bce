import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import Testing
import XMLTree

@testable import Gateway

/// Every code of the catalogue as it goes to the client, in both media types.
@Suite struct FaultWireTests {
  private static let calls: [LegacyCall] = [
    .attach(hostID: "h", nicID: "n"), .detach(hostID: "h", nicID: "n"), .commitNetConfig(hostID: "h"),
    .setupNetworks(hostID: "h"), .listNics(hostID: "h"), .getNic(hostID: "h", nicID: "n"), .addBond(hostID: "h"),
  ]
  private static let echo = XMLElement("action", children: [XMLElement("force", text: "true")])

  private static func answer(
    _ failure: LaneFailure, _ call: LegacyCall?, accept: String, echo: XMLElement? = echo, prefix: String = "/api"
  ) -> GatewayAnswer {
    let head = HandlerUnderTest.head("POST", "/api/hosts/h/nics", [HeaderField("Accept", accept)])
    return AnswerComposer(head, call: call, hrefPrefix: prefix).answer(failure, echo: echo, session: nil)
  }

  /// The answer as a tree, whatever its media type; nil without body.
  private static func tree(_ answer: GatewayAnswer) throws -> JSONValue? {
    guard !answer.body.isEmpty else {
      #expect(answer.header("content-type") == nil)
      return nil
    }
    if answer.header("content-type") == "application/json" { return try JSONReader.read(answer.body) }
    #expect(answer.header("content-type") == "application/xml")
    let document = try XMLReader.read(answer.body)
    return try JSONReader.read(LegacyDocument.write(document, as: .json))
  }

  @Test(arguments: FaultCatalogue.all.map(\.code), ["application/xml", "application/json"])
  func everyCodeHasItsForm(code: FaultCode, accept: String) throws {
    let definition = FaultCatalogue.definition(of: code)
    let error = GatewayError(code, stage: .translate, detail: "Red is wrong.", nextStep: "State blue.")
    for call in Self.calls {
      let answer = Self.answer(LaneFailure(error), call, accept: accept)
      #expect(answer.status == definition.status)
      #expect(answer.reason == LegacyAnswer.reasonPhrase(of: definition.status))
      #expect(answer.body.isEmpty || answer.header("content-type") == accept)
      let tree = try Self.tree(answer)
      let added = "Red is wrong. State blue. (hostnet-gateway req1)"
      let detail =
        switch definition.detailStyle {
        case .bracketed: "[\(added)]"
        case .plain: added
        case .verbatim: "Red is wrong."
        }
      let fault = JSONValue.object([
        JSONMember("reason", .string(definition.reason.rawValue)), JSONMember("detail", .string(detail)),
      ])
      switch definition.form {
      case .noBody:
        guard case .listNics = call else {
          #expect(tree == nil)
          continue
        }
        #expect(tree?.member("detail") == .string("Entity not found: Host"))
      case .usageMessage:
        guard case .string(let message)? = tree?.member("message") else {
          Issue.record("no message")
          continue
        }
        #expect(message.hasPrefix("Request syntactically incorrect. See the description below"))
        #expect(message.hasSuffix(added))
      case .bareFault: #expect(tree == fault)
      case .fault:
        switch call {
        case .attach, .detach, .commitNetConfig:
          #expect(
            tree
              == .object([
                JSONMember("force", .string("true")),
                JSONMember("status", .object([JSONMember("state", .string("failed"))])), JSONMember("fault", fault),
              ]))
        default: #expect(tree == fault)
        }
      }
    }
  }

  @Test(arguments: ["application/xml", "application/json"], [400, 409, 500])
  func aRefusalOfTheEngineKeepsItsWordsAndPutsTheReasonFirst(accept: String, status: Int) throws {
    let refusal = EngineFault(status: status, reason: "Operation Failed", detail: "[Cannot edit Network.]")
    let answer = Self.answer(
      LaneFailure(refusal, status: status, stage: .upstream), .setupNetworks(hostID: "h"), accept: accept)
    #expect(answer.status == status)
    #expect(
      try Self.tree(answer)
        == .object([
          JSONMember("reason", .string("Operation Failed")), JSONMember("detail", .string("[Cannot edit Network.]")),
        ]))
  }

  @Test(arguments: [("/api", "ENGINE"), ("/api/v3", "ENGINE"), ("/ovirt-engine/api", "RESTAPI")])
  func a401HasTheRealmOfThePrefix(prefix: String, realm: String) {
    let response = EngineResponse(
      status: 401, reason: "Unauthorized",
      headers: [
        HeaderField("WWW-Authenticate", "Negotiate"), HeaderField("WWW-Authenticate", #"Basic realm="RESTAPI""#),
        HeaderField("Content-Type", "text/html"), HeaderField("X-Engine", "4.5"),
      ], body: Array("<html/>".utf8))
    let answer = Self.answer(
      LaneFailure(handingOn: response, stage: .snapshot), .listNics(hostID: "h"), accept: "application/json",
      prefix: prefix)
    #expect(answer.status == 401)
    #expect(answer.reason == "Unauthorized")
    #expect(
      answer.headers.filter { $0.name == "WWW-Authenticate" }.map(\.value) == ["Negotiate", "Basic realm=\"\(realm)\""])
    #expect(answer.header("content-type") == "text/html")
    #expect(answer.header("x-engine") == nil)
    #expect(answer.text == "<html/>")
  }
}

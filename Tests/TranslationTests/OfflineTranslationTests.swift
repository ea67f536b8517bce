import EngineAPI
import GatewayErrors
import HostNetworking
import Testing
import TranslationCases

@Suite("A request translated offline")
struct OfflineTranslationTests {
  static let attach = """
    POST /api/hosts/99999999-0000-4000-8000-000000000001/nics/aaaaaaaa-0000-4000-8000-000000000003/attach HTTP/1.1
    Host: engine
    content-type:application/xml

    <action><network><name>gold</name></network></action>
    """

  func translate(_ text: String, dialect: EngineDialect = .v4) throws -> OfflineTranslation {
    try OfflineTranslation.of(RawRequest(Array(text.utf8)), on: Fixtures.state("plain"), dialect: dialect)
  }

  @Test("becomes the call, with LF or CR LF", arguments: ["\n", "\r\n"])
  func call(_ newline: String) throws {
    guard case .call(let call) = try translate(Self.attach.replacing("\n", with: newline)) else {
      Issue.record("no call")
      return
    }
    #expect(call.method == "POST" && call.path.hasSuffix("networkattachments"))
    #expect(call.version == "4")
  }

  @Test("becomes a label call and the one that saves it, where the engine can't do both at once")
  func calls() throws {
    let request = """
      POST /api/hosts/99999999-0000-4000-8000-000000000001/nics/aaaaaaaa-0000-4000-8000-000000000003/labels HTTP/1.1

      <label id="prod"/>
      """
    guard case .calls(let call, let saving) = try translate(request, dialect: .v36),
      case .call(let one) = try translate(request, dialect: .v4)
    else {
      Issue.record("told otherwise")
      return
    }
    #expect(call.method == "POST" && call.path.hasSuffix("/labels"))
    #expect(saving.method == "POST" && saving.path.hasSuffix("/commitnetconfig"))
    #expect(one.path.hasSuffix("/setupnetworks"))
  }

  @Test("is refused with the rule")
  func refused() throws {
    guard case .refused(let error) = try translate(Self.attach.replacing("gold", with: "red")) else {
      Issue.record("not refused")
      return
    }
    #expect(error.rule == "attach-network" && error.code == .networkAlreadyAttachedToInterface)
  }

  @Test("is told apart from reads, relayed requests and what isn't translated")
  func others() throws {
    let host = "/ovirt-engine/api/hosts/99999999-0000-4000-8000-000000000001"
    guard case .read = try translate("GET \(host)/nics HTTP/1.1\n\n"),
      case .relayed = try translate("GET /api/vms\n\n"),
      case .refused(let label) = try translate("POST \(host)/nics/n/labels HTTP/1.1\n\n<label/>"),
      label.code == .incompleteParameters, case .read = try translate("GET \(host)/nics/n/labels\n\n"),
      case .refused(let put) = try translate("PUT \(host)/nics/n HTTP/1.1\n\n<host_nic/>"),
      put.code == .notFound, put.rule == "update-nic",
      case .refused(let method) = try translate("PUT \(host)/nics HTTP/1.1\n\n"), method.code == .methodNotAllowed
    else {
      Issue.record("told otherwise")
      return
    }
  }

  @Test(
    "that isn't one, or is for another host, is unusable",
    arguments: [
      "", "hello", "GET", "POST nics HTTP/1.1\n\n", "GET /api/vms HTTP/1.1\nno header\n\n",
      "POST /api/hosts/H/nics/setupnetworks HTTP/1.1\n\n<action/>",
      "POST /api/vms HTTP/1.1\nTransfer-Encoding: chunked\n\n0",
    ])
  func unusable(_ text: String) {
    let error = #expect(throws: GatewayError.self) { try translate(text) }
    #expect(error?.code == .configurationInvalid)
  }
}

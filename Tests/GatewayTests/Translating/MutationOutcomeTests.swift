import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import LegacyAPI
import RewriteLog
import Testing

@testable import Gateway

/// What the engine answers to a mutating call, row by row, and what a 3.5 client is told.
@Suite struct MutationOutcomeTests {
  private static let setup = EngineMutation.setupNetworks(Change(removedBonds: ["b"]))
  private static let attach = EngineMutation.createAttachment(nicID: "n", AttachmentChange(id: nil, networkID: "net"))
  private static let detach = EngineMutation.deleteAttachment(nicID: "n", attachmentID: "a")

  private static func outcome(
    _ result: Result<EngineResponse, EngineTransportError>, _ mutation: EngineMutation = setup,
    call: LegacyCall = .setupNetworks(hostID: "h")
  ) -> MutationOutcome {
    MutationOutcome(
      result, call: call, mutation: mutation, wire: EngineWires.wire(.v4, version: nil),
      listPath: "/api/hosts/h/nics")
  }

  private static func answered(_ status: Int, _ body: String = "") -> Result<EngineResponse, EngineTransportError> {
    .success(EngineResponse(status: status, reason: "", headers: [], body: Array(body.utf8)))
  }

  private static func failure(_ outcome: MutationOutcome) throws -> (LaneFailure, RewriteOutcome) {
    guard case .failed(let failure, let logged) = outcome else {
      throw GatewayError(.internalError, stage: .answer, detail: "\(outcome)")
    }
    return (failure, logged)
  }

  private static let fault = "<fault><detail>[Cannot do it.]</detail><reason>Operation Failed</reason></fault>"

  @Test(arguments: [
    (200, #"<action><job href="/ovirt-engine/api/jobs/j1" id="j1"/><status>complete</status></action>"#, "j1"),
    (200, "", nil), (204, "", nil), (200, " \r\n", nil), (201, #"<network_attachment id="a"/>"#, nil),
    (202, "<action><status>in_progress</status></action>", nil),
  ])
  func aSuccessIsOneWithABodyOrWithout(status: Int, body: String, jobID: String?) {
    guard case .done(let job) = Self.outcome(Self.answered(status, body)) else {
      Issue.record("not done")
      return
    }
    #expect(job == jobID)
  }

  @Test(arguments: ["<html><p>truncat", "<html><body/></html>", "OK", "<action><status>comp", "<vms/>", "\u{0}"])
  func aSuccessWithSomethingElseInItIsOfUnknownOutcome(body: String) throws {
    for mutation in [Self.setup, Self.attach, Self.detach] {
      let (failure, logged) = try Self.failure(Self.outcome(Self.answered(200, body), mutation))
      #expect(failure.fault.status == 504)
      #expect(failure.fault.code == .outcomeUnknown)
      #expect(failure.error.nextStep.contains("/api/hosts/h/nics"))
      #expect(logged == .unknown)
    }
  }

  @Test(arguments: [400, 403, 409])
  func aRefusalKeepsReasonAndDetailOfTheEngineAndAllButA403ItsStatus(status: Int) throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(status, Self.fault)))
    #expect(failure.fault.status == (status == 403 ? 400 : status))
    #expect(failure.fault.reason == "Operation Failed")
    #expect(failure.fault.detail == "[Cannot do it.]")
    #expect(failure.fault.code == .engineRefused)
    #expect(logged == .failed)
    #expect(failure.handedOn == nil)
  }

  @Test func anActionAroundTheFaultIsReadToo() throws {
    let body = "<action>\(Self.fault)<status>failed</status></action>"
    let (failure, _) = try Self.failure(Self.outcome(Self.answered(409, body)))
    #expect(failure.fault.status == 409)
    #expect(failure.fault.detail == "[Cannot do it.]")
  }

  /// The calls on one attachment and on labels run the same command on the host as a setupnetworks, so that it can time out
  /// in the same way.
  @Test(arguments: ["[]", "", " [ ] "])
  func aChangeOfTheHostThatFailedWithoutAReasonIsOfUnknownOutcome(detail: String) throws {
    let label = LabelChange(label: "a", nicID: "n")
    let mutations: [(EngineMutation, LegacyCall)] = [
      (Self.setup, .setupNetworks(hostID: "h")), (Self.attach, .attach(hostID: "h", nicID: "n")),
      (Self.detach, .detach(hostID: "h", nicID: "n")),
      (
        .updateAttachment(nicID: "n", attachmentID: "a", AttachmentChange(id: "a", networkID: "net")),
        .updateNic(hostID: "h", nicID: "n")
      ), (.addLabel(label), .addLabel(hostID: "h", nicID: "n")),
      (.removeLabel(label), .removeLabel(hostID: "h", nicID: "n", label: "a")),
    ]
    for (mutation, call) in mutations {
      for body in [
        "<fault><detail>\(detail)</detail><reason>Operation Failed</reason></fault>",
        "<action><fault><detail>\(detail)</detail><reason>Operation Failed</reason></fault></action>",
      ] {
        let (failure, logged) = try Self.failure(Self.outcome(Self.answered(400, body), mutation, call: call))
        #expect(failure.fault.status == 400)
        #expect(failure.fault.detail.contains("unknown"))
        #expect(failure.error.nextStep.contains("/api/hosts/h/nics"))
        #expect(logged == .unknown)
      }
    }
  }

  @Test func aCommitWithoutAReasonIsARefusalAsItStands() throws {
    let body = "<fault><detail>[]</detail><reason>Operation Failed</reason></fault>"
    let (failure, logged) = try Self.failure(
      Self.outcome(Self.answered(400, body), .commit, call: .commitNetConfig(hostID: "h")))
    #expect(failure.fault.status == 400)
    #expect(failure.fault.detail == "[]")
    #expect(logged == .failed)
  }

  @Test func whatADetachNamesAndIsGoneIsNotAttached() throws {
    let (failure, logged) = try Self.failure(
      Self.outcome(Self.answered(404), Self.detach, call: .detach(hostID: "h", nicID: "n")))
    #expect(failure.fault.status == 409)
    #expect(failure.fault.code == .networkInterfaceNotAttachToNetwork)
    #expect(logged == .failed)
  }

  @Test(arguments: [404])
  func anyOtherThatNamesWhatIsGoneMetAChangedState(status: Int) throws {
    for (mutation, call) in [
      (Self.setup, LegacyCall.setupNetworks(hostID: "h")), (Self.attach, .attach(hostID: "h", nicID: "n")),
    ] {
      let (failure, _) = try Self.failure(Self.outcome(Self.answered(status), mutation, call: call))
      #expect(failure.fault.status == 409)
      #expect(failure.fault.code == .engineStateChanged)
    }
  }

  @Test func a401IsHandedOnAsItCame() throws {
    let response = EngineResponse(
      status: 401, reason: "Unauthorized", headers: [HeaderField("WWW-Authenticate", "Basic realm=\"RESTAPI\"")],
      body: Array("<html/>".utf8))
    let (failure, logged) = try Self.failure(Self.outcome(.success(response)))
    #expect(failure.handedOn?.status == 401)
    #expect(failure.error.code == .engineUnauthorized)
    #expect(logged == .failed)
  }

  @Test func a403ThatIsNotTheAPIsIsHandedOnAsItCame() throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(403, "<html>csrf</html>")))
    #expect(failure.handedOn?.status == 403)
    #expect(logged == .failed)
  }

  @Test(arguments: [
    "<usage_message><message>Request syntactically incorrect. See the link below.</message></usage_message>",
    "<fault><detail>https://engine/apidoc#services/x</detail><reason>Request syntactically incorrect.</reason></fault>",
    """
    <fault><detail>NetworkAttachment [network.id|name] required for add</detail><reason>Incomplete parameters</reason>\
    </fault>
    """,
  ])
  func aFaultAboutWhatTheGatewayWroteStaysInTheLog(body: String) throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(400, body), Self.attach))
    #expect(failure.fault.status == 500)
    #expect(failure.fault.code == .engineFailed)
    #expect(failure.fault.detail.contains("400"))
    #expect(!failure.fault.detail.contains("NetworkAttachment") && !failure.fault.detail.contains("apidoc"))
    #expect(failure.error.cause?.isEmpty == false)
    #expect(logged == .failed)
  }

  @Test(arguments: [500, 501, 503])
  func anErrorOfTheEngineIs500WithItsDetail(status: Int) throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(status, Self.fault)))
    #expect(failure.fault.status == 500)
    #expect(failure.fault.code == .engineFailed)
    #expect(failure.fault.detail == "[Cannot do it.]")
    #expect(logged == .failed)
  }

  @Test(arguments: [(502, "<html><body>Bad Gateway</body></html>"), (504, "")])
  func anErrorOfSomethingInFrontOfTheEngineLeavesTheOutcomeOpen(status: Int, body: String) throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(status, body)))
    #expect(failure.fault.status == 500)
    #expect(logged == .unknown)
    #expect(failure.error.nextStep.contains("/api/hosts/h/nics"))
  }

  /// A 400 or 409 without a fault isn't the API's: engine 4.4 gives one for a version that it doesn't speak.
  @Test(arguments: [
    (302, ""), (405, ""), (415, ""), (400, "<html><body>Bad Request</body></html>"), (400, ""), (409, ""),
  ])
  func anythingElseIsAFailureThatNamesTheStatus(status: Int, body: String) throws {
    let (failure, logged) = try Self.failure(Self.outcome(Self.answered(status, body)))
    #expect(failure.fault.status == 500)
    #expect(failure.fault.code == .engineFailed)
    #expect(failure.error.detail.contains("\(status)"))
    #expect(logged == .failed)
  }

  @Test func whatWasNotSentChangedNothing() throws {
    let (failure, logged) = try Self.failure(Self.outcome(.failure(.notSent(cause: "refused"))))
    #expect(failure.fault.status == 503)
    #expect(failure.fault.code == .engineUnreachable)
    #expect(logged == .notSent)
  }

  @Test(arguments: [
    EngineTransportError.lost(cause: "reset"), .timedOut(cause: "slow"), .answerTooLarge(limit: 1),
  ])
  func whatWasSentAndNotAnsweredIsUnknown(error: EngineTransportError) throws {
    let (failure, logged) = try Self.failure(Self.outcome(.failure(error)))
    #expect(failure.fault.status == 504)
    #expect(failure.fault.code == .outcomeUnknown)
    #expect(failure.error.nextStep.contains("GET /api/hosts/h/nics"))
    #expect(logged == .unknown)
  }
}

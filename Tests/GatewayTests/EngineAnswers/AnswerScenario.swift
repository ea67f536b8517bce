import EngineClient

/// How a row of the table comes about: calls, and what the engine answers to each.
struct AnswerScenario: Sendable {
  /// The legacy calls.
  var calls: [AnsweredCall] = AnsweredCall.allCases
  /// The answers to the mutating call; every call is made once for each.
  var answers: [FakeEngine.Answer]
  /// The attachments that the engine has when they are read for the second time; nil if they are as before.
  var attachmentsAfter: String?

  /// The scenarios by the first cell of their row.
  static let byAnswer: [String: AnswerScenario] = [
    "2xx with a document of the API that tells of no failure, or without a body": AnswerScenario(
      answers: [200, 201, 202, 204].flatMap { status in
        [#"<action><job id="j1"/><status>complete</status></action>"#, #"<network_attachment id="a"/>"#, " ", ""]
          .map { answered(status, $0) }
      }),
    "2xx with anything else: a portal's page, a torn document": AnswerScenario(
      answers: [
        answered(200, "<html><body>Welcome</body></html>"), answered(201, "<action><status>comp"), answered(202, "OK"),
        answered(200, "<vms/>"),
      ]),
    "400 or 409 with a fault": AnswerScenario(
      answers: [answered(400, fault), answered(409, fault), answered(409, "<action>\(fault)</action>")]),
    "403 with a fault: a refused permission": AnswerScenario(answers: [answered(403, fault)]),
    "400 with a fault to an attach, and the network is attached by now": AnswerScenario(
      calls: [.attach], answers: [answered(400, fault)],
      attachmentsAfter: FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1", "a3": "n3 b1", "a4": "n4 e3"])),
    "400 with a fault to a setupnetworks, and a network or bond that it changes is gone by now": AnswerScenario(
      calls: [.setup, .removeBond], answers: [answered(400, fault)],
      attachmentsAfter: FakeEngine.attachments(of: ["a1": "n1 e0"])),
    "400 with an empty detail to any change but commitnetconfig": AnswerScenario(
      calls: AnsweredCall.allCases.filter { $0 != .commit }, answers: [answered(400, emptyFault)]),
    "400 with an empty detail to a commitnetconfig": AnswerScenario(
      calls: [.commit], answers: [answered(400, emptyFault)]),
    "404 to a detach": AnswerScenario(calls: [.detach], answers: [answered(404), answered(404, fault)]),
    "404 to a commitnetconfig, before which nothing is read": AnswerScenario(
      calls: [.commit], answers: [answered(404), answered(404, fault)]),
    "404 to another change": AnswerScenario(
      calls: AnsweredCall.allCases.filter { ![.detach, .commit].contains($0) },
      answers: [answered(404), answered(404, fault)]),
    "401, or 403 without a fault": AnswerScenario(
      answers: [
        FakeEngine.document(
          "<html/>", status: 401, headers: [HeaderField("WWW-Authenticate", #"Basic realm="RESTAPI""#)]),
        answered(403, "<html><body>CSRF</body></html>"), answered(403),
      ]),
    "5xx with a fault": AnswerScenario(answers: [answered(500, fault), answered(503, fault)]),
    "5xx without one, as a proxy in front of the engine gives it": AnswerScenario(
      answers: [answered(502, "<html><body>Bad Gateway</body></html>"), answered(504)]),
    """
    anything else: a fault about the way the gateway wrote the change, a 2xx that tells of a failure, 400 or 409 without \
    a fault, 3xx, 405
    """: AnswerScenario(
      answers: [
        answered(400, "<usage_message><message>Request syntactically incorrect. See below.</message></usage_message>"),
        answered(400, "<fault><detail>[id] required for add</detail><reason>Incomplete parameters</reason></fault>"),
        answered(400, "<html><body>Bad Request</body></html>"), answered(409), answered(302), answered(405),
        answered(415), answered(200, "<action>\(fault)<status>failed</status></action>"),
      ]),
    "nothing: it couldn't be reached, nothing was sent": AnswerScenario(
      answers: [.failure(.notSent(cause: "refused"))]),
    "nothing, half an answer, one that is too long, or one that comes too late": AnswerScenario(
      answers: [
        .failure(.lost(cause: "reset")), .failure(.timedOut(cause: "slow")), .failure(.answerTooLarge(limit: 1)),
      ]
    ),
  ]

  private static let fault = "<fault><detail>[Cannot do it.]</detail><reason>Refused</reason></fault>"
  private static let emptyFault = "<fault><detail>[]</detail><reason>Operation Failed</reason></fault>"

  private static func answered(_ status: Int, _ body: String = "") -> FakeEngine.Answer {
    FakeEngine.document(body, status: status)
  }
}

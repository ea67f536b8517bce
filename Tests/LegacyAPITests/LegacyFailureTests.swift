import GatewayErrors
import LegacyAPI
import Testing
import XMLTree

@Suite struct LegacyFailureTests {
  private let writer = LegacyAnswerWriter(hrefPrefix: "/api")
  private let attach = LegacyCall.attach(hostID: "h", nicID: "n")
  private let detach = LegacyCall.detach(hostID: "h", nicID: "n")
  private let setup = LegacyCall.setupNetworks(hostID: "h")
  private let echo = XMLElement(
    "action", children: [XMLElement("network", children: [XMLElement("name", text: "storage-a")])])

  private func failed(_ code: FaultCode, _ call: LegacyCall?, echo: XMLElement? = nil) -> LegacyAnswer {
    let error = GatewayError(code, stage: .translate, detail: "Wrong is red on eth1.", nextStep: "State blue.")
    return writer.failed(LegacyFault(error), call: call, echo: echo, requestID: "01ab")
  }

  @Test func aRefusalOfAttachIsAFailedAction() throws {
    for call in [attach, detach] {
      let answer = failed(.networkAlreadyAttachedToInterface, call, echo: echo)
      #expect(answer.status == 409)
      #expect(
        XMLWriter.text(try #require(answer.body)) == """
          <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
          <action>
              <network>
                  <name>storage-a</name>
              </network>
              <status>
                  <state>failed</state>
              </status>
              <fault>
                  <reason>Operation Failed</reason>
                  <detail>[Wrong is red on eth1. State blue. (hostnet-gateway 01ab)]</detail>
              </fault>
          </action>

          """)
    }
  }

  @Test func aRefusalOfSetupNetworksIsABareFault() throws {
    let answer = failed(.networksNotInSync, setup, echo: echo)
    #expect(answer.status == 409)
    #expect(
      XMLWriter.text(try #require(answer.body)) == """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <fault>
            <reason>Operation Failed</reason>
            <detail>[Wrong is red on eth1. State blue. (hostnet-gateway 01ab)]</detail>
        </fault>

        """)
  }

  @Test func whatIsFoundOutBeforeTheActionIsABareFaultInTheWordsOf35() throws {
    for call in [attach, detach, setup] {
      let missing = failed(.incompleteParameters, call, echo: echo)
      #expect(missing.status == 400)
      #expect(missing.body?.name == "fault")
      #expect(missing.body?.childText("reason") == "Incomplete parameters")
      #expect(missing.body?.childText("detail") == "Wrong is red on eth1.")
      let unknown = failed(.entityNotFound, call, echo: echo)
      #expect(unknown.status == 404)
      #expect(unknown.body?.name == "fault")
      #expect(unknown.body?.childText("reason") == "Operation Failed")
      #expect(unknown.body?.childText("detail") == "Wrong is red on eth1.")
    }
    #expect(failed(.hostNicsRequired, setup, echo: echo).body?.childText("detail") == "Wrong is red on eth1.")
  }

  @Test func whatIsNotThereHasNoBodyButForTheListOfNics() throws {
    for call in [attach, detach, setup, .getNic(hostID: "h", nicID: "n"), nil] {
      #expect(failed(.notFound, call, echo: echo) == LegacyAnswer(status: 404, body: nil))
    }
    let list = failed(.notFound, .listNics(hostID: "h"))
    #expect(list.status == 404)
    #expect(
      XMLWriter.text(try #require(list.body), declared: false) == """
        <fault>
            <reason>Operation Failed</reason>
            <detail>Entity not found: Host</detail>
        </fault>

        """)
  }

  @Test(arguments: FaultCatalogue.all.filter { $0.reason == .syntacticallyIncorrect }.map(\.code))
  func anUnreadableBodyIsAUsageMessage(code: FaultCode) throws {
    let answer = failed(code, attach)
    #expect(answer.status == 400)
    #expect(
      XMLWriter.text(try #require(answer.body)) == """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <usage_message>
            <message>Request syntactically incorrect. See the description below for the correct usage: Wrong is red on \
        eth1. State blue. (hostnet-gateway 01ab)</message>
            <detailedLink href="/api/hosts/{host:id}/nics/{nic:id}/attach" rel="attach">
                <description>attach a network to the nic</description>
                <request>
                    <http_method>POST</http_method>
                    <headers>
                        <header required="true">
                            <name>Content-Type</name>
                            <value>application/xml|json</value>
                        </header>
                    </headers>
                    <body>
                        <type>Action</type>
                    </body>
                </request>
                <response>
                    <type>Action</type>
                </response>
            </detailedLink>
        </usage_message>

        """)
  }

  @Test func theUsageIsThatOfTheCall() throws {
    for (call, rel) in [(detach, "detach"), (setup, "setupnetworks")] {
      let link = failed(.requestNotXML, call).body?.child("detailedLink")
      #expect(link?.attribute("rel") == rel)
      #expect(link?.attribute("href")?.hasSuffix("/\(rel)") == true)
    }
    #expect(failed(.requestNotXML, nil).body?.children.map(\.name) == ["message"])
  }

  @Test func anInvalidValueHasNoBrackets() throws {
    let body = try #require(failed(.bootProtocolInvalid, setup).body)
    #expect(body.childText("reason") == "Invalid value")
    #expect(body.childText("detail") == "Wrong is red on eth1. State blue. (hostnet-gateway 01ab)")
  }

  @Test func theWordsOfTheEngineStayAsTheyAre() throws {
    let fault = LegacyFault(
      status: 409, code: .engineRefused, reason: "Operation Failed", detail: "[Cannot edit. In use by <vm1>.]")
    let bare = writer.failed(fault, call: setup, echo: echo, requestID: "01ab")
    #expect(bare.status == 409)
    #expect(bare.body?.childText("detail") == "[Cannot edit. In use by <vm1>.]")
    let wrapped = writer.failed(fault, call: attach, echo: echo, requestID: "01ab")
    #expect(wrapped.body?.descendant("fault", "detail")?.text == "[Cannot edit. In use by <vm1>.]")
    #expect(wrapped.body?.descendant("status", "state")?.text == "failed")
  }

  @Test func aFailedActionAlwaysHasADetail() throws {
    let silent = LegacyFault(status: 400, code: .engineRefused, reason: "Operation Failed", detail: "")
    let body = writer.failed(silent, call: attach, echo: echo, requestID: "").body
    #expect(body?.descendant("fault", "detail")?.text == "[]")
    for definition in FaultCatalogue.all {
      let error = GatewayError(definition.code, stage: .translate, detail: "Words.")
      let body = writer.failed(LegacyFault(error), call: attach, echo: echo, requestID: "").body
      guard definition.form == .fault || definition.form == .bareFault else { continue }
      let fault = try #require(body?.name == "fault" ? body : body?.child("fault"))
      #expect(fault.childText("detail")?.isEmpty == false)
      #expect(fault.childText("reason") == definition.reason.rawValue)
    }
  }

  @Test func theFaultOfAnErrorCarriesDetailAndNextStep() {
    let fault = LegacyFault(GatewayError(.requestTimeout, stage: .parse, detail: "d", nextStep: "n", cause: "c"))
    #expect(fault.status == 408)
    #expect(fault.detail == "d")
    #expect(fault.nextStep == "n")
    #expect(!fault.isFromEngine)
  }

  @Test func everyStatusHasItsReasonPhrase() {
    #expect(LegacyAnswer(status: 200, body: nil).reasonPhrase == "OK")
    #expect(LegacyAnswer(status: 409, body: nil).reasonPhrase == "Conflict")
    let fallbacks = Set([100, 299, 399, 499, 599, 999].map(LegacyAnswer.reasonPhrase(of:)).filter { $0 != "OK" })
    #expect(fallbacks == ["Informational", "Redirection", "Client Error", "Server Error"])
    for definition in FaultCatalogue.all {
      let phrase = LegacyAnswer.reasonPhrase(of: definition.status)
      #expect(!phrase.isEmpty && !fallbacks.contains(phrase), "\(definition.status)")
    }
  }

  @Test func aCommitThatCantBeReadIsToldItsUsage() throws {
    let answer = failed(.requestNotXML, .commitNetConfig(hostID: "h"))
    let link = try #require(answer.body?.child("detailedLink"))
    #expect(link.attribute("href") == "/api/hosts/{host:id}/commitnetconfig")
    #expect(link.attribute("rel") == "commitnetconfig")
  }
}

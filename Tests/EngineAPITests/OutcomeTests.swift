import EngineAPI
import Testing
import XMLTree

@Suite("The answer to a mutating call")
struct OutcomeTests {
  @Test("is done, with the job, in the form of either API", arguments: wires)
  func done(wire: any EngineWire) throws {
    let v3 = try xml(
      """
      <action><check_connectivity>true</check_connectivity><job href="/ovirt-engine/api/jobs/J1" id="J1"/>
      <status><state>complete</state></status></action>
      """)
    let v4 = try xml(
      """
      <action><check_connectivity>true</check_connectivity><job href="/ovirt-engine/api/jobs/J1" id="J1"/>
      <status>complete</status></action>
      """)
    #expect(wire.outcome(status: 200, document: v3) == .done(jobID: "J1"))
    #expect(wire.outcome(status: 200, document: v4) == .done(jobID: "J1"))
    #expect(wire.outcome(status: 200, document: try xml("<action/>")) == .done(jobID: nil))
  }

  @Test("is done with an entity, with an odd body or without any", arguments: wires)
  func doneWithoutAction(wire: any EngineWire) throws {
    #expect(wire.outcome(status: 201, document: try xml("<network_attachment id='A'/>")) == .done(jobID: nil))
    #expect(wire.outcome(status: 200, document: try xml("<html><body/></html>")) == .done(jobID: nil))
    #expect(wire.outcome(status: 200, document: nil) == .done(jobID: nil))
    #expect(wire.outcome(status: 204, document: nil) == .done(jobID: nil))
  }

  @Test("is refused although 2xx when the body says that it failed", arguments: wires)
  func failedWithSuccessStatus(wire: any EngineWire) throws {
    for document in [
      "<action><status><state>failed</state></status></action>", "<action><status>failed</status></action>",
    ] {
      let outcome = wire.outcome(status: 200, document: try xml(document))
      #expect(outcome == .refused(EngineFault(status: 200, reason: nil, detail: nil)))
    }
    for document in [
      "<action><fault><detail>[no]</detail><reason>Operation Failed</reason></fault></action>",
      "<fault><reason>Operation Failed</reason><detail>[no]</detail></fault>",
    ] {
      let outcome = wire.outcome(status: 200, document: try xml(document))
      #expect(outcome == .refused(EngineFault(status: 200, reason: "Operation Failed", detail: "[no]")))
    }
  }

  @Test("is refused, with the fault of any shape", arguments: wires)
  func refused(wire: any EngineWire) throws {
    let bare = try xml(
      "<fault><reason>Operation Failed</reason><detail>[Cannot setup Networks. A, Cannot B]</detail></fault>")
    #expect(
      wire.outcome(status: 409, document: bare)
        == .refused(
          EngineFault(status: 409, reason: "Operation Failed", detail: "[Cannot setup Networks. A, Cannot B]")))
    let wrapped = try xml(
      """
      <action><fault><detail>[]</detail><reason>Operation Failed</reason></fault><status>failed</status></action>
      """)
    #expect(
      wire.outcome(status: 400, document: wrapped)
        == .refused(EngineFault(status: 400, reason: "Operation Failed", detail: "[]")))
    let usage = try xml(
      """
      <usage_message><message>Request syntactically incorrect. See the link below.</message>
      <detailedLink>/ovirt-engine/api?rsdl</detailedLink></usage_message>
      """)
    #expect(
      wire.outcome(status: 400, document: usage)
        == .refused(
          EngineFault(status: 400, reason: nil, detail: "Request syntactically incorrect. See the link below.")))
  }

  @Test("is refused without a fault where there is none to read", arguments: wires)
  func refusedWithoutFault(wire: any EngineWire) throws {
    let nothing = EngineOutcome.refused(EngineFault(status: 404, reason: nil, detail: nil))
    #expect(wire.outcome(status: 404, document: nil) == nothing)
    #expect(wire.outcome(status: 404, document: try xml("<html><body>Not Found</body></html>")) == nothing)
    #expect(wire.outcome(status: 404, document: try xml("<fault/>")) == nothing)
    #expect(wire.outcome(status: 404, document: try xml("<action/>")) == nothing)
    #expect(
      wire.outcome(status: 302, document: nil) == .refused(EngineFault(status: 302, reason: nil, detail: nil)))
  }
}

import GatewayErrors
import HostNetworking
import XMLTree

/// Writes legacy answers, with the element order of the 3.5 schema.
public struct LegacyAnswerWriter: Sendable {
  /// What hrefs start with: the prefix that the client used.
  public var hrefPrefix: String

  /// A writer.
  public init(hrefPrefix: String) {
    self.hrefPrefix = hrefPrefix
  }

  /// The answer to `GET nics`, in the order given.
  public func nics(_ nics: [LegacyNic], hostID: String) -> LegacyAnswer {
    let element = LegacyNicElement(hrefPrefix: hrefPrefix, hostID: hostID)
    return LegacyAnswer(status: 200, document: LegacyBody(nics, element))
  }

  /// The answer to `POST nics`: the device that was made, and where it is.
  public func created(_ nic: LegacyNic, hostID: String) -> LegacyAnswer {
    let element = LegacyNicElement(hrefPrefix: hrefPrefix, hostID: hostID)
    return LegacyAnswer(
      status: 201, body: XMLTreeSink.tree { element.write(nic, to: &$0) }, location: element.href(nic.id))
  }

  /// The answer to a device that was made or edited where nothing but the request says how it is now: the request.
  ///
  /// - Parameters:
  ///   - echo: the `host_nic` as ``LegacyRequestReader`` gives it.
  ///   - nicID: the id of the device; nil if it isn't known, as that of a new one.
  ///   - status: 200 or 201.
  public func stated(_ echo: XMLElement, nicID: String?, hostID: String, status: Int) -> LegacyAnswer {
    var nic = echo
    nic.attributes.removeAll { ["href", "id"].contains($0.name) }
    if let nicID {
      let element = LegacyNicElement(hrefPrefix: hrefPrefix, hostID: hostID)
      nic.setAttribute("href", element.href(nicID))
      nic.setAttribute("id", nicID)
    }
    return LegacyAnswer(status: status, body: nic)
  }

  /// The answer to `GET nics/{n}`, and to `PUT` of it.
  public func nic(_ nic: LegacyNic, hostID: String) -> LegacyAnswer {
    let element = LegacyNicElement(hrefPrefix: hrefPrefix, hostID: hostID)
    return LegacyAnswer(status: 200, body: XMLTreeSink.tree { element.write(nic, to: &$0) })
  }

  /// The answer to a mutation that was carried out, or that changed nothing: the request echoed, with the job and state.
  ///
  /// - Parameters:
  ///   - echo: the action as ``LegacyRequestReader`` gives it.
  ///   - jobID: the id of the engine's job; nil if there is none.
  public func complete(echo: XMLElement, jobID: String?) -> LegacyAnswer {
    var outcome: [XMLElement] = []
    if let jobID {
      outcome.append(
        XMLElement(
          "job",
          [XMLAttribute("href", "\(hrefPrefix)/jobs/\(jobID.pathSegment)"), XMLAttribute("id", jobID)]))
    }
    outcome.append(Self.status("complete"))
    return LegacyAnswer(status: 200, body: Self.action(echo, outcome))
  }

  /// The answer to a call that failed, in the shape that 3.5 gave to this call and code.
  ///
  /// - Parameters:
  ///   - call: the call; nil if the request wasn't even one.
  ///   - echo: the action as sent, for the failed action of attach and detach; nil if it couldn't be read.
  ///   - requestID: the id in the rewrite log, told at the end of the detail.
  public func failed(_ fault: LegacyFault, call: LegacyCall?, echo: XMLElement?, requestID: String) -> LegacyAnswer {
    let form = FaultCatalogue.definition(of: fault.code).form
    switch form {
    case .noBody:
      // Engine 3.5 gave a body only where the query for the list failed, not where a look-up found nothing.
      guard case .listNics = call else { return LegacyAnswer(status: fault.status, body: nil) }
      return LegacyAnswer(
        status: fault.status, body: Self.fault(FaultReason.operationFailed.rawValue, "Entity not found: Host"))
    case .usageMessage where !fault.isFromEngine:
      let text = fault.wireDetail(requestID: requestID)
      return LegacyAnswer(status: fault.status, body: LegacyUsage(call).message(text, hrefPrefix: hrefPrefix))
    case .usageMessage, .fault, .bareFault:
      let element = Self.fault(fault.reason, fault.wireDetail(requestID: requestID))
      guard let echo, form == .fault, Self.failsAsAction(call) else {
        return LegacyAnswer(status: fault.status, body: element)
      }
      return LegacyAnswer(status: fault.status, body: Self.action(echo, [Self.status("failed"), element]))
    }
  }

  private static func failsAsAction(_ call: LegacyCall?) -> Bool {
    switch call {
    case .attach, .detach, .commitNetConfig: true
    default: false
    }
  }

  /// The action as sent, with the outcome in its place; an outcome that the client sent (a body read before) goes.
  private static func action(_ echo: XMLElement, _ outcome: [XMLElement]) -> XMLElement {
    var action = echo
    action.children.removeAll { ["job", "status", "fault"].contains($0.name) }
    action.children = LegacyType.action.sorted(action.children + outcome)
    return action
  }

  private static func status(_ state: String) -> XMLElement {
    XMLElement("status", children: [XMLElement("state", text: state)])
  }

  private static func fault(_ reason: String, _ detail: String) -> XMLElement {
    XMLElement("fault", children: [XMLElement("reason", text: reason), XMLElement("detail", text: detail)])
  }
}

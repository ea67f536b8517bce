import HostNetworking
import XMLTree

// Labels and statistics of a nic.
extension LegacyAnswerWriter {
  /// The answer to `GET nics/{n}/labels`, in the order given.
  public func labels(_ labels: [String], hostID: String, nicID: String) -> LegacyAnswer {
    LegacyAnswer(
      status: 200, body: XMLElement("labels", children: labels.map { element($0, hostID: hostID, nicID: nicID) }))
  }

  /// The answer to `GET nics/{n}/labels/{l}`.
  public func label(_ label: String, hostID: String, nicID: String) -> LegacyAnswer {
    LegacyAnswer(status: 200, body: element(label, hostID: hostID, nicID: nicID))
  }

  /// The answer to `POST nics/{n}/labels`: the label, and where it is.
  public func labelAdded(_ label: String, hostID: String, nicID: String) -> LegacyAnswer {
    let element = element(label, hostID: hostID, nicID: nicID)
    return LegacyAnswer(status: 201, body: element, location: element.attribute("href"))
  }

  /// The answer to `GET nics/{n}/statistics`, in the order given: the four that 3.5 had, `limit` of them at most.
  public func statistics(_ statistics: [NicStatistic], hostID: String, nicID: String, limit: Int?) -> LegacyAnswer {
    let element = statisticElement(hostID: hostID, nicID: nicID)
    return LegacyAnswer(status: 200, body: XMLTreeSink.tree { element.write(statistics, limit: limit, to: &$0) })
  }

  /// The answer to `GET nics/{n}/statistics/{s}`; nil for a statistic that 3.5 didn't have.
  public func statistic(_ statistic: NicStatistic, hostID: String, nicID: String) -> LegacyAnswer? {
    guard LegacyStatisticElement.isLegacy(statistic) else { return nil }
    let element = statisticElement(hostID: hostID, nicID: nicID)
    return LegacyAnswer(status: 200, body: XMLTreeSink.tree { element.write(statistic, to: &$0) })
  }

  /// The answer to `GET nics/{n}/attach/{oid}`: 301 to the nic (engine 3.5, `BackendActionResource`).
  public func nicMoved(hostID: String, nicID: String) -> LegacyAnswer {
    LegacyAnswer(status: 301, body: nil, location: nicHref(hostID, nicID))
  }

  private func element(_ label: String, hostID: String, nicID: String) -> XMLElement {
    let href = nicHref(hostID, nicID)
    return XMLElement(
      "label", [XMLAttribute("href", "\(href)/labels/\(label.pathSegment)"), XMLAttribute("id", label)],
      children: [XMLElement("host_nic", [XMLAttribute("href", href), XMLAttribute("id", nicID)])])
  }

  private func statisticElement(hostID: String, nicID: String) -> LegacyStatisticElement {
    LegacyStatisticElement(nicHref: PreparedValue(nicHref(hostID, nicID)), nicID: nicID)
  }

  private func nicHref(_ hostID: String, _ nicID: String) -> String {
    "\(hrefPrefix)/hosts/\(hostID.pathSegment)/nics/\(nicID.pathSegment)"
  }
}

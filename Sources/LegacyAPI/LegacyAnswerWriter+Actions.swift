import XMLTree

// Actions that say no more than that they are complete, and the host in the answer to commitnetconfig.
extension LegacyAnswerWriter {
  /// The answer to `GET nics/setupnetworks`: an action without meaning (engine 3.5, `BackendActionResource`).
  public func setupNetworksStatus() -> LegacyAnswer {
    complete(id: "00000000-0000-0000-0000-000000000000")
  }

  /// The answer to `GET commitnetconfig/{oid}`: complete, since no such task is under way; nil unless `taskIDs` are UUIDs,
  /// parted by commas.
  public func commitStatus(taskIDs: String) -> LegacyAnswer? {
    let ids = taskIDs.split(separator: ",", omittingEmptySubsequences: false)
    return ids.allSatisfy(Self.isUUID) ? complete(id: taskIDs) : nil
  }

  /// The answer to a commitnetconfig that was carried out: the request echoed, with the host (engine 3.5,
  /// `AbstractBackendActionableResource.doAction`), the job and the state.
  public func committed(echo: XMLElement, jobID: String?, hostID: String) -> LegacyAnswer {
    var action = echo
    action.children.removeAll { $0.name == "host" }
    action.children.append(host(hostID))
    return complete(echo: action, jobID: jobID)
  }

  /// A reference to the host, with the actions and links of 3.5 (`HostResource`).
  private func host(_ hostID: String) -> XMLElement {
    let href = "\(hrefPrefix)/hosts/\(hostID.pathSegment)"
    func links(_ names: [String]) -> [XMLElement] {
      names.map { XMLElement("link", [XMLAttribute("href", "\(href)/\($0)"), XMLAttribute("rel", $0)]) }
    }
    return XMLElement(
      "host", [XMLAttribute("href", href), XMLAttribute("id", hostID)],
      children: [XMLElement("actions", children: links(Self.hostActions))] + links(Self.hostLinks))
  }

  private static let hostActions = [
    "approve", "install", "fence", "activate", "deactivate", "commitnetconfig", "iscsidiscover", "iscsilogin",
    "unregisteredstoragedomainsdiscover", "forceselectspm",
  ]

  private static let hostLinks = ["storage", "nics", "numanodes", "tags", "permissions", "statistics", "hooks"]

  private func complete(id: String) -> LegacyAnswer {
    LegacyAnswer(
      status: 200,
      body: XMLElement(
        "action", [XMLAttribute("id", id)],
        children: [XMLElement("status", children: [XMLElement("state", text: "complete")])]))
  }

  /// As lenient as the parser of 3.5, which took short groups too (`java.util.UUID`).
  private static func isUUID(_ text: Substring) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 5
      && groups.allSatisfy { (1...16).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }
}

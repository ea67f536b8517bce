/// The lines of a call: what is compared, and what a person reads when calls differ.
extension ObservedCall {
  /// One line for the call, one for each item and flag.
  func lines(_ ignoringIPv6: Bool) -> [String] {
    let head = "\(method) \(path)"
    switch content {
    case .nothing: return [head]
    case .label(let label): return [head, "label \(label)"]
    case .attachment(let item): return [head, "attachment \(item.text(ignoringIPv6))"]
    case .changes(let changes):
      var lines = [head]
      lines += changes.modifiedBonds.map { "modified bond \($0.text)" }
      lines += changes.removedBonds.map { "removed bond \($0)" }
      lines += changes.modifiedAttachments.map { "modified attachment \($0.text(ignoringIPv6))" }
      lines += changes.removedAttachments.map { "removed attachment \($0)" }
      lines += changes.synchronizedAttachments.map { "synchronized attachment \($0)" }
      lines += changes.modifiedLabels.map { "modified label \($0)" }
      lines += changes.removedLabels.map { "removed label \($0)" }
      lines.append("check_connectivity \(changes.checkConnectivity)")
      lines += changes.connectivityTimeoutSeconds.map { ["connectivity_timeout \($0)"] } ?? []
      lines += changes.commitOnSuccess ? ["commit_on_success"] : []
      return lines
    }
  }
}

extension ObservedCall.Bond {
  /// One line.
  var text: String {
    let slaves = slaves.map { " slaves \($0.sorted().joined(separator: ","))" } ?? ""
    return "\(id ?? "new") \(name ?? "unnamed")\(slaves)\(options.map { " options {\(mapText($0))}" } ?? "")"
  }
}

extension ObservedCall.Attachment {
  /// One line.
  func text(_ ignoringIPv6: Bool) -> String {
    var parts = [id ?? "new", "network \(network ?? "unnamed")"]
    if let nicID { parts.append("nic id \(nicID)") }
    if let nicName { parts.append("nic name \(nicName)") }
    if let assignments {
      let sent = assignments.filter { !(ignoringIPv6 && $0.isIPv6) }
      parts.append("assignments [\(sent.map(\.text).joined(separator: ", "))]")
    }
    if let properties { parts.append("properties {\(mapText(properties))}") }
    return parts.joined(separator: " ")
  }
}

extension ObservedCall.Assignment {
  /// A few words.
  var text: String {
    var parts = [isIPv6 ? "v6" : "v4", method]
    if let address { parts.append(address) }
    if let netmask { parts.append("/\(netmask)") }
    if let gateway { parts.append("gateway \(gateway)") }
    return parts.joined(separator: " ")
  }
}

private func mapText(_ map: [String: String]) -> String {
  map.map { "\($0)=\($1)" }.sorted().joined(separator: ", ")
}

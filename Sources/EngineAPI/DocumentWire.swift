import GatewayErrors
import HostNetworking
import XMLTree

/// What the dialects have in common. A dialect says how its documents are written and what its multi-change action is
/// called; the rest follows.
protocol DocumentWire: EngineWire {
  /// How documents are written.
  var form: DocumentForm { get }
  /// The names of the multi-change action, the own one first: `rel` in the host's actions, and last segment of the path
  /// for a host that names none.
  var multiChangeActions: [String] { get }
}

extension DocumentWire {
  /// `GET hosts/{h}`.
  func hostCall(hostID: String) -> EngineCall { read(EnginePath.join("hosts", hostID)) }

  /// `GET hosts/{h}/nics`.
  ///
  /// The matrix parameter works on every engine (3.6, `DetailHelper`; master, `ParametersHelper`).
  func nicsCall(hostID: String, withStatistics: Bool) -> EngineCall {
    read(EnginePath.join("hosts", hostID, "nics") + (withStatistics ? ";detail=statistics" : ""))
  }

  /// `GET hosts/{h}/networkattachments`.
  func attachmentsCall(hostID: String) -> EngineCall { read(EnginePath.join("hosts", hostID, "networkattachments")) }

  /// `GET clusters/{c}/networks`.
  func clusterNetworksCall(clusterID: String) -> EngineCall { read(EnginePath.join("clusters", clusterID, "networks")) }

  /// `GET networks`.
  func allNetworksCall() -> EngineCall { read("networks") }

  /// `GET hosts/{h}/nics/{n}/networklabels`.
  func nicLabelsCall(hostID: String, nicID: String) -> EngineCall {
    read(EnginePath.join("hosts", hostID, "nics", nicID, form.labelsPath))
  }

  /// `GET networks/{n}/networklabels`.
  func networkLabelsCall(networkID: String) -> EngineCall {
    read(EnginePath.join("networks", networkID, form.labelsPath))
  }

  /// `GET hosts/{h}/nics/{n}/statistics`.
  func statisticsCall(hostID: String, nicID: String) -> EngineCall {
    read(EnginePath.join("hosts", hostID, "nics", nicID, "statistics"))
  }

  /// `GET hosts/{h}/nics/{n}/statistics/{s}`.
  func statisticCall(hostID: String, nicID: String, statisticID: String) -> EngineCall {
    read(EnginePath.join("hosts", hostID, "nics", nicID, "statistics", statisticID))
  }

  /// Reads a host.
  func host(_ document: XMLNode) throws(GatewayError) -> EngineHost {
    try HostAnswer.read(document, actions: multiChangeActions)
  }

  /// Reads a list of nics.
  func nics(_ document: XMLNode) throws(GatewayError) -> [HostNic] { try NicsAnswer.read(document) }

  /// Reads a list of attachments.
  func attachments(_ document: XMLNode) throws(GatewayError) -> [NetworkAttachment] {
    try AttachmentsAnswer.read(document)
  }

  /// Reads a list of networks.
  func networks(_ document: XMLNode, inCluster: Bool) throws(GatewayError) -> [Network] {
    try NetworksAnswer.read(document, inCluster: inCluster)
  }

  /// Reads a list of labels.
  func labels(_ document: XMLNode) throws(GatewayError) -> [String] {
    try LabelsAnswer.read(document, form: form)
  }

  /// Reads a list of statistics.
  func statistics(_ document: XMLNode) throws(GatewayError) -> [NicStatistic] {
    try StatisticsAnswer.read(document)
  }

  /// Reads one statistic.
  func statistic(_ document: XMLNode) throws(GatewayError) -> NicStatistic {
    try StatisticsAnswer.statistic(AnswerElement.root(document, named: .statistic))
  }

  /// The call that carries out a mutation.
  func call(for mutation: EngineMutation, on host: EngineHost) -> EngineCall {
    let document = MutationDocument(form: form, commitsOnSuccess: commitsOnSuccess)
    let hostID = host.host.id
    switch mutation {
    case .setupNetworks(let change):
      return setUp(change, on: host)
    case .createAttachment(let nicID, let change):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments")
      return write("POST", path, document.attachment(change))
    case .updateAttachment(let nicID, let attachmentID, let change):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments", attachmentID)
      return write("PUT", path, document.attachment(change))
    case .deleteAttachment(let nicID, let attachmentID):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments", attachmentID)
      return write("DELETE", path, nil)
    case .addLabel(let change):
      guard !commitsOnSuccess else {
        return setUp(Change(modifiedLabels: [change], commitOnSuccess: true), on: host)
      }
      let path = EnginePath.join("hosts", hostID, "nics", change.nicID, form.labelsPath)
      return write("POST", path, XMLElement(form.label, [XMLAttribute("id", change.label)]))
    case .removeLabel(let change):
      guard !commitsOnSuccess else {
        return setUp(Change(removedLabels: [change.label], commitOnSuccess: true), on: host)
      }
      return write(
        "DELETE", EnginePath.join("hosts", hostID, "nics", change.nicID, form.labelsPath, change.label), nil)
    case .commit:
      return write("POST", EnginePath.join("hosts", hostID, "commitnetconfig"), XMLElement("action"))
    }
  }

  /// `commitnetconfig` after a label, where the label call itself can't save.
  func savingCall(after mutation: EngineMutation, on host: EngineHost) -> EngineCall? {
    switch mutation {
    case .addLabel, .removeLabel: commitsOnSuccess ? nil : call(for: .commit, on: host)
    default: nil
    }
  }

  /// Reads the answer to a mutating call.
  func outcome(status: Int, document: XMLNode?) -> EngineOutcome {
    OutcomeAnswer.read(status: status, document: document)
  }

  private func setUp(_ change: Change, on host: EngineHost) -> EngineCall {
    let document = MutationDocument(form: form, commitsOnSuccess: commitsOnSuccess)
    let path = host.multiChangePath ?? EnginePath.join("hosts", host.host.id, multiChangeActions[0])
    return write("POST", path, document.action(change))
  }

  private func read(_ path: String) -> EngineCall { EngineCall(method: "GET", path: path, version: form.version) }

  private func write(_ method: String, _ path: String, _ body: XMLElement?) -> EngineCall {
    EngineCall(method: method, path: path, body: body, version: form.version)
  }
}

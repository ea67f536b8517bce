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
  func nicsCall(hostID: String) -> EngineCall { read(EnginePath.join("hosts", hostID, "nics")) }

  /// `GET hosts/{h}/networkattachments`.
  func attachmentsCall(hostID: String) -> EngineCall { read(EnginePath.join("hosts", hostID, "networkattachments")) }

  /// `GET clusters/{c}/networks`.
  func clusterNetworksCall(clusterID: String) -> EngineCall { read(EnginePath.join("clusters", clusterID, "networks")) }

  /// `GET networks`.
  func allNetworksCall() -> EngineCall { read("networks") }

  /// Reads a host.
  func host(_ document: XMLElement) throws(GatewayError) -> EngineHost {
    try HostAnswer.read(document, actions: multiChangeActions)
  }

  /// Reads a list of nics.
  func nics(_ document: XMLElement) throws(GatewayError) -> [HostNic] { try NicsAnswer.read(document) }

  /// Reads a list of attachments.
  func attachments(_ document: XMLElement) throws(GatewayError) -> [NetworkAttachment] {
    try AttachmentsAnswer.read(document)
  }

  /// Reads a list of networks.
  func networks(_ document: XMLElement, inCluster: Bool) throws(GatewayError) -> [Network] {
    try NetworksAnswer.read(document, inCluster: inCluster)
  }

  /// The call that carries out a mutation.
  func call(for mutation: EngineMutation, on host: EngineHost) -> EngineCall {
    let document = MutationDocument(form: form, commitsOnSuccess: commitsOnSuccess)
    let hostID = host.host.id
    switch mutation {
    case .setupNetworks(let change):
      let path = host.multiChangePath ?? EnginePath.join("hosts", hostID, multiChangeActions[0])
      return write("POST", path, document.action(change))
    case .createAttachment(let nicID, let change):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments")
      return write("POST", path, document.attachment(change))
    case .updateAttachment(let nicID, let attachmentID, let change):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments", attachmentID)
      return write("PUT", path, document.attachment(change))
    case .deleteAttachment(let nicID, let attachmentID):
      let path = EnginePath.join("hosts", hostID, "nics", nicID, "networkattachments", attachmentID)
      return write("DELETE", path, nil)
    }
  }

  /// Reads the answer to a mutating call.
  func outcome(status: Int, document: XMLElement?) -> EngineOutcome {
    OutcomeAnswer.read(status: status, document: document)
  }

  private func read(_ path: String) -> EngineCall { EngineCall(method: "GET", path: path, version: form.version) }

  private func write(_ method: String, _ path: String, _ body: XMLElement?) -> EngineCall {
    EngineCall(method: method, path: path, body: body, version: form.version)
  }
}

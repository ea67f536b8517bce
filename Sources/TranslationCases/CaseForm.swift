import GatewayErrors
import HostNetworking

/// A case as JSON has it.
struct CaseForm: Decodable {
  /// `call`.
  struct Call: Decodable {
    var method: String
    var path: String
    var body: OneOrMany<String>?
  }

  /// `fault`.
  struct Fault: Decodable {
    var code: String
  }

  /// `expect`.
  struct Expect: Decodable {
    var status: Int
    var upstream: Upstream?
    var fault: Fault?
  }

  /// `upstream`.
  struct Upstream: Decodable {
    var method: String
    var path: String
    var change: ChangeForm?
    var attachment: AttachmentForm?
  }

  /// `nic` of an attachment.
  struct NicForm: Decodable {
    var id: String?
    var name: String?
  }

  /// An attachment.
  struct AttachmentForm: Decodable {
    var id: String?
    var network: String?
    var nic: NicForm?
    var ipv4: OneOrMany<HostStateForm.IPv4Form>?
    var ipv6: OneOrMany<HostStateForm.IPv6Form>?
    var properties: [String: String]?

    /// In the form that compares.
    var value: ObservedCall.Attachment {
      var value = ObservedCall.Attachment(
        id: id, network: network, nicID: nic?.id, nicName: nic?.name, properties: properties)
      if let ipv4 {
        value.assignments =
          ipv4.values.map { ObservedCall.Assignment($0.value) }
          + (ipv6?.values ?? []).map { ObservedCall.Assignment($0.value) }
      }
      return value
    }
  }

  /// A bond.
  struct BondForm: Decodable {
    var id: String?
    var name: String
    var slaves: [String]?
    var options: [String: String]?
  }

  /// A label.
  struct LabelForm: Decodable {
    var label: String
    var nic: String
  }

  /// `change`.
  struct ChangeForm: Decodable {
    var modified_bonds: [BondForm]?
    var removed_bonds: [String]?
    var modified_attachments: [AttachmentForm]?
    var removed_attachments: [String]?
    var synchronized_attachments: [String]?
    var modified_labels: [LabelForm]?
    var removed_labels: [String]?
    var check_connectivity: Bool?
    var connectivity_timeout: Int?
    var commit_on_success: Bool?

    /// In the form that compares.
    var value: ObservedCall.Changes {
      ObservedCall.Changes(
        modifiedBonds: (modified_bonds ?? []).map {
          ObservedCall.Bond(id: $0.id, name: $0.name, slaves: $0.slaves, options: $0.options)
        },
        removedBonds: removed_bonds ?? [], modifiedAttachments: (modified_attachments ?? []).map(\.value),
        removedAttachments: removed_attachments ?? [], synchronizedAttachments: synchronized_attachments ?? [],
        modifiedLabels: (modified_labels ?? []).map { "\($0.label) on \($0.nic)" }, removedLabels: removed_labels ?? [],
        checkConnectivity: check_connectivity ?? true, connectivityTimeoutSeconds: connectivity_timeout,
        commitOnSuccess: commit_on_success ?? false)
    }
  }

  var id: String
  var title: String
  var tags: [String]?
  var state: String
  var call: Call
  var expect: Expect

  /// The case, on its state.
  func value(on state: HostState) -> TranslationCase {
    TranslationCase(
      id: id, title: title, tags: tags ?? [], stateName: self.state, state: state,
      request: TranslationCase.Request(
        method: call.method, path: call.path, body: call.body?.values.joined(separator: "\n")),
      expectation: Expectation(
        status: expect.status,
        call: expect.upstream.map { upstream in
          let content: ObservedCall.Content =
            upstream.change.map { .changes($0.value) } ?? upstream.attachment.map { .attachment($0.value) } ?? .nothing
          return ObservedCall(method: upstream.method, path: upstream.path, content: content)
        },
        fault: expect.fault.map { FaultCode(rawValue: $0.code) }))
  }
}

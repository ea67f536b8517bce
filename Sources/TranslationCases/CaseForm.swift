import GatewayErrors
import HostNetworking

/// A case as JSON has it.
struct CaseForm: Decodable {
  /// `call`.
  struct Call: Decodable {
    /// Member `method`.
    var method: String
    /// Member `path`.
    var path: String
    /// Member `body`.
    var body: OneOrMany<String>?
  }

  /// `fault`.
  struct Fault: Decodable {
    /// Member `code`.
    var code: String
  }

  /// `expect`.
  struct Expect: Decodable {
    /// Member `status`.
    var status: Int
    /// Member `upstream`.
    var upstream: Upstream?
    /// Member `fault`.
    var fault: Fault?
  }

  /// `upstream`.
  struct Upstream: Decodable {
    /// Member `method`.
    var method: String
    /// Member `path`.
    var path: String
    /// Member `change`.
    var change: ChangeForm?
    /// Member `attachment`.
    var attachment: AttachmentForm?
  }

  /// `nic` of an attachment.
  struct NicForm: Decodable {
    /// Member `id`.
    var id: String?
    /// Member `name`.
    var name: String?
  }

  /// An attachment.
  struct AttachmentForm: Decodable {
    /// Member `id`.
    var id: String?
    /// Member `network`.
    var network: String?
    /// Member `nic`.
    var nic: NicForm?
    /// Member `ipv4`.
    var ipv4: OneOrMany<HostStateForm.IPv4Form>?
    /// Member `ipv6`.
    var ipv6: OneOrMany<HostStateForm.IPv6Form>?
    /// Member `properties`.
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
    /// Member `id`.
    var id: String?
    /// Member `name`.
    var name: String
    /// Member `slaves`.
    var slaves: [String]?
    /// Member `options`.
    var options: [String: String]?
  }

  /// A label.
  struct LabelForm: Decodable {
    /// Member `label`.
    var label: String
    /// Member `nic`.
    var nic: String
  }

  /// `change`.
  struct ChangeForm: Decodable {
    /// Member `modified_bonds`.
    var modifiedBonds: [BondForm]?
    /// Member `removed_bonds`.
    var removedBonds: [String]?
    /// Member `modified_attachments`.
    var modifiedAttachments: [AttachmentForm]?
    /// Member `removed_attachments`.
    var removedAttachments: [String]?
    /// Member `synchronized_attachments`.
    var synchronizedAttachments: [String]?
    /// Member `modified_labels`.
    var modifiedLabels: [LabelForm]?
    /// Member `removed_labels`.
    var removedLabels: [String]?
    /// Member `check_connectivity`.
    var checkConnectivity: Bool?
    /// Member `connectivity_timeout`.
    var connectivityTimeout: Int?
    /// Member `commit_on_success`.
    var commitOnSuccess: Bool?

    /// In the form that compares.
    var value: ObservedCall.Changes {
      ObservedCall.Changes(
        modifiedBonds: (modifiedBonds ?? []).map {
          ObservedCall.Bond(id: $0.id, name: $0.name, slaves: $0.slaves, options: $0.options)
        },
        removedBonds: removedBonds ?? [], modifiedAttachments: (modifiedAttachments ?? []).map(\.value),
        removedAttachments: removedAttachments ?? [], synchronizedAttachments: synchronizedAttachments ?? [],
        modifiedLabels: (modifiedLabels ?? []).map { "\($0.label) on \($0.nic)" }, removedLabels: removedLabels ?? [],
        checkConnectivity: checkConnectivity ?? true, connectivityTimeoutSeconds: connectivityTimeout,
        commitOnSuccess: commitOnSuccess ?? false)
    }
  }

  /// Member `id`.
  var id: String
  /// Member `title`.
  var title: String
  /// Member `tags`.
  var tags: [String]?
  /// Member `policy`; without it the case is guarded.
  var policy: TranslationPolicy?
  /// Member `guarded`: the id of the same request under the guarded policy.
  var guarded: String?
  /// Member `state`.
  var state: String
  /// Member `call`.
  var call: Call
  /// Member `expect`.
  var expect: Expect

  /// The case, on its state.
  func value(on state: HostState) -> TranslationCase {
    TranslationCase(
      id: id, title: title, tags: tags ?? [], policy: policy ?? .guarded, guardedID: guarded, stateName: self.state,
      state: state,
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

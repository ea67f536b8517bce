import HostNetworking

extension ObservedCall {
  /// The call that a plan would make, in the form that compares: what a case checks without any wire.
  public init(_ mutation: EngineMutation, hostID: String) {
    let host = "hosts/\(hostID)"
    switch mutation {
    case .setupNetworks(let change):
      self.init(method: "POST", path: "\(host)/setupnetworks", content: .changes(Changes(change)))
    case .createAttachment(let nicID, let item):
      self.init(
        method: "POST", path: "\(host)/nics/\(nicID)/networkattachments", content: .attachment(Attachment(item)))
    case .updateAttachment(let nicID, let id, let item):
      self.init(
        method: "PUT", path: "\(host)/nics/\(nicID)/networkattachments/\(id)", content: .attachment(Attachment(item)))
    case .deleteAttachment(let nicID, let id):
      self.init(method: "DELETE", path: "\(host)/nics/\(nicID)/networkattachments/\(id)", content: .nothing)
    case .addLabel(let label):
      let change = Change(modifiedLabels: [label], commitOnSuccess: true)
      self.init(method: "POST", path: "\(host)/setupnetworks", content: .changes(Changes(change)))
    case .removeLabel(let label):
      let change = Change(removedLabels: [label.label], commitOnSuccess: true)
      self.init(method: "POST", path: "\(host)/setupnetworks", content: .changes(Changes(change)))
    case .commit:
      self.init(method: "POST", path: "\(host)/commitnetconfig", content: .nothing)
    }
  }
}

extension ObservedCall.Changes {
  /// The comparable form of a change.
  init(_ change: Change) {
    self.init(
      modifiedBonds: change.modifiedBonds.map {
        ObservedCall.Bond(
          id: $0.id, name: $0.name, slaves: $0.slaves,
          options: $0.options.map { Dictionary($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) })
      },
      removedBonds: change.removedBonds,
      modifiedAttachments: change.modifiedAttachments.map(ObservedCall.Attachment.init),
      removedAttachments: change.removedAttachments, synchronizedAttachments: change.synchronizedAttachments,
      modifiedLabels: change.modifiedLabels.map { "\($0.label) on \($0.nicID)" }, removedLabels: change.removedLabels,
      checkConnectivity: change.checkConnectivity, connectivityTimeoutSeconds: change.connectivityTimeoutSeconds,
      commitOnSuccess: change.commitOnSuccess)
  }
}

extension ObservedCall.Attachment {
  /// The comparable form of an item.
  init(_ item: AttachmentChange) {
    self.init(id: item.id, network: item.networkID)
    switch item.nic {
    case .id(let id): nicID = id
    case .name(let name): nicName = name
    case nil: break
    }
    assignments = item.ipv4.map { ipv4 in
      ipv4.map(ObservedCall.Assignment.init) + item.ipv6.map(ObservedCall.Assignment.init)
    }
    properties = item.properties.map { Dictionary($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
  }
}

extension ObservedCall.Assignment {
  /// The comparable form of an IPv4 setup.
  init(_ ipv4: IPv4Configuration) {
    self.init(
      isIPv6: false, method: ipv4.method.rawValue, address: present(ipv4.address), netmask: present(ipv4.netmask),
      gateway: present(ipv4.gateway))
  }

  /// The comparable form of an IPv6 setup.
  init(_ ipv6: IPv6Configuration) {
    self.init(
      isIPv6: true, method: ipv6.method, address: present(ipv6.address), netmask: present(ipv6.prefix),
      gateway: present(ipv6.gateway))
  }
}

/// One setup of a host's networks on its way: completed, validated, carried out.
///
/// The order of checks is that of `HostSetupNetworksCommand` and `HostSetupNetworksValidator` (engine 3.6 and master):
/// the first failure is the one that is answered.
struct HostSetup {
  /// What became of a reference.
  enum Resolution<Value: Sendable>: Sendable {
    /// Neither id nor name was given.
    case notGiven
    /// Id and name denote different things.
    case incoherent
    /// There is no such thing.
    case unknown(Reference)
    /// The thing.
    case found(Value)

    /// The thing, if it was found.
    var value: Value? {
      if case .found(let value) = self { value } else { nil }
    }
  }

  /// A new or changed attachment.
  struct AttachmentChange {
    /// What was asked for.
    var request: AttachmentRequest
    /// The attachment that is changed; nil for a new one.
    var stored: NetworkAttachment?
    /// The network, from the request or from what is stored.
    var network: Resolution<Network>
    /// The nic, from the request or from what is stored.
    var nic: Resolution<HostNic>
    /// The chosen IPv4 assignment; nil for none in the list.
    var ipv4: AddressAssignment?
    /// The chosen IPv6 assignment; nil for none in the list.
    var ipv6: AddressAssignment?
    /// The attachment as it will be; meaningful only once network and nic are found.
    var result: NetworkAttachment
    /// Whether a label brought it, not the user.
    var isByLabel = false
  }

  /// A new or changed bond.
  struct BondChange {
    /// What was asked for.
    var request: BondRequest
    /// The nic that is changed; nil for a new bond.
    var stored: HostNic?
    /// Whether id and name denote different nics.
    var isIncoherent = false
    /// The bond as it will be.
    var result: HostNic
  }

  /// A label on its way to a nic.
  struct LabelChange {
    /// The label.
    var label: String
    /// The nic.
    var nic: Resolution<HostNic>
  }

  /// The rules of the version.
  let persona: Persona
  /// What was asked for.
  let request: SetupRequest
  /// The host as it is.
  let host: Host
  /// Where the host stands in the world.
  let hostIndex: Int
  /// The world; changed only by ``apply()``, but for new ids.
  var world: World

  /// New and changed bonds, after completion.
  var bonds: [BondChange] = []
  /// Bonds to remove; nil stands for one that can't be found.
  var removedBonds: [(request: Reference, bond: HostNic?)] = []
  /// New and changed attachments, after completion.
  var changes: [AttachmentChange] = []
  /// Attachments to remove; nil stands for one that can't be found.
  var removals: [(request: AttachmentRequest, stored: NetworkAttachment?)] = []
  /// Labels to put on.
  var labels: [LabelChange] = []

  /// Carries out a request on the host of that index.
  ///
  /// - Returns: whether the host was touched; false when the request changes nothing.
  /// - Throws: the first refusal; the world is unchanged then.
  static func run(
    _ request: SetupRequest, hostIndex: Int, world: inout World, persona: Persona
  ) throws(Refusal) -> Bool {
    var setup = HostSetup(
      persona: persona, request: request, host: world.hosts[hostIndex], hostIndex: hostIndex, world: world)
    try setup.checkPreconditions()
    try setup.complete()
    setup.dropUnchanged()
    guard setup.hasWork else { return false }
    try setup.validate()
    setup.apply()
    world = setup.world
    return true
  }

  private var hasWork: Bool {
    !(bonds.isEmpty && removedBonds.isEmpty && changes.isEmpty && removals.isEmpty && labels.isEmpty
      && request.removedLabels.isEmpty && request.synchronizedAttachments.isEmpty
      && request.removedUnmanagedNetworks.isEmpty)
  }

  private func validate() throws(Refusal) {
    try checkLabels()
    for change in changes { try check(change) }
    for removal in removals { try check(removal: removal.request, removal.stored) }
    try checkBonds()
    try checkRemovedBonds()
    try checkResult()
    try checkSync()
  }

  /// An entry that equals what is stored is dropped before anything is validated, unless it is synchronised too.
  private mutating func dropUnchanged() {
    changes.removeAll { change in
      guard let stored = change.stored, !request.synchronizedAttachments.contains(stored.id) else { return false }
      return change.network.value?.id == stored.network && change.nic.value != nil
        && stored.isConfigured(like: change.result)
    }
    bonds.removeAll { bond in
      guard let stored = bond.stored, !bond.isIncoherent else { return false }
      return stored.kind == .bond && stored.options == bond.result.options
        && Set(stored.slaves ?? []) == Set(bond.result.slaves ?? [])
    }
  }
}

// The resulting state: what exists, less what is removed, with what is modified laid over, and what is new.
extension HostSetup {
  /// The nics as they will be; vlan devices are as they are.
  var resultingNics: [HostNic] {
    var nics = host.running.nics.filter { nic in !removedBonds.contains { $0.bond?.id == nic.id } }
    for bond in bonds {
      if let index = nics.firstIndex(where: { $0.id == bond.result.id }) {
        nics[index] = bond.result
      } else {
        nics.append(bond.result)
      }
    }
    for index in nics.indices {
      nics[index].labels.removeAll { label in
        request.removedLabels.contains(label) || labels.contains { $0.label == label }
      }
      nics[index].labels += labels.filter { $0.nic.value?.id == nics[index].id }.map(\.label)
    }
    return nics
  }

  /// The attachments as they will be.
  var resultingAttachments: [NetworkAttachment] {
    var result = host.running.attachments.filter { attachment in
      !removals.contains { $0.stored?.id == attachment.id }
    }
    for change in changes {
      if let index = result.firstIndex(where: { $0.id == change.result.id }) {
        result[index] = change.result
      } else {
        result.append(change.result)
      }
    }
    return result
  }

  /// The name of a nic or of a new bond.
  func nicName(_ id: String) -> String {
    (host.nic(id: id) ?? bonds.first { $0.result.id == id }?.result)?.name ?? id
  }

  /// The name of a network.
  func networkName(_ id: String) -> String { world.network(id: id)?.name ?? id }
}

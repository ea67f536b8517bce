import HostNetworking

/// Finds the place of every attachment: the device that shows its network. Where the engine hides the vlan device it is
/// made from the attachment.
///
/// 1. The base nic or bond, if it shows the network.
/// 2. Else the listed vlan device on that base that shows it.
/// 3. Else, if the network is tagged on the host (the reported tag if one is reported, else that of the network), a
///    vlan device `{base}.{tag}` that the engine hides; its id is that of the attachment, which is stable and leads
///    straight to the attachment.
/// 4. Else the base, which then shows the network.
///
/// Source: oVirt feature page "Host network API" (vlan devices hidden); engine `HostNicsUtil` (listed).
struct PlacedAttachments {
  private struct VlanKey: Hashable {
    var base: String
    var network: HostNic.ShownNetwork
  }

  /// The devices, hidden ones after their base.
  private(set) var devices: [Device] = []
  /// The attached networks, by network id.
  private(set) var attached: [String: AttachedNetwork] = [:]
  /// What can't be true at once.
  private(set) var contradictions: [String] = []

  /// Places the attachments of a state.
  ///
  /// - Parameter networks: those of the state.
  init(in state: HostState, networks: NetworkIndex) {
    let visible = state.nics.indices.filter { Self.isVisible(state.nics[$0]) }
    let ids = visible.map { Self.id(of: state.nics[$0], hostID: state.host.id) }
    /// The network that each device shows, and the attachment that has its place there.
    var shown = visible.map { state.nics[$0].network }
    var carried = [ListPlace<NetworkAttachment>?](repeating: nil, count: visible.count)
    var indexByID = [String: Int](minimumCapacity: visible.count)
    var indexByName = [String: Int](minimumCapacity: visible.count + state.attachments.count)
    var vlans: [VlanKey: Int] = [:]
    for (index, listed) in visible.enumerated() {
      indexByID[ids[index]] = index
      indexByName[state.nics[listed].name] = index
      if let base = state.nics[listed].baseName, let network = shown[index] {
        vlans[VlanKey(base: base, network: network)] = index
      }
    }
    var hidden: [(base: Int, device: Device)] = []
    var places: [(attachment: ListPlace<NetworkAttachment>, base: Int, place: Int?, hidden: Device?)] = []
    places.reserveCapacity(state.attachments.count)
    var seen = Set<String>(minimumCapacity: state.attachments.count)
    for index in state.attachments.indices {
      let here = ListPlace(state.attachments, index)
      let networkID = state.attachments[index].networkID
      let nicID = state.attachments[index].nicID
      var name: String { networks.name(ofID: networkID) }
      guard seen.insert(networkID).inserted else {
        contradictions.append("\(name) has two attachments")
        continue
      }
      guard let base = indexByID[nicID], state.nics[visible[base]].baseName == nil else {
        contradictions.append("\(name) is attached to a device \(nicID) that isn't listed as a nic or bond")
        continue
      }
      let baseName = state.nics[visible[base]].name
      let network = HostNic.ShownNetwork.managed(id: networkID)
      if shown[base] == network {
        carried[base] = here
        places.append((here, base, base, nil))
      } else if let vlan = vlans[VlanKey(base: baseName, network: network)] {
        carried[vlan] = here
        places.append((here, base, vlan, nil))
      } else if let tag = Self.tagOnHost(state.attachments[index], networks.byID[networkID]) {
        let device = Self.hiddenDevice(here, baseName: baseName, tag: tag)
        if let taken = indexByName[device.name] {
          // Listed without its network, or with another one: only the first can be mended.
          guard shown[taken] == nil, state.nics[visible[taken]].baseName == baseName else {
            contradictions.append("\(name) should be on \(device.name), which carries something else")
            continue
          }
          shown[taken] = network
          carried[taken] = here
          places.append((here, base, taken, nil))
        } else {
          indexByName[device.name] = base
          places.append((here, base, nil, device))
        }
      } else if shown[base] == nil, networks.byID[networkID] != nil {
        shown[base] = network
        carried[base] = here
        places.append((here, base, base, nil))
      } else {
        contradictions.append("\(name) is attached to \(baseName), which doesn't show it")
      }
    }
    devices.reserveCapacity(visible.count)
    for (index, listed) in visible.enumerated() {
      devices.append(
        Device(
          id: ids[index], name: state.nics[listed].name, kind: state.nics[listed].kind, network: shown[index],
          ipv4: state.nics[listed].ipv4, attachmentPlace: carried[index], listedPlace: ListPlace(state.nics, listed)))
    }
    attached.reserveCapacity(places.count)
    for (attachment, base, place, device) in places {
      guard let onHost = place.map({ devices[$0] }) ?? device else { continue }
      attached[attachment.item.networkID] = AttachedNetwork(
        attachmentPlace: attachment, base: devices[base], place: onHost)
      if let device { hidden.append((base, device)) }
    }
    for device in devices where device.attachmentPlace == nil {
      if case .managed(let id) = device.network {
        contradictions.append("\(device.name) shows \(networks.name(ofID: id)), which isn't attached to it")
      }
    }
    guard !hidden.isEmpty else { return }
    hidden.sort { ($0.base, $0.device.tag, $0.device.id) < ($1.base, $1.device.tag, $1.device.id) }
    var rest = hidden[...]
    var all: [Device] = []
    all.reserveCapacity(devices.count + state.attachments.count)
    for (index, device) in devices.enumerated() {
      all.append(device)
      while let next = rest.first, next.base == index {
        all.append(next.device)
        rest.removeFirst()
      }
    }
    devices = all
  }

  /// A bond without slaves is invisible in 3.5 and counts as absent (engine 3.5, `InterfaceDaoDbFacadeImpl`).
  private static func isVisible(_ nic: HostNic) -> Bool {
    if case .bond(let slaves, _) = nic.kind { return !slaves.isEmpty }
    return true
  }

  /// The id of a listed device. One that the engine gives no id, a hidden vlan device with an unmanaged network, gets a
  /// name-based one.
  private static func id(of nic: HostNic, hostID: String) -> String {
    nic.id.isEmpty ? NameBasedUUID.ofDevice(nic.name, hostID: hostID) : nic.id
  }

  private static func tagOnHost(_ attachment: NetworkAttachment, _ network: Network?) -> Int? {
    if let reported = attachment.reported, reported.hasVlan { return reported.vlan }
    return network?.vlan
  }

  /// The vlan device of an attachment that the engine hides. Its address is the configured one, or what the host
  /// reports where the network is out of sync.
  private static func hiddenDevice(_ place: ListPlace<NetworkAttachment>, baseName: String, tag: Int) -> Device {
    let attachment = place.item
    let configured: IPv4Configuration = attachment.ipv4.first ?? .none
    return Device(
      id: attachment.id, name: "\(baseName).\(tag)", kind: .vlan(base: baseName, tag: tag),
      network: .managed(id: attachment.networkID),
      ipv4: attachment.isInSync ? configured : attachment.reported?.ipv4 ?? configured,
      attachmentPlace: place, listedPlace: nil)
  }
}

extension HostNic {
  /// The name of the base; nil for all but vlan devices.
  fileprivate var baseName: String? {
    if case .vlan(let base, _) = kind { return base }
    return nil
  }
}

extension Device {
  /// The tag of a vlan device; 0 for others.
  var tag: Int {
    if case .vlan(_, let tag) = kind { return tag }
    return 0
  }
}

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
    devices.reserveCapacity(state.nics.count)
    for index in state.nics.indices where Self.isVisible(state.nics[index]) {
      devices.append(Self.device(ListPlace(state.nics, index), hostID: state.host.id))
    }
    var indexByID: [String: Int] = [:]
    var indexByName: [String: Int] = [:]
    var vlans: [VlanKey: Int] = [:]
    indexByID.reserveCapacity(devices.count)
    indexByName.reserveCapacity(devices.count + state.attachments.count)
    vlans.reserveCapacity(devices.count)
    attached.reserveCapacity(state.attachments.count)
    for (index, device) in devices.enumerated() {
      indexByID[device.id] = index
      indexByName[device.name] = index
      if let base = device.baseName, let network = device.network {
        vlans[VlanKey(base: base, network: network)] = index
      }
    }
    var hidden: [Int: [Device]] = [:]
    var places: [(attachment: ListPlace<NetworkAttachment>, base: Int, place: Int?, hidden: Device?)] = []
    places.reserveCapacity(state.attachments.count)
    var seen: Set<String> = []
    seen.reserveCapacity(state.attachments.count)
    for (index, attachment) in state.attachments.enumerated() {
      let here = ListPlace(state.attachments, index)
      var name: String { networks.name(ofID: attachment.networkID) }
      guard seen.insert(attachment.networkID).inserted else {
        contradictions.append("\(name) has two attachments")
        continue
      }
      guard let base = indexByID[attachment.nicID], !devices[base].isVlan else {
        contradictions.append("\(name) is attached to a device \(attachment.nicID) that isn't listed as a nic or bond")
        continue
      }
      let shown = HostNic.ShownNetwork.managed(id: attachment.networkID)
      if devices[base].network == shown {
        places.append((here, base, base, nil))
      } else if let vlan = vlans[VlanKey(base: devices[base].name, network: shown)] {
        places.append((here, base, vlan, nil))
      } else if let tag = Self.tagOnHost(attachment, networks.byID[attachment.networkID]) {
        let device = Self.hiddenDevice(here, base: devices[base], tag: tag)
        if let taken = indexByName[device.name] {
          // Listed without its network, or with another one: only the first can be mended.
          guard devices[taken].network == nil, devices[taken].baseName == devices[base].name else {
            contradictions.append("\(name) should be on \(device.name), which carries something else")
            continue
          }
          devices[taken].network = shown
          places.append((here, base, taken, nil))
        } else {
          indexByName[device.name] = base
          places.append((here, base, nil, device))
        }
      } else if devices[base].network == nil, networks.byID[attachment.networkID] != nil {
        devices[base].network = shown
        places.append((here, base, base, nil))
      } else {
        contradictions.append("\(name) is attached to \(devices[base].name), which doesn't show it")
      }
    }
    for (attachment, _, place, _) in places {
      if let place { devices[place].attachmentPlace = attachment }
    }
    for (attachment, base, place, device) in places {
      guard let onHost = place.map({ devices[$0] }) ?? device else { continue }
      attached[attachment.item.networkID] = AttachedNetwork(
        attachmentPlace: attachment, base: devices[base], place: onHost)
      if let device { hidden[base, default: []].append(device) }
    }
    for device in devices where device.attachmentPlace == nil {
      if case .managed(let id) = device.network {
        contradictions.append("\(device.name) shows \(networks.name(ofID: id)), which isn't attached to it")
      }
    }
    guard !hidden.isEmpty else { return }
    var all: [Device] = []
    all.reserveCapacity(devices.count + state.attachments.count)
    for (index, device) in devices.enumerated() {
      all.append(device)
      if let own = hidden[index] { all += own.sorted { ($0.tag, $0.id) < ($1.tag, $1.id) } }
    }
    devices = all
  }

  /// A bond without slaves is invisible in 3.5 and counts as absent (engine 3.5, `InterfaceDaoDbFacadeImpl`).
  private static func isVisible(_ nic: HostNic) -> Bool {
    if case .bond(let slaves, _) = nic.kind { return !slaves.isEmpty }
    return true
  }

  /// A listed device. One that the engine gives no id, a hidden vlan device with an unmanaged network, gets a
  /// name-based one.
  private static func device(_ place: ListPlace<HostNic>, hostID: String) -> Device {
    let nic = place.item
    return Device(
      id: nic.id.isEmpty ? NameBasedUUID.ofDevice(nic.name, hostID: hostID) : nic.id, name: nic.name, kind: nic.kind,
      network: nic.network, ipv4: nic.ipv4, attachmentPlace: nil, listedPlace: place)
  }

  private static func tagOnHost(_ attachment: NetworkAttachment, _ network: Network?) -> Int? {
    if let reported = attachment.reported, reported.hasVlan { return reported.vlan }
    return network?.vlan
  }

  /// The vlan device of an attachment that the engine hides. Its address is the configured one, or what the host
  /// reports where the network is out of sync.
  private static func hiddenDevice(_ place: ListPlace<NetworkAttachment>, base: Device, tag: Int) -> Device {
    let attachment = place.item
    let configured: IPv4Configuration = attachment.ipv4.first ?? .none
    return Device(
      id: attachment.id, name: "\(base.name).\(tag)", kind: .vlan(base: base.name, tag: tag),
      network: .managed(id: attachment.networkID),
      ipv4: attachment.isInSync ? configured : attachment.reported?.ipv4 ?? configured,
      attachmentPlace: place, listedPlace: nil)
  }
}

extension Device {
  /// The tag of a vlan device; 0 for others.
  var tag: Int {
    if case .vlan(_, let tag) = kind { return tag }
    return 0
  }
}

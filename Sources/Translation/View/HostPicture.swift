import HostNetworking

/// A host as the rules look at it: the devices of the legacy view, indexed by id and name, and where each attached
/// network has its place. Built once for a request, in time linear to the state.
struct HostPicture: Sendable {
  /// The host.
  let host: Host
  /// The known networks.
  let networks: NetworkIndex
  /// Every device of the legacy view; a hidden vlan device follows its base.
  let devices: [Device]
  /// The name of the bond that a slave belongs to, by the name of the slave.
  let masterNames: [String: String]
  /// The attached networks, by network id.
  let attached: [String: AttachedNetwork]
  /// The names of the devices that carry an unmanaged network, by the name of the base (or of the device itself).
  let unmanagedDeviceNames: [String: [String]]
  /// What can't be true at once in the state; empty for a state that makes sense.
  let contradictions: [String]
  private let indexByID: [String: Int]
  private let indexByName: [String: Int]

  /// The picture of a state. It never fails: what makes no sense is left out and told in ``contradictions``.
  init(of state: HostState) {
    networks = NetworkIndex(state.networks)
    let placed = PlacedAttachments(in: state, networks: networks)
    host = state.host
    devices = placed.devices
    attached = placed.attached
    var contradictions = placed.contradictions
    var indexByID: [String: Int] = [:]
    var indexByName: [String: Int] = [:]
    var masterNames: [String: String] = [:]
    var unmanaged: [String: [String]] = [:]
    indexByID.reserveCapacity(devices.count)
    indexByName.reserveCapacity(devices.count)
    for (index, device) in devices.enumerated() {
      if indexByID.updateValue(index, forKey: device.id) != nil {
        contradictions.append("two devices have the id \(device.id)")
      }
      if indexByName.updateValue(index, forKey: device.name) != nil {
        contradictions.append("two devices have the name \(device.name)")
      }
      if device.unmanagedNetwork != nil { unmanaged[device.baseName ?? device.name, default: []].append(device.name) }
      for slave in device.slaves ?? [] where masterNames.updateValue(device.name, forKey: slave) != nil {
        contradictions.append("\(slave) is a slave of two bonds")
      }
    }
    for (slave, bond) in masterNames where indexByName[slave] == nil {
      contradictions.append("\(bond) has a slave \(slave) that isn't listed")
    }
    self.indexByID = indexByID
    self.indexByName = indexByName
    self.masterNames = masterNames
    self.unmanagedDeviceNames = unmanaged
    self.contradictions = contradictions.sorted()
  }

  /// The device with that id, hidden vlan devices included.
  func device(id: String) -> Device? { indexByID[id].map { devices[$0] } }

  /// The device with that name.
  func device(named name: String) -> Device? { indexByName[name].map { devices[$0] } }

  /// The names of the unmanaged networks on the host.
  var unmanagedNames: Set<String> { Set(devices.compactMap(\.unmanagedNetwork)) }

  /// What to call a shown network in a text.
  func name(of network: HostNic.ShownNetwork) -> String {
    switch network {
    case .managed(let id): networks.name(ofID: id)
    case .unmanaged(let name): name
    }
  }

  /// The network that a device shows, with its attachment; nil if it shows none, or an unmanaged one.
  func attachedNetwork(of device: Device) -> AttachedNetwork? {
    device.attachment.flatMap { attached[$0.networkID] }
  }

  /// The vlan devices on a nic or bond, hidden ones included.
  func vlanDevices(on device: Device) -> [Device] { devices.filter { $0.baseName == device.name } }

  /// The name of the device that carries a network; nil if it is new to the host.
  func nameOfDevice(carrying network: Network) -> String? {
    attached[network.id]?.place.name ?? nameOfDevice(showing: network)
  }

  /// The device that shows a network of the cluster, attached or not; nil if none does.
  func nameOfDevice(showing network: Network) -> String? {
    devices.first { $0.network == .managed(id: network.id) }?.name
  }
}

/// The networks of a state, by id and by name.
struct NetworkIndex: Sendable {
  /// By id.
  let byID: [String: Network]
  /// By name; a network of the cluster goes before one of the same name elsewhere.
  let byName: [String: Network]

  /// Indexes networks.
  init(_ networks: [Network]) {
    var byID = [String: Network](minimumCapacity: networks.count)
    byID.merge(networks.lazy.map { ($0.id, $0) }) { $0.isInCluster ? $0 : $1 }
    var byName = [String: Network](minimumCapacity: networks.count)
    byName.merge(networks.lazy.map { ($0.name, $0) }) { $1.isInCluster && !$0.isInCluster ? $1 : $0 }
    self.byID = byID
    self.byName = byName
  }

  /// What to call a network in a text: its name, or its id where the name isn't known.
  func name(ofID id: String) -> String { byID[id]?.name ?? id }
}

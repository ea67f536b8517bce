import GatewayErrors
import HostNetworking

/// An entry with the network of the cluster that it puts on its device.
struct StatedNetwork: Sendable, Equatable {
  /// The network.
  var network: Network
  /// The entry.
  var device: StatedDevice
}

/// The networks of a request.
struct StatedNetworks: Sendable, Equatable {
  /// Networks of the cluster, sorted by name.
  var managed: [StatedNetwork]
  /// The names of the devices whose unmanaged network, or network of another cluster, is restated on them.
  var restatedUnmanaged: Set<String>
}

/// An entry without network (no element, an empty one, or one with neither id nor name) says only that its device exists.
/// A network that isn't in the cluster, or exists on the host only, may be restated where it is and nowhere else; it is
/// left untouched then. No network is stated twice.
///
/// Source: engine 3.5, `SetupNetworksHelper` (only networks of the cluster may be configured; a foreign one is tolerated
/// on the device that carries it).
enum ResolveNetworks {
  /// The networks of all entries.
  ///
  /// - Throws: `NETWORK_INTERFACES_DONT_EXIST`, `NETWORKS_DONT_EXIST_IN_CLUSTER`,
  ///   `NETWORKS_ALREADY_ATTACHED_TO_IFACES`, and what ``FindNetwork`` throws.
  static func resolve(
    _ entries: [StatedDevice], bonds: StatedBonds, on picture: HostPicture
  ) throws(GatewayError) -> StatedNetworks {
    var networks = StatedNetworks(managed: [], restatedUnmanaged: [])
    var deviceNames: [String: String] = [:]
    let unmanagedNames = picture.unmanagedNames
    for device in entries {
      guard let reference = device.entry.network, !reference.isEmpty else {
        guard device.existing != nil || bonds.byName[device.name] != nil else {
          throw refusal(
            .networkInterfacesDontExist, "The host has no device \(device.name), and the request makes none.",
            instead: "List the nics to see which there are, or leave the entry out.")
        }
        continue
      }
      let found = try FindNetwork.find(reference, on: picture, unmanagedNames: unmanagedNames)
      if let other = deviceNames.updateValue(device.name, forKey: found.name) {
        throw refusal(
          .networksAlreadyAttachedToIfaces,
          "The network \(found.name) is stated on \(list([other, device.name])); a host carries it once.",
          instead: "State it on one device.")
      }
      if case .known(let network) = found, network.isInCluster {
        networks.managed.append(StatedNetwork(network: network, device: device))
      } else if found.isShown(by: device.existing) {
        networks.restatedUnmanaged.insert(device.name)
      } else {
        throw refusal(
          .networksDontExistInCluster,
          "The network \(found.name) isn't in the cluster of the host, so it can't be put on \(device.name).",
          instead: "Assign it to the cluster first; an unmanaged network can only be restated where it is.")
      }
    }
    networks.managed.sort { ($0.network.name, $0.network.id) < ($1.network.name, $1.network.id) }
    return networks
  }
}

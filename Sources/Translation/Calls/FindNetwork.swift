import GatewayErrors
import HostNetworking

/// What a network reference denotes.
enum FoundNetwork: Sendable, Equatable {
  /// A network of the system; whether it is in the cluster stands in it.
  case known(Network)
  /// A network that exists on this host only.
  case unmanaged(name: String)

  /// What to call it.
  var name: String {
    switch self {
    case .known(let network): network.name
    case .unmanaged(let name): name
    }
  }

  /// Whether a device shows it.
  func isShown(by device: Device?) -> Bool {
    switch (self, device?.network) {
    case (.known(let network), .managed(let id)): network.id == id
    case (.known(let network), .unmanaged(let name)): !network.isInCluster && network.name == name
    case (.unmanaged(let name), .unmanaged(let shown)): name == shown
    case (.unmanaged, .managed), (_, nil): false
    }
  }
}

/// A network is found by its id or name, among those of the cluster first, then of the system; id and name must denote
/// the same network. An unknown one is 404, except a name that an unmanaged network of this host has.
///
/// 3.5 took the first network whose id or name matched, whichever came first in its list; acting on another network than
/// was meant is worse than an error. Source: engine 3.5, `BackendHostNicsResource.lookupNetwork`.
enum FindNetwork {
  /// The network that a reference with an id, a name, or both denotes.
  ///
  /// - Throws: `ENTITY_NOT_FOUND`, `NETWORK_ID_NAME_CONFLICT`.
  static func find(
    _ reference: LegacyNetworkReference, on picture: HostPicture, unmanagedNames: Set<String>
  ) throws(GatewayError) -> FoundNetwork {
    if let id = reference.id {
      guard let network = picture.networks.byID[id] else { throw refusal(.entityNotFound, "Entity not found: \(id)") }
      guard let name = reference.name, name != network.name else { return .known(network) }
      throw refusal(
        .networkIDNameConflict, "The network id \(id) is that of \(network.name), but the name says \(name).",
        instead: "State the id or the name alone, or both of one network.")
    }
    let name = reference.name ?? ""
    if let network = picture.networks.byName[name] { return .known(network) }
    guard unmanagedNames.contains(name) else { throw refusal(.entityNotFound, "Entity not found: \(name)") }
    return .unmanaged(name: name)
  }
}

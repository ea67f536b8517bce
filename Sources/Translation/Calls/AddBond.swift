import GatewayErrors
import HostNetworking

/// `POST nics`: a new bond with a network becomes one setupnetworks that makes the bond and attaches the network to it.
///
/// Address, boot_protocol and properties of the body are not used, as in 3.5 (`AddBondParameters` has none of them): the
/// network starts without address. A device of the bond's name must not exist; 3.5 asked the opposite, since its hosts
/// announced bonds before they were made, and gave this very code when the name was unknown (engine 3.5,
/// `AddBondCommand`). Which names a bond may have is left to the engine.
enum AddBond {
  /// The plan of a new bond.
  ///
  /// - Throws: see `docs/translation.md`, new bond.
  static func plan(
    _ body: LegacyHostNic, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    let (name, reference, slaves) = try mandatory(body)
    if let word = body.bootProtocol, BootProtocol(word: word) == nil {
      throw refusal(
        .bootProtocolInvalid, "The boot_protocol \(word) of the new bond \(name) is unknown.",
        instead: "State none, dhcp or static, or leave it out: a new bond starts without address.")
    }
    let network = try newNetwork(reference, of: name, on: picture)
    try TrustState.check(picture)
    let slaveNames = try NewBondSlaves.resolve(slaves, of: name, on: picture, switches)
    if picture.device(named: name) != nil {
      throw refusal(
        .networkBondNameExists,
        "The host has a device \(name) already, so no bond of that name can be made for \(network.name).",
        instead: "Give the bond another name, or edit the one that is there.")
    }
    let options = try ResolveBondOptions.resolve(body.bonding?.options ?? [], of: name)
    return .call(
      .setupNetworks(
        Change(
          modifiedBonds: [BondChange(id: nil, name: name, slaves: slaveNames, options: options)],
          modifiedAttachments: [AttachmentChange(id: nil, networkID: network.id, nic: .name(name))],
          checkConnectivity: switches.unstatedConnectivityCheck)))
  }

  /// What 3.5 demanded, in its words and order (engine 3.5, `CompletenessAssertor`).
  private static func mandatory(
    _ body: LegacyHostNic
  ) throws(GatewayError) -> (name: String, network: LegacyNetworkReference, slaves: [LegacyHostNic]) {
    let slaves = body.bonding?.slaves ?? []
    let areNamed = !slaves.isEmpty && slaves.allSatisfy { $0.id != nil || $0.name != nil }
    if let name = body.name, let network = body.network, !network.isEmpty, areNamed { return (name, network, slaves) }
    var missing: [String] = []
    if body.name == nil { missing.append("name") }
    if body.network?.isEmpty ?? true { missing.append("network.id|name") }
    if !areNamed { missing.append("bonding.slaves.id|name") }
    throw refusal(.incompleteParameters, "HostNIC [\(missing.joined(separator: ", "))] required for add")
  }

  /// The network, which must be of the cluster and new to the host.
  private static func newNetwork(
    _ reference: LegacyNetworkReference, of bond: String, on picture: HostPicture
  ) throws(GatewayError) -> Network {
    let found = try FindNetwork.find(reference, on: picture, unmanagedNames: picture.unmanagedNames)
    guard case .known(let network) = found, network.isInCluster else {
      throw refusal(
        .networkNotExistsInCluster,
        "The network \(found.name) isn't in the cluster of the host, so it can't be put on the new bond \(bond).",
        instead: "Assign it to the cluster first.")
    }
    if let place = picture.nameOfDevice(carrying: network) {
      throw refusal(
        .networkAlreadyAttachedToInterface,
        "The network \(network.name) is attached to \(place) already, so it can't be put on the new bond \(bond).",
        instead: "Detach it from \(place) first, or make the bond and move the network with setupnetworks.")
    }
    return network
  }
}

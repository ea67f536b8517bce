import GatewayErrors
import HostNetworking

/// `POST nics/setupnetworks`: the full desired state of 3.5 becomes the relative change of the newer engine.
///
/// The structure of the request counts by omission: a network, bond or slave that isn't stated goes. Its attributes
/// don't: properties, bond options and IPv6 that aren't stated stay. Where keeping would be a guess and removing could
/// cut the host off, the request is refused. So says the guarded policy; the rules that read the request ask a switch
/// where 3.5 did otherwise, the rules that protect the host ask none. The steps run in this order, each in a file of
/// `SetupNetworks/`.
enum SetupNetworks {
  /// The plan of a setupnetworks.
  ///
  /// - Throws: see `docs/translation.md`, setupnetworks.
  static func plan(
    _ desired: LegacyDesiredState, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> EnginePlan {
    let entries = try RequireHostNics.entries(of: desired)
    try TrustState.check(picture)
    let devices = try ResolveDevices.resolve(entries, on: picture, switches)
    let bonds = try ResolveBonds.resolve(devices, on: picture, switches)
    let networks = try ResolveNetworks.resolve(bonds.otherEntries, bonds: bonds, on: picture)
    let placements = try PlaceNetworks.place(networks.managed, bonds: bonds, on: picture, switches)
    let wishes = try DesiredAddresses.resolve(placements, switches)
    try RefuseRepeatedAddresses.check(wishes)
    try KeepManagementNetwork.check(wishes, on: picture)
    try KeepHostAddress.check(wishes, on: picture)
    try KeepUnmanagedNetworks.check(wishes, bonds: bonds, restated: networks.restatedUnmanaged, on: picture)
    let bondChanges = CompareBonds.compare(bonds, on: picture)
    let attachmentChanges = try CompareAttachments.compare(wishes, on: picture)
    try KeepManagementAddress.check(attachmentChanges, on: picture)
    let change = Change(
      modifiedBonds: bondChanges.modified, removedBonds: bondChanges.removed,
      modifiedAttachments: attachmentChanges.modified, removedAttachments: attachmentChanges.removed,
      synchronizedAttachments: attachmentChanges.synchronized,
      checkConnectivity: desired.checkConnectivity ?? switches.unstatedConnectivityCheck,
      connectivityTimeoutSeconds: desired.connectivityTimeoutSeconds)
    return change.isEmpty ? .nothing : .call(.setupNetworks(change))
  }
}

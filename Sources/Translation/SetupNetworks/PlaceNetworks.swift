import GatewayErrors
import HostNetworking

/// A network with the base that it shall be on.
struct Placement: Sendable, Equatable {
  /// The network.
  var network: Network
  /// The attachment that it has now; nil for a network that is new to the host.
  var attached: AttachedNetwork?
  /// The name of the base nic or bond.
  var baseName: String
  /// The base as it is now; nil for a bond that the request makes.
  var base: Device?
  /// The entry.
  var device: StatedDevice

  /// Whether it moves to another base.
  var isMoved: Bool { attached.map { $0.base.name != baseName } ?? false }
}

/// Which base nic or bond a network is meant for. The first that applies:
///
/// 1. The device shows this very network now (and `base_interface`, if stated on a vlan device, is its base): the
///    present base. So a list posted back is safe whatever tag or name a device has.
/// 2. The network is untagged: the device itself, which must not be a vlan device. `base_interface` is ignored.
/// 3. `base_interface` is stated: that one, unless the name points elsewhere.
/// 4. The device is an existing vlan device: its base.
/// 5. The device is a nic, a bond, or a bond of this request: the device itself.
/// 6. The name up to its last dot, or all of it without dot.
///
/// The `vlan` element and the number in the name are never read: the tag is that of the logical network. Source: engine
/// 3.5, `HostNicMapper` and `SetupNetworksHelper.updateBaseInterface`; 3.5 took `base_interface` for new devices and did
/// nothing for existing ones, as the faithful policy does; else a contradiction is refused.
enum PlaceNetworks {
  /// The placements, in the order of the networks.
  ///
  /// - Throws: `VLAN_DEVICE_AS_BASE`, `BASE_INTERFACE_CONFLICT`, and what ``RequireBase`` throws.
  static func place(
    _ networks: [StatedNetwork], bonds: StatedBonds, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> [Placement] {
    var placements: [Placement] = []
    for stated in networks {
      let baseName = try baseName(of: stated, bonds: bonds, on: picture, switches)
      let base = try RequireBase.check(baseName, of: stated, bonds: bonds, on: picture)
      placements.append(
        Placement(
          network: stated.network, attached: picture.attached[stated.network.id], baseName: baseName, base: base,
          device: stated.device))
    }
    return placements
  }

  private static func baseName(
    of stated: StatedNetwork, bonds: StatedBonds, on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> String {
    let device = stated.device.existing
    let name = stated.device.name
    let statedBase = stated.device.entry.baseInterface
    if let device, device.network == .managed(id: stated.network.id) {
      guard let vlanBase = device.baseName else { return name }
      if statedBase == nil || statedBase == vlanBase || switches.baseAgainstName == .readAs35 { return vlanBase }
    }
    if stated.network.vlan == nil {
      if let vlanBase = device?.baseName {
        throw refusal(
          .vlanDeviceAsBase, "The network \(stated.network.name) is untagged, but \(name) is a vlan device.",
          instead: "Put it on \(vlanBase) or another nic or bond.")
      }
      return name
    }
    if let statedBase {
      if switches.baseAgainstName == .refuse,
        let elsewhere = elsewhere(name, device, than: statedBase, bonds: bonds, on: picture)
      {
        throw refusal(
          .baseInterfaceConflict,
          "\(name) with the network \(stated.network.name) has the base_interface \(statedBase), but its name means "
            + "\(elsewhere).",
          instead: "State \(statedBase).\(stated.network.vlan ?? 0), or leave base_interface out.")
      }
      return statedBase
    }
    if let vlanBase = device?.baseName { return vlanBase }
    if device != nil || bonds.byName[name] != nil { return name }
    return beforeLastDot(name) ?? name
  }

  /// The nic or bond that a name points to, if it is another than `base`.
  private static func elsewhere(
    _ name: String, _ device: Device?, than base: String, bonds: StatedBonds, on picture: HostPicture
  ) -> String? {
    if let vlanBase = device?.baseName { return vlanBase == base ? nil : vlanBase }
    for candidate in [name, beforeLastDot(name)].compactMap({ $0 }) where candidate != base {
      if bonds.byName[candidate] != nil || picture.device(named: candidate)?.isVlan == false { return candidate }
    }
    return nil
  }

  private static func beforeLastDot(_ name: String) -> String? {
    name.lastIndex(of: ".").map { String(name[..<$0]) }
  }
}

import GatewayErrors
import HostNetworking

/// An entry of the request with the device that it means.
struct StatedDevice: Sendable, Equatable {
  /// The name of the device.
  var name: String
  /// The device, if it exists now.
  var existing: Device?
  /// The entry.
  var entry: LegacyHostNic
}

/// An entry means the device of its name, which may be new, or of its id; both must be the same device. No device is
/// stated twice.
///
/// 3.5 demanded the name and ignored the id (engine 3.5, `BackendHostNicsResource.nicsToInterfaces`), as the faithful policy
/// does. Else an id alone is unambiguous, so it is accepted; an id and a name that disagree are not, since acting on the
/// wrong device is worse than an error. A slave may have an id alone in 3.5 too; of one whose id and name disagree it took
/// the state of the one and the name of the other, so that stays refused.
enum ResolveDevices {
  /// The devices of all entries.
  ///
  /// - Throws: `NIC_NAME_REQUIRED`, `NIC_ID_NAME_CONFLICT`, `NETWORK_INTERFACES_DONT_EXIST`,
  ///   `NETWORK_INTERFACES_ALREADY_SPECIFIED`.
  static func resolve(
    _ entries: [LegacyHostNic], on picture: HostPicture, _ switches: PolicySwitches
  ) throws(GatewayError) -> [StatedDevice] {
    var devices: [StatedDevice] = []
    var seen: Set<String> = []
    for entry in entries {
      let device = try resolve(asRead(entry, switches), as: "host_nic", on: picture)
      guard seen.insert(device.name).inserted else {
        throw refusal(
          .networkInterfacesAlreadySpecified, "The device \(device.name) is stated twice.",
          instead: "State each device once.")
      }
      devices.append(device)
    }
    return devices
  }

  /// An entry as far as it is read: without its id where only the name counts.
  private static func asRead(
    _ entry: LegacyHostNic, _ switches: PolicySwitches
  ) throws(GatewayError) -> LegacyHostNic {
    if let id = entry.id, entry.name == nil, switches.entryWithoutName == .refuse {
      throw refusal(
        .nicNameRequired, "The host_nic with the id \(id) has no name\(networkHint(entry)).", instead: "State its name."
      )
    }
    guard switches.idAgainstName == .readAs35, entry.name != nil else { return entry }
    var named = entry
    named.id = nil
    return named
  }

  /// The device of one entry or slave.
  ///
  /// - Parameter role: what to call the element in a refusal.
  static func resolve(
    _ entry: LegacyHostNic, as role: String, on picture: HostPicture
  ) throws(GatewayError) -> StatedDevice {
    guard let id = entry.id else {
      guard let name = entry.name else {
        throw refusal(
          .nicNameRequired, "A \(role) has neither id nor name\(networkHint(entry)).", instead: "State its name.")
      }
      return StatedDevice(name: name, existing: picture.device(named: name), entry: entry)
    }
    guard let device = picture.device(id: id) else {
      guard let name = entry.name else {
        throw refusal(
          .networkInterfacesDontExist, "The host has no device with the id \(id)\(networkHint(entry)).",
          instead: "List the nics again, or state the device by name.")
      }
      throw refusal(
        .nicIDNameConflict, "The \(role) \(name) has the id \(id), which no device of the host has.",
        instead: "State the name alone, or the id that the list of nics gives.")
    }
    if let name = entry.name, name != device.name {
      throw refusal(
        .nicIDNameConflict, "The \(role) is named \(name), but its id \(id) is that of \(device.name).",
        instead: "State the id or the name alone, or both of one device.")
    }
    return StatedDevice(name: device.name, existing: device, entry: entry)
  }

  private static func networkHint(_ entry: LegacyHostNic) -> String {
    guard let network = entry.network?.name ?? entry.network?.id else { return "" }
    return " (its network is \(network))"
  }
}

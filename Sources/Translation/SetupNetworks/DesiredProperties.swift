import GatewayErrors
import HostNetworking

/// Properties that aren't stated stay; an empty element clears them.
///
/// 3.5 cleared them in both cases (engine 3.5, `SetupNetworksHelper`), as the faithful policy does. Newer engines carry
/// properties that no legacy client ever saw (ethtool, fcoe), and losing those can take a storage network down. One property
/// with two values would depend on the order, so it is refused.
enum DesiredProperties {
  /// The properties asked for, sorted by name; nil if they stay.
  ///
  /// - Throws: `REQUEST_VALUE_INVALID`.
  static func resolve(
    _ placement: Placement, unstated: PolicySwitches.Unstated
  ) throws(GatewayError) -> [CustomProperty]? {
    guard let given = placement.device.entry.properties else {
      return unstated == .remove ? [] : nil
    }
    var values: [String: String] = [:]
    for property in given {
      if let other = values.updateValue(property.value, forKey: property.name), other != property.value {
        throw refusal(
          .requestValueInvalid,
          "The property \(property.name) of \(placement.network.name) on \(placement.device.name) has two values.",
          instead: "State one of them.")
      }
    }
    return values.map { CustomProperty($0, $1) }.sorted { $0.name < $1.name }
  }
}

import GatewayErrors
import HostNetworking

/// Every bond option has a name and a value; none at all, or an empty `options`, means that they aren't given.
///
/// 3.5 sent an option without value as the text `null` (engine 3.5, `HostNicMapper`). `type` decorates answers and is
/// never read. One option with two values would depend on the order, so it is refused.
enum ResolveBondOptions {
  /// The options in a stable order; nil if none are given.
  ///
  /// - Throws: `BOND_OPTION_INCOMPLETE`, `REQUEST_VALUE_INVALID`.
  static func resolve(_ given: [LegacyBondOption], of bond: String) throws(GatewayError) -> [BondOption]? {
    guard !given.isEmpty else { return nil }
    var values: [String: String] = [:]
    for option in given {
      guard let name = option.name, !name.isEmpty, let value = option.value, !value.isEmpty else {
        let known = option.name.map { "The option \($0)" } ?? "An option"
        throw refusal(
          .bondOptionIncomplete,
          "\(known) of the bond \(bond) has no \(option.name?.isEmpty ?? true ? "name" : "value").",
          instead: "State name and value; a mode is a number from 0 to 6 or its name.")
      }
      if let other = values.updateValue(value, forKey: name), other != value {
        throw refusal(
          .requestValueInvalid, "The option \(name) of the bond \(bond) has two values, \(list([other, value])).",
          instead: "State one of them.")
      }
    }
    return BondOptions.sorted(values.map { BondOption($0, $1) })
  }
}

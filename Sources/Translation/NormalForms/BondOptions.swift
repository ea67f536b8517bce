import HostNetworking

/// Bond options as a map: their order means nothing, and a mode by name equals the same mode by number. No other value
/// is interpreted.
enum BondOptions {
  /// The numbers of the modes by their names (Linux bonding driver documentation, option `mode`).
  private static let modeNumbers = [
    "balance-rr": "0", "active-backup": "1", "balance-xor": "2", "broadcast": "3", "802.3ad": "4", "balance-tlb": "5",
    "balance-alb": "6",
  ]

  /// Name to value, with the mode as a number.
  static func map(_ options: [BondOption]) -> [String: String] {
    var map: [String: String] = [:]
    for option in options {
      map[option.name] = option.name == "mode" ? modeNumbers[option.value] ?? option.value : option.value
    }
    return map
  }

  /// Whether both say the same.
  static func same(_ left: [BondOption], _ right: [BondOption]) -> Bool {
    map(left) == map(right)
  }

  /// In an order that doesn't depend on the request: the mode first, as engines write it, then by name.
  static func sorted(_ options: [BondOption]) -> [BondOption] {
    options.sorted { ($0.name == "mode" ? 0 : 1, $0.name) < ($1.name == "mode" ? 0 : 1, $1.name) }
  }
}

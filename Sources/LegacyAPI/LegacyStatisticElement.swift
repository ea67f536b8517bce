import HostNetworking
import XMLTree

/// Writes `statistics` and `statistic` of a nic as engine 3.5 did: kinds, types and units in capitals (`api.xsd`;
/// `HostNicStatisticalQuery`).
struct LegacyStatisticElement {
  /// The href of the nic.
  let nicHref: String
  /// The id of the nic.
  let nicID: String

  /// The statistics that 3.5 had; newer engines have more.
  private static let names: Set<String> = [
    "data.current.rx", "data.current.tx", "errors.total.rx", "errors.total.tx",
  ]

  /// Whether 3.5 had a statistic of that name.
  static func isLegacy(_ statistic: NicStatistic) -> Bool { names.contains(statistic.name) }

  /// The list, with those that 3.5 had, `limit` of them at most.
  func list(_ statistics: [NicStatistic], limit: Int? = nil) -> XMLElement {
    let legacy = statistics.filter(Self.isLegacy)
    return XMLElement("statistics", children: legacy.prefix(limit ?? legacy.count).map(statistic))
  }

  /// One statistic.
  func statistic(_ statistic: NicStatistic) -> XMLElement {
    let values = XMLElement(
      "values", [XMLAttribute("type", statistic.valueType.uppercased())],
      children: statistic.values.map { XMLElement("value", children: [XMLElement("datum", text: $0)]) })
    return XMLElement(
      "statistic",
      [XMLAttribute("href", "\(nicHref)/statistics/\(statistic.id.pathSegment)"), XMLAttribute("id", statistic.id)],
      children: [
        XMLElement("name", text: statistic.name), XMLElement("description", text: statistic.description), values,
        XMLElement("type", text: statistic.kind.uppercased()), XMLElement("unit", text: statistic.unit.uppercased()),
        XMLElement("host_nic", [XMLAttribute("href", nicHref), XMLAttribute("id", nicID)]),
      ])
  }
}

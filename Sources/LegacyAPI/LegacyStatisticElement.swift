import HostNetworking
import XMLTree

/// Writes `statistics` and `statistic` of a nic as engine 3.5 did: kinds, types and units in capitals (`api.xsd`;
/// `HostNicStatisticalQuery`).
struct LegacyStatisticElement {
  /// The href of the nic.
  let nicHref: PreparedValue
  /// The id of the nic.
  let nicID: String

  /// The statistics that 3.5 had; newer engines have more.
  private static let names: Set<String> = [
    "data.current.rx", "data.current.tx", "errors.total.rx", "errors.total.tx",
  ]

  /// Whether 3.5 had a statistic of that name.
  static func isLegacy(_ statistic: NicStatistic) -> Bool { names.contains(statistic.name) }

  /// The list, with those that 3.5 had, `limit` of them at most.
  func write(_ statistics: [NicStatistic], limit: Int? = nil, to sink: inout some ElementSink) {
    let legacy = statistics.filter(Self.isLegacy)
    sink.open("statistics")
    for statistic in legacy.prefix(limit ?? legacy.count) { write(statistic, to: &sink) }
    sink.close("statistics")
  }

  /// One statistic.
  func write(_ statistic: NicStatistic, to sink: inout some ElementSink) {
    sink.open("statistic")
    sink.attribute("href", "\(nicHref.text)/statistics/\(statistic.id.pathSegment)")
    sink.attribute("id", statistic.id)
    sink.element("name", text: statistic.name)
    sink.element("description", text: statistic.description)
    sink.open("values")
    sink.attribute("type", statistic.valueType.uppercased())
    for value in statistic.values {
      sink.open("value")
      sink.element("datum", text: value)
      sink.close("value")
    }
    sink.close("values")
    sink.element("type", text: statistic.kind.uppercased())
    sink.element("unit", text: statistic.unit.uppercased())
    sink.open("host_nic")
    sink.attribute("href", nicHref)
    sink.attribute("id", nicID)
    sink.close("host_nic")
    sink.close("statistic")
  }
}

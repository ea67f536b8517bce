import GatewayErrors
import HostNetworking
import XMLTree

/// Reads statistics of a nic.
///
/// API v3 has the kind in `type` and the type of the values in `values/@type`, in capitals; API v4 has `kind` and `type`,
/// in small letters (engine 3.6, `StatisticMapper`; master, `V3StatisticOutAdapter`).
enum StatisticsAnswer {
  /// Reads a `statistics` document, in the engine's order.
  static func read(_ document: XMLNode) throws(GatewayError) -> [NicStatistic] {
    try statistics(in: AnswerElement.root(document, named: .statistics))
  }

  /// The statistics in a list.
  static func statistics(in list: AnswerElement) throws(GatewayError) -> [NicStatistic] {
    var statistics: [NicStatistic] = []
    for element in list.children(.statistic) { statistics.append(try statistic(element)) }
    return statistics
  }

  /// Reads one statistic.
  static func statistic(_ element: AnswerElement) throws(GatewayError) -> NicStatistic {
    let list = element.child(.values)
    let hasKind = element.value(.kind) != nil
    var values: [String] = []
    for value in element.items(.values, .value) {
      guard let datum = value.value(.datum) else { continue }
      guard let digits = plainDigits(datum) else { throw value.unreadable(.datum, datum, "a number") }
      values.append(digits)
    }
    return NicStatistic(
      id: try element.required(.id), name: try element.required(.name),
      description: element.value(.description) ?? "",
      kind: hasKind ? try element.required(.kind) : try element.required(.type),
      valueType: hasKind ? try element.required(.type) : list?.attribute(.type) ?? "",
      unit: try element.required(.unit), values: values)
  }

  /// A decimal number without its exponent, as XML of 3.5 wrote it (`1.2E+7` is `12000000`); nil for anything else, and
  /// for exponents that no rate or counter has.
  static func plainDigits(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: /([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?/) else {
      return nil
    }
    let whole = String(match.2)
    let fraction = String(match.3 ?? "")
    guard !(whole + fraction).isEmpty else { return nil }
    let sign = match.1 == "-" ? "-" : ""
    guard let exponentText = match.4, let exponent = Int(exponentText) else { return text }
    guard abs(exponent) <= 40 else { return nil }
    let digits = Array(whole + fraction)
    var point = whole.count + exponent
    var padded = digits
    if point < 1 {
      padded = Array(repeating: "0", count: 1 - point) + padded
      point = 1
    }
    if point > padded.count { padded += Array(repeating: "0", count: point - padded.count) }
    var integer = String(padded[..<point].drop { $0 == "0" })
    if integer.isEmpty { integer = "0" }
    let rest = String(padded[point...])
    return sign + integer + (rest.isEmpty ? "" : "." + rest)
  }
}

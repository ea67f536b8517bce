/// One statistic of a nic (`HostNicStatisticalQuery`); nothing moves on a simulated host, so all are zero.
struct Statistic {
  /// The name.
  var name: String
  /// The description.
  var description: String
  /// `gauge` or `counter`.
  var kind: String
  /// `decimal` or `integer`.
  var type: String
  /// `bytes_per_second`, `bits_per_second`, `bytes` or `none`.
  var unit: String

  /// The id: name-based, the same on every nic.
  var id: String { IdentifierSource.named(name) }

  /// The statistics of a nic.
  static func all(_ persona: Persona) -> [Statistic] {
    var list = [
      Statistic(
        name: "data.current.rx", description: "Receive data rate", kind: "gauge", type: "decimal",
        unit: "bytes_per_second"),
      Statistic(
        name: "data.current.tx", description: "Transmit data rate", kind: "gauge", type: "decimal",
        unit: "bytes_per_second"),
    ]
    if persona.isV4 && persona.knowsFollow {
      list.append(
        Statistic(
          name: "data.current.rx.bps", description: "Receive data rate", kind: "gauge", type: "decimal",
          unit: "bits_per_second"))
      list.append(
        Statistic(
          name: "data.current.tx.bps", description: "Transmit data rate", kind: "gauge", type: "decimal",
          unit: "bits_per_second"))
    }
    for (direction, text) in [("rx", "received"), ("tx", "transmitted")] {
      list.append(
        Statistic(
          name: "data.total.\(direction)", description: "Total \(text) data", kind: "counter", type: "integer",
          unit: "bytes"))
    }
    for (direction, text) in [("rx", "receive"), ("tx", "transmit")] {
      list.append(
        Statistic(
          name: "errors.total.\(direction)", description: "Total \(text) errors", kind: "counter", type: "integer",
          unit: "none"))
    }
    return list
  }
}

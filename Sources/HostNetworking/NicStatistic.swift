/// One statistic of a device, with its values as the engine wrote them.
///
/// The engine gives a statistic the same id on every device of every host: the version 3 UUID of its name (engine 3.5 to
/// master, `AbstractStatisticalQuery`).
public struct NicStatistic: Sendable, Equatable {
  /// The id.
  public var id: String
  /// The name, for instance `data.current.rx`.
  public var name: String
  /// One line for people; empty where the engine gives none.
  public var description: String
  /// `gauge` or `counter`, in any letter case.
  public var kind: String
  /// `decimal` or `integer`, in any letter case.
  public var valueType: String
  /// `bytes_per_second`, `bytes`, `none` and others, in any letter case.
  public var unit: String
  /// The values, in decimal digits without exponent; empty where the engine has none.
  public var values: [String]

  /// A statistic.
  public init(
    id: String, name: String, description: String, kind: String, valueType: String, unit: String, values: [String]
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.kind = kind
    self.valueType = valueType
    self.unit = unit
    self.values = values
  }
}

/// The options of a bond, in their order; the engine stores them as `name=value name=value`.
struct BondOptions: Codable, Sendable, Equatable {
  /// One option.
  struct Option: Sendable, Equatable {
    /// The name: `mode`, `miimon`.
    var name: String
    /// The value as text.
    var value: String
  }

  /// The options.
  var list: [Option]

  /// Options in the given order.
  init(_ list: [Option]) { self.list = list }

  /// Reads a JSON object, which has no order: `mode` comes first, the rest by name.
  init(from decoder: any Decoder) throws {
    let values = try decoder.singleValueContainer().decode([String: String].self)
    list = values.map { Option(name: $0.key, value: $0.value) }.sorted {
      ($0.name == "mode" ? 0 : 1, $0.name) < ($1.name == "mode" ? 0 : 1, $1.name)
    }
  }

  /// Writes a JSON object.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// The number of the bond mode, whether it is written as a number or by its kernel name; nil if it is neither.
  var mode: Int? {
    guard let value = list.last(where: { $0.name == "mode" })?.value else { return nil }
    let names = [
      "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb",
    ]
    if let number = Int(value), (0...6).contains(number) { return number }
    return names.firstIndex(of: value)
  }
}

import HostNetworking

/// Custom properties as a map: their order means nothing, and an attachment without any has the empty map.
enum PropertyMaps {
  /// Name to value.
  static func map(_ properties: [CustomProperty]) -> [String: String] {
    Dictionary(properties.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// Whether both say the same.
  static func same(_ left: [CustomProperty], _ right: [CustomProperty]) -> Bool {
    map(left) == map(right)
  }
}

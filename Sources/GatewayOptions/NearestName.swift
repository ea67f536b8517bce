/// Finds what somebody meant who misspelt a name.
enum NearestName {
  /// The option whose name takes the fewest edits to get from `name`.
  static func option(to name: String) -> String {
    let plain = name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 }
    let names = ServeOption.allCases.map(\.rawValue)
    return names.min { distance(Array($0), plain) < distance(Array($1), plain) } ?? ""
  }

  /// The number of single characters to insert, remove or replace (Levenshtein).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let replaced = diagonal + (character == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}

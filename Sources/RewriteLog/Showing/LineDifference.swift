/// Which lines two layouts share, so that what was changed on the way is seen at once.
enum LineDifference {
  /// A line with a mark: it stands in both layouts, or in this one alone.
  struct Line: Equatable {
    /// The line.
    var text: String
    /// Whether the other layout has the line too, in the same order; indentation doesn't count.
    var isShared: Bool
  }

  /// More lines than this aren't compared: the work grows with the product of both lengths.
  static let limit = 1000

  /// Both layouts with their marks, by the shortest edit script between their lines.
  static func compare(_ old: [String], _ new: [String]) -> (old: [Line], new: [Line]) {
    var oldLines = old.map { Line(text: $0, isShared: false) }
    var newLines = new.map { Line(text: $0, isShared: false) }
    guard old.count <= limit, new.count <= limit else { return (oldLines, newLines) }
    let difference = new.map(key).difference(from: old.map(key))
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    for index in oldLines.indices { oldLines[index].isShared = !removed.contains(index) }
    for index in newLines.indices { newLines[index].isShared = !inserted.contains(index) }
    return (oldLines, newLines)
  }

  private static func key(_ line: String) -> String {
    String(line.drop { $0 == " " })
  }
}

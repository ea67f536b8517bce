extension LegacyTarget {
  /// The details that a client wants in line, in small letters: `statistics`.
  ///
  /// They stand as `detail=a+b` beside the media type in the first `Accept` line, or in a matrix parameter (engine 3.5,
  /// `DetailHelper`).
  ///
  /// - Parameter accept: the first line of that name; nil if there is none.
  public func details(accept: String?) -> Set<String> {
    var lists = matrix.filter { $0.name.lowercased() == "detail" }.compactMap(\.value)
    for parameter in (accept ?? "").split(whereSeparator: { $0 == ";" || $0 == "," }) {
      let sides = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isXMLSpace && $0 != "\"" } }
      if sides.count == 2, sides[0].lowercased() == "detail" { lists.append(sides[1]) }
    }
    return Set(lists.flatMap { $0.lowercased().split(separator: "+").map(String.init) })
  }
}

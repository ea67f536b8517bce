/// How ids of hosts are written. Engines write a UUID in lower case with all its zeros (`java.util.UUID.toString`), and take it
/// in any letter case and without leading zeros in its groups (engine 3.5, `GuidUtils`, `java.util.UUID.fromString`).
enum HostIDSpelling {
  /// Whether an id is written as engines write them.
  static func isTheEngines(_ hostID: String) -> Bool {
    hostID.utf8.count == 36
      && hostID.utf8.enumerated().allSatisfy { index, byte in
        switch byte {
        case UInt8(ascii: "-"): [8, 13, 18, 23].contains(index)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
          ![8, 13, 18, 23].contains(index)
        default: false
        }
      }
  }

  /// An id as engines write it; one that is no UUID in lower case.
  static func theEngines(_ hostID: String) -> String {
    if isTheEngines(hostID) { return hostID }
    let groups = hostID.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [8, 4, 4, 4, 12]
    guard groups.count == lengths.count, groups.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
      return hostID.lowercased()
    }
    return zip(groups, lengths).map { group, length in
      String(repeating: "0", count: max(0, length - group.count)) + group
    }.joined(separator: "-")
  }
}

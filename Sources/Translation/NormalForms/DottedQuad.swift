/// The text form of IPv4 addresses, netmasks and gateways in legacy bodies.
enum DottedQuad {
  /// Whether it is four decimal numbers from 0 to 255 with dots between. A leading zero is refused, since it means
  /// octal to some readers and decimal to others.
  static func isValid(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        guard part.count == 1 || part.first != 0x30 else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }
}

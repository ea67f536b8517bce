import HostNetworking

/// Addresses that a legacy client can't state are sent along unchanged whenever an IPv4 setup is sent, because the list
/// of assignments is replaced as a whole, both families (engine 4.x, `NetworkAttachmentMapper`). Of several IPv4
/// assignments the engine uses the first, so only that one is replaced.
enum KeepOtherAssignments {
  /// The complete IPv4 assignments: the wish, then the stored ones after the first.
  static func ipv4(_ wish: IPv4Configuration, of attachment: NetworkAttachment) -> [IPv4Configuration] {
    // Engines refuse address details beside dhcp and none, so none are sent even if they gave some.
    [wish] + attachment.ipv4.dropFirst().map { $0.method == .static ? $0 : IPv4Configuration(method: $0.method) }
  }

  /// The stored IPv6 assignments; empty if there is none but of method none.
  static func ipv6(of attachment: NetworkAttachment) -> [IPv6Configuration] {
    attachment.ipv6.allSatisfy { ["", "none"].contains($0.method.lowercased()) } ? [] : attachment.ipv6
  }
}

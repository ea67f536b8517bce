/// How a network gets its IPv4 address on a host.
public enum BootProtocol: String, Sendable, Codable, CaseIterable {
  /// No address.
  case none
  /// From a DHCP server.
  case dhcp
  /// As stated.
  case `static`

  /// The protocol that a word means, in any letter case; nil for any other word.
  public init?(word: String) {
    self.init(rawValue: word.lowercased())
  }
}

/// The IPv4 setup of a network: stated, configured or reported.
///
/// Addresses are text as it came. For `dhcp` an address that the host reports is the lease.
public struct IPv4Configuration: Sendable, Hashable, Codable {
  /// Where the address comes from.
  public var method: BootProtocol
  /// Dotted quad; nil if there is none.
  public var address: String?
  /// Dotted quad or prefix length; nil if there is none.
  public var netmask: String?
  /// Dotted quad; nil if there is none.
  public var gateway: String?

  /// An IPv4 setup.
  public init(method: BootProtocol, address: String? = nil, netmask: String? = nil, gateway: String? = nil) {
    self.method = method
    self.address = address
    self.netmask = netmask
    self.gateway = gateway
  }

  /// No address.
  public static let none = IPv4Configuration(method: .none)
}

/// The IPv6 setup of an attachment; only ever copied, since a legacy client can't state one.
public struct IPv6Configuration: Sendable, Hashable, Codable {
  /// `none`, `static`, `dhcp`, `autoconf` or `poly_dhcp_autoconf`, as the engine wrote it.
  public var method: String
  /// The address; nil if there is none.
  public var address: String?
  /// The prefix length in decimal; nil if there is none.
  public var prefix: String?
  /// The gateway; nil if there is none.
  public var gateway: String?

  /// An IPv6 setup.
  public init(method: String, address: String? = nil, prefix: String? = nil, gateway: String? = nil) {
    self.method = method
    self.address = address
    self.prefix = prefix
    self.gateway = gateway
  }

  /// No address.
  public static let none = IPv6Configuration(method: "none")
}

/// An IPv4 configuration: of an attachment as configured, or of a nic as reported.
struct IPv4Configuration: Codable, Sendable, Equatable {
  /// `none`, `dhcp` or `static`.
  var method: String
  /// The dotted address.
  var address: String?
  /// The dotted mask.
  var netmask: String?
  /// The dotted gateway.
  var gateway: String?

  /// No address.
  static let none = IPv4Configuration(method: "none")

  /// A configuration; empty texts count as absent.
  init(method: String, address: String? = nil, netmask: String? = nil, gateway: String? = nil) {
    self.method = method
    self.address = address.nonEmpty
    self.netmask = netmask.nonEmpty
    self.gateway = gateway.nonEmpty
  }

  /// Reads the state form.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      method: try values.decode(String.self, forKey: .method),
      address: try values.decodeIfPresent(String.self, forKey: .address),
      netmask: try values.decodeIfPresent(String.self, forKey: .netmask),
      gateway: try values.decodeIfPresent(String.self, forKey: .gateway))
  }

  /// Writes the state form, in which absent values are null.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(method, forKey: .method)
    try values.encode(address, forKey: .address)
    try values.encode(netmask, forKey: .netmask)
    try values.encode(gateway, forKey: .gateway)
  }

  private enum CodingKeys: String, CodingKey { case method, address, netmask, gateway }
}

/// An IPv6 configuration.
struct IPv6Configuration: Codable, Sendable, Equatable {
  /// `none`, `dhcp`, `static`, `autoconf` or `poly_dhcp_autoconf`.
  var method: String
  /// The address.
  var address: String?
  /// The prefix length in digits.
  var prefix: String?
  /// The gateway.
  var gateway: String?

  /// No address.
  static let none = IPv6Configuration(method: "none")

  /// A configuration; empty texts count as absent.
  init(method: String, address: String? = nil, prefix: String? = nil, gateway: String? = nil) {
    self.method = method
    self.address = address.nonEmpty
    self.prefix = prefix.nonEmpty
    self.gateway = gateway.nonEmpty
  }
}

extension String? {
  /// The text, or nil for the empty one.
  var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}

import GatewayErrors
import HostNetworking

/// Two networks of a request don't have one static address; dhcp and none don't take part, whatever `ip` says beside
/// them. Source: engine 3.5, `NoRepetitiveStaticIpInListConstraint`.
enum RefuseRepeatedAddresses {
  /// Checks all wishes.
  ///
  /// - Throws: `REPETITIVE_IP`.
  static func check(_ wishes: [Wish]) throws(GatewayError) {
    var owners: [String: String] = [:]
    for wish in wishes {
      guard let ipv4 = wish.ipv4, ipv4.method == .static, let address = ipv4.address else { continue }
      let name = wish.placement.network.name
      if let other = owners.updateValue(name, forKey: address) {
        throw refusal(
          .repetitiveIP, "The networks \(list([other, name])) have the same static address \(address).",
          instead: "State different addresses.")
      }
    }
  }
}

import GatewayErrors
import HostNetworking

/// `host_nics` must be there. Present but empty is a legal wish for nothing at all, which the guards then judge.
///
/// Source: engine 3.5, `BackendHostNicsResource.setupNetworks`, with its text.
enum RequireHostNics {
  /// The entries of a request.
  ///
  /// - Throws: `HOST_NICS_REQUIRED`.
  static func entries(of desired: LegacyDesiredState) throws(GatewayError) -> [LegacyHostNic] {
    guard let entries = desired.hostNics else {
      throw refusal(.hostNicsRequired, "Action [hostNics] required for setupNetworks")
    }
    return entries
  }
}

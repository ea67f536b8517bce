import GatewayErrors
import HostNetworking

/// Legacy call and host state to a plan: the way into the rules.
public enum Translator {
  /// What a legacy mutation becomes.
  ///
  /// - Throws: stage `translate`, with the rule that refused; nothing is sent then.
  public static func plan(_ mutation: LegacyMutation, on state: HostState) throws(GatewayError) -> EnginePlan {
    throw GatewayError(.internalError, stage: .translate, detail: "Not written yet.")
  }

  /// Whether the mutation names a network that the cluster doesn't have, so that all networks of the system must be read
  /// to tell 404 from 409.
  ///
  /// - Parameter state: the state with the networks of the cluster only.
  public static func needsAllNetworks(_ mutation: LegacyMutation, on state: HostState) -> Bool {
    false
  }
}

/// The picture that a 3.5 client has of a host.
public enum LegacyView {
  /// Every device that a 3.5 engine would list, vlan devices that the engine hides included, in the engine's order; a
  /// hidden vlan device follows its base.
  public static func nics(of state: HostState) -> [LegacyNic] {
    []
  }
}

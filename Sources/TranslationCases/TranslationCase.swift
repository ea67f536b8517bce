import GatewayErrors
import HostNetworking

/// Reads the `state` form of case files: what the simulator loads and `translate --state` takes.
public enum HostStateReader {
  /// Reads one state. Throws `CONFIGURATION_INVALID`, with the JSON path, for what isn't one.
  public static func read(json: [UInt8], name: String? = nil) throws(GatewayError) -> HostState {
    throw GatewayError(.internalError, stage: .configuration, detail: "Not written yet.")
  }
}

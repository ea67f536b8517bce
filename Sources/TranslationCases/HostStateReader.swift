import GatewayErrors
import HostNetworking

/// Reads the `state` form of case files: what the simulator loads and `translate --state` takes.
public enum HostStateReader {
  private struct StatesForm: Decodable {
    var states: [String: HostStateForm]
  }

  /// Reads one state. Throws `CONFIGURATION_INVALID`, with the JSON path, for what isn't one.
  ///
  /// - Parameter name: the name of one of `states` in a case file; nil reads the document as one state.
  public static func read(json: [UInt8], name: String? = nil) throws(GatewayError) -> HostState {
    guard let name else { return try JSONDocument.read(HostStateForm.self, from: json).state }
    let states = try JSONDocument.read(StatesForm.self, from: json).states
    guard let form = states[name] else {
      throw JSONDocument.invalid(
        "The file has no state \(name); it has \(states.keys.sorted().joined(separator: ", ")).")
    }
    return form.state
  }
}

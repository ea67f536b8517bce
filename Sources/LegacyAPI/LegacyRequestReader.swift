import GatewayErrors
import HostNetworking
import XMLTree

/// The body of a legacy mutation, read.
public struct LegacyRequest: Sendable, Equatable {
  /// What it asks for.
  public var mutation: LegacyMutation
  /// The `action` element as the client sent it, in the element order of the 3.5 schema, for the echo in the answer.
  public var echo: XMLElement

  /// A request.
  public init(mutation: LegacyMutation, echo: XMLElement) {
    self.mutation = mutation
    self.echo = echo
  }
}

/// Reads the bodies of legacy mutations.
public enum LegacyRequestReader {
  /// Reads the body of `attach`, `detach` or `setupNetworks`.
  ///
  /// - Throws: stage `parse`, before anything is asked of the engine.
  public static func read(
    _ call: LegacyCall, body: [UInt8], contentType: String?
  ) throws(GatewayError) -> LegacyRequest {
    throw GatewayError(.internalError, stage: .parse, detail: "Not written yet.")
  }
}

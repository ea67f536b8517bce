import GatewayErrors
import XMLTree

/// Documents of API v4 as documents of API v3, by a table, for engines without API v3 (4.4 and later).
public enum V3OnV4 {
  /// Whether the answer to this request is converted: the api root and hosts (list, search, single).
  ///
  /// - Parameter segments: the path below the API root, without matrix parameters.
  public static func converts(method: String, segments: [String]) -> Bool {
    false
  }

  /// The path and query, below the API root and without leading slash, to ask a v4 engine for: matrix parameters moved to
  /// the query.
  ///
  /// - Parameters:
  ///   - segments: percent-decoded path segments.
  ///   - matrix: name and value of each matrix parameter; nil for a bare name.
  ///   - query: the query as the client sent it, without question mark.
  public static func engineTarget(
    segments: [String], matrix: [(name: String, value: String?)], query: String?
  ) -> String {
    ""
  }

  /// A v4 answer as the v3 document that an old client reads; faults included.
  ///
  /// - Parameters:
  ///   - enginePrefix: what hrefs of the engine start with, `/ovirt-engine/api`.
  ///   - hrefPrefix: what they start with for the client.
  /// - Throws: `ENGINE_ANSWER_UNREADABLE`, stage `answer`, for a document of a type that has no rules.
  public static func answer(
    _ document: XMLElement, enginePrefix: String, hrefPrefix: String
  ) throws(GatewayError) -> XMLElement {
    throw GatewayError(.internalError, stage: .answer, detail: "Not written yet.")
  }
}

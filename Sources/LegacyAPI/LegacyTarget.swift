/// The target of a request line, taken apart as engine 3.5 did.
///
/// Matrix parameters may stand on any path segment (engine 3.5, `QueryHelper`); empty segments, and so a trailing slash,
/// don't count.
public struct LegacyTarget: Sendable, Equatable {
  /// A matrix parameter; the value is nil for a bare name (`;async`).
  public struct Parameter: Sendable, Equatable {
    /// The name, percent-decoded.
    public var name: String
    /// The value, percent-decoded.
    public var value: String?

    /// A parameter.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// What hrefs in the answer start with: `/ovirt-engine/api` or `/api`, followed by `/v3` or `/v4` if the client used it.
  public var hrefPrefix: String
  /// The version segment without slash (`v3`, `v4`); nil if there is none.
  public var versionSegment: String?
  /// The segments below the API root, percent-decoded, without matrix parameters.
  public var segments: [String]
  /// The matrix parameters of all segments, in order.
  public var matrix: [Parameter]
  /// The query as sent, without the question mark; nil if there is none.
  public var query: String?

  /// Takes a target apart; nil if it isn't below `/ovirt-engine/api` or `/api`, or can't be decoded.
  public init?(_ target: String) {
    return nil
  }
}

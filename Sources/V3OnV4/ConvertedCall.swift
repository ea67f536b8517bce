import GatewayErrors
import XMLTree

/// A call of API v3 that is carried out by one of v4, by its row in the table: the networking minimum.
public struct ConvertedCall: Sendable {
  /// What else a call needs than its row.
  public enum Handler: Sendable, Equatable {
    /// Nothing.
    case none
    /// `HEAD` of the api root: the links as a `Link` field.
    case rootHead
    /// `capabilities`, made of the engine's `clusterlevels`; the level in the path, nil for all.
    case capabilities(level: String?)
  }

  /// A body for the engine, and what of the client's becomes part of the query.
  public struct Body: Sendable {
    /// The v4 document; nil for none.
    public var document: XMLElement?
    /// Query parameters.
    public var query: [(name: String, value: String)]

    /// A body; nothing by default.
    public init(document: XMLElement? = nil, query: [(name: String, value: String)] = []) {
      self.document = document
      self.query = query
    }
  }

  /// The method of the call in v4.
  public let method: String
  /// What else it needs.
  public let handler: Handler
  /// Whether the host is to be refreshed first, where the parameter `force` asks for it.
  public let refreshesWithForce: Bool

  private let table: RuleTable
  private let rule: CallRule
  private let segments: [String]

  /// Whether it changes something.
  public var isWrite: Bool { method != "GET" }
  /// The call in v3, for texts and the log: `PUT /networks/{1}`.
  public var name: String { "\(rule.method) /\(rule.v3.joined(separator: "/"))" }
  /// Whether more is asked for than v3's own parameters say, for what v4 has behind a link: what v3 shows inline.
  public var includesLinks: Bool { !rule.included.isEmpty }
  /// Whether a client sends it a document.
  public var takesBody: Bool { rule.request != nil }

  /// The call of a path; nil if it isn't converted.
  ///
  /// - Parameter segments: the v3 path below the API root, without matrix parameters.
  init?(_ table: RuleTable, method: String, segments: [String]) {
    let isRootHead = method == "HEAD" && segments.isEmpty
    guard let rule = table.index.call(method == "HEAD" ? "GET" : method, segments), rule.isForNetworking else {
      return nil
    }
    if rule.handlers.contains("capabilities") {
      handler = .capabilities(level: segments.count == 2 ? segments[1] : nil)
    } else {
      guard !rule.isHandlerOnly, !rule.isUnsupported, rule.v4 != nil else { return nil }
      handler = isRootHead ? .rootHead : .none
    }
    self.table = table
    self.rule = rule
    self.segments = segments
    self.method = rule.method
    refreshesWithForce = rule.handlers.contains("host-force-refresh")
  }

  /// The path and query to ask the engine for; see ``V3OnV4/engineTarget(segments:matrix:query:)``.
  ///
  /// - Parameters:
  ///   - acceptDetail: the `detail` parameter of the client's `Accept` field.
  ///   - body: what of the body becomes part of the query.
  ///   - includingLinks: whether to ask for what v4 has behind a link.
  public func target(
    matrix: [(name: String, value: String?)], query: String?, acceptDetail: String? = nil, body: Body? = nil,
    includingLinks: Bool = true
  ) -> String {
    if case .capabilities = handler { return "clusterlevels" }
    var more = matrix.filter { !rule.ignored.contains($0.name) }
    if let acceptDetail { more.append(("detail", acceptDetail)) }
    more += (body?.query ?? []).map { ($0.name, $0.value) }
    more += rule.queryDefaults.map { ($0.v3, $0.v4) }
    if includingLinks, !rule.included.isEmpty { more.append(("follow", rule.included.joined(separator: ","))) }
    return EngineTargetWriter(path: table.paths.toV4.map(segments.map { $0[...] }) ?? segments.map { $0[...] })
      .target(matrix: more, query: query, follow: rule.follow)
  }

  /// The client's body as the engine takes it.
  ///
  /// A body that the call doesn't take isn't looked at, as in 3.5; nor is one of `DELETE`, but for what becomes a query
  /// parameter.
  ///
  /// - Throws: `REQUEST_ROOT_UNEXPECTED`, `REQUEST_ELEMENT_UNKNOWN`, `REQUEST_VALUE_INVALID` or
  ///   `REQUEST_NOT_SUPPORTED`, stage `parse`.
  public func body(_ document: XMLElement) throws(GatewayError) -> Body {
    guard let type = rule.request.flatMap({ table.types[$0] }), let root = type.v3Root else {
      return Body()
    }
    guard document.name == root else {
      throw GatewayError(
        .requestRootUnexpected, stage: .parse, detail: "\(name) takes a document \(root), not \(document.name).",
        nextStep: "Send a document \(root).")
    }
    var query: [(name: String, value: String)] = []
    for pair in rule.bodyToQuery {
      let path = pair.v3.split(separator: "/").dropFirst()
      let found = path.reduce(document as XMLElement?) { element, step in element?.child(String(step)) }
      if let found, !found.text.isEmpty { query.append((pair.v4, found.text)) }
    }
    guard method != "DELETE" else { return Body(query: query) }
    let converter = RequestConverter(table: table, callName: name)
    let converted = try converter.convert(document, type, as: type.v4Root ?? root, path: root)
    return Body(document: converted, query: query)
  }

  /// The engine's answer as the client reads it; faults included. Like ``V3OnV4/convert(_:enginePrefix:hrefPrefix:)``,
  /// but with the type that this call answers with where the root element alone doesn't say it.
  public func answer(
    _ document: XMLElement, enginePrefix: String, hrefPrefix: String
  ) throws(GatewayError) -> Converted {
    if case .capabilities(let level) = handler, document.name == "cluster_levels" {
      let capabilities = CapabilitiesDocument(hrefPrefix: hrefPrefix)
      guard let level else {
        return Converted(document: try capabilities.all(document), droppedMembers: [], unknownMembers: [])
      }
      guard let one = try capabilities.one(level, document) else {
        throw GatewayError(.notFound, stage: .answer, detail: "The engine has no cluster level \(level).")
      }
      return Converted(document: one, droppedMembers: [], unknownMembers: [])
    }
    let stated = rule.response.flatMap { table.types[$0] }.flatMap { $0.v4Root == document.name ? $0 : nil }
    return try V3OnV4.convert(
      document, as: stated, table: table, enginePrefix: enginePrefix, hrefPrefix: hrefPrefix)
  }
}

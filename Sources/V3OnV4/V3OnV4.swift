import GatewayErrors
import XMLTree

/// Documents of API v4 as documents of API v3, by a table, for engines without API v3 (4.4 and later).
///
/// `docs/v3-on-v4.md` says what is converted and how the table is written; `Resources/rules.txt` is the table.
public enum V3OnV4 {
  /// The call of the networking minimum that a request makes; nil if it isn't converted.
  ///
  /// - Parameter segments: the path below the API root, without matrix parameters.
  public static func call(method: String, segments: [String]) -> ConvertedCall? {
    guard let table = try? RuleTable.loaded() else { return nil }
    return ConvertedCall(table, method: method, segments: segments)
  }

  /// Whether request and answer are converted: the calls of the networking minimum.
  public static func converts(method: String, segments: [String]) -> Bool {
    call(method: method, segments: segments) != nil
  }

  /// An address of the engine (`Location`) as the client's, from the root of the server on: `/ovirt-engine/api/networks/1`;
  /// nil if it leads to nothing that v3 has.
  public static func location(_ address: String, enginePrefix: String, hrefPrefix: String) -> String? {
    guard let table = try? RuleTable.loaded() else { return nil }
    var path = address[...]
    if let scheme = path.firstRange(of: "://") { path = path[scheme.upperBound...].drop { $0 != "/" } }
    return HrefMap(enginePrefix: enginePrefix, clientPrefix: hrefPrefix, paths: table.paths.toV3)(String(path))
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
    try convert(document, enginePrefix: enginePrefix, hrefPrefix: hrefPrefix).document
  }

  /// Like ``answer(_:enginePrefix:hrefPrefix:)``, and tells what v3 has no place for.
  public static func convert(
    _ document: XMLElement, enginePrefix: String, hrefPrefix: String
  ) throws(GatewayError) -> Converted {
    try convert(
      document, as: nil, table: RuleTable.loaded(), enginePrefix: enginePrefix, hrefPrefix: hrefPrefix)
  }

  /// Converts a document of that type, or of the one that its root element names.
  static func convert(
    _ document: XMLElement, as stated: TypeRules?, table: RuleTable, enginePrefix: String, hrefPrefix: String
  ) throws(GatewayError) -> Converted {
    guard let type = stated ?? table.typeByV4Root[document.name].flatMap({ table.types[$0] }), let root = type.v3Root
    else {
      throw GatewayError(
        .engineAnswerUnreadable, stage: .answer,
        detail: "The engine answered with a document '\(document.name)', for which API v3 has none.",
        nextStep: "Look at what the engine answers at this address.")
    }
    let hrefs = HrefMap(enginePrefix: enginePrefix, clientPrefix: hrefPrefix, paths: table.paths.toV3)
    var converter = AnswerConverter(table: table, hrefs: hrefs)
    let converted = converter.convert(document, type, as: root)
    return Converted(
      document: converted, droppedMembers: converter.dropped.keys.sorted(),
      unknownMembers: converter.dropped.filter { !$0.value }.keys.sorted())
  }
}

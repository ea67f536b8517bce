import GatewayErrors
import XMLTree

/// Documents of API v4 as documents of API v3, by a table, for engines without API v3 (4.4 and later).
///
/// `docs/v3-on-v4.md` says what is converted and how the table is written; `Resources/rules.txt` is the table.
public enum V3OnV4 {
  /// Whether the answer to this request is converted: the api root and hosts (list, search, single).
  ///
  /// - Parameter segments: the path below the API root, without matrix parameters.
  public static func converts(method: String, segments: [String]) -> Bool {
    guard method == "GET" else { return false }
    return segments.isEmpty || (segments[0] == "hosts" && segments.count <= 2)
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
    let table = try RuleTable.loaded()
    guard let type = table.typeByV4Root[document.name].flatMap({ table.types[$0] }), let root = type.v3Root else {
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

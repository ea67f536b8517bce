import GatewayErrors
import XMLTree

/// Legacy documents in both media types: one tree, read and written by one schema.
public enum LegacyDocument {
  /// Reads the body of a request and checks it against the schema.
  ///
  /// - Parameters:
  ///   - body: the body as it came, without transfer coding.
  ///   - contentType: the `Content-Type` field.
  ///   - root: the name of the element that the call takes, one of ``LegacyType/roots``.
  /// - Returns: the element, with its children in schema order at every depth.
  /// - Throws: stage `parse`, before anything is asked of the engine: `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_NOT_XML`,
  ///   `REQUEST_NOT_JSON`, `REQUEST_XML_FORBIDDEN`, `REQUEST_XML_TOO_LARGE`, `REQUEST_ROOT_UNEXPECTED`,
  ///   `REQUEST_ELEMENT_UNKNOWN`, `REQUEST_JSON_SHAPE`, `REQUEST_VALUE_UNREADABLE` or `REQUEST_VALUE_INVALID`.
  static func read(_ body: [UInt8], contentType: String?, root: String) throws(GatewayError) -> XMLElement {
    guard let type = LegacyType.roots[root] else {
      throw GatewayError(.internalError, stage: .parse, detail: "The schema has no document <\(root)>.")
    }
    switch try LegacyMediaType.ofBody(contentType) {
    case .xml:
      let element = try XMLReader.read(body)
      guard element.name == root else {
        throw GatewayError(
          .requestRootUnexpected, stage: .parse,
          detail: "The body is a <\(element.name)>; this call takes \(root.withArticle).",
          nextStep: "Put the request into \(root.withArticle) element.")
      }
      return try type.checked(element, path: root)
    case .json:
      let element = try LegacyJSON.element(try JSONReader.read(body), type, named: root)
      do {
        return try type.checked(element, path: root)
      } catch {
        // Engine 3.5 let Jackson convert booleans and numbers, so that all its errors were errors of syntax.
        var error = error
        if error.code == .requestValueInvalid { error.code = .requestValueUnreadable }
        throw error
      }
    }
  }

  /// Writes a document.
  public static func write(_ root: XMLElement, as media: LegacyMediaType) -> [UInt8] {
    switch media {
    case .xml: XMLWriter.write(root)
    case .json: JSONWriter.write(LegacyJSON.value(root, LegacyType.roots[root.name] ?? .foreign))
    }
  }
}

extension String {
  /// The name of an element in its brackets, after an article.
  fileprivate var withArticle: String {
    (first.map { "aeio".contains($0) } ?? false ? "an" : "a") + " <\(self)>"
  }
}

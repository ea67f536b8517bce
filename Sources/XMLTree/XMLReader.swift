import CLibxml2
import GatewayErrors

/// Reads a document into an ``XMLNode`` or ``XMLElement``, hardened and bounded.
///
/// libxml2 parses without network, DTD loading and entity substitution; a DOCTYPE, a namespace or a processing
/// instruction is refused, and every limit of ``XMLLimits`` is checked while reading, so that a hostile document costs
/// no more than its limits allow. A DOCTYPE ends the reading at its first line, so no entity is ever declared, and none
/// expanded. White space before the declaration, which some old clients send, is skipped.
public enum XMLReader {
  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the whole document, in UTF-8 or in an encoding that it declares and libxml2 knows.
  ///   - limits: how much is read before it is refused.
  /// - Returns: the root element.
  /// - Throws: `REQUEST_NOT_XML`, `REQUEST_XML_FORBIDDEN` or `REQUEST_XML_TOO_LARGE`, stage `parse`, with the line.
  public static func read(
    _ bytes: some Collection<UInt8>, limits: XMLLimits = XMLLimits()
  ) throws(GatewayError) -> XMLElement {
    XMLElement(try parse(bytes, limits: limits))
  }

  /// Reads a document that is only looked at; the same documents are read, and the same refused, as by
  /// ``read(_:limits:)``.
  public static func parse(
    _ bytes: some Collection<UInt8>, limits: XMLLimits = XMLLimits()
  ) throws(GatewayError) -> XMLNode {
    // Places in a document are kept in 32 bits; copies of its texts may take some times as much as itself.
    let most = min(limits.bytes, 256 << 20)
    guard bytes.count <= most else {
      throw tooLarge("The document has \(bytes.count) bytes; \(most) are read.")
    }
    var source = XMLSource(bytes)
    guard !source.isEmpty else {
      throw GatewayError(
        .requestNotXML, stage: .parse, detail: "The body is empty.",
        nextStep: "Send the XML document that the call takes.")
    }
    return XMLNode(try source.parse(limits).get(), 0)
  }

  /// The error that a document exceeds a limit.
  static func tooLarge(_ detail: String) -> GatewayError {
    GatewayError(.requestXMLTooLarge, stage: .parse, detail: detail)
  }
}

/// Writes a document as the bytes that API clients and engines expect.
public enum XMLWriter {
  /// The declaration of every legacy answer. SDK 3.5.6 reads a fault only behind exactly these bytes.
  public static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
  private static let declarationLine: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// Writes a document in UTF-8: the declaration, then one element a line, four spaces a level, a newline at the end.
  ///
  /// - Parameter declared: whether the declaration is written.
  public static func write(_ root: XMLElement, declared: Bool = true) -> [UInt8] {
    XMLBytesSink.bytes(capacity: 4096) { sink in
      if declared { sink.head(declarationLine) }
      sink.element(root)
    }
  }

  /// The same as ``write(_:declared:)`` of the tree that `write` makes, without the tree.
  ///
  /// - Parameters:
  ///   - capacity: how many bytes there will be, as far as is known.
  ///   - write: writes the root element; the same each time, since it is called again if there are more bytes.
  public static func write(capacity: Int, _ write: (inout XMLBytesSink) -> Void) -> [UInt8] {
    XMLBytesSink.bytes(capacity: capacity) { sink in
      sink.head(declarationLine)
      write(&sink)
    }
  }

  /// The same as ``write(_:declared:)``, as text.
  public static func text(_ root: XMLElement, declared: Bool = true) -> String {
    String(decoding: write(root, declared: declared), as: UTF8.self)
  }
}

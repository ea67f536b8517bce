/// How much of a document is read before it is refused; every limit is checked while reading.
public struct XMLLimits: Sendable, Equatable {
  /// The bytes of the whole document. Default 4 MiB.
  public var bytes: Int
  /// How deep elements nest. Default 32.
  public var depth: Int
  /// The elements of the whole document. Default 200,000.
  public var elements: Int
  /// The attributes of one element. Default 32.
  public var attributes: Int
  /// The bytes of one start tag with its attributes; up to a piece of 64 KiB more may be read. Default 64 KiB.
  ///
  /// libxml2 compares each attribute of a tag with each other one before it hands any of them over, so this bounds time.
  public var tag: Int
  /// The character data of one element, in bytes. Default 1 MiB.
  public var text: Int

  /// Limits; the defaults suit requests of legacy clients.
  public init(
    bytes: Int = 4 << 20, depth: Int = 32, elements: Int = 200_000, attributes: Int = 32, tag: Int = 64 << 10,
    text: Int = 1 << 20
  ) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.tag = tag
    self.text = text
  }

  /// For answers of the engine: a host with thousands of nics is some ten megabytes.
  public static let engineAnswer = XMLLimits(bytes: 64 << 20, elements: 2_000_000)
}

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
  /// The character data of one element, in bytes. Default 1 MiB.
  public var text: Int

  /// Limits; the defaults suit requests of legacy clients.
  public init(
    bytes: Int = 4 << 20, depth: Int = 32, elements: Int = 200_000, attributes: Int = 32, text: Int = 1 << 20
  ) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.text = text
  }

  /// For answers of the engine: a host with thousands of nics is some ten megabytes.
  public static let engineAnswer = XMLLimits(bytes: 64 << 20, elements: 2_000_000)
}

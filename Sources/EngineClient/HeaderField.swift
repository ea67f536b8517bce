/// One header field, with its name as it was spelled.
public struct HeaderField: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String

  /// A field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

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

  /// Whether it has this name, given in lower case, in any letter case.
  public func isNamed(_ lowerCaseName: String) -> Bool {
    let own = name.utf8
    let wanted = lowerCaseName.utf8
    guard own.count == wanted.count else { return false }
    return zip(own, wanted).allSatisfy { byte, letter in
      byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
    }
  }
}

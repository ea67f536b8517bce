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
    Self.isName(name.utf8, lowerCaseName)
  }

  /// Whether bytes are this name, given in lower case, in any letter case (RFC 9110, 5.1). No text is made for it: it is asked
  /// of every field.
  static func isName(_ bytes: some Collection<UInt8>, _ lowerCaseName: String) -> Bool {
    let wanted = lowerCaseName.utf8
    return bytes.count == wanted.count
      && zip(bytes, wanted).allSatisfy { byte, letter in
        byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
      }
  }
}

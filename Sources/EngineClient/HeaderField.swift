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
  public func isNamed(_ lowerCaseName: StaticString) -> Bool {
    var name = name
    return name.withUTF8 { Self.isName($0, lowerCaseName) }
  }

  /// Whether bytes are this name, given in lower case, in any letter case (RFC 9110, 5.1). On the memory itself: it is asked
  /// of every field.
  public static func isName(_ bytes: UnsafeBufferPointer<UInt8>, _ lowerCaseName: StaticString) -> Bool {
    guard bytes.count == lowerCaseName.utf8CodeUnitCount else { return false }
    let wanted = UnsafeBufferPointer(start: lowerCaseName.utf8Start, count: bytes.count)
    for place in bytes.indices {
      let byte = bytes[place]
      guard byte == wanted[place] || ((0x41...0x5A).contains(byte) && byte | 0x20 == wanted[place]) else {
        return false
      }
    }
    return true
  }
}

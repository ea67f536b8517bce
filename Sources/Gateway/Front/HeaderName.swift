/// Comparing names of header fields, whose letter case means nothing (RFC 9110, 5.1).
enum HeaderName {
  /// Whether a name is this one, which is given in lower case. No text is made for it: this runs for every field.
  static func equals(_ name: String, _ lowerCase: StaticString) -> Bool {
    name.utf8.count == lowerCase.utf8CodeUnitCount
      && lowerCase.withUTF8Buffer { expected in
        name.utf8.elementsEqual(expected) { byte, letter in
          byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
        }
      }
  }
}

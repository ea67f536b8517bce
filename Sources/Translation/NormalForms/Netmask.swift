/// Netmasks in the dotted form, which is the only one that 3.5 knew; engines of 4.x may give a prefix length.
enum Netmask {
  /// The dotted form of a prefix length from 0 to 32; any other text as it is, empty text as nil.
  static func dotted(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    guard text.utf8.count <= 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text),
      length <= 32
    else { return text }
    let bits: UInt32 = length == 0 ? 0 : UInt32.max << UInt32(32 - length)
    return [24, 16, 8, 0].map { String(bits >> UInt32($0) & 255) }.joined(separator: ".")
  }
}
